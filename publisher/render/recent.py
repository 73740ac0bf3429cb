"""Recent changes: the edits of all histories, by month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from markupsafe import Markup

from publisher.link.graph.node import Linked
from publisher.link.publication import Publication
from publisher.link.time.past import History
from publisher.model.plan import Plan
from publisher.model.strategy import SteeringDocument
from publisher.render.change_words import ChangeWords

# This many months are shown open; older ones are folded. This many lines are shown for a day; the history has all.
MONTHS: Final = 6
LINES: Final = 4
_MONTH: Final = len("2026-11")


@dataclass(frozen=True, slots=True)
class DatedEdit:
    """The edit of one document on one day, in words."""

    day: str
    subject: Linked
    lines: tuple[Markup, ...]


def months_of(
    publication: Publication, histories: Mapping[str, History], words: ChangeWords
) -> Sequence[tuple[str, tuple[DatedEdit, ...]]]:
    """Return the edits by month, latest first; a month is written as 2026-11."""
    subjects: tuple[SteeringDocument | Plan, ...] = (*publication.documents, *publication.plans)
    edits = [
        DatedEdit(edit.day, value, lines)
        for value in subjects
        for edit in histories[value.id].edits
        if (lines := tuple(words.lines(edit.changes, value.id)))
    ]
    edits.sort(key=lambda edit: edit.day, reverse=True)
    return tuple((month, tuple(own)) for month, own in groupby(edits, key=lambda edit: edit.day[:_MONTH]))
