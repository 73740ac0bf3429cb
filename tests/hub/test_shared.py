"""What publications have in common is found in their open data, and nothing is said of them that these do not say."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from publisher.hub.facts import Aim, KnownPublication, facts_of
from publisher.hub.front import Front
from publisher.hub.hub_settings import HubSettings
from publisher.hub.shared import SharedIndicator, areas, goals, shared_indicators
from publisher.hub.shared_chart import chart_of, target_in_words
from publisher.model.unit import Unit
from publisher.pipeline import load
from publisher.publish.data.open_data import data_files
from publisher.publish.output.writer import write_files
from tests.hub.municipalities import municipality
from tests.publications import swedish


def known(top: Path, name: str, measured: tuple[str, str], unit: str = "") -> KnownPublication:
    root = municipality(top, name, measured)
    if unit:
        register = root / "plans" / "indicators.yml"
        register.write_text(register.read_text(encoding="utf-8").replace("unit: percent", f"unit: {unit}"), "utf-8")
    write_files(top / "out" / name, data_files(load(root).site_map))
    found = facts_of(name, top / "out" / name, f"https://nav.example/{name}/")
    assert found
    return found


def shared(*publications: KnownPublication) -> dict[str, SharedIndicator]:
    return {each.key: each for each in shared_indicators(publications, 5)}


def test_an_indicator_is_shared_by_its_id_or_its_kolada_id(tmp_path: Path) -> None:
    found = shared(known(tmp_path, "alby", ("20", "7.5")), known(tmp_path, "berga", ("45", "6.1")))
    assert list(found) == ["n03937", "praktikanter"]
    assert [(row.publication.id, number) for row, number in found["n03937"].at("2023")] == [
        ("alby", Decimal("7.5")),
        ("berga", Decimal("6.1")),
    ]
    assert {row.publication.id: row.followed.targets["2023"].progress for row in found["praktikanter"].rows} == {
        "alby": "missed",
        "berga": "reached",
    }


def test_a_column_of_the_front_that_nobody_fills_is_left_out(tmp_path: Path) -> None:
    both = [known(tmp_path, "alby", ("20", "7.5")), known(tmp_path, "berga", ("45", "6.1"))]
    settings = HubSettings.model_validate(
        {"title": "Navet", "language": "sv", "site_url": "https://nav.example/", "organisation": {"name": "Navet"},
         "publications": [{"id": each.id, "source": each.id} for each in both]}
    )  # fmt: skip

    def head(publications: list[KnownPublication]) -> str:
        text = Front(settings, tuple(publications), {}).files()["docs/index.md"].decode()
        return next(line for line in text.splitlines() if line.startswith("| "))

    silent = [replace(each, promises=replace(each.promises, standings={})) for each in both]
    assert head(both).count("|") == head(silent).count("|") + 1
    assert head([both[0], silent[1]]) == head(both)


def test_a_small_group_stays_hidden(tmp_path: Path) -> None:
    found = shared(known(tmp_path, "alby", ("3", "7.5")), known(tmp_path, "berga", ("45", "6.1")))
    alby, berga = found["praktikanter"].rows
    assert (dict(alby.followed.numbers), alby.followed.hidden) == ({}, frozenset({"2023"}))
    assert dict(berga.followed.numbers) == {"2023": Decimal(45)}


def test_numbers_in_different_units_are_not_side_by_side(tmp_path: Path) -> None:
    one, other = known(tmp_path, "alby", ("20", "7.5")), known(tmp_path, "berga", ("45", "6.1"), unit="points")
    assert list(shared(one, other)) == ["praktikanter"]


def test_areas_and_goals_say_how_it_goes_for_each(tmp_path: Path) -> None:
    both = [known(tmp_path, "alby", ("20", "7.5")), known(tmp_path, "berga", ("45", "6.1"))]
    (goal,) = goals(both)
    assert (goal.goal, goal.count) == ("8", 2)
    assert [(each.id, dict(promises.standings)) for each, promises in goal.rows] == [
        ("alby", {"missed": 1}),
        ("berga", {"reached": 1}),
    ]
    assert [(each.id, area.title, area.promises.count) for each, area in areas(both)] == [
        ("alby", "Praktik", 1),
        ("berga", "Praktik", 1),
    ]


def test_a_target_is_shown_as_it_was_set() -> None:
    words = swedish()
    percent = Unit.model_validate("percent")
    shown = [
        target_in_words(Aim(low, high, text, ""), percent, words)
        for low, high, text in (
            (Decimal("70.5"), None, ""),
            (None, Decimal(8), ""),
            (Decimal(2), Decimal(4), ""),
            (Decimal(5), Decimal(5), ""),
            (None, None, "ska öka"),
        )
    ]
    assert shown == ["minst 70,5 %", "högst 8 %", "2 %–4 %", "5 %", "ska öka"]


def test_the_chart_says_what_the_table_says(tmp_path: Path) -> None:
    found = shared(known(tmp_path, "alby", ("20", "7.5")), known(tmp_path, "berga", ("45", "6.1")))
    drawing = chart_of(found["praktikanter"], swedish()).decode()
    assert "Unga i praktik, 2023: Alby (påhittad): 20, mål minst 30; Berga (påhittad): 45, mål minst 30." in drawing


def test_data_that_are_none_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for content in (
        "",
        "{",
        "[]",
        '{"objects": [1]}',
        '{"title": "x", "objects": [], "publisher": 3, "language": "sv"}',
    ):
        (tmp_path / "data" / "publication.json").write_text(content)
        assert facts_of("alby", tmp_path, "") is None


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("publication.json", '"id": "praktikanter"', '"id": "../../../ut"'),
        ("publication.json", '"kolada": "N03937"', '"kolada": "../N03937"'),
        ("measurements.csv", ",2023,", ",2023-99,"),
    ],
)
def test_data_that_name_files_elsewhere_are_passed_over(tmp_path: Path, file: str, old: str, new: str) -> None:
    known(tmp_path, "alby", ("20", "7.5"))
    path = tmp_path / "out/alby/data" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert facts_of("alby", tmp_path / "out/alby", "") is None


def test_characters_that_cannot_be_printed_stop_no_front(tmp_path: Path) -> None:
    known(tmp_path, "alby", ("20", "7.5"))
    path = tmp_path / "out/alby/data/publication.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"title": "', '"title": "𒀀\u202e' + "a" * 9_000), encoding="utf-8")
    found = facts_of("alby", tmp_path / "out/alby", "")
    assert found
    assert found.title.startswith("\ufffda")
    assert len(found.title) == 500
