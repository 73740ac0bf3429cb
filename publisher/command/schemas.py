"""The command that writes schemas and snippets, from which editors explain and complete fields."""

from pathlib import Path

import click

from publisher.atomic import write_atomically
from publisher.command.options import root_option
from publisher.command.terminal import Terminal
from publisher.command.work import words_of


@click.command()
@root_option
def schemas(root: Path) -> None:
    """Write what editors need to explain every field, into schemas/ and .vscode/ of the publication."""
    from publisher.schema.json_schema import FOLDER, schema_files
    from publisher.schema.snippets import FILE, snippets

    words, terminal = words_of(root), Terminal()
    for name, text in {**schema_files(), FILE: snippets(words)}.items():
        write_atomically(root / name, text.encode())
    for name in (FOLDER, FILE):
        terminal.say(words.text("command.written", path=root / name))
