"""The command that checks, and that mends what is safe to mend."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.terminal import Terminal
from publisher.command.work import run, words_of
from publisher.language import Language
from publisher.messages.machine import FORMATS
from publisher.pipeline import load
from publisher.problem import Problem, ProblemsFound, Severity, stops
from publisher.publish.output.build_options import BuildOptions
from publisher.read.placeholders import UNFINISHED
from publisher.settings_file import language_of

format_option = click.option(
    "--format", "name", type=click.Choice(["text", *FORMATS]), default="text",
    help="How problems are shown: text to read, a list in json, annotations for github or gitlab, or sarif.",
)  # fmt: skip


@click.command()
@common
@format_option
@click.option("--fix", is_flag=True, help="First put right what is only a matter of form, and list each change.")
@click.option("--finished", is_flag=True, help="Before publishing: sentences that are still to be replaced stop, too.")
@click.option("--reorder", is_flag=True, help="With --fix: also put keys into the order of the schema.")
def check(root: Path, out: Path | None, strict: bool, name: str, fix: bool, finished: bool, reorder: bool) -> None:  # noqa: FBT001
    """Check the content and list every problem."""
    if fix or reorder:
        _fix(root, reorder=reorder)
    if name == "text":
        run(BuildOptions(root, out or root / "site", strict), None, weighed=_as_finished if finished else None)
        return
    problems, language = _checked(root.resolve())
    problems = _as_finished(problems) if finished else problems
    if text := FORMATS[name](problems, language, _folder(root)):
        click.echo(text)
    sys.exit(1 if stops(problems) else 0)


def _as_finished(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Return the problems with the severity that they have before publishing."""
    return tuple(replace(each, severity=Severity.ERROR) if each.code == UNFINISHED else each for each in problems)


def _fix(root: Path, *, reorder: bool) -> None:
    """Mend what can be mended, and list it on standard error: standard output belongs to the format."""
    from publisher.mend.mended import mended_files, write
    from publisher.mend.renames import rename, renamings

    words, terminal = words_of(root), Terminal()
    for renaming in renamings(root):
        rename(root, renaming)
        line = f"{renaming.file}: {words.text('mend.renamed', new=renaming.right)}"
        terminal.errors.print(line, markup=False)
    for mended in mended_files(root, reorder=reorder):
        write(root, mended)
        for change in mended.changes:
            line = f"{mended.file}:{change.line}: {words.text(change.code, **change.facts)}"
            terminal.errors.print(line, markup=False)


def _checked(root: Path) -> tuple[Sequence[Problem], Language]:
    try:
        loaded = load(root, draw=False)
    except ProblemsFound as found:
        return found.problems, Language(language_of(root))
    return loaded.problems, loaded.language


def _folder(root: Path) -> str:
    """Return the path from the working directory, where other programs look for files, to the publication."""
    way = Path(os.path.relpath(root)).as_posix()
    return "" if way == "." else f"{way}/"
