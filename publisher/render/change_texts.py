"""What changed in each document, as displayed: facts, and texts, with added and removed words marked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from lxml import html
from markupsafe import Markup

from publisher.kinds import OWN_DOCUMENT
from publisher.language import Language
from publisher.link.graph.node import Node
from publisher.link.time.differences import PROSE, Act, Change, details
from publisher.link.time.redline import Block, Marked, Piece, compare_blocks, compare_words
from publisher.read.document import Document
from publisher.render.author_parts import expand
from publisher.render.change_words import ChangeWords
from publisher.render.escape import escape
from publisher.render.markdown import to_html

BLOCKS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "dt", "dd", "tr", "pre", "caption"})
# The level of the heading with the node's name.
LEVEL: Final = 3


@dataclass(frozen=True, slots=True)
class ChangedText:
    """The changed facts and texts of one node, as Markdown with marks."""

    id: str
    name: str
    markdown: Markup


class ChangeTexts:
    """Marks what changed in texts, in the site's language and with its own Markdown extensions."""

    def __init__(
        self,
        words: ChangeWords,
        language: Language,
        extensions: Mapping[str, Mapping[str, object]],
        parts: Iterable[str],
    ):
        self._words, self._language, self._extensions = words, language, extensions
        self._parts = dict.fromkeys(parts, _nothing)

    def texts(self, changes: Iterable[Change]) -> tuple[ChangedText, ...]:
        """Return the changed facts and texts of each node, without translations; a new node's are all additions."""
        found = []
        own_language = [change for change in changes if not change.is_translation]
        for name, own in groupby(own_language, key=lambda change: change.id):
            group = list(own)
            facts = [self._fact(single) for change in group for single in details(change) if _is_fact(single)]
            texts = [self._markdown(marked) for change in group if (marked := self._marked(change))]
            markdown = "\n\n".join([*([self._markdown(facts)] if facts else []), *texts])
            found.append(ChangedText(name, self._words.called(group[0]), Markup(markdown)))
        return tuple(found)

    def _fact(self, change: Change) -> Marked:
        """Return what a change is about, and its value before and after, as marked words of a list item."""
        about, before, after = self._words.fact(change)
        if before and after and (before, after) == (escape(change.before), escape(change.after)):
            # A title or another text as it was typed.
            pieces = compare_words(str(change.before), str(change.after))
        else:
            pieces = tuple(Piece(text, act) for text, act in ((before, Act.REMOVED), (after, Act.ADDED)) if text)
        return Marked("li", (Piece(f"{about}:"), *pieces) if pieces else (Piece(about, change.act),))

    def _marked(self, change: Change) -> tuple[Marked, ...]:
        """Return the blocks of the texts in a change: the body of a document and the sentences of fields."""
        if change.steps and change.steps[-1].field == PROSE:
            return compare_blocks(*(self._prose(str(body)) for body in (change.before, change.after)))
        if change.act is Act.CHANGED:
            texts = (self._field(change, each) for each in (change.before, change.after))
            return compare_blocks(*texts) if change.steps[-1].prose else ()
        singles = [each for each in details(change) if each.steps and each.steps[-1].prose]
        before = [block for each in singles for block in self._field(each, each.before)]
        after = [block for each in singles for block in self._field(each, each.after)]
        return compare_blocks(before + self._of_node(change.before), after + self._of_node(change.after))

    def _field(self, change: Change, value: object) -> list[Block]:
        """Return the sentences of a field; those of a member of a list say which one they are about."""
        about = f"{self._words.fact(change).about}: " if len(change.steps) > 1 else ""
        return [Block("p", " ".join(f"{about}{value}".split()))] if value else []

    def _of_node(self, node: object) -> list[Block]:
        return self._prose(node.document.body) if isinstance(node, Node) and node.kind in OWN_DOCUMENT else []

    def _prose(self, body: str) -> list[Block]:
        """Return the blocks of a document as displayed, without the parts that the program expands."""
        text = expand(Document("", {}, {}, body), self._parts, bare_headings=True).text
        root = html.fragment_fromstring(to_html(text, self._extensions), create_parent="article")
        return [block for element in root.iter(*BLOCKS) if (block := _block(element)).text]

    def _markdown(self, blocks: Sequence[Marked]) -> Markup:
        """Return the changed blocks under their headings, with a note of how much unchanged text is left out."""
        if not any(block.changed for block in blocks):
            return Markup(self._language.text("change.unseen"))
        pieces: list[str] = []
        before, level = "", LEVEL
        for shown, group in groupby(_with_visibility(blocks), key=lambda pair: pair[1]):
            if shown:
                for block, _ in group:
                    # Items of one list stay together, separated from everything else.
                    # No heading level is skipped, whatever is left out.
                    level = min(level + 1, 6, int(block.tag[1]) + LEVEL - 1) if _is_heading(block) else level
                    pieces += [*([] if (before, block.tag) == ("li", "li") else ["\n"]), self._block(block, level)]
                    before = block.tag
            elif count := sum(not _is_heading(block) for block, _ in group):
                pieces += ["\n", self._language.plural("change.unchanged", count), "\n"]
                before = ""
        return Markup("\n".join(pieces))

    def _block(self, block: Marked, level: int) -> str:
        words = " ".join(self._piece(piece) for piece in block.pieces if piece.text)
        if _is_heading(block):
            return f"{'#' * level} {words}"
        return f"- {words}" if block.tag == "li" else words

    def _piece(self, piece: Piece) -> str:
        text = escape(piece.text)
        if piece.act is None:
            return text
        return f"**{self._language.text(f'change.marked.{piece.act}', text=text)}**{{: .{piece.act} }}"


def _with_visibility(blocks: Sequence[Marked]) -> list[tuple[Marked, bool]]:
    """Return each block and whether it is shown: changed blocks, and the headings above them."""
    shown = [block.changed for block in blocks]
    heading = -1
    for at, block in enumerate(blocks):
        heading = at if _is_heading(block) else heading
        if block.changed and heading >= 0:
            shown[heading] = True
    return list(zip(blocks, shown, strict=True))


def _is_heading(block: Marked) -> bool:
    return re.fullmatch(r"h[1-6]", block.tag) is not None


def _nothing(*_positional: object, **_named: object) -> str:
    return ""


def _is_fact(change: Change) -> bool:
    return bool(change.steps) and not change.steps[-1].prose and change.steps[-1].field != PROSE


def _block(element: html.HtmlElement) -> Block:
    """Return the words of an element without those of its child blocks."""
    tag = str(element.tag)
    if tag == "tr":
        return Block("p", " – ".join(" ".join(cell.text_content().split()) for cell in element))
    return Block(tag, " ".join("".join(_own_text(element)).split()))


def _own_text(element: html.HtmlElement) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in BLOCKS | {"ul", "ol", "dl", "table"}:
            yield from _own_text(child)
        yield child.tail or ""
