"""What a document must hold: the pages of an edition as they are put together, and the facts of the site in it."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from html import escape

from lxml import html

from publisher.pipeline import Loaded
from publisher.publish.layout.tree import unfold
from publisher.publish.layout.turned_tables import turned
from publisher.publish.print.composition import Placed, composed, content_of
from publisher.publish.print.selection import pages_of
from publisher.render.markdown import to_html
from publisher.render.page import Page
from publisher.render.page_parts import PartPlace, PartSpan, pieces_of
from publisher.render.volumes import Volume
from tests.publish.printed import article_words

# What says by itself where something stands, who did it, or that there is nothing.
DIGITS = re.compile(r"\d")
PARAGRAPH = 4
# How many more there are than a list shows: they stand where none is left out.
MORE = re.compile(r"(?:och|og|and)\s\d+\s(?:\w+\s)?(?:till|til|more)\b.*")


def contents_of(loaded: Loaded, volume: Volume) -> list[str]:
    """Return what an edition must say, as HTML, part by part in its order."""
    decimal = loaded.language.decimal
    return [_set_out(content_of(placed, as_html(loaded)), decimal) for placed in composed(pages_of(loaded, volume))]


def _set_out(content: str, decimal: str) -> str:
    """Return HTML in which each table that only a screen parts is one, and one too wide is turned, as in print."""
    if "<details" not in content and "<table" not in content:
        return content
    root = html.fragment_fromstring(content, create_parent="article")
    unfold(root)
    for table in root.findall(".//table"):
        frame = table.getparent()
        if frame is not None and (found := turned(table, decimal)) is not table:
            frame.replace(table, found)
    return "".join(html.tostring(each, encoding="unicode") for each in root)


def as_html(loaded: Loaded) -> Callable[[Page, str], str]:
    """Return how the Markdown of a page becomes HTML."""
    extensions = loaded.publication.settings.markdown_extensions
    return lambda page, markdown: to_html(markdown, extensions)


@dataclass(frozen=True, slots=True)
class Fact:
    """What a part says that is left out: words of the page `on`, and the pages of which one must say them."""

    on: str
    words: tuple[str, ...]
    about: tuple[str, ...]


def lost_facts(loaded: Loaded, pages: Sequence[Page]) -> list[Fact]:
    """Return the facts of pages that the document that they make says nowhere."""
    found = composed(pages)
    own = {each.page.path: _own_words(loaded, each) for placed in found for each in every(placed)}
    lost = []
    for page in pages:
        for span, text in pieces_of(page.markdown, page.spans):
            if span.placing in (PartPlace.AGAIN, PartPlace.ENTRIES) and _is_left_out(span, page, own):
                root = html.fragment_fromstring(as_html(loaded)(page, text), create_parent="div")
                # What stands in its place is on the page itself.
                where = replace(span, about=(*span.about, page.path)) if span.instead else span
                lost += [fact for fact in _facts(root, page, where) if not _is_stated(fact, own)]
    # A way to a page that only a screen has says nothing.
    paths = {page.path for page in pages} | {page.path for page in loaded.pages if not page.printed}
    return [fact for fact in lost if not _is_of_a_list(fact, own, paths)]


def every(placed: Placed) -> Iterator[Placed]:
    """Yield a page of a document and all that stand in it, in their order."""
    yield placed
    for entries in placed.entries:
        for each in entries:
            yield from every(each)


def _own_words(loaded: Loaded, placed: Placed) -> str:
    return f" {' '.join(article_words(as_html(loaded)(placed.page, placed.markdown)))} "


def _is_left_out(span: PartSpan, page: Page, own: Mapping[str, str]) -> bool:
    return bool(span.about) and page.path not in span.about and all(path in own for path in span.about)


def _facts(root: html.HtmlElement, page: Page, span: PartSpan) -> Iterator[Fact]:
    """Yield what a part says: each value, status, date and paragraph, and the page that each reference leads to."""
    subject: tuple[str, ...] = span.about
    for element in root.iter("h2", "h3", "h4", "tr", "li", "p", "dd"):
        targets = _targets(element, page)
        yield from (Fact(page.path, (), (target,)) for target in targets)
        if element.tag in ("h2", "h3", "h4"):
            subject = targets or subject
            continue
        # A row is about what its first cell leads to; a paragraph about what its heading leads to.
        about = {"tr": _first(element, page), "li": targets}.get(str(element.tag), ()) or subject
        for chip in element.xpath(".//strong[@class]"):
            # What a target came to stands with its indicator in the page that the part is about.
            where = (*about, *span.about) if element.tag == "tr" else about
            yield Fact(page.path, tuple(article_words(f"<p>{chip.text_content()}</p>")), where)
        for text in _runs(element):
            found = tuple(article_words(f"<p>{escape(text)}</p>"))
            if not MORE.fullmatch(text.strip()) and (DIGITS.search(text) or len(found) > PARAGRAPH):
                yield Fact(page.path, found, (*about, *targets, *span.about))


def _targets(element: html.HtmlElement, page: Page) -> tuple[str, ...]:
    """Return the paths of the pages that the links in an element lead to."""
    addresses = (link.get("href", "").partition("#")[0] for link in element.iter("a"))
    folder = posixpath.dirname(page.path)
    return tuple(posixpath.normpath(posixpath.join(folder, each)) for each in addresses if each.endswith(".md"))


def _first(row: html.HtmlElement, page: Page) -> tuple[str, ...]:
    return _targets(row[0], page) if len(row) else ()


def _runs(element: html.HtmlElement) -> Iterator[str]:
    """Yield the texts between links, labels and the ends of sentences; those of lists below are their own."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in ("ul", "ol", "a", "strong"):
            # A number in bold is a value, a link is a reference, and a label of its own is a status.
            pieces += [child.text_content() if child.tag == "strong" and not child.get("class") else "", ""]
        elif child.tag in ("td", "th", "p"):
            yield from _runs(child) if child.tag == "td" or element.tag != "tr" else ()
            pieces.append("")
        else:
            pieces[-1] += child.text_content()
        pieces[-1] += child.tail or ""
    for piece in pieces:
        yield from re.split(r"[.;:,] |[()]", piece)


def _is_stated(fact: Fact, own: Mapping[str, str]) -> bool:
    """Say whether one of the pages says the words, one after the other; a reference needs only the page."""
    there = [path for path in fact.about if path in own]
    if not fact.words:
        return bool(there) or not fact.about[0]
    said = f" {' '.join(fact.words)} "
    return any(said in own[path] for path in there)


def _is_of_a_list(fact: Fact, own: Mapping[str, str], pages: Set[str]) -> bool:
    """Say whether a fact is how to read a list, or a way to one, all members of which stand elsewhere."""
    return fact.on not in own if fact.words else set(fact.about) <= pages - own.keys()
