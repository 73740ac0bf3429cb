"""An id that somebody wrote as a title: the id that has it is what was meant."""

import pytest

from publisher.link.graph.titles import with_ids_of_titles
from publisher.problem import Place, Problem
from publisher.read.document import Document

DOCUMENTS = [
    Document("a.md", {"id": "vagen", "title": "Vägen  till Arbete", "themes": [{"id": "kurs", "title": "Kurs"}]}, {}),
    Document("b.md", {"commitments": [{"id": "1.10", "title": "Korta vägar"}, {"id": "2.1", "title": "Annat"}]}, {}),
    Document("c.md", {"title": "Utan id"}, {}),
]


def near(code: str, **facts: str) -> str | None:
    (problem,) = with_ids_of_titles([Problem.at(Place("x.md"), code, **facts)], DOCUMENTS)
    assert {name: fact for name, fact in problem.facts.items() if name != "near"} == facts
    return problem.facts.get("near")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("vägen till arbete", "vagen"),
        ("KURS", "kurs"),
        ("Åtagande 1,10.", "1.10"),
        ("1.10 och 1.10", "1.10"),
        ("1.10 eller 2.1", None),
        ("Åtagande 9.9", None),
        ("något annat", None),
        ("utan id", None),
    ],
)
def test_an_unknown_id_that_is_a_title_or_has_a_number_suggests_the_id(written: str, meant: str | None) -> None:
    assert near("unknown-id", id=written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Vägen till arbete", "vagen"), ("Något nytt", "nagot-nytt"), ("KURS", "kurs"), ("–", None), ("", None)],
)
def test_what_cannot_be_an_id_is_the_id_of_that_title_or_the_nearest_valid_one(written: str, meant: str | None) -> None:
    assert near("bad-id", value=written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Kurs, Annat", "[kurs, 2.1]"),
        ("kurs och annat", "[kurs, 2.1]"),
        ("kurs; okänt", None),
        ("kurs;", "kurs"),
        ("Kurser", "kurs"),
        ("\uff12.\uff11", "2.1"),
        ("ku\u200brs", "kurs"),
        ("kim@example.se", None),
    ],
)
def test_a_reference_suggests_only_ids_that_exist(written: str, meant: str | None) -> None:
    assert near("bad-id", value=written, key="responsible") == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a.md", "vagen"),
        ("b/../a.md", "vagen"),
        ("gamla/Kurs.md", "kurs"),
        ("vagen/okand.md", "vagen"),
        ("x/y.md", None),
    ],
)
def test_a_path_suggests_the_id_in_the_file_or_that_its_name_or_folder_is(written: str, meant: str | None) -> None:
    assert near("unknown-id", id=written) == meant


def test_an_id_that_is_known_by_that_name_is_no_suggestion_for_a_bad_one() -> None:
    known = [Document("a.md", {"id": "bå", "title": "T"}, {})]
    (problem,) = with_ids_of_titles([Problem.at(Place("x.md"), "bad-id", value="bå")], known)
    assert problem.facts["near"] == "ba"


def test_other_problems_stay_as_they_are() -> None:
    others = [Problem.at(Place("x.md"), "missing-key", key="id"), Problem.at(Place("x.md"), "unknown-id", id="kurs")]
    first, second = with_ids_of_titles(others, DOCUMENTS)
    assert first is others[0]
    assert second.facts["near"] == "kurs"
