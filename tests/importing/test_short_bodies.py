"""Bodies that a source names in two forms, one of them short with a full stop."""

import pytest

from publisher.importing.meaning.named_bodies import named_bodies


def bodies(names: list[str]) -> tuple[dict[str, object], dict[str, list[str]]]:
    """Return the ids of each name, and by the title of each body the short forms that are asked about."""
    made = named_bodies([(name, ()) for name in names], {}, set(), "sv")
    titles = {each.value["title"]: [doubt.facts["text"] for doubt in each.doubts if doubt.code == "body-short"]
              for each in made.fresh if isinstance(each.value, dict)}  # fmt: skip
    return dict(made.ids), titles


@pytest.mark.parametrize(
    ("short", "full", "name"),
    [
        ("Fastighetsavd.", "Fastighetsavdelningen", "fastighetsavdelningen"),
        ("Tekn. nämnden", "Tekniska nämnden", "tekniska-namnden"),
        ("Barn- och utb.nämnden", "Barn- och utbildningsnämnden", "barn-och-utbildningsnamnden"),
    ],
)
def test_a_short_form_is_the_body_that_it_begins(short: str, full: str, name: str) -> None:
    for names in ([short, full], [full, short]):
        assert bodies(names) == ({short: name, full: name}, {full: [short]})


def test_a_short_form_in_a_list_is_one_of_several_bodies() -> None:
    ids, titles = bodies(["Fastighetsavd., Tekniska nämnden", "Fastighetsavdelningen"])
    assert ids["Fastighetsavd., Tekniska nämnden"] == ["fastighetsavdelningen", "tekniska-namnden"]
    assert titles["Fastighetsavdelningen"] == ["Fastighetsavd."]


@pytest.mark.parametrize(
    "others", [["Kommunstyrelsen", "Kommunledningen"], ["Socialnämnden"], ["Kommun. och regionen"], []]
)
def test_a_form_that_fits_several_bodies_or_none_is_one_of_its_own(others: list[str]) -> None:
    ids, titles = bodies(["Komm.", *others])
    assert ids["Komm."] == "komm"
    assert not any(titles.values())
