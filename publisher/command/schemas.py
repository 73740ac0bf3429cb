"""The command that writes the schemas, by which editors explain and complete while somebody types."""

from pathlib import Path

import click

from publisher.command.options import root_option
from publisher.command.teller import Teller
from publisher.command.work import words_of


@click.command()
@root_option
def schemas(root: Path) -> None:
    """Write what editors need to explain every field, into schemas/ of the publication."""
    from publisher.schema.files import FOLDER, schema_files

    for name, text in schema_files().items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    Teller().say(words_of(root).text("command.written", path=root / FOLDER))
