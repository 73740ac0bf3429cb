"""Runs of labels in a text, with the headings above them, and what stands directly before."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.columns.table_words import table_words, words_for
from publisher.importing.form.source import BlockSort, SourceBlock
from publisher.importing.prose.commitments import sentences
from publisher.importing.prose.sections import LABELLED
from publisher.importing.prose.steering_words import words_of
from publisher.importing.stated.stated_labels import (
    EDGES,
    LONGEST,
    NUMBERS,
    TEXTS,
    LabelFact,
    action_of_entry,
    label_table,
    named_statements,
    statements,
    value_below,
)

# The letters of the shortest word for a goal that begins a sentence: målet.
_LEAST: Final = 4
# What a line in bold type that was taken for a heading states, if it is a fact: Utfall 2024: 82 %.
_FACTS: Final = frozenset({*NUMBERS, "judgement", "status", "responsible", "start", "due", "percent"})


@dataclass
class LabelRun:
    """Statements that follow each other: the headings above, and the text directly before; and their blocks."""

    headings: tuple[SourceBlock, ...]
    before: SourceBlock | None
    statements: list[LabelFact] = field(default_factory=list)
    blocks: list[SourceBlock] = field(default_factory=list)

    @property
    def divided(self) -> tuple[list[LabelFact], list[list[LabelFact]]]:
        """The statements about indicators and goals, and those about each action that has a label.

        Who does an action, and when, stands behind it. A goal behind an action is what it serves, if nothing in the run
        is measured or judged.
        """
        measured, actions = list[LabelFact](), list[list[LabelFact]]()
        returning = {"indicator", *NUMBERS} | ({"goal", "judgement"} if self.is_measured else set())
        now = measured
        for each in self.statements:
            if each.role == "action":
                actions.append(now := [each])
                continue
            now = measured if each.role in returning else now
            now.append(each)
        return measured, actions

    @property
    def is_measured(self) -> bool:
        """Whether it has an indicator, a target or an outcome, or a judgement."""
        return any(each.role in {"indicator", "judgement", *NUMBERS} for each in self.statements)


def label_runs(blocks: Sequence[SourceBlock], language: str) -> Iterator[LabelRun]:
    """Yield the runs of statements in a text, in order."""
    path: list[SourceBlock] = []
    run: LabelRun | None = None
    before: SourceBlock | None = None
    at = 0
    while at < len(blocks):
        block, used = blocks[at], 1
        after = blocks[at + 1 : at + 3]
        made = _said(block, language) if block.sort in TEXTS else _in_heading(block, language)
        if not made and (made := value_below(block, after, language)):
            used = 2
        named = named_statements(block, language) if block.sort in TEXTS and not made else []
        named = named or (action_of_entry(block, language) if block.sort is BlockSort.ENTRY and not made else [])
        made = made or ([] if named else _of_unknown(block))
        if made:
            run = run or LabelRun((*path,), before)
            run.statements += made
            run.blocks += blocks[at : at + used]
        else:
            if run and _says_anything(run):
                yield run
            run, before = None, block if block.sort in TEXTS else None
            if facts := label_table(block, language):
                yield LabelRun((*path,), None, facts, [block])
            if named:
                yield LabelRun((*path,), None, named, [block])
            if block.sort is BlockSort.HEADING and not block.is_title:
                path = [each for each in path if each.level < block.level]
                if own := _of_heading(block, language):
                    run = LabelRun((*path,), None, own, [block])
                path.append(block)
        at += used
    if run and _says_anything(run):
        yield run


def _of_heading(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return the indicator or the action that a heading names behind a label: Tiltak: Ny språkgruppe; or none."""
    made = statements(block, language)
    return made if len(made) == 1 and made[0].role in {"indicator", "action"} else []


def _in_heading(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return the facts of a line that was taken for a heading; none if it names something, or has a number."""
    made = statements(block, language) if block.sort is BlockSort.HEADING and not block.number else []
    return made if {each.role for each in made} <= _FACTS else []


def _said(block: SourceBlock, language: str) -> list[LabelFact]:
    return statements(block, language) or _judged(block, language)


def _of_unknown(block: SourceBlock) -> list[LabelFact]:
    """Return the statement of a short paragraph with another label, which may stand among known ones; or none."""
    if block.sort not in TEXTS or len(block.text) > LONGEST or not LABELLED.match(block.text):
        return []
    label, _, said = block.text.partition(":")
    return [LabelFact("", label.strip(), "", said.strip(), block.lines)]


def _judged(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return what a paragraph says of its goal in its first sentence, Målet är uppfyllt, and the rest of it.

    The sentence may end with the year that is judged: Målet bedöms delvis uppfyllas under 2026.
    """
    first, *others = sentences(block.text, words_of(language)) or [""]
    said = first.strip(EDGES)
    ended = _judged_when(language).search(said)
    plain, when = (said[: ended.start()], ended["year"] or "") if ended else (said, "")
    known = table_words(language).get("about_a_target", ())
    begins = [word for word in plain.casefold().split()[:2] if len(word) >= _LEAST]
    named = any(word in known for word in begins)
    if not named or not said_level(plain, LEVELS, language)[1]:
        return []
    made = [LabelFact("judgement", "", when, plain, block.lines)]
    return [*made, LabelFact("comment", "", "", " ".join(others), block.lines)] if others else made


@cache
def _judged_when(language: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, words_for("judged_when", language)))
    return re.compile(rf"\s+(?:{words})(?:\s+(?P<year>20\d\d))?$", re.IGNORECASE)


def _says_anything(run: LabelRun) -> bool:
    return any(each.role for each in run.statements)
