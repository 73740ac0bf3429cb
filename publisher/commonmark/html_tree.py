"""Renders the tokens of a text as an HTML tree, with generated words in the site's language."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown_it.token import Token

from publisher.language import Language

# The serialiser would mistake this for a character reference.
_ENTITY: Final = re.compile(r"&(?=(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)
# Characters by which Python-Markdown marks stashed content.
_MARKS: Final = re.compile("[\x02\x03]")
_ALIGNED: Final = re.compile(r"text-align:(?P<side>right|center)")
_OF_TASKS: Final = frozenset({"task-list-item", "contains-task-list"})
_BACK: Final = "\u21a9"
# Stands for a line break within a table cell, for which Markdown has no syntax; authors' texts never contain it.
LINE_END: Final = "\x10"
_BOX: Final = {True: "\u2611", False: "\u2610"}


def html_tree(tokens: Iterable[Token], language: Language) -> Element:
    """Return the elements of a text within one `div`."""
    tree = _Tree(language)
    tree.add(tokens)
    return tree.root


# Types of admonitions with a default title, in the language of the text.
_ALERTS: Final = {
    **{kind: kind for kind in ("note", "tip", "important", "warning", "caution")},
    "info": "note",
    "hint": "tip",
    "attention": "warning",
    "danger": "caution",
}


class _Tree:
    """Builds the tree, token by token."""

    def __init__(self, language: Language) -> None:
        self.root = Element("div")
        self._stack = [self.root]
        self._language = language
        self._known: Mapping[str, Callable[[Token], None]] = {
            "text": lambda token: self._lines(token.content),
            "softbreak": lambda _: self._text("\n"),
            "inline": self._inline,
            "code_inline": self._code,
            "code_block": self._block_of_code,
            "fence": self._block_of_code,
            "image": self._image,
            "list_item_open": self._entry,
            "admonition_open": self._admonition,
            "alert_open": self._alert,
            "alert_title_open": self._alert_title,
            "footnote_ref": self._note_mark,
            "footnote_block_open": self._notes,
            "footnote_block_close": lambda _: self._leave(2),
            "footnote_open": self._note,
            "footnote_close": lambda _: self._leave(1),
            "footnote_anchor": self._way_back,
            "definition": lambda _: None,
        }
        self._kind = ""
        self._checked: bool | None = None

    def add(self, tokens: Iterable[Token]) -> None:
        for token in tokens:
            if (make := self._known.get(token.type)) is not None:
                make(token)
            elif token.hidden:
                continue
            elif token.nesting == 1:
                self._enter(token.tag, token.attrs)
            elif token.nesting == -1:
                self._stack.pop()
            else:
                self._single(token.tag, token.attrs)

    def _enter(self, tag: str, attributes: Mapping[str, object]) -> Element:
        element = self._single(tag, attributes)
        self._stack.append(element)
        return element

    def _leave(self, count: int) -> None:
        del self._stack[-count:]

    def _single(self, tag: str, attributes: Mapping[str, object]) -> Element:
        element = SubElement(self._stack[-1], "del" if tag == "s" else tag)
        for name, value in attributes.items():
            if value not in _OF_TASKS:
                self._attribute(element, name, str(value))
        return element

    def _attribute(self, element: Element, name: str, value: str) -> None:
        # A class instead of an inline style for a cell's alignment: the site's security policy allows no inline styles.
        if name == "style" and (match := _ALIGNED.fullmatch(value)):
            element.set("class", " ".join(filter(None, (element.get("class", ""), match["side"]))))
        elif not (name == "style" and value == "text-align:left"):
            element.set(name, _without_marks(value))

    def _lines(self, text: str) -> None:
        first, *others = text.split(LINE_END)
        self._text(first)
        for line in others:
            self._single("br", {})
            self._text(line)

    def _text(self, text: str) -> None:
        parent = self._stack[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + _without_marks(text)
        else:
            parent.text = (parent.text or "") + _without_marks(text)

    def _code(self, token: Token) -> None:
        self._single("code", token.attrs).text = _without_marks(token.content)

    def _block_of_code(self, token: Token) -> None:
        language = token.info.split(maxsplit=1)[0].strip("{}") if token.info.strip() else ""
        attributes = {"class": f"language-{language.lstrip('.')}"} if language and "=" not in language else {}
        self._enter("pre", {})
        self._single("code", attributes).text = _without_marks(token.content)
        self._leave(1)

    def _image(self, token: Token) -> None:
        alternative = "".join(_words(token.children or ()))
        self._single("img", {**token.attrs, "alt": token.attrs.get("alt") or alternative})

    def _inline(self, token: Token) -> None:
        if self._checked is not None:
            words = self._language.text("task.done" if self._checked else "task.open")
            self._single("span", {"role": "img", "aria-label": words}).text = _BOX[self._checked]
            self._text(" ")
            self._checked = None
        if self._kind:
            # The parser's default titles are English.
            self._text(self._language.text(f"alert.{self._kind}"))
            self._kind = ""
        else:
            self.add(token.children or ())

    def _entry(self, token: Token) -> None:
        self._enter("li", token.attrs)
        self._checked = token.meta.get("checked")

    def _admonition(self, token: Token) -> None:
        self._enter(token.tag, token.attrs)
        # An admonition without a title of its own; without any title at all, its type is followed by "".
        kind = token.info.strip().lower()
        self._kind = _ALERTS.get(kind, "")

    def _alert(self, token: Token) -> None:
        self._kind = token.info.lower()
        self._enter("div", {"class": f"admonition {self._kind}"})

    def _alert_title(self, _: Token) -> None:
        self._enter("p", {"class": "admonition-title"})

    def _note_mark(self, token: Token) -> None:
        number, again = token.meta["id"] + 1, token.meta["subId"]
        mark = self._enter("sup", {"id": f"fnref{again + 1 if again else ''}:{number}"})
        SubElement(mark, "a", {"class": "footnote-ref", "href": f"#fn:{number}"}).text = str(number)
        self._leave(1)

    def _notes(self, _: Token) -> None:
        self._enter("div", {"class": "footnote"})
        self._single("hr", {})
        self._enter("ol", {})

    def _note(self, token: Token) -> None:
        self._enter("li", {"id": f"fn:{token.meta['id'] + 1}"})

    def _way_back(self, token: Token) -> None:
        number, again = token.meta["id"] + 1, token.meta["subId"]
        words = self._language.text("footnote.back", number=number)
        target = f"#fnref{again + 1 if again else ''}:{number}"
        self._text("\u00a0")
        self._single(
            "a", {"class": "footnote-backref", "href": target, "title": words, "aria-label": words}
        ).text = _BACK


def _words(tokens: Iterable[Token]) -> Iterable[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type in {"softbreak", "hardbreak"}:
            yield " "
        yield from _words(token.children or ())


def _without_marks(text: str) -> str:
    return _MARKS.sub("", _ENTITY.sub("&amp;", text)) if "&" in text or "\x02" in text or "\x03" in text else text
