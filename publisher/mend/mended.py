"""Mending the files of a publication: what would change, and writing it atomically."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from babel.numbers import get_decimal_symbol

from publisher.atomic import write_atomically
from publisher.link.typed_units import units_of
from publisher.mend.footnotes import with_footnotes
from publisher.mend.key_order import mend_order
from publisher.mend.readable import with_readable_numbers
from publisher.mend.spaces import mend_spaces
from publisher.mend.text import BOM, Mending, Text
from publisher.mend.translation_marks import marked_translation
from publisher.mend.values import mend_values
from publisher.model.register import Indicators
from publisher.model.typed import typed
from publisher.model.unit import Unit
from publisher.problem import ProblemsFound
from publisher.read.files import read_folders
from publisher.settings_file import load_settings

NO_UNITS: Final[Mapping[str, Unit]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mended:
    """A file to be changed: its new bytes and the changes, by line."""

    file: str
    content: bytes
    changes: tuple[Mending, ...]


def mended_files(root: Path, *, reorder: bool = False) -> Iterator[Mended]:
    """Yield every document of the publication in `root` that can be mended, without writing anything.

    With `reorder`, keys are also sorted in the order of the schema.
    """
    texts = read_folders(root, "docs", "plans").texts
    units = _units(texts)
    thousands = _comma_between_thousands(root)
    for file, text in texts.items():
        raw = (root / file).read_bytes()
        ends = b"\r\n" if b"\r\n" in raw else b"\n"
        begins = BOM if raw.startswith(BOM) else b""
        # Mixed or unusual line endings cannot be preserved.
        if begins + text.encode().replace(b"\n", ends) != raw:
            continue
        content: bytes = raw
        changes: tuple[Mending, ...] = ()
        if (mended := mend(file, text, units, reorder=reorder, thousands=thousands)) and mended.changes:
            text, changes = "\n".join(mended.lines), mended.changes
        if file.endswith(".md") and (noted := with_footnotes(file, text)):
            text, changes = noted[0], (*changes, *noted[1])
        if changes:
            content = begins + text.encode().replace(b"\n", ends)
            changes = tuple(sorted(changes, key=lambda change: change.line))
        if marked := marked_translation(file, content, texts):
            content, changes = marked[0], (*changes, marked[1])
        if changes:
            yield Mended(file, content, changes)


def values_mended(file: str, content: bytes, texts: Mapping[str, str], root: Path) -> bytes:
    """Return a file's content with dates and numbers converted from how people type them to file format."""
    begins = BOM if content.startswith(BOM) else b""
    ends = b"\r\n" if b"\r\n" in content else b"\n"
    read = Text.read(file, content.removeprefix(begins).replace(ends, b"\n").decode())
    if read is None or not typed(read.document, read.model)[1]:
        return content
    mended = mend_values(read, _units(texts), thousands=_comma_between_thousands(root))
    return begins + "\n".join(mended.lines).encode().replace(b"\n", ends) if mended.changes else content


def _comma_between_thousands(root: Path) -> bool:
    """Return whether a comma in a number can separate thousands in the language of the publication in `root`."""
    with suppress(ProblemsFound):
        settings, _ = load_settings(root)
        return get_decimal_symbol(settings.theme.language) == "."
    return False


def _units(texts: Mapping[str, str]) -> Mapping[str, Unit]:
    """Return the unit of each indicator declared in the registers, as far as they can be parsed."""
    read = (Text.read(file, text) for file, text in texts.items() if file.endswith(".yml"))
    return units_of(each.document for each in read if each and each.model is Indicators)


def mend(
    file: str, text: str, units: Mapping[str, Unit] = NO_UNITS, *, reorder: bool = False, thousands: bool = False
) -> Text | None:
    """Return a document's text, mended; None if it has problems that make every change unsafe."""
    text, quoted = with_readable_numbers(file, text)
    read = Text.read(file, text)
    mended = read and mend_values(replace(read, changes=quoted), units, thousands=thousands)
    if mended and file.endswith(".csv"):
        return mended
    mended = mended and mend_spaces(mended)
    return mend_order(mended) if mended and reorder else mended


def write(root: Path, mended: Mended) -> None:
    """Replace a file of the publication in `root` by its mended content. Raises OSError if that fails."""
    write_atomically(root / mended.file, mended.content)
