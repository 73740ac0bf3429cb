"""Numbers of groups that an indicator's own statistics hide are hidden in results of the same period, and no others."""

from publisher.link.confidentiality.statistics_suppression import without_cells
from publisher.model.result import Result
from publisher.model.time_period import TimePeriod


def test_a_result_has_no_number_of_a_group_that_the_statistics_of_its_period_hide() -> None:
    groups = {"kvinnor": "20", "man": "30"}
    measurements = {name: {"value": "50", "groups": groups} for name in ("antal", "andra")}
    measurements["antal-da"] = {"value": "50", "groups": groups, "period": "2023"}
    result = Result.model_validate({"plan": "p", "period": "2024", "summary": "S", "measurements": measurements})
    year, before = TimePeriod.parse("2024"), TimePeriod.parse("2023")
    hidden = {
        "antal": {year: frozenset({"man"})},
        "antal-da": {year: frozenset({"man"}), before: frozenset({"kvinnor"})},
    }
    found = without_cells(result, hidden).measurements
    assert {name: [group for group, number in one.groups.items() if number is None] for name, one in found.items()} == {
        "antal": ["man"], "andra": [], "antal-da": ["kvinnor"]
    }  # fmt: skip
    assert [one.value for one in found.values()] == [50, 50, 50]
