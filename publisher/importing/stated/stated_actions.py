"""Actions stated in paragraphs, Ansvarig: … Tidplan: … Status: … below a heading, as tables of one row."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.header_words import dated
from publisher.importing.columns.headers import STATUSES
from publisher.importing.columns.ratings import said_status
from publisher.importing.columns.table_words import meaning, table_words
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.importing.prose.label_rows import known_labels
from publisher.importing.prose.steering_words import adoption_words
from publisher.importing.stated.generic_headings import names_actions, names_facts, names_something
from publisher.importing.stated.label_runs import LabelRun, label_runs
from publisher.importing.stated.stated_labels import OF_WORK, LabelFact

# An action without a label of its own has so many facts about work.
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class StatedAction:
    """An action as a table of one row, the blocks that state it, and the heading that is its title, if one is."""

    table: SourceBlock
    blocks: tuple[SourceBlock, ...]
    heading: SourceBlock | None

    @property
    def lines(self) -> tuple[SourceLine, ...]:
        """The lines of the paragraphs, and of the heading."""
        return self.table.lines


def stated_actions(blocks: Sequence[SourceBlock], language: str) -> list[StatedAction]:
    """Return the actions that paragraphs state, each asked about, since it was read from running text.

    Its title stands behind a label, in the text directly above, or in the heading, if that has no other such action.
    """
    runs = [run for run in label_runs(blocks, language) if not _is_of_document(run, language)]
    heads = Counter(id(run.headings[-1]) for run in runs if run.headings)
    return [each for run in runs for each in _of_run(run, heads, language)]


def _is_of_document(run: LabelRun, language: str) -> bool:
    """Return whether statements are about the document itself: above all headings, or among facts of it."""
    if not run.headings and run.blocks[0].sort is not BlockSort.HEADING:
        return True
    own = {*known_labels(language), *adoption_words(language).other_labels}
    return any(not each.role and each.label.casefold() in own for each in run.statements)


def _of_run(run: LabelRun, heads: Counter[int], language: str) -> Iterator[StatedAction]:
    others, actions = run.divided
    for first, *facts in actions:
        labelled = meaning(first.label, ("action",), language) or _is_work(facts, language)
        if labelled and any(each.role in OF_WORK for each in facts):
            heading = run.blocks[0] if run.blocks[0].sort is BlockSort.HEADING and first is run.statements[0] else None
            table = _table(first.said, first.lines, facts, language)
            table = table if heading else replace(table, under=_goals(run, language))
            yield StatedAction(table, _own(run, [first, *facts]), heading)
    if (
        actions
        or run.is_measured
        or not run.headings
        or not _is_work(others, language)
        or len({each.role for each in others} & OF_WORK) < _LEAST
    ):
        return
    above = run.headings[-1]
    if run.before and names_something(run.before, run.blocks[0], language):
        table = _table(run.before.text.strip(" :"), run.before.lines, others, language)
        yield StatedAction(replace(table, under=_goals(run, language)), (run.before, *run.blocks), None)
    elif heads[id(above)] == 1 and not names_facts(above, language):
        yield StatedAction(_table(above.headline, above.lines, others, language), (*run.blocks,), above)


def _goals(run: LabelRun, language: str) -> tuple[SourceBlock, ...]:
    """Return the heading above a run if it says something of its actions: not only what they are, as in Åtgärder.

    Above one that says only that they are actions, it is the one that this belongs to.
    """
    path = [*run.headings]
    while path and names_actions(path[-1], language):
        path.pop()
    return tuple(heading for heading in path[-1:] if not names_facts(heading, language))


def _is_work(facts: Sequence[LabelFact], language: str) -> bool:
    """Return whether one of the facts says how far work has come, or when it is done."""
    return any(
        said_status(each.said, STATUSES, language)[0]
        if each.role == "status"
        else each.role in {"start", "due", "percent"}
        and (
            (found := dated(each.said, language)).period
            or found.outside
            or meaning(each.said, ("continuous",), language)
            or cell_number(each.said, language)
        )
        for each in facts
    )


def _own(run: LabelRun, statements: Sequence[LabelFact]) -> tuple[SourceBlock, ...]:
    """Return the blocks of a run that have nothing but these statements."""
    lines = {line for each in statements for line in each.lines}
    others = {line for each in run.statements if each not in statements for line in each.lines}
    return tuple(block for block in run.blocks if lines >= {*block.lines} and not others & {*block.lines})


def _table(title: str, named: tuple[SourceLine, ...], facts: Sequence[LabelFact], language: str) -> SourceBlock:
    """Return an action as a table of a header and a row; `named` are the lines of its title."""
    lines = tuple(dict.fromkeys((*named, *(line for each in facts for line in each.lines))))
    headers = [table_words(language)["action"][0].capitalize(), *(each.label.capitalize() for each in facts)]
    doubt = Doubt("action-of-text", {"text": title[:60]})
    rows = (
        SourceRow(tuple(headers), lines[0]),
        SourceRow((title, *(each.said for each in facts)), lines[0], doubts=((0, doubt),)),
    )
    return SourceBlock(BlockSort.TABLE, "", lines, rows=rows)
