"""Composition: combines the parts of pages into one document, without repetition.

A page that is an entry of another is placed there, and not by itself. Parts that only repeat a page of the document,
that are for screens only, or that the edition states once for all pages, are left out, and so are headings and pages
that are then empty.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from publisher.render.page import Page
from publisher.render.page_parts import PartPlace, pieces_of

# Placeholders for entries and omissions: paragraphs that no author can write.
ENTRIES: Final = "\ufdd0"
GAP: Final = "\ufdd1"
_ENTRIES_PARAGRAPH: Final = re.compile(f"<p>{ENTRIES}([0-9]+)</p>")
_GAPS: Final = re.compile(f"<p>{GAP}</p>\\s*")
_WITHIN_FACTS: Final = re.compile(f"</dl>\\s*(?:<p>{GAP}</p>\\s*)+<dl>")
# A heading right before an omission, and what follows: the heading of another section, or the end.
_BARE: Final = re.compile(
    rf"<h(?P<level>[2-6])\b(?:(?!<h[1-6]\b).)*?</h(?P=level)>\s*<p>{GAP}</p>\s*(?=\Z|</div>|<h(?P<next>[1-6])\b)",
    re.DOTALL,
)
_LEAD: Final = re.compile(r"(?m)^[^\n]+\n\{: \.lead \}$")
_HEADING: Final = re.compile(r"(?m)^#{1,6} .*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A page in a document: its remaining Markdown, and the pages placed within it as entries, by position."""

    page: Page
    markdown: str
    entries: tuple[tuple["Placed", ...], ...] = ()

    @property
    def pages(self) -> Iterator[Page]:
        """The page and all pages placed within it."""
        yield self.page
        for placed in (each for entries in self.entries for each in entries):
            yield from placed.pages


@dataclass(slots=True)
class _Composer:
    """Places pages in reading order, each where it is first needed."""

    held: Mapping[str, Page]
    taken: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)

    def placed(self, page: Page) -> Placed:
        self.taken.add(page.path)
        pieces: list[str] = []
        entries: list[tuple[Placed, ...]] = []
        for span, text in pieces_of(page.markdown, page.spans):
            kept, gap = self._is_kept(span.placing, span.about, page)
            if span.placing is PartPlace.FIRST:
                kept = text.strip() not in self.explained
                self.explained.add(text.strip())
            if kept:
                pieces.append(text)
            members = self._members(span.about) if span.placing is PartPlace.ENTRIES else ()
            if members:
                pieces.append(f"\n\n{ENTRIES}{len(entries)}\n\n")
                entries.append(members)
            elif span.instead and not kept:
                pieces.append(f"\n\n{span.instead}\n\n")
            elif gap:
                pieces.append(f"\n\n{GAP}\n\n")
        return Placed(page, "".join(pieces), tuple(entries))

    def _is_kept(self, placing: PartPlace, about: Sequence[str], page: Page) -> tuple[bool, bool]:
        """Return whether a part is kept, and whether omitting it may leave a heading with nothing below it."""
        is_known = bool(about) and all(path in self.held for path in about)
        match placing:
            case PartPlace.SCREEN:
                return False, True
            case PartPlace.ONCE:
                return False, False
            case PartPlace.AGAIN:
                return not is_known or page.path in about, is_known
            case PartPlace.ENTRIES:
                return not is_known, is_known
            case _:
                return True, False

    def _members(self, about: Iterable[str]) -> tuple[Placed, ...]:
        found = []
        for path in about:
            if path in self.held and path not in self.taken:
                found.append(self.placed(self.held[path]))
        return tuple(found)


def composed(pages: Sequence[Page]) -> tuple[Placed, ...]:
    """Return the document made of pages, in order: those that stand alone, each with the pages placed within it.

    The first page is the document's subject, and comes first.
    """
    held = {page.path: page for page in pages}
    composer = _Composer(held)
    found = [composer.placed(page) for page in pages if page.path not in composer.taken]
    return tuple(_without_empty(found))


def _without_empty(found: Sequence[Placed]) -> Iterator[Placed]:
    """Yield the pages that are not empty: a list whose members are all placed elsewhere is."""
    needed: set[str] = set()
    kept = []
    for placed in reversed(found):
        if placed.page.url in needed or not _is_empty(placed):
            kept.append(placed)
            needed |= {step.url for step in placed.page.trail if step.url}
    yield from reversed(kept)


def _is_empty(placed: Placed) -> bool:
    """Return whether a page has lost everything but its heading and its links onwards."""
    if placed.entries or GAP not in placed.markdown:
        return False
    text = _HEADING.sub("", _LEAD.sub("", placed.markdown))
    return not text.replace(GAP, "").strip()


def content_of(placed: Placed, html_of: Callable[[Page, str], str]) -> str:
    """Return a page of a document as HTML, in which each entry is a `section` with its page in `data-page`."""

    def entries(match: re.Match[str]) -> str:
        return "".join(
            f'<section data-page="{escape(each.page.path)}">{content_of(each, html_of)}</section>'
            for each in placed.entries[int(match[1])]
        )

    return _ENTRIES_PARAGRAPH.sub(entries, _without_gaps(html_of(placed.page, placed.markdown)))


def _without_gaps(content: str) -> str:
    """Return HTML without placeholders for omissions, and without headings left with nothing below them."""
    if GAP not in content:
        return content
    before, gap = "", f"<p>{GAP}</p>"
    # Facts without one of them are still one list.
    content = _WITHIN_FACTS.sub("", content)
    while before != content:
        before = content
        # An omitted section is an omission in the section that contains it.
        content = _BARE.sub(_without_empty_heading, re.sub(f"(?:{gap}\\s*)+", gap, content))
    return _GAPS.sub("", content)


def _without_empty_heading(match: re.Match[str]) -> str:
    """Return an omission in place of an empty heading; a heading with a subsection stays."""
    has_sections = match["next"] is not None and match["next"] > match["level"]
    return match[0].replace(f"<p>{GAP}</p>", "") if has_sections else f"<p>{GAP}</p>"
