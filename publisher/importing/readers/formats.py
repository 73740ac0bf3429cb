"""The readable formats: each one's name for `--as`, its file extensions, and its reader."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Final

from publisher.importing.form.legible import legible
from publisher.importing.form.lights import with_judging_marks
from publisher.importing.form.own_format import InstalledFormat, Reader, installed_format, loaded_formats
from publisher.importing.form.source import SourceBlock, SourceFile
from publisher.importing.form.text_language import other_language
from publisher.importing.opening.guard import checked, outside
from publisher.importing.prose.label_rows import without_label_headings
from publisher.importing.prose.typed_contents import without_typed_contents
from publisher.importing.series.tables_on_side import turned
from publisher.importing.sheets.sheet_tables import sheet_tables
from publisher.importing.table_readers.delimited import is_delimited
from publisher.problem import Place, Problem, ProblemsFound


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, its content type, its file extensions, and its reader's module.

    One without extensions is only used if requested by name.
    """

    name: str
    content: str
    endings: tuple[str, ...]
    module: str

    def read(self, path: Path, digest: str, language: str) -> SourceFile:
        """Return the file as a source. Raises ProblemsFound if it cannot be read."""
        # Each reader's library takes time to import, and one import needs only one of them.
        try:
            reader: Reader = import_module(f"publisher.importing.{self.module}").read
        except ModuleNotFoundError as error:
            needed = Problem.at(Place(path.name), "import-needs", package="roda-traden[import]")
            raise ProblemsFound([needed]) from error
        return reader(path, digest, language)


# No publication has more text than this, and each sentence of it takes time to understand.
MAX_TEXT: Final = 5_000_000
FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        each.name: each
        for each in (
            Format("text", "text", (".txt", ".text", ".md", ".markdown"), "readers.plain_text"),
            Format("word", "docx", (".docx",), "readers.word"),
            Format("odt", "odt", (".odt",), "readers.odt"),
            Format("html", "text", (".html", ".htm", ".xhtml"), "readers.web_page"),
            Format("pdf", "pdf", (".pdf",), "readers.pdf"),
            Format("scan", "picture", (".png", ".jpg", ".jpeg", ".tif", ".tiff"), "readers.scan"),
            Format("ocr-text", "text", (), "readers.ocr_text"),
            Format("xlsx", "xlsx", (".xlsx",), "table_readers.xlsx"),
            Format("ods", "ods", (".ods",), "table_readers.ods"),
            Format("stratml", "text", (".xml", ".stratml"), "readers.stratml"),
            Format("csv", "text", (".csv", ".tsv", ".tab"), "table_readers.delimited"),
        )
    }
)


def read_source(path: Path, format_name: str | None, language: str) -> SourceFile:
    """Return a file as a source; `format_name` is the format given by people, if any. Raises ProblemsFound."""
    content = checked(path)
    found = _format(path, content, format_name).read(path, sha256(path.read_bytes()).hexdigest(), language)
    _limit_text(found)
    source = _with_tables_apart(
        without_typed_contents(without_label_headings(legible(with_judging_marks(found)), language), language), language
    )
    beside = outside(path) if content in {"docx", "xlsx"} else ()
    return replace(source, notices=(*source.notices, *beside, *other_language(source, language)))


def _limit_text(source: SourceFile) -> None:
    """Raise ProblemsFound if a document has more text than anybody publishes; tables have a limit of their own."""
    size = sum(len(line.text) for block in source.blocks for line in block.lines)
    if size > MAX_TEXT:
        facts = {"size": f"{size / 1_000_000:.0f}", "limit": MAX_TEXT // 1_000_000}
        raise ProblemsFound([Problem.at(Place(source.name), "import-too-much-text", **facts)])


def _with_tables_apart(source: SourceFile, language: str) -> SourceFile:
    """Return a source in which several tables on one sheet are several blocks, and those on their side are turned.

    In a document such a table is a part of the text, and stays as it is there.
    """
    apart = (sheet_tables(block, language) if block.rows else (block,) for block in source.blocks)
    blocks = (one for each in apart for one in each)
    return replace(source, blocks=tuple(turned(one, language) if _is_of_sheet(one) else one for one in blocks))


def _is_of_sheet(block: SourceBlock) -> bool:
    return bool(block.rows and block.rows[0].line.origin.sheet)


def _format(path: Path, content: str, format_name: str | None) -> Format | InstalledFormat:
    """Return the requested format, or the one for the name, or else the content, of a file.

    Formats of other packages are loaded only if the program's own ones do not match.
    """
    place = Place(path.name)
    ending = path.suffix.lower()
    own = FORMATS.get(format_name) if format_name else next((e for e in FORMATS.values() if ending in e.endings), None)
    chosen = own or installed_format(ending, format_name)
    if chosen is None and not format_name:
        chosen = next((each for each in FORMATS.values() if each.content == content and content != "text"), None)
    if chosen is FORMATS["text"] and not format_name and is_delimited(path):
        chosen = FORMATS["csv"]
    if chosen is None:
        endings = [each.endings for each in FORMATS.values()] + [each.endings for each in loaded_formats()[0]]
        known = ", ".join(sorted({end for each in endings for end in each}))
        raise ProblemsFound([Problem.at(place, "import-unknown-format", known=known)])
    if chosen.content != content:
        raise ProblemsFound([Problem.at(place, "import-other-content", expected=ending or chosen.name)])
    return chosen
