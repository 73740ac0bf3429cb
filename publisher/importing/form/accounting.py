"""The account of an import: every line of a source once, with what became of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import Doubt, SourceFile, SourceLine

PROSE = "prose"


class Fate(StrEnum):
    """What became of a line."""

    PLACED = "placed"
    UNCERTAIN = "uncertain"
    LEFT_OUT = "left-out"


@dataclass(frozen=True, slots=True)
class Accounted:
    """One line of a source: its fate, the places that it went to (file and field), why not, and what to check."""

    line: SourceLine
    fate: Fate
    places: tuple[tuple[str, str], ...] = ()
    why: str = ""
    doubts: tuple[Doubt, ...] = ()


def account(source: SourceFile, proposal: Proposal) -> tuple[Accounted, ...]:
    """Return every line of the source in order, each exactly once."""
    places, doubts = _placed(proposal)
    why = {each.line: each.why for each in source.left}
    return tuple(
        _accounted(line, tuple(dict.fromkeys(places[line])), why.get(line, "unplaced"), (*line.doubts, *doubts[line]))
        for line in source.lines()
    )


def counts(accounted: Iterable[Accounted]) -> Mapping[Fate, int]:
    """Return how many lines met each fate."""
    fates = [each.fate for each in accounted]
    return {fate: fates.count(fate) for fate in Fate}


def _accounted(line: SourceLine, places: tuple[tuple[str, str], ...], why: str, doubts: tuple[Doubt, ...]) -> Accounted:
    if not places:
        return Accounted(line, Fate.LEFT_OUT, why=why)
    found = tuple(dict.fromkeys((each.code, tuple(each.facts.items())) for each in doubts))
    unique = tuple(Doubt(code, dict(facts)) for code, facts in found)
    return Accounted(line, Fate.UNCERTAIN if unique else Fate.PLACED, places, doubts=unique)


def _placed(proposal: Proposal) -> tuple[Mapping[SourceLine, list[tuple[str, str]]], Mapping[SourceLine, list[Doubt]]]:
    places: dict[SourceLine, list[tuple[str, str]]] = defaultdict(list)
    doubts: dict[SourceLine, list[Doubt]] = defaultdict(list)
    for file in proposal.files:
        for way, piece in file.pieces():
            for line in piece.lines:
                places[line].append((file.path, way))
                doubts[line] += piece.doubts
        for mark in file.marks:
            for line in mark.lines:
                doubts[line] += mark.doubts
        for block in file.prose:
            for line in block.every_line:
                places[line].append((file.path, PROSE))
    return places, doubts
