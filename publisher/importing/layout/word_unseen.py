"""What Word documents hold but nobody is to read: hidden and struck text, empty fields of forms, tables of contents."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Final

from publisher.importing.layout.word_numbers import W

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_VALUE: Final = f"{W}val"
_OFF: Final = frozenset({"0", "false", "none"})
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# Deleted or moved text, and fallbacks for older programs.
GONE: Final = frozenset({f"{W}del", f"{W}moveFrom", _FALLBACK})
# Properties of letters that take them out of the text, and why they are left out then.
_MARKS: Final = {"vanish": "hidden-text", "strike": "struck-text", "dstrike": "struck-text"}
_CONTENTS: Final = "TOC"


def is_on(mark: "Element | None") -> bool:
    """Return whether a property that is on or off is there and on."""
    return mark is not None and mark.get(_VALUE, "1") not in _OFF


class Unseen:
    """Detects which runs of a document are not part of its text: by their own letters or by those of their style."""

    def __init__(self, styles: "Element | None" = None) -> None:
        every = [] if styles is None else [*styles.iter(f"{W}style")]
        self._styles: Mapping[str, Element | None] = {
            str(each.get(f"{W}styleId")): each.find(f"{W}rPr") for each in every
        }

    def why(self, run: "Element") -> str:
        """Return why a run is left out, or ""."""
        own = run.find(f"{W}rPr")
        style = None if own is None else own.find(f"{W}rStyle")
        styled = None if style is None else self._styles.get(str(style.get(_VALUE)))
        for name, why in _MARKS.items():
            marks = [None if each is None else each.find(f"{W}{name}") for each in (own, styled)]
            # Letters may take back what their style says.
            if is_on(next((mark for mark in marks if mark is not None), None)):
                return why
        return "form-hint" if _is_placeholder(run) else ""

    def texts(self, element: "Element") -> Iterator[tuple[str, str]]:
        """Yield each text of an element that is left out, with the reason; what stands together is one text."""
        runs = [run for run in element.iter(f"{W}r") if not any(above.tag in GONE for above in run.iterancestors())]
        for why, group in groupby(runs, self.why):
            text = " ".join("".join(part for run in group for part in _texts(run)).split()) if why else ""
            if text:
                yield text, why


def _texts(run: "Element") -> Iterator[str]:
    """Yield the texts of a run itself, not those of what is drawn in it."""
    return (each.text or "" for each in run.findall(f"{W}t"))


def _is_placeholder(run: "Element") -> bool:
    """Return whether a run is the hint of a form's field that nobody has filled in."""
    held = (above for above in run.iterancestors() if above.tag == f"{W}sdt")
    return any(is_on(above.find(f"{W}sdtPr/{W}showingPlcHdr")) for above in held)


def contents_of(body: "Element") -> "frozenset[Element]":
    """Return the paragraphs of a document's tables of contents, which Word makes as fields."""
    fields: list[str] = []
    found: set[Element] = set()
    for paragraph in body.iter(f"{W}p"):
        within = [*fields]
        for each in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
            if each.tag == f"{W}fldSimple":
                within.append(str(each.get(f"{W}instr", "")))
            elif each.tag == f"{W}instrText":
                if fields:
                    fields[-1] += each.text or ""
                    within.append(fields[-1])
            elif each.get(f"{W}fldCharType") == "begin":
                fields.append("")
            elif each.get(f"{W}fldCharType") == "end" and fields:
                fields.pop()
        if any(field.split()[:1] == [_CONTENTS] for field in within):
            found.add(paragraph)
    return frozenset(found)


def join_paragraphs(body: "Element") -> None:
    """Join each paragraph whose end was deleted in a tracked change with the one after it, in place."""
    for paragraph in [*body.iter(f"{W}p")]:
        marks = [paragraph.find(f"{W}pPr/{W}rPr/{W}{name}") for name in ("del", "moveFrom")]
        after = paragraph.getnext()
        if not any(mark is not None for mark in marks) or after is None or after.tag != f"{W}p":
            continue
        parts = [each for each in paragraph if each.tag != f"{W}pPr"]
        at = 0 if after.find(f"{W}pPr") is None else 1
        for part in reversed(parts):
            after.insert(at, part)
        above = paragraph.getparent()
        if above is not None:
            above.remove(paragraph)
