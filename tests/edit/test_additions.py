"""What is added in the forms: a small page, a file with just that, and nothing else touched."""

import re
from pathlib import Path

import pytest
from werkzeug.test import Client, TestResponse

from publisher.edit.files.additions import addable, possible
from publisher.edit.web.application import Application
from publisher.language import Language
from publisher.locales import languages
from publisher.pipeline import load
from publisher.problem import stops
from publisher.start.new_publication import publication_files
from tests.edit.filling import fields_of, open_form, refused, send
from tests.serving import following


def new(client: Client, kind: str, /, **given: str) -> TestResponse:
    """Fill in the page on which something is added."""
    page = client.get(f"/.edit/new?kind={kind}", base_url="http://127.0.0.1")
    assert page.status_code == 200
    return send(client, fields_of(page.text), "save", "new", **given)


def texts(root: Path) -> dict[str, str]:
    paths = [*root.glob("docs/**/*.*"), *root.glob("plans/**/*.*")]
    return {
        path.relative_to(root).as_posix(): path.read_text() for path in paths if path.suffix in {".md", ".yml", ".csv"}
    }


def test_a_plan_is_added_in_a_file_of_its_own(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    response = new(client, "plan", title="Stigar på Åsen", summary="Fler stigar.", status="proposed")
    assert response.location == "/.edit/form?file=plans/stigar-pa-asen/plan.md&done=added"
    after = texts(root)
    made = after.pop("plans/stigar-pa-asen/plan.md")
    assert after == before
    assert "id: stigar-pa-asen\n" in made and "title: Stigar på Åsen\n" in made
    assert not stops(load(root, draw=False).problems)
    opened = open_form(client, "plans/stigar-pa-asen/plan.md")
    assert send(client, opened, "save", summary="Fler och bättre stigar.").status_code == 303
    again = (root / "plans/stigar-pa-asen/plan.md").read_text()
    assert again == made.replace("summary: Fler stigar.", "summary: Fler och bättre stigar.")


def test_days_of_something_new_are_written_as_people_write_them(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    given = {"title": "Stigar", "summary": "Fler stigar.", "status": "proposed"}
    days = {"period__from": "1 mars 2025", "period__to": "31/12 2027"}
    assert new(client, "plan", **given, **days).status_code == 303
    made = (root / "plans/stigar/plan.md").read_text()
    assert "  from: 2025-03-01\n  to: 2027-12-31\n" in made
    page = fields_of(client.get("/.edit/new?kind=plan", base_url="http://127.0.0.1").text)
    asked = send(client, page, "save", "new", **given, period__from="1/3 2025")
    assert asked.status_code == 422 and "kan vara 2025-03-01 eller 2025-01-03" in refused(asked)


def test_a_second_of_the_same_name_has_an_id_of_its_own(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    response = new(client, "plan", title="Branschspår", summary="En till.", status="proposed")
    assert response.location == "/.edit/form?file=plans/branschspar-2/plan.md&done=added"


@pytest.mark.parametrize(
    ("given", "file"),
    [
        ({"year": "2026"}, "2026"),
        ({"period": "2026-T1"}, "2026-T1"),
        ({"period": "T2 2026"}, "2026-T2"),
        ({"period": "tertial 3 2026"}, "2026-T3"),
    ],
)
def test_a_result_is_added_for_a_year_or_a_period(
    desk: tuple[Path, Client, str], given: dict[str, str], file: str
) -> None:
    root, client, _ = desk
    response = new(client, "result", plan="branschspar", summary="Ett bra år.", **given)
    assert response.status_code == 303, refused(response)
    assert response.location.endswith(f"results/{file}.md&done=added")
    made = (root / response.location.partition("file=")[2].removesuffix("&done=added")).read_text()
    assert "plan: branschspar\n" in made and "summary: Ett bra år." in made
    assert not stops(load(root, draw=False).problems)


def test_a_period_is_named_in_words(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    given = {"plan": "branschspar", "summary": "Så gick det."}
    assert new(client, "result", **given, period="2026-T1").status_code == 303
    assert "Branschspår tertial 1 2026" in client.get("/.edit/", base_url="http://127.0.0.1").text
    assert "Branschspår tertial 1 2026" in refused(new(client, "result", **given, period="tertial 1 2026"))
    outside = refused(new(client, "result", **given, period="1999-T1"))
    assert "Resultatet är för tertial 1 1999, men Branschspår gäller " in outside and "1999-T1" not in outside


def test_a_period_that_says_no_year_is_asked_about_at_its_field(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    response = new(client, "result", plan="branschspar", summary="Ett bra år.", period="T3")
    assert response.status_code == 422
    assert 'id="f-period-error" data-error="period">' in response.text and "T3" in response.text
    assert texts(root) == before


@pytest.mark.parametrize(
    ("kind", "file", "given", "lines"),
    [
        ("bodies.body", "plans/bodies.yml", {"title": "Skogsnämnden", "kind": "board"}, "Skogsnämnden"),
        (
            "indicators.indicator",
            "plans/indicators.yml",
            {"title": "Stigar", "unit__name": "count", "direction": "higher"},
            "id: stigar",
        ),
    ],
)
def test_a_member_is_added_at_the_end_of_its_list(
    desk: tuple[Path, Client, str], kind: str, file: str, given: dict[str, str], lines: str
) -> None:
    root, client, _ = desk
    before = (root / file).read_text()
    page = client.get(f"/.edit/new?kind={kind}", base_url="http://127.0.0.1")
    names = {name for name, _ in fields_of(page.text)}
    response = new(client, kind, **{key: value for key, value in given.items() if key.replace("__", "/") in names})
    assert response.status_code == 303, refused(response)
    opened = client.get(response.location, base_url="http://127.0.0.1").text
    assert f'id="{response.location.partition("#")[2]}"' in opened, "the form opens where it stands"
    after = (root / file).read_text()
    kept = [line for line in after.splitlines() if line in before.splitlines()]
    assert kept[: len(before.splitlines())] == before.splitlines(), "every line stands as it stood"
    assert lines in after.replace(before, "")


def test_a_commitment_is_added_where_it_belongs(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    page = client.get("/.edit/new?kind=focus-area.commitment", base_url="http://127.0.0.1").text
    pairs = fields_of(page)
    assert send(client, pairs, "save", "new", title="Fler stigar").status_code == 422, "it must be said where"
    file = root / "docs/lika-villkor/arbetsliv.md"
    before = file.read_text()
    name = file.relative_to(root).as_posix()
    required = {"title": "Fler stigar", "in": name}
    required |= {"text": "Kommunen ska anlägga stigar.", "modality": "shall"}
    response = send(client, pairs, "save", "new", **required)
    assert response.status_code == 303, refused(response)
    after = file.read_text()
    assert "Fler stigar" in after and len(after.splitlines()) > len(before.splitlines())
    assert all(line in after for line in before.splitlines())


def test_statistics_are_added_as_a_table_and_changed_cell_by_cell(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    page = client.get("/.edit/new?kind=statistics", base_url="http://127.0.0.1").text
    indicator = (
        page.partition('name="indicator"')[2].partition("</select>")[0].split('<option value="')[2].partition('"')[0]
    )
    response = new(client, "statistics", indicator=indicator, period="2024", value="12,5")
    assert response.status_code == 303, refused(response)
    file = f"plans/statistics/{indicator}.csv"
    assert (root / file).read_text() == "period;value\n2024;12,5\n"
    pairs = open_form(client, file)
    row = {name: value for name, value in pairs if name.startswith("periods/0")}
    assert row["periods/0/@key"] == "2024"
    more = [*pairs, ("periods/n1/@key", "2025"), ("periods/n1/@value/value", "13")]
    assert send(client, more, "save").status_code == 303
    assert (root / file).read_text() == "period;value\n2024;12,5\n2025;13\n"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_written(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    before = texts(root)
    response = new(client, "plan", title="Stigar")
    assert response.status_code == 422
    assert 'href="#f-summary"' in response.text and 'value="Stigar"' in response.text
    assert new(client, "result", plan="branschspar", year="1890", summary="För tidigt.").status_code == 422
    assert texts(root) == before
    assert client.get("/.edit/new?kind=nothing", base_url="http://127.0.0.1").status_code == 404


def test_an_empty_publication_is_filled_from_the_forms_alone(tmp_path: Path) -> None:
    for path, content in publication_files(Language("sv"), "Prov", "", "roda-traden").items():
        if not path.startswith("plans/"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    application = Application(tmp_path, following(tmp_path))
    client, editor = Client(application), application.desk.editor
    offered = {each.name for each in addable() if possible(editor, editor.look(), each)}
    assert "plan" in offered, "and nothing is offered that has to name what is not there"
    assert not offered & {"result", "statistics", "implementation.commitment", "translation"}
    given: list[tuple[str, dict[str, str]]] = [
        ("bodies.body", {"title": "Nämnden", "kind": "board"}),
        ("indicators.indicator", {"title": "Antal stigar", "unit__name": "count", "direction": "higher"}),
        ("plan", {"title": 'Stigar: "bra" # vägar', "summary": "Fler: stigar, #1.", "status": "ongoing"}),
        ("result", {"plan": "stigar-bra-vagar", "year": "2025", "summary": "Bra."}),
        ("statistics", {"indicator": "antal-stigar", "period": "2025", "value": "19 625"}),
        ("steering-document", {"title": "Program för bad", "summary": "Bad.", "form": "programme"}),
    ]
    for kind, fields in given:
        response = new(client, kind, **fields)
        assert response.status_code == 303, refused(response)
    assert (
        tmp_path / "plans/bodies.yml"
    ).read_text() == "bodies:\n  - id: namnden\n    title: Nämnden\n    kind: board\n"
    assert (tmp_path / "plans/statistics/antal-stigar.csv").read_text() == "period;value\n2025;19625\n"
    assert not stops(load(tmp_path, draw=False).problems)


@pytest.mark.parametrize("code", languages())
def test_all_that_can_be_added_has_words(code: str) -> None:
    words = Language(code)
    assert all(words.has(f"edit.new.{each.name}") for each in addable())


def test_what_exists_already_is_named_by_its_title(desk: tuple[Path, Client, str]) -> None:
    _, client, token = desk
    data = {"@token": token, "@add": "result", "@do": "save", "plan": "branschspar", "year": "2025", "summary": "S."}
    answer = client.post("/.edit/new", data=data, base_url="http://127.0.0.1")
    assert answer.status_code == 422
    assert refused(answer).endswith("Det finns redan: Branschspår 2025.")


def test_the_only_place_for_something_is_chosen(tmp_path: Path) -> None:
    for path, content in publication_files(Language("sv"), "Prov", "", "roda-traden").items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    client = Client(Application(tmp_path, following(tmp_path)))
    response = new(client, "focus-area.objective", title="Alla kan resa")
    assert response.status_code == 303, refused(response)
    text = (tmp_path / "docs/strategi/omrade-1.md").read_text("utf-8")
    assert "  - id: alla-kan-resa\n    title: Alla kan resa\n" in text


def test_a_missing_field_is_named_as_on_the_page(desk: tuple[Path, Client, str]) -> None:
    _, client, _ = desk
    assert "Fyll i fältet ”Var hör det hemma?”." in refused(new(client, "focus-area.objective", title="Resor"))


def test_the_amounts_of_a_new_period_are_not_folded(desk: tuple[Path, Client, str]) -> None:
    page = desk[1].get("/.edit/form?file=plans/branschspar/plan.md&add=money/periods", base_url="http://127.0.0.1").text
    template = next(
        each for each in re.findall(r"<template>(.*?)</template>", page, re.DOTALL) if "@value/budget" in each
    )
    shown = template.partition("<details")[0]
    assert "@value/budget" in shown and "@value/outcome" in shown and "@value/note" not in shown
