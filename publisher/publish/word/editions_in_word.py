"""Editions as Word files: cover, contents, pages and colophon, by python-docx.

Why python-docx: it is the standard library for this, mature and maintained; it writes real styles, tables and pictures
into a Word template, and leaves unsupported features (notes, fields) open to be added. docxtpl fills templates that
somebody must maintain; pandoc is a separate program, for which our entries and chips would be plain text.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from publisher.model.languages import RIGHT_TO_LEFT
from publisher.pipeline import Loaded
from publisher.publish.layout.elements import Heading, Image, PageTree, elements_in
from publisher.publish.layout.qr import qr_picture
from publisher.publish.print.back_matter import print_context
from publisher.publish.print.cover import Edition
from publisher.publish.print.editions import assets_of
from publisher.publish.print.manuscript import ReadManuscript, Writing, read_manuscript
from publisher.publish.raster.png import png_of
from publisher.publish.word.blocks import BlockWriter
from publisher.publish.word.field_codes import add_field, begin, end, link
from publisher.publish.word.looks import FACTS, apply_theme
from publisher.publish.word.notes import Notes
from publisher.publish.word.right_to_left import run_right_to_left
from publisher.publish.word.runs import Bookmarks, RunWriter
from publisher.render.volumes import Volume, word_path

# Letters: from some eight pages on, a document has a table of contents.
LONG_TEXT: Final = 14_000
CONTENTS_LEVELS: Final = 2
FOLIO: Final = {"{page}": "PAGE", "{pages}": "NUMPAGES"}
# What the library's template brings and would be untrue here: a picture of another document, and the program that wrote
# it.
OF_TEMPLATE: Final = ("/thumbnail", "/extended-properties", "/customXml")
# The earliest date of the ZIP format, so that equal content gives equal bytes on every day.
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)


def word_files(loaded: Loaded, chosen: Sequence[Volume], tick: Callable[[], object] = lambda: None) -> dict[str, bytes]:
    """Return volumes as Word files by their path below the site.

    Raises ProblemsFound for what cannot be printed.
    """
    writing, files, context = Writing(loaded), assets_of(loaded), print_context(loaded, {})
    found = {}
    for volume in chosen:
        found[word_path(volume)] = word_file(read_manuscript(writing.manuscript(writing.draft(volume)), files, context))
        tick()
    return found


def word_file(read: ReadManuscript) -> bytes:
    """Return a manuscript as a Word file; equal input gives equal bytes."""
    document, edition, notes = docx.Document(), read.edition, Notes()
    apply_theme(document, edition.language, edition.colours)
    _remove_template_parts(document)
    _describe(document, edition)
    pictures = _Pictures(read)
    marks = Bookmarks(frozenset(_labels(read.trees)))
    runs = RunWriter(marks, notes, edition.address, pictures.small)
    long = sum(tree.letters for tree in read.trees) > LONG_TEXT
    _cover(document, edition, pictures, titled=long or read.trees[0].title != edition.title)
    if long:
        _contents(document, edition, read.trees, marks)
    blocks = BlockWriter(document, runs, pictures.large)
    for tree in read.trees:
        blocks.write((tree,))
    _colophon(document, edition, titled=long)
    if edition.direction == RIGHT_TO_LEFT:
        run_right_to_left(document, edition.language)
    notes.write(document)
    return _without_days(_saved(document))


def _labels(trees: Sequence[PageTree]) -> Iterator[str]:
    for element in elements_in(trees):
        if element.label:
            yield element.label


def _remove_template_parts(document: Document) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, each in relations.items() if each.reltype.endswith(OF_TEMPLATE)]:
            del relations[name]


def _describe(document: Document, edition: Edition) -> None:
    """Set the file's document properties."""
    properties, day = document.core_properties, datetime.fromtimestamp(edition.epoch, UTC)
    properties.title = f"{edition.title} – {edition.subtitle}"
    properties.author = properties.last_modified_by = edition.organisation
    properties.language, properties.created, properties.modified = edition.language, day, day
    properties.comments, properties.keywords = edition.note, edition.example
    document.styles.add_style("Lead", WD_STYLE_TYPE.PARAGRAPH).base_style = document.styles["Normal"]
    document.styles["Lead"].font.size = Pt(13)
    foot = document.sections[0].footer.paragraphs[0]
    for part in re.split(r"(\{pages?\})", edition.words["print.folio"]):
        if part in FOLIO:
            add_field(foot, FOLIO[part], "1")
        else:
            foot.add_run(part)
    document.sections[0].header.paragraphs[0].add_run(f"{edition.organisation} · {edition.title}")


def _cover(document: Document, edition: Edition, pictures: "_Pictures", *, titled: bool) -> None:
    """Write the cover of an edition; just its title, if its first page has the rest."""
    document.add_paragraph(edition.organisation, style="Subtitle")
    if titled:
        document.add_paragraph(edition.title, style="Title")
    names = dict.fromkeys(filter(None, (edition.document_type, edition.subtitle)))
    document.add_paragraph(" · ".join(names), style="Subtitle")
    if edition.note:
        document.add_paragraph().add_run(edition.note).bold = True
    for term, value in edition.facts if titled else edition.head:
        line = document.add_paragraph(style=FACTS)
        line.add_run(term).bold = True
        line.add_run(f"\t{value}")
    if edition.address:
        address = edition.address + edition.home
        pictures.put(document.add_paragraph().add_run(), qr_picture(address), address, Mm(18))


def _contents(document: Document, edition: Edition, trees: Sequence[PageTree], marks: Bookmarks) -> None:
    """Write the table of contents as a field, already filled with the titles that Word will find."""
    _new_page(document)
    # Not a heading, or it would list itself.
    title = document.add_paragraph(style="Subtitle")
    title.add_run(edition.words["print.contents"]).bold = True
    line = document.add_paragraph(style="TOC 1")
    begin(line, f'TOC \\o "1-{CONTENTS_LEVELS}" \\h \\z \\u', dirty=True)
    for number, (heading, label) in enumerate(_listed(edition, trees)):
        line = line if number == 0 else document.add_paragraph(style=f"TOC {heading.level}")
        run = line.add_run(heading.text)
        if label:
            link(line, [run], bookmark=marks.name(label))
    end(line)
    _new_page(document)


def _listed(edition: Edition, trees: Sequence[PageTree]) -> Iterator[tuple[Heading, str | None]]:
    """Yield the headings of a table of contents, as Word would find them, with the labels of their bookmarks."""
    elements = [*elements_in(trees)]
    pages = {id(page.kids[0]): page.label for page in elements if isinstance(page, PageTree) and page.kids}
    for heading in elements:
        if isinstance(heading, Heading) and heading.level <= CONTENTS_LEVELS:
            yield heading, pages.get(id(heading), heading.label)
    yield Heading(tag="heading", level=1, first=True, kids=(edition.words["print.colophon"],)), None


def _new_page(document: Document) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _colophon(document: Document, edition: Edition, *, titled: bool) -> None:
    if titled:
        document.add_paragraph(edition.words["print.colophon"], style="Heading 1")
    for term, value in edition.colophon:
        line = document.add_paragraph(style=FACTS)
        line.add_run(term).bold = True
        line.add_run(f"\t{value}")
    if edition.address:
        address = edition.address + edition.home
        before, after = edition.words["print.colophon.web"].split("{address}")
        line = document.add_paragraph(before)
        link(line, [line.add_run(address)], url=address)
        line.add_run(after)


class _Pictures:
    """Adds pictures; drawings are rasterised, since Word needs a fallback for SVG."""

    def __init__(self, read: ReadManuscript) -> None:
        self._images = read.images
        self._made: dict[str, bytes] = {}

    def large(self, paragraph: Paragraph, image: Image, room: Length) -> None:
        """Add a picture to a paragraph, in its own size but no wider than the room."""
        run = paragraph.add_run()
        self.put(run, self._content(image.path), image.alt, room)

    def small(self, run: Run, image: Image) -> None:
        """Add a picture within a line of text."""
        self.put(run, self._content(image.path), image.alt, Mm(4))

    def put(self, run: Run, content: bytes, words: str, room: Length) -> None:
        """Add a picture to a run, with its text alternative."""
        shape = run.add_picture(BytesIO(content))
        if shape.width > room or room < Mm(20):
            shape.height, shape.width = Length(round(shape.height * room / shape.width)), room
        shape._inline.docPr.set("descr", words)  # not supported by python-docx

    def _content(self, path: str) -> bytes:
        if not path.endswith(".svg"):
            return self._images[path]
        if path not in self._made:
            self._made[path] = png_of(self._images[path])
        return self._made[path]


def _saved(document: Document) -> bytes:
    # From Python 3.14 on, ZIP files are dated by this variable, and cannot be written if it is before 1980.
    day = os.environ.pop("SOURCE_DATE_EPOCH", None)
    content = BytesIO()
    try:
        document.save(content)
    finally:
        if day is not None:
            os.environ["SOURCE_DATE_EPOCH"] = day
    return content.getvalue()


def _without_days(content: bytes) -> bytes:
    """Return a ZIP file with all its entries dated the same day."""
    result = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, FIRST_DAY)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return result.getvalue()
