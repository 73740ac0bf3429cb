"""The files of a publication, mended: what would change, and the writing of it, which cannot leave half a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from publisher.atomic import write_atomically
from publisher.mend.key_order import mend_order
from publisher.mend.spaces import mend_spaces
from publisher.mend.text import BOM, Mending, Text
from publisher.mend.values import mend_values
from publisher.read.files import read_folders


@dataclass(frozen=True, slots=True)
class Mended:
    """A file that would be written otherwise: its new bytes and what was changed, by line."""

    file: str
    content: bytes
    changes: tuple[Mending, ...]


def mended_files(root: Path, *, reorder: bool = False) -> Iterator[Mended]:
    """Yield every document of the publication in `root` that can be put right, and leave all of them as they are.

    With `reorder`, keys are put into the order of the schema, too.
    """
    for file, text in read_folders(root, "docs", "plans").texts.items():
        if file.endswith(".csv"):
            continue
        raw = (root / file).read_bytes()
        ends = b"\r\n" if b"\r\n" in raw else b"\n"
        begins = BOM if raw.startswith(BOM) else b""
        # Where lines end in several ways, or some other way, nothing here knows how to keep that.
        if begins + text.encode().replace(b"\n", ends) != raw:
            continue
        if (mended := mend(file, text, reorder=reorder)) and mended.changes:
            content = begins + "\n".join(mended.lines).encode().replace(b"\n", ends)
            yield Mended(file, content, tuple(sorted(mended.changes, key=lambda change: change.line)))


def mend(file: str, text: str, *, reorder: bool = False) -> Text | None:
    """Return a document's text, mended; None where it has problems that make every change unsafe."""
    read = Text.read(file, text)
    mended = read and mend_spaces(mend_values(read))
    return mend_order(mended) if mended and reorder else mended


def write(root: Path, mended: Mended) -> None:
    """Replace a file of the publication in `root` by its mended content. Raises OSError where that fails."""
    write_atomically(root / mended.file, mended.content)
