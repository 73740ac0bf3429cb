"""A page: finished Markdown with what a medium needs to place it; it is independent of any medium."""

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256

from publisher.kinds import PageKind
from publisher.model.article import Section
from publisher.model.untranslated import language_of
from publisher.render.division import Part
from publisher.render.page_parts import PartSpan
from publisher.render.share_card import ShareCard

__all__ = ["Page", "Picture", "Section", "Step", "pictures_of", "printed_pictures", "url_of"]


@dataclass(frozen=True)
class Step:
    """A link to another page for the theme: its title, and its URL from the site's root.

    `tag` is the language of both, if it differs from the page's.
    """

    title: str
    url: str
    tag: str = ""

    @property
    def plain(self) -> dict[str, str]:
        """The link as a value for front matter."""
        return {"title": str(self.title), "url": self.url, **({"tag": self.tag} if self.tag else {})}


@dataclass(frozen=True, slots=True)
class PageVersion:
    """The counterpart of a page in a language: the language's tag and own name, and the URL.

    If there is none, the URL is that of the same page in the main language, `instead` says so in the words of the
    language, and `note` does in a sentence; `home` is the start page of the language, called `start`. If the program
    has no words in the language, these are in the one `spoken`, and the sentence in the one `noted`. The search page
    knows every `home`, and what the language is `called` in its own.
    """

    tag: str
    name: str
    url: str
    direction: str
    instead: str = ""
    note: str = ""
    noted: str = ""
    spoken: str = ""
    start: str = ""
    home: str = ""
    called: str = ""

    @property
    def plain(self) -> dict[str, str]:
        """The version as a value for front matter."""
        values = {"dir" if name == "direction" else name: value for name, value in asdict(self).items()}
        return {name: value for name, value in values.items() if value or name == "url"}


@dataclass(frozen=True)
class Picture:
    """A chart: its path below the site's root, its size, and its text alternative.

    `caption` is for where it stands alone: what it shows, and which direction is better.
    `draw` returns the SVG file, on demand, since checking pages does not need it; `draw_on_paper` does so for printed
    editions, which are never narrow. `digest` is that of everything that both are drawn from.
    """

    path: str
    width: int
    height: int
    alternative: str
    draw: Callable[[], bytes] = field(compare=False)
    digest: str = ""
    draw_on_paper: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)
    caption: str = ""


@dataclass(frozen=True)
class Page:
    """One page: `path` is its Markdown file below the site's root, `source` the file an editor changes.

    `markdown` begins with the page's only first-level heading. `trail` leads from the start page to the parent;
    `children` are the pages directly below. `updated` is an ISO date or empty. `pictures` are the charts drawn for it;
    `short` is its short address, if it has one, and `editions` are the printed editions that belong to it, once made.
    `linked` is its metadata for machines (JSON-LD). `feed` and `calendar` are the paths of those of its subject, if
    any; `embed` is the address of its embeddable part, `share` the content of its share picture. `spans` are its parts
    with their place in a document. If a page is too long for a screen, `parts` are the rows of its lists, as pages of
    their own, and `undivided` is its complete Markdown, with the spans for documents. `tag` is the page's language if
    it is not the main one, and `spoken` the code of the language of generated words on it; `versions` are the same page
    in every language of the site.
    """

    path: str
    title: str
    markdown: str
    section: Section
    kind: PageKind
    source: str = ""
    description: str = ""
    updated: str = ""
    trail: tuple[Step, ...] = ()
    children: tuple[Step, ...] = ()
    previous: Step | None = None
    following: Step | None = None
    pictures: tuple[Picture, ...] = ()
    short: str = ""
    editions: tuple[Step, ...] = ()
    linked: str = ""
    feed: str = ""
    calendar: str = ""
    embed: str = ""
    share: ShareCard | None = None
    spans: tuple[PartSpan, ...] = ()
    tag: str = ""
    spoken: str = ""
    versions: tuple[PageVersion, ...] = ()
    parts: tuple[Part, ...] = ()
    undivided: tuple[str, tuple[PartSpan, ...]] | None = None

    @property
    def complete(self) -> "Page":
        """The complete page for documents, without pagination."""
        if self.undivided is None:
            return self
        markdown, spans = self.undivided
        return replace(self, markdown=markdown, spans=spans, parts=(), undivided=None)

    @property
    def url(self) -> str:
        """The page's URL from the site's root, as a directory URL (`planer/jobbspar/`)."""
        return url_of(self.path)

    @property
    def printed(self) -> bool:
        """Whether printed editions include it: not if it only repeats what is on another page."""
        return self.kind.printed

    @property
    def head(self) -> dict[str, object]:
        """The page's front matter for the theme, as plain values by name; empty ones are left out."""
        values: dict[str, object] = {
            "title": str(self.title),
            "description": str(self.description),
            "description_tag": language_of(self.description),
            "section": str(self.section),
            "kind": self.kind.name,
            "short": self.short,
            "updated": self.updated,
            "trail": [step.plain for step in self.trail],
            "children": [step.plain for step in self.children],
            "previous": self.previous and self.previous.plain,
            "following": self.following and self.following.plain,
            "editions": [step.plain for step in self.editions],
            "linked": self.linked,
            "feed": self.feed,
            "calendar": self.calendar,
            "embed": self.embed,
            "share": self.share and dict(self.share.head),
            "tag": self.tag,
            "versions": [version.plain for version in self.versions],
        }
        return {name: value for name, value in values.items() if value}

    def __getstate__(self) -> dict[str, object]:
        """Return what is stored of a page, and with it the digest, which takes longer to compute than to load."""
        return {**vars(self), "digest": self.digest}

    @cached_property
    def digest(self) -> str:
        """The digest of the page as a file, and of its charts, in hexadecimal digits."""
        drawn = [picture.digest for picture in self.pictures]
        return sha256(f"{self.path}\0{self.document}\0{drawn}".encode()).hexdigest()

    @property
    def document(self) -> str:
        """The page as a file for a site generator: front matter for the theme, then the Markdown."""
        # JSON is YAML, so no value can break out of the front matter.
        lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in self.head.items()]
        return "---\n" + "\n".join(lines) + "\n---\n" + self.markdown


def url_of(path: str) -> str:
    """Return the directory URL of a Markdown path: `a/index.md` → `a/`, `a/b.md` → `a/b/`."""
    stem = path.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


def pictures_of(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the charts of pages as SVG, by path below the site's root."""
    return {picture.path: picture.draw() for page in pages for picture in page.pictures}


def printed_pictures(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the charts of pages as SVG for print, by path below the site's root."""
    every = (picture for page in pages for picture in page.pictures)
    return {picture.path: (picture.draw_on_paper or picture.draw)() for picture in every}
