"""Language marks: text in another language than the page's, converted to elements with `lang`.

The marks are control characters, which authors' texts may not contain, so that they work anywhere: in headings, cells
and links, around or within other markup.
"""

import re
from typing import Final
from xml.etree.ElementTree import Element

from publisher.model.languages import direction_of

TONGUE: Final = "\x0e"
MAIN_TONGUE: Final = "\x0f"
TONGUES: Final = re.compile(f"{TONGUE}[^{TONGUE}]*{TONGUE}|{MAIN_TONGUE}")
_OPENING: Final = re.compile(f"{TONGUE}(?P<tag>[^{TONGUE}]*){TONGUE}")


def with_tongues(root: Element) -> None:
    """Wrap each marked stretch of a tree in an element with its language, and remove the marks."""
    for parent in list(root.iter()):
        for name, value in parent.attrib.items():
            if TONGUE in value or MAIN_TONGUE in value:
                parent.set(name, TONGUES.sub("", value))
        if any(TONGUE in (text or "") for text in (parent.text, *(child.tail for child in parent))):
            _split(parent)
    # Marks across element boundaries, which templates never produce, are dropped.
    for each in root.iter():
        each.text, each.tail = _without_tongues(each.text), _without_tongues(each.tail)


def _without_tongues(text: str | None) -> str | None:
    return TONGUES.sub("", text) if text and (TONGUE in text or MAIN_TONGUE in text) else text


def _split(parent: Element) -> None:
    children = list(parent)
    pieces: list[str | Element] = [parent.text or ""]
    for child in children:
        pieces += [child, child.tail or ""]
        child.tail = None
    for child in children:
        parent.remove(child)
    parent.text = None
    holders = [parent]
    for piece in pieces:
        if isinstance(piece, Element):
            holders[-1].append(piece)
            continue
        at = 0
        for match in TONGUES.finditer(piece):
            _add(holders[-1], piece[at : match.start()])
            at = match.end()
            if opening := _OPENING.fullmatch(match[0]):
                span = Element("span", language_attributes(opening["tag"]))
                holders[-1].append(span)
                holders.append(span)
            elif len(holders) > 1:
                holders.pop()
        _add(holders[-1], piece[at:])


def _add(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def language_attributes(tag: str) -> dict[str, str]:
    """Return the attributes of an element in a language: `lang` and, if needed, `dir`."""
    return {"lang": tag, "dir": direction_of(tag)}
