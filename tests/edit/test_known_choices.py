"""What a form offers to choose from, by title."""

import pytest

from publisher.edit.files.known_choices import known_choices, units
from publisher.edit.forms.form import form_of
from publisher.edit.forms.form_field import Option
from publisher.language import Language
from publisher.locales import languages
from publisher.model.plan import Plan
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, NodeKind, Relation
from publisher.model.sdg import GOALS, TARGETS
from publisher.pipeline import Prepared, prepare
from tests.program import REPOSITORY

INDICATORS = Names(NodeKind.INDICATOR, Relation.MEASURED_BY, keys=True)


@pytest.fixture(scope="module")
def ekbacka() -> Prepared:
    return prepare(REPOSITORY / "examples" / "ekbacka")


def test_a_result_offers_what_its_plan_measures_before_all_else(ekbacka: Prepared) -> None:
    plan = next(plan for plan in ekbacka.publication.plans if len(plan.measured) > 1)
    offered = [each.value for each in known_choices(ekbacka, "", {"plan": plan.id})(INDICATORS)]
    assert offered[: len(plan.measured)] == list(plan.measured)
    assert sorted(offered) == sorted(each.id for each in ekbacka.publication.indicators)


def test_goals_and_targets_of_agenda_2030_are_offered_by_number_and_name(ekbacka: Prepared) -> None:
    offered = {each.value: each.title for each in known_choices(ekbacka, "", {})(Picks(Pool.SDG))}
    assert offered.keys() == {*TARGETS, *map(str, GOALS)}
    assert [*offered][:4] == ["1", "1.1", "1.2", "1.3"]
    assert offered["8"] == "8 Anständiga arbetsvillkor och ekonomisk tillväxt"
    assert offered["8.5"] == "8.5 Anständiga arbetsvillkor och ekonomisk tillväxt"


@pytest.mark.parametrize("code", sorted(languages()))
def test_no_two_units_have_one_name(code: str) -> None:
    offered = units(Language(code))
    names = [each.title.casefold() for each in offered]
    assert [name for name in {*names} if names.count(name) > 1] == []
    assert {"percent", "share", "count"} <= {each.value for each in offered} and len(offered) > 100


def test_units_are_found_by_the_words_and_symbols_that_people_write() -> None:
    also = {each.value: each.also for each in units(Language("sv"))}
    assert also["percent"][0] == "%"
    assert "st" in also["count"]
    assert also["energy-kilowatt-hour"] == ("kWh",)
    assert also["rank"] == ()


@pytest.mark.parametrize(
    ("known", "hint"),
    [
        ((Option("1.1", "Vägar"),), "De åtaganden eller mål som planen bidrar till."),
        ((), "Det finns inget att välja här ännu."),
    ],
)
def test_what_to_choose_is_explained_if_there_is_anything(known: tuple[Option, ...], hint: str) -> None:
    fields = form_of("plan", Plan, {}, Language("sv"), lambda _: known)
    assert {field.key: field.hint for field in fields}["serves"] == hint
