"""The functions of templates, with every value that an author wrote as text."""

import re

import pytest

from publisher.model.parts import Decision, Source
from publisher.model.strategy import FocusArea
from publisher.pipeline import Loaded
from publisher.render.escape import escape
from publisher.render.views import Views, chapter_name
from tests.publications import swedish
from tests.render.test_markdown import tree

HOSTILE = "<b>[x](y)</b> | *{# a #}*"


@pytest.fixture(scope="module")
def views(haninge: Loaded) -> Views:
    return haninge.site_map.views


@pytest.mark.parametrize(
    ("title", "number", "name"),
    [
        ("Arbete", "1", "Område 1: Arbete"),
        ("Målområde 1 Arbete", "1", "Målområde 1 Arbete"),
        ("Område 1", "1", "Område 1"),
        ("Fokusområde 2: Arbete", "2", "Fokusområde 2: Arbete"),
        ("Fokusområde 2: Arbete", "1", "Område 1: Fokusområde 2: Arbete"),
        ("Arbete till alla 10 byar", "1", "Område 1: Arbete till alla 10 byar"),
        ("Arbete", None, "Arbete"),
    ],
)
def test_a_chapter_has_one_number_and_one_name(title: str, number: str | None, name: str) -> None:
    fields = {"kind": "focus-area", "id": "arbete", "title": title, "summary": "Arbete.", "number": number}
    chapter = FocusArea.model_validate({key: value for key, value in fields.items() if value})
    assert str(chapter_name(chapter, swedish())) == name


def shown(markdown: str) -> str:
    """Return what a reader sees of a line."""
    return re.sub(r"\s+", " ", tree(markdown).text_content()).strip()


def test_a_decision_says_who_when_and_where(views: Views) -> None:
    body = views.publication.bodies[0]
    made = Decision.model_validate(
        {"body": body.id, "date": "2024-02-09", "paragraph": "12", "reference": "KS 2024/7"}
        | {"url": "https://x.example/"}
    )
    assert views.decision(made) == (
        f"[{escape(body.title)}](ref:{body.id}), 9 februari 2024, § 12, diarienummer KS 2024/7 "
        "([beslutet](https://x.example/))"
    )
    # Nobody says of an excerpt that the day is missing.
    assert views.decision(Decision(body=body.id)) == f"[{escape(body.title)}](ref:{body.id})"


@pytest.mark.parametrize("field", ["paragraph", "reference", "title"])
def test_nothing_in_a_decision_is_markup(views: Views, field: str) -> None:
    given = {"body": views.publication.bodies[0].id, "url": "https://x.example/", field: HOSTILE}
    said = str(views.decision(Decision.model_validate(given)))
    assert str(escape(HOSTILE)) in said
    assert not set("<>|*{}#") & set(re.sub(r"&#\d+;", "", said))
    assert HOSTILE in shown(said)


@pytest.mark.parametrize("field", ["title", "publisher"])
def test_nothing_in_a_source_is_markup(views: Views, field: str) -> None:
    said = str(views.source(Source.model_validate({"title": "T", "url": "https://x.example/", field: HOSTILE})))
    assert str(escape(HOSTILE)) in said
    assert HOSTILE in shown(said)
