"""Manuscripts: the input of one edition for any engine: its cover, and its pages composed and converted to trees."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.layout.elements import PageTree
from publisher.publish.layout.tree import TreeBuilder
from publisher.publish.print.back_matter import BackMatter, PrintContext, back_matter
from publisher.publish.print.composition import Placed, composed, content_of
from publisher.publish.print.cover import Edition, described
from publisher.publish.print.selection import pages_of, printed_pages
from publisher.read.pictures import published
from publisher.render.markdown import converted
from publisher.render.page import Page, printed_pictures
from publisher.render.volumes import Volume


@dataclass(frozen=True, slots=True)
class Manuscript:
    """The facts about an edition, its pages with their HTML, and the pages placed within them as entries."""

    edition: Edition
    pages: Sequence[tuple[Page, str]]
    entries: Sequence[Page] = ()

    @property
    def every_page(self) -> tuple[Page, ...]:
        """The pages, and those placed within others as entries."""
        return (*(page for page, _ in self.pages), *self.entries)


@dataclass(frozen=True, slots=True)
class DraftEdition:
    """An edition before anything of it is converted: the facts about it, its pages, and these composed in order."""

    edition: Edition
    pages: tuple[Page, ...]
    document: tuple[Placed, ...]

    @property
    def characters(self) -> int:
        """The length of its Markdown."""
        return sum(map(_characters, self.document))


def _characters(placed: Placed) -> int:
    return len(placed.markdown) + sum(_characters(each) for entries in placed.entries for each in entries)


@dataclass(frozen=True, slots=True)
class ReadManuscript:
    """A manuscript as trees. `images` are its pictures by path, and `characters` all characters in it."""

    edition: Edition
    trees: tuple[PageTree, ...]
    images: Mapping[str, bytes]
    characters: Mapping[str, Place]
    back: BackMatter


class Writing:
    """Makes the manuscripts of a publication's editions; what they share with the site is converted once."""

    def __init__(self, loaded: Loaded) -> None:
        self._loaded = loaded
        self._printed = printed_pages(loaded)

    def draft(self, volume: Volume, *, trimmed: bool = False) -> DraftEdition:
        """Return a volume before it is converted; `trimmed` if the sheet is larger than the page."""
        pages = pages_of(self._loaded, volume, self._printed)
        return DraftEdition(described(self._loaded, volume, pages, trimmed=trimmed), pages, composed(pages))

    def manuscript(self, draft: DraftEdition) -> Manuscript:
        """Return the manuscript of a volume."""
        return Manuscript(
            draft.edition,
            [(placed.page, content_of(placed, self._html)) for placed in draft.document],
            [page for placed in draft.document for page in placed.pages if page is not placed.page],
        )

    def _html(self, _page: Page, markdown: str) -> str:
        return converted(markdown, self._loaded.language.spoken).html


def read_manuscript(
    manuscript: Manuscript,
    files: Mapping[str, Path],
    context: PrintContext,
    unknown: Callable[[Mapping[str, Place]], Sequence[Problem]] = lambda _: (),
) -> ReadManuscript:
    """Return a manuscript as trees; `files` are the authors' images by their paths on the site.

    `unknown` makes the Problems of unprintable characters. Raises ProblemsFound for these and anything else
    unprintable.
    """
    edition = manuscript.edition
    every = manuscript.every_page
    here = {page.path for page in every}
    elsewhere = {path: address for path, address in context.addresses.items() if path not in here}
    entries = {page.path: page for page in manuscript.entries}
    builder = TreeBuilder(elsewhere, context.noted, context.decimal, entries=entries)
    for page, content in manuscript.pages:
        builder.add(page, content)
    needed = builder.images | ({edition.logo} if edition.logo else set())
    images = {path: published(files[path]) for path in sorted(needed & set(files))}
    images |= {path: svg for path, svg in printed_pictures(every).items() if path in needed}
    missing = [Problem.at(Place(path), "image-missing", target=path, near="") for path in needed - set(images)]
    if problems := [*builder.all_problems(), *missing, *unknown(builder.characters)]:
        raise ProblemsFound(problems)
    back = back_matter(context, here, builder.mentions)
    return ReadManuscript(edition, tuple(builder.pages), images, builder.characters, back)
