"""Directions in an edited mapping file reach indicators that an earlier import of the file has made."""

from pathlib import Path

from publisher.importing.drafts.given_directions import with_directions
from publisher.importing.drafts.placing import Placing, Way

REGISTER = """indicators:
  # importerat: blad Mål, rad 3; kontrollera: enheten framgår inte
  - id: rena-sjoar
    title: Rena sjöar (%)
    unit: percent
  - id: klagomal
    title: Klagomål
    unit: count
    direction: lower
"""
GIVEN = {"Rena sjöar (%)": "higher", "Klagomål": "higher", "Någon annan": "lower"}


def register(root: Path) -> Path:
    (root / "plans").mkdir()
    (root / "plans" / "indicators.yml").write_text(REGISTER, encoding="utf-8")
    return root


def test_an_indicator_without_a_direction_gets_the_one_given(tmp_path: Path) -> None:
    other = Placing("plans/vatten/plan.md", "x", Way.SAME)
    plan, made = with_directions(register(tmp_path), [other], GIVEN)
    assert plan is other and (made.path, made.way) == ("plans/indicators.yml", Way.NEWER)
    # Nothing else in the file is changed, and the direction that it has is its own.
    assert made.text == REGISTER.replace("unit: percent\n", "unit: percent\n    direction: higher\n")


def test_one_that_is_added_now_is_among_them(tmp_path: Path) -> None:
    added = REGISTER + "  - id: brunnar\n    title: Brunnar\n    unit: count\n"
    [made] = with_directions(register(tmp_path), [Placing("plans/indicators.yml", added, Way.ADDED)], GIVEN)
    assert made.text.startswith(REGISTER.replace("unit: percent\n", "unit: percent\n    direction: higher\n"))
    assert made.text.endswith("title: Brunnar\n    unit: count\n")


def test_without_directions_nothing_is_touched(tmp_path: Path) -> None:
    assert with_directions(register(tmp_path), [], {}) == ()
    assert with_directions(tmp_path, [], {"Klagomål": "higher"}) == ()
