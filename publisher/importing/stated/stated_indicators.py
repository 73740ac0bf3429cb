"""Indicators and goals stated in paragraphs, Indikator: … Baseline: … Måltal: …, as tables of one row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from publisher.importing.columns.ratings import LEVELS, said_level
from publisher.importing.columns.table_words import table_words
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.importing.stated.generic_headings import names_facts, names_something
from publisher.importing.stated.label_runs import LabelRun, label_runs
from publisher.importing.stated.stated_labels import NUMBERS, LabelFact, number_of
from publisher.model.time_period import TimePeriod

_FACTS: Final = frozenset({"source", "responsible"})
# What is said of a goal itself.
_OF_GOAL: Final = frozenset({*NUMBERS, "judgement"})


@dataclass
class _Stated:
    """An indicator as paragraphs state it: its name, its numbers by role and period, other facts, and its lines.

    `rest` are the statements that have no number with a period; `told` are judgements, trends and comments by role and
    period; `doubt` is the code of what is asked about its name, and `headings` are those above it.
    """

    name: str
    lines: list[SourceLine]
    doubt: str
    headings: tuple[SourceBlock, ...]
    numbers: dict[tuple[str, TimePeriod | None], str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    rest: list[str] = field(default_factory=list)
    remarks: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def is_judged(self) -> bool:
        """Whether somebody has judged it."""
        return any(role == "judgement" for role, _ in self.remarks)


def stated_indicators(blocks: Sequence[SourceBlock], language: str, *, dated: bool = False) -> list[SourceBlock]:
    """Return a table of one row for each indicator that paragraphs state with a baseline, a target or an outcome.

    Without a label for its name it is named by the goal beside them, or by what stands above: a text or a heading. The
    last heading above it is its area. A goal may be judged without a number. Each is asked about, since it was read
    from running text. `dated` says that the document's title has a period for numbers without one of their own.
    """
    found = (each for run in label_runs(blocks, language) for each in _of_run(run, language, dated=dated))
    return [_table(each, language) for each in found]


def unread_numbers(blocks: Sequence[SourceBlock], language: str) -> list[tuple[str, tuple[SourceLine, ...]]]:
    """Return the paragraphs with the label of a target or an outcome and a number, with the lines of each."""
    found = (each for run in label_runs(blocks, language) for each in run.statements)
    numbers = {line for each in found if each.role in NUMBERS and number_of(each.said, each.when, language)
               for line in each.lines}  # fmt: skip
    return [(block.text, block.lines) for block in blocks if numbers & {*block.lines}]


def _of_run(run: LabelRun, language: str, *, dated: bool) -> Iterator[_Stated]:
    """Yield the indicators of a run that have anything to tell, and the goals that are judged or have numbers."""
    for part in _by_goals(run.divided[0]):
        begins = [at for at, each in enumerate(part) if each.role == "indicator"]
        lead = part[: begins[0]] if begins else part
        if not begins or any(each.role in _OF_GOAL for each in lead):
            stated = _named(run, lead, language, dated=dated)
            if stated and (stated.numbers or stated.is_judged):
                yield stated
        aims = [each for each in lead if each.role == "goal"]
        for begin, end in pairwise([*begins, len(part)]):
            first, *others = part[begin:end]
            stated = _Stated(first.said, [*first.lines], "indicator-of-text", run.headings)
            stated.rest += [_sentence(each) for each in aims]
            for each in others:
                _add(stated, each, language, dated=dated)
            if stated.numbers or len(stated.rest) > len(aims) or stated.is_judged:
                yield stated


def _by_goals(statements: Sequence[LabelFact]) -> list[list[LabelFact]]:
    """Return statements by the goal that they are about; one directly behind an indicator is what that is for."""
    parts: list[list[LabelFact]] = [[]]
    for each in statements:
        indicators = [at for at, one in enumerate(parts[-1]) if one.role == "indicator"]
        last = parts[-1][indicators[-1] :] if indicators else parts[-1]
        ended = any(one.role in _OF_GOAL for one in last) if indicators else bool(parts[-1])
        if each.role == "goal" and ended:
            parts.append([])
        parts[-1].append(each)
    return parts


def _named(run: LabelRun, statements: Sequence[LabelFact], language: str, *, dated: bool) -> _Stated | None:
    """Return what the statements of a run without a label for a name are about; None if nothing names it."""
    goals = [each for each in statements if each.role == "goal"]
    others = [each for each in statements if each.role != "goal"]
    above = run.headings[-1] if run.headings and not names_facts(run.headings[-1], language) else None
    if any(map(str.isdecimal, "".join(each.said for each in goals))):
        return None  # a goal with a number of its own is no name for others
    if len(goals) == 1:
        stated = _Stated(goals[0].said, [*goals[0].lines], "indicator-of-text", run.headings)
    elif goals:
        return None
    elif run.headings and run.before and names_something(run.before, run.blocks[0], language):
        stated = _Stated(run.before.text.strip(" :"), [*run.before.lines], "name-of-heading", run.headings)
    elif above and (run.before is None or any(each.role == "judgement" for each in others)):
        stated = _Stated(above.headline, [*above.lines], "name-of-heading", run.headings[:-1])
    else:
        return None
    for each in others:
        _add(stated, each, language, dated=dated)
    return stated


def _add(stated: _Stated, each: LabelFact, language: str, *, dated: bool) -> None:
    """Add a statement to an indicator: as a number with its period, as a fact, as a judgement, or in words."""
    stated.lines += [line for line in each.lines if line not in stated.lines]
    if each.role in _FACTS:
        stated.facts.setdefault(each.role, each.said)
    elif each.role in NUMBERS:
        held = each.role if each.role in {"target", "forecast"} else "outcome"
        found = number_of(each.said, each.when, language)
        period = found.time.period if found else None
        known = period is not None or (dated and each.role != "baseline")
        if found and known and not found.time.doubt and (held, period) not in stated.numbers:
            stated.numbers[held, period] = found.text
        else:
            stated.rest.append(_sentence(each))
    elif each.role in {"judgement", "status"} and said_level(each.said, LEVELS, language)[0]:
        stated.remarks.setdefault(("judgement", each.when), each.said)
    elif each.role in {"trend", "comment"}:
        stated.remarks.setdefault((each.role, each.when), each.said)
    elif each.role == "goal":
        stated.rest.append(_sentence(each))


def _sentence(each: LabelFact) -> str:
    return f"{each.label}{f' {each.when}' if each.when else ''}: {each.said}."


def _table(stated: _Stated, language: str) -> SourceBlock:
    """Return an indicator as a table of a header and a row, whose line is the first of the indicator's."""
    words = table_words(language)
    heading = stated.headings[-1].headline if stated.headings else ""
    pairs = [(words["indicator"][0], stated.name), (words["theme"][0] if heading else "", heading)]
    pairs += [(f"{words[role][0]} {period.written if period else ''}", text)
              for (role, period), text in stated.numbers.items()]  # fmt: skip
    pairs += [(f"{words[role][0]} {when}", text) for (role, when), text in stated.remarks.items()]
    pairs += [(words[role][0], text) for role, text in stated.facts.items()]
    pairs += [(words["goal"][0], " ".join(stated.rest))] if stated.rest else []
    kept = [pair for pair in pairs if all(pair)]
    doubt = Doubt(stated.doubt, {"text": stated.name[:60]})
    line = stated.lines[0]
    rows = (
        SourceRow(tuple(header.strip().capitalize() for header, _ in kept), line),
        SourceRow(tuple(text for _, text in kept), line, doubts=((0, doubt),)),
    )
    return SourceBlock(BlockSort.TABLE, "", tuple(stated.lines), rows=rows)
