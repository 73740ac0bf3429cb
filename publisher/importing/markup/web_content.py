"""What of a web page is the document: its main part, without menus, banners, forms and what nobody sees."""

import re
from collections.abc import Container, Iterator, Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
# Elements that are no text, and those that belong to the page and not to what it shows.
SILENT: Final = frozenset(
    {"script", "style", "noscript", "template", "head", "link", "meta", "object", "embed", "iframe", "audio", "video",
     "canvas", "map", "area", "source", "track", "param", "base", "wbr", "datalist"}
)  # fmt: skip
_OF_PAGE: Final = frozenset({"nav", "footer", "aside", "dialog", "menu", "search"})
_CONTROLS: Final = frozenset({"button", "input", "select", "textarea", "progress", "meter", "output"})
_ROLES: Final = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar",
     "toolbar", "alert", "tablist"}
)  # fmt: skip
# Words in the classes and ids of parts of pages, as content management systems call them.
_BANNERS: Final = re.compile(r"(?:^|[\W_])(?:cookies?|consent|gdpr)(?:$|[\W_])", re.IGNORECASE)
_NAMED: Final = re.compile(
    r"(?:^|[\W_])(?:breadcrumbs?|skip-?links?|share|sharing|social|readspeaker|pagination|navbar|sidebar|topbar|"
    r"print-?page|page-?feedback|feedback|newsletter|chatbot)(?:$|[\W_])",
    re.IGNORECASE,
)
_UNSEEN: Final = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
# The part of all its text that the one element with the document has, where a page does not mark its main part.
_MOST: Final = 0.8
# From so many letters on, a form or a part called share is not only that: some pages are one form.
_LONG: Final = 600


class WebContent:
    """Knows what of a page is its document: `main`, and of that each part that is not left out."""

    def __init__(self, body: "Element") -> None:
        self._body = body
        # What a control of the page opens: text that is folded away is a part of the document.
        self._opened = {
            name for each in body.iter() for name in str(each.get("aria-controls") or "").split() if name
        } | {str(each.get("href"))[1:] for each in body.iter("a") if str(each.get("href") or "").startswith("#")}
        self._weights = self._weighed()
        self.main = self._main()

    def why_left(self, element: "Element") -> str:
        """Return why an element of the main part is left out, or ""."""
        if element.tag in _OF_PAGE or element.get("role") in _ROLES:
            return "web-page"
        if element.tag in _CONTROLS and not _in_heading(element):
            return "web-page"
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element is not self._body and _BANNERS.search(names):
            return "web-page"
        if (element.tag == "form" or _NAMED.search(names)) and not self._is_long(element):
            return "web-page"
        unseen = element.get("hidden") is not None or _UNSEEN.search(element.get("style") or "")
        folded = element.get("id") in self._opened or element.get("role") in {"region", "tabpanel"}
        return "hidden-text" if unseen and not folded else ""

    def beside_main(self) -> Iterator[str]:
        """Yield the texts of the page outside its main part, one for each of its parts."""
        if self.main is self._body:
            return
        for above in reversed([*self.main.iterancestors()]):
            if above is not self._body and self._body not in above.iterancestors():
                continue
            yield from filter(None, [" ".join((above.text or "").split())])
            for child in above:
                if child is not self.main and child not in self.main.iterancestors():
                    yield from filter(None, [shown_text(child)])
                yield from filter(None, [" ".join((child.tail or "").split())])

    def _main(self) -> "Element":
        """Return the element that the page marks as its main part, or else the one with most of its text."""
        body = self._body
        marked = [*body.iter("main"), *(each for each in body.iter() if each.get("role") == "main")]
        marked = marked or list(body.iter("article"))
        found = max(marked, key=self._weights.__getitem__, default=None)
        if found is not None and self._weights[found]:
            return found
        whole = body
        while largest := [each for each in whole if self._weights[each] > _MOST * self._weights[body]]:
            if largest[0].tag not in {"div", "section", "article", "center", "form"}:
                break
            whole = largest[0]
        return whole

    def _weighed(self) -> "Mapping[Element, int]":
        """Return how many letters each element has outside links and what is left out of a page."""
        weights: dict[Element, int] = {}
        for each in reversed([*self._body.iter()]):
            inside = 0 if each.tag == "a" else len((each.text or "").strip())
            inside += sum(weights[child] * (each.tag != "a") + len((child.tail or "").strip()) for child in each)
            out = not isinstance(each.tag, str) or each.tag in SILENT or each.tag in _OF_PAGE
            weights[each] = 0 if out or each.get("role") in _ROLES else inside
        return weights

    def _is_long(self, element: "Element") -> bool:
        return self._weights[element] > _LONG or next(element.iter("h1", "main", "table"), None) is not None


def shown_text(element: "Element", without: "Container[str]" = SILENT) -> str:
    """Return the texts of an element on one line, with bars between those of its parts."""
    texts: list[str] = []
    for each in element.iter():
        above = [each, *each.iterancestors()]
        silent = any(not isinstance(one.tag, str) or one.tag in without for one in above)
        texts += [] if silent else [each.text or ""]
        if each is not element and not any(one.tag in without for one in above[1:]):
            texts.append(each.tail or "")
    return " | ".join(text for each in texts if (text := " ".join(each.split())))


def _in_heading(element: "Element") -> bool:
    return any(above.tag in {*HEADINGS, "summary"} for above in element.iterancestors())
