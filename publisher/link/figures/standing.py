"""Where a commitment stands is computed from its plans and their latest results.

Each plan gives one word. A plan that is decided is *planned*, until it has a result: whoever reports on a plan works
by it, and it counts as ongoing; one that is only proposed is *proposed*; one that is paused, dropped or replaced is
*halted*. A plan that is ongoing or done is *unreported* until it has a result.
After that its latest result of a year, or of a period with targets, decides, and of its targets only those that serve
the commitment: *missed* where one for that period is missed, *reached* where all of them are reached, and otherwise
what its status says: *under way* or *done*.

Ongoing plans speak for the commitment; where there are none, those that are done; then the decided, then the
proposed; last those that halted. Where they say the same, that is where it stands; where one of them missed, it
is *missed*; where they differ otherwise, their status speaks. A commitment without a plan is *unplanned*.

In an excerpt, what is not there may stand elsewhere: there a commitment without a plan is *unknown*, and a plan without
a result is what its status says. A plan that is only mentioned says nothing; nor does one of which nobody says how it
stands, and a commitment that has only such plans is *unknown*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from publisher.link.figures.progress import Progress
from publisher.model.plan import Status


class Standing(StrEnum):
    """Where a commitment stands, from unplanned to done."""

    UNPLANNED = "unplanned"
    PROPOSED = "proposed"
    PLANNED = "planned"
    UNREPORTED = "unreported"
    UNDERWAY = "underway"
    MISSED = "missed"
    REACHED = "reached"
    DONE = "done"
    HALTED = "halted"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlanAccount:
    """What one plan says: its status, and the progress of its targets in its latest result, if it has one."""

    status: Status
    progress: tuple[Progress, ...] | None = None


def status_spoken(status: Status, *, reported: bool) -> Status:
    """Return the status that a plan counts with: one that was decided and has results since is ongoing."""
    return Status.ONGOING if status is Status.DECIDED and reported else status


BY_STATUS: Final[Mapping[Status, Standing]] = MappingProxyType(
    {
        Status.ONGOING: Standing.UNDERWAY,
        Status.DONE: Standing.DONE,
        Status.DECIDED: Standing.PLANNED,
        Status.PROPOSED: Standing.PROPOSED,
        Status.PAUSED: Standing.HALTED,
        Status.REPLACED: Standing.HALTED,
        Status.DROPPED: Standing.HALTED,
    }
)
SPEAK_FIRST: Final = (Standing.UNDERWAY, Standing.DONE, Standing.PLANNED, Standing.PROPOSED, Standing.HALTED)


def standing(accounts: Sequence[PlanAccount], *, counted: bool = True) -> Standing:
    """Return where a commitment stands by the accounts of the plans that serve it; `counted`: there are no others."""
    for own in SPEAK_FIRST:
        words = {
            _word(account.progress, own, counted=counted)
            for account in accounts
            if BY_STATUS.get(account.status) is own
        }
        if Standing.MISSED in words:
            return Standing.MISSED
        if words:
            return words.pop() if len(words) == 1 else own
    unknown = not counted or any(account.status is Status.UNKNOWN for account in accounts)
    return Standing.UNKNOWN if unknown else Standing.UNPLANNED


def _word(answers: tuple[Progress, ...] | None, own: Standing, *, counted: bool) -> Standing:
    if own not in {Standing.UNDERWAY, Standing.DONE}:
        return own
    if answers is None:
        return Standing.UNREPORTED if counted else own
    targets = {progress for progress in answers if progress not in {Progress.UNTARGETED, Progress.NONE}}
    if Progress.MISSED in targets:
        return Standing.MISSED
    return Standing.REACHED if targets == {Progress.REACHED} else own
