"""Titles that fit: cells and headings of a source may be longer than a title here; their words are kept."""

from dataclasses import replace
from typing import Final

from publisher.importing.form.proposal import Fields, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock
from publisher.model.fields import LONGEST_TITLE
from publisher.shortening import shortened

_TITLES: Final = ("title", "name")
_KEPT: Final = LONGEST_TITLE - len(" …")
# Lists whose members have a text of their own, below their title.
_WITH_TEXT: Final = frozenset({"activities", "commitments"})


def fitting(file: Proposed) -> Proposed:
    """Return a proposed file whose titles and headings are as short as they have to be.

    What does not fit is in the text of the same entry, or else in the question about its title; a heading becomes a
    paragraph.
    """
    return replace(file, fields=_fields(file.fields), prose=tuple(map(_block, file.prose)))


def _fields(fields: Fields) -> Fields:
    made: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {}
    for key, piece in fields.items():
        if isinstance(piece, ProposedValue):
            made[key] = _title(piece) if key in _TITLES else piece
        else:
            made[key] = tuple(_member(each, texts=key in _WITH_TEXT) for each in piece)
    return made


def _title(piece: ProposedValue) -> ProposedValue:
    if not isinstance(piece.value, str) or len(piece.value) <= LONGEST_TITLE:
        return piece
    doubts = (*piece.doubts, Doubt("title-cut", {"text": piece.value}))
    return replace(piece, value=shortened(piece.value, _KEPT), doubts=doubts)


def _member(piece: ProposedValue, *, texts: bool) -> ProposedValue:
    """Return an entry of a list with its titles shortened; those that have `texts` begin these with the whole one."""
    if not isinstance(piece.value, dict):
        return piece
    value, doubts = dict(piece.value), list(piece.doubts)
    for key in (each for each in _TITLES if len(str(value.get(each, ""))) > LONGEST_TITLE):
        whole = str(value[key])
        value[key] = shortened(whole, _KEPT)
        if not texts:
            doubts.append(Doubt("title-cut", {"text": whole}))
            continue
        doubts.append(Doubt("title-shortened"))
        if not str(value.get("text", "")).startswith(whole):
            ended = whole if whole.endswith((".", "!", "?", ":")) else f"{whole}."
            value["text"] = f"{ended} {value.get('text', '')}".strip()
    return replace(piece, value=value, doubts=tuple(doubts))


def _block(block: SourceBlock) -> SourceBlock:
    long = block.sort is BlockSort.HEADING and len(block.text) > LONGEST_TITLE
    return replace(block, sort=BlockSort.PARAGRAPH, level=0) if long else block
