import pytest

from publisher.link.figures.progress import Progress
from publisher.link.figures.standing import PlanAccount, standing, status_spoken
from publisher.model.plan import Status

MISSED, REACHED = Progress.MISSED, Progress.REACHED
UNREPORTED, UNTARGETED = Progress.UNREPORTED, Progress.UNTARGETED
ONGOING, DONE = Status.ONGOING, Status.DONE


def account(status: Status, *progress: Progress) -> PlanAccount:
    """Return the account of a plan that has a result."""
    return PlanAccount(status, progress)


def test_every_status_has_a_word() -> None:
    words = {status.value: standing([PlanAccount(status)]).value for status in Status}
    assert words == {
        "proposed": "proposed",
        "decided": "planned",
        "ongoing": "unreported",
        "paused": "halted",
        "done": "unreported",
        "replaced": "unknown",
        "dropped": "halted",
        "mentioned": "unplanned",
        "unknown": "unknown",
    }


def test_an_excerpt_turns_no_silence_into_a_statement() -> None:
    words = {status.value: standing([PlanAccount(status)], counted=False).value for status in Status}
    assert {name: word for name, word in words.items() if word in {"unplanned", "unreported", "unknown"}} == {
        "mentioned": "unknown",
        "unknown": "unknown",
        "replaced": "unknown",
    }
    assert (words["ongoing"], words["done"]) == ("underway", "done")
    assert standing([], counted=False).value == "unknown"


@pytest.mark.parametrize(
    ("progress", "ongoing", "done"),
    [
        ((), "underway", "done"),
        ((UNTARGETED,), "underway", "done"),
        ((UNREPORTED,), "underway", "done"),
        ((REACHED,), "reached", "reached"),
        ((REACHED, UNTARGETED), "reached", "reached"),
        ((REACHED, UNREPORTED), "underway", "done"),
        ((REACHED, MISSED), "missed", "missed"),
        ((UNREPORTED, MISSED), "missed", "missed"),
    ],
)
def test_latest_result_decides_for_work_that_has_begun(progress: tuple[Progress, ...], ongoing: str, done: str) -> None:
    assert standing([PlanAccount(ONGOING, progress)]) == ongoing
    assert standing([PlanAccount(DONE, progress)]) == done


@pytest.mark.parametrize("status", [Status.PROPOSED, Status.DECIDED, Status.PAUSED, Status.DROPPED])
def test_result_of_work_that_does_not_go_on_decides_nothing(status: Status) -> None:
    assert standing([account(status, REACHED)]) == standing([PlanAccount(status)])


def test_a_decided_plan_that_has_reported_counts_as_ongoing() -> None:
    assert {status.value for status in Status if status_spoken(status, reported=True) is not status} == {"decided"}
    assert status_spoken(Status.DECIDED, reported=True) is ONGOING
    assert status_spoken(Status.DECIDED, reported=False) is Status.DECIDED


def test_without_plans_nothing_is_planned() -> None:
    assert standing([]) == "unplanned"


def test_plans_that_agree_give_their_word() -> None:
    assert standing([account(ONGOING, REACHED), account(ONGOING, REACHED)]) == "reached"
    assert standing([PlanAccount(ONGOING), PlanAccount(ONGOING)]) == "unreported"


def test_one_plan_that_missed_is_enough() -> None:
    assert standing([account(ONGOING, REACHED), account(ONGOING, MISSED), PlanAccount(ONGOING)]) == "missed"


def test_where_plans_differ_their_status_speaks() -> None:
    assert standing([account(ONGOING, REACHED), PlanAccount(ONGOING)]) == "underway"
    assert standing([account(DONE, REACHED), account(DONE)]) == "done"


def test_work_in_hand_goes_before_what_was_and_what_will_be() -> None:
    accounts = [
        account(ONGOING, REACHED),
        account(DONE, MISSED),
        PlanAccount(Status.DECIDED),
        PlanAccount(Status.PROPOSED),
        PlanAccount(Status.DROPPED),
    ]
    found = [standing(accounts[at:]).value for at in range(len(accounts) + 1)]
    assert found == ["reached", "missed", "planned", "proposed", "halted", "unplanned"]
    assert standing(accounts[::-1]) == "reached"


@pytest.mark.parametrize("counted", [False, True])
def test_a_replaced_plan_says_nothing_of_what_its_successor_does(*, counted: bool) -> None:
    replaced = account(Status.REPLACED, MISSED)
    assert standing([replaced], counted=counted) == "unknown"
    assert standing([replaced, account(ONGOING, REACHED)], counted=counted) == "reached"
    assert standing([replaced, PlanAccount(Status.DROPPED)], counted=counted) == "halted"
