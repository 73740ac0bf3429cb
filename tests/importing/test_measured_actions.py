"""Rows of an action and what it is measured by: an activity, and a target of the plan."""

from pathlib import Path

import pytest

from tests.importing.test_untidy_tables import doubts, proposed, value

HEADER = ["Åtgärd", "Ansvarig", "Status", "Mål", "Indikator", "Enhet", "Mål 2025", "Utfall 2025"]
TREES = ["Plantera träd", "Tekniska nämnden", "Pågår", "Gröna gator", "Nya träd", "antal", "40", "31"]


def test_a_row_of_an_action_and_its_measure_is_both(tmp_path: Path) -> None:
    talks = ["Samråd", "Socialnämnden", "Klar", "Fler röster", "Utvärdering i årsredovisningen", "", "", ""]
    made = proposed(tmp_path, [["Handlingsplan 2025"], HEADER, TREES, talks])
    first, second = value(made, "plan.md", "activities")
    assert first == {
        "id": "plantera-trad", "title": "Plantera träd", "status": "ongoing",
        "text": "Gröna gator. Indikator: Nya träd.", "responsible": "tekniska-namnden",
    }  # fmt: skip
    assert second["text"] == "Fler röster. Indikator: Utvärdering i årsredovisningen."
    [target] = value(made, "plan.md", "targets")
    # Who is to act is not said to answer for the target.
    assert target == {"indicator": "nya-trad", "text": "Gröna gator", "values": {"2025": "40"}}
    assert value(made, "2025.md", "measurements") == {"nya-trad": "31"}
    assert doubts(made).count("measure-of-action") == 1


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Nya träd", "fler än i dag"),
        ("Nya träd", ""),
        ("Uppföljningen görs i nämndens årsredovisning och i den samlade rapporten om kommunens parker, gator, torg och"
         " lekplatser, år för år", "40"),
    ],
)  # fmt: skip
def test_without_a_number_or_a_name_it_stays_words(tmp_path: Path, name: str, number: str) -> None:
    rows = [["Handlingsplan 2025"], ["Åtgärd", "Status", "Indikator", "Mål 2025"], ["Plantera", "Pågår", name, number]]
    made = proposed(tmp_path, rows)
    [activity] = value(made, "plan.md", "activities")
    assert name.split()[0] in activity["text"] and number in activity["text"]
    assert not [file for file in made.files if file.path.endswith("indicators.yml")]
