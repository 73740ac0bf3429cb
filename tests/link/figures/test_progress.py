from decimal import Decimal

import pytest

from publisher.link.figures.progress import Progress, every_year, progress, target_years
from publisher.model.plan import Target
from publisher.model.register import Direction
from publisher.model.result import Result

REACHED, MISSED = Progress.REACHED, Progress.MISSED


@pytest.mark.parametrize(
    ("direction", "below", "at", "above"),
    [
        (Direction.HIGHER, MISSED, REACHED, REACHED),
        (Direction.LOWER, REACHED, REACHED, MISSED),
        (Direction.NEITHER, MISSED, REACHED, MISSED),
    ],
)
def test_progress_follows_the_direction(direction: Direction, below: Progress, at: Progress, above: Progress) -> None:
    assert [progress(Decimal(30), Decimal(value), direction) for value in (29, 30, 31)] == [below, at, above]


def test_progress_of_what_is_not_there() -> None:
    assert progress(Decimal(30), None, Direction.LOWER) is Progress.UNREPORTED
    assert progress(None, Decimal(30), Direction.LOWER) is Progress.UNTARGETED
    assert progress(Decimal(0), Decimal(0), Direction.HIGHER) is REACHED


def test_line_has_each_year_with_a_target_a_measurement_or_a_verdict() -> None:
    target = Target.model_validate(
        {
            "indicator": "kon",
            "values": {"2023": "30", "2021": "50"},
            "regulations": [{"year": "2024", "verdict": "dropped", "reason": "Planen är slut."}],
        }
    )
    result = {"plan": "p", "year": "2022", "summary": "S", "measurements": {"kon": "40"}}
    lines = target_years(target, {2022: Result.model_validate(result)}, Direction.LOWER)
    assert [(line.year, line.progress.value) for line in lines] == [
        (2021, "unreported"), (2022, "untargeted"), (2023, "unreported"), (2024, "untargeted"),
    ]  # fmt: skip
    assert lines[3].regulation


def test_years_between_are_years_too() -> None:
    target = Target.model_validate({"indicator": "kon", "values": {"2020": "30", "2023": "20"}})
    lines = every_year(target_years(target, {}, Direction.LOWER))
    assert [(line.year, line.progress.value) for line in lines] == [
        (2020, "unreported"), (2021, "untargeted"), (2022, "untargeted"), (2023, "unreported"),
    ]  # fmt: skip
    assert every_year([]) == ()
