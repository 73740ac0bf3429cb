"""The command that upgrades a publication to the program's current version: shows the changes first, then writes."""

import sys
from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import run, words_of
from publisher.language import Language
from publisher.mend.mended import Mended, mended_files, write
from publisher.problem import ProblemsFound
from publisher.publish.output.build_options import BuildOptions
from publisher.settings_file import read_settings
from publisher.start.upgrading import Renewal, RenewedFile, as_texts, renewed_files, write_renewed


@click.command()
@root_option
@click.option("--diff", "compared", is_flag=True, help="Also show, line by line, what changes in each file.")
@click.option("--replace", "replaced", multiple=True, help="A file that you have changed: take the program's instead.")
@click.option("--write", "writes", is_flag=True, help="Write what changes. Without it nothing is written.")
def upgrade(root: Path, replaced: tuple[str, ...], compared: bool, writes: bool) -> None:  # noqa: FBT001
    """Show what this version of the program changes in the publication, and write it where that is asked for."""
    root, terminal = root.resolve(), Terminal()
    words = words_of(root)
    try:
        # The handbook and the schemas are written in the publication's language.
        read_settings(root)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        sys.exit(1)
    files, mended = renewed_files(root, words, replaced), [*mended_files(root)]
    for line in _lines(files, mended, words):
        terminal.say(line)
    for file in files if compared else ():
        terminal.write("".join(_compared(file)))
    if not files and not mended:
        terminal.say(words.text("upgrade.none"))
    if writes:
        for text in mended:
            write(root, text)
        write_renewed(root, words, files)
        terminal.say(words.text("upgrade.written"))
    elif files or mended:
        terminal.say(words.text("upgrade.dry"))
    # Where a newer version is stricter, people must mend their texts themselves.
    run(BuildOptions(root, root / "site", strict=False), None)


def _lines(files: Sequence[RenewedFile], mended: Sequence[Mended], words: Language) -> Iterator[str]:
    """Yield what would be written: a line for each file of the program, and for each change of a text."""
    for file in files:
        yield words.text(f"upgrade.{file.renewal}", path=file.path)
    for text in mended:
        for change in text.changes:
            yield f"{text.file}:{change.line}: {words.text(change.code, **change.facts)}"


def _compared(file: RenewedFile) -> Iterator[str]:
    """Yield the lines of a diff of a text file."""
    if file.renewal in {Renewal.CHANGED, Renewal.KEPT} and (texts := as_texts(file)):
        for line in unified_diff(texts["before"], texts["after"], file.path, file.path):
            yield line if line.endswith("\n") else f"{line}\n"
