"""The standing of a commitment, computed from its plans and their latest results.

Each plan gives one word. A plan that is decided is *planned* until it has a result: whoever reports on a plan is
carrying it out, so it then counts as ongoing. A plan that is only proposed is *proposed*; one that is paused or dropped
is *halted*. A plan that is ongoing or done is *unreported* until it has a result. After that, those of its
targets that serve the commitment decide, each by its latest outcome, as the commitment's page shows it: *missed* if one
was missed, *reached* if all were reached and the latest result leaves none of them out, and otherwise what the plan's
status says: *under way* or *done*.

Ongoing plans decide on the commitment; without any, those that are done; then decided ones, then scheduled work, then
proposed plans, and halted ones last. If they agree, that is the standing; if one of them missed, it is *missed*; if
they differ otherwise, their status decides. A commitment without a plan is *unplanned*.

A plan may serve the commitment by some of its parts alone. Then only results about those count, and if none of its
targets that serve the commitment has an outcome, each activity that does gives a word, as a plan of its own would; one
that is planned is *scheduled*, since nobody has decided it, unless the plan itself is decided or only proposed.

In an excerpt, what is absent may exist elsewhere: there, a commitment without a plan is *unknown*, and a plan without a
result counts by its status, unless it serves the commitment by targets alone. A plan that is only mentioned counts for
nothing, nor does one whose status nobody has given, or one that is replaced: what came of its work, the plan that
replaced it knows, if that serves the commitment. A commitment that has only such plans is *unknown*.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from publisher.link.figures.progress import Progress
from publisher.model.plan import ActivityStatus, Status


class Standing(StrEnum):
    """The standing of a commitment; wherever they are counted, what came of it precedes what is only planned."""

    REACHED = "reached"
    MISSED = "missed"
    DONE = "done"
    UNDERWAY = "underway"
    HALTED = "halted"
    UNREPORTED = "unreported"
    PLANNED = "planned"
    SCHEDULED = "scheduled"
    PROPOSED = "proposed"
    UNPLANNED = "unplanned"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PlanAccount:
    """The account of one plan: its status, and the progress of its targets in its latest result, if it has one.

    With `by_parts` only some of its targets serve the commitment, so that its status says nothing of that. `work` is
    the status of an activity whose account it is, in place of the plan's.
    """

    status: Status
    progress: tuple[Progress, ...] | None = None
    by_parts: bool = False
    work: ActivityStatus | None = None

    @property
    def own(self) -> Standing | None:
        """The standing that its status alone gives; None if it gives none."""
        if self.work is ActivityStatus.PLANNED:
            return BY_STATUS[self.status] if self.status in NOT_BEGUN else Standing.SCHEDULED
        return BY_STATUS.get(OF_WORK.get(self.work, self.status))

    @property
    def is_unknown(self) -> bool:
        """Whether its status says nothing of the commitment: nobody has given it, or another plan replaced this one."""
        return OF_WORK.get(self.work, self.status) in {Status.UNKNOWN, Status.REPLACED}


def status_spoken(status: Status, *, reported: bool) -> Status:
    """Return the status that a plan counts with: a decided one that has results since then counts as ongoing."""
    return Status.ONGOING if status is Status.DECIDED and reported else status


BY_STATUS: Final[Mapping[Status, Standing]] = MappingProxyType(
    {
        Status.ONGOING: Standing.UNDERWAY,
        Status.DONE: Standing.DONE,
        Status.DECIDED: Standing.PLANNED,
        Status.PROPOSED: Standing.PROPOSED,
        Status.PAUSED: Standing.HALTED,
        Status.DROPPED: Standing.HALTED,
    }
)
OF_WORK: Final[Mapping[ActivityStatus | None, Status]] = MappingProxyType(
    {
        ActivityStatus.ONGOING: Status.ONGOING,
        ActivityStatus.DELAYED: Status.ONGOING,
        ActivityStatus.PAUSED: Status.PAUSED,
        ActivityStatus.DONE: Status.DONE,
        ActivityStatus.STOPPED: Status.DROPPED,
        ActivityStatus.UNKNOWN: Status.UNKNOWN,
    }
)
"""The status of an activity, as that of a plan of its own; work that is planned has none."""
NOT_BEGUN: Final = frozenset({Status.DECIDED, Status.PROPOSED})
"""The statuses of a plan that nobody carries out yet."""
MEASURED: Final = frozenset({Standing.MISSED, Standing.REACHED})
"""Standings that the numbers of results give, and not the status of a plan."""
SPEAK_FIRST: Final = (
    Standing.UNDERWAY,
    Standing.DONE,
    Standing.PLANNED,
    Standing.SCHEDULED,
    Standing.PROPOSED,
    Standing.HALTED,
)


def standing(accounts: Sequence[PlanAccount], *, counted: bool = True) -> Standing:
    """Return the standing of a commitment by the accounts of its plans; `counted`: there are no other plans."""
    for own in SPEAK_FIRST:
        words = {_word(account, own, counted=counted) for account in accounts if account.own is own}
        if Standing.MISSED in words:
            return Standing.MISSED
        if words - {Standing.UNKNOWN}:
            return words.pop() if len(words) == 1 else own
    unknown = not counted or any(account.is_unknown for account in accounts)
    return Standing.UNKNOWN if unknown else Standing.UNPLANNED


def _word(account: PlanAccount, own: Standing, *, counted: bool) -> Standing:
    if own not in {Standing.UNDERWAY, Standing.DONE}:
        return own
    if account.progress is None:
        return Standing.UNREPORTED if counted else Standing.UNKNOWN if account.by_parts else own
    targets = {progress for progress in account.progress if progress not in {Progress.UNTARGETED, Progress.NONE}}
    if Progress.MISSED in targets:
        return Standing.MISSED
    return Standing.REACHED if targets == {Progress.REACHED} else own
