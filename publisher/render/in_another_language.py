"""Pages in a language other than the main one: marking of untranslated texts, and the sentence about them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from markupsafe import Markup

from publisher.commonmark.tongues import TONGUE
from publisher.kinds import tongue_of
from publisher.read.document import Document
from publisher.render.escape import in_tongue
from publisher.render.links import with_languages
from publisher.render.page_parts import PartPlace, marked
from publisher.render.site_map import SiteMap

_UNTRANSLATED: Final = "/// box | untranslated"
_TRANSLATED: Final = "/// box | translated"
_END: Final = "///"


class VersionPages:
    """Marks languages in the pages of one language; leaves those of the main language unchanged."""

    def __init__(self, site_map: SiteMap) -> None:
        self._map = site_map
        self.tag = site_map.tag if site_map.main else ""
        self.spoken = site_map.language.spoken if site_map.main else ""
        self._main = site_map.main.tag if site_map.main else ""

    def is_main(self, document: Document) -> bool:
        """Return whether an author's text is in the main language although its page is not."""
        return bool(self._main) and not tongue_of(document.file)

    def parts(self, parts: Mapping[str, Callable[..., str]]) -> dict[str, Callable[..., str]]:
        """Return the macros that authors may call in an untranslated text; their output is in the page's language."""
        return {name: partial(_within, each, self._map.tag) for name, each in parts.items()}

    def body(self, text: str) -> str:
        """Return an untranslated author's text, marked with its language."""
        return f"{_UNTRANSLATED} {self._main}\n\n{text}\n\n{_END}"

    def page(self, path: str, markdown: str) -> str:
        """Return a page whose links to other languages say so, with a sentence on what is untranslated."""
        if not self._main:
            return markdown
        markdown = with_languages(markdown, path, self._map.addresses.folder, self._main, self.tag)
        if TONGUE not in markdown and _UNTRANSLATED not in markdown:
            return markdown
        title, line, rest = markdown.partition("\n")
        said = f"{self._map.views.untranslated(self._map.content)}\n{{: .edition-note }}"
        return f"{title}{line}{marked(PartPlace.FIRST, (), said)}{rest}"


def _within(part: Callable[..., str], tag: str, /, *args: object, **named: object) -> str:
    """Return the output of a macro, marked with its language within a text in another."""
    text = part(*args, **named)
    if "\n" in text.strip():
        return f"{_TRANSLATED} {tag}\n\n{text}\n\n{_END}\n"
    return str(in_tongue(Markup(text), tag))
