"""No fact stands twice on a page, and nothing is announced that is not there."""

from pathlib import Path

import pytest

from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded
from publisher.publish.print.composition import composed
from publisher.publish.print.selection import pages_of
from publisher.render.volumes import Volume
from tests.publications import page, smallest, without_problems, write
from tests.publish.document import every

DOCUMENT = "---\nkind: steering-document\nform: policy\nid: {0}\ntitle: {0}\nsummary: S\n{1}---\n"
AREA = """\
---
kind: focus-area
id: area
title: Resor
summary: S
objectives: [{id: goal, title: Fler resor}, {id: other, title: Kortare resor}]
commitments: [{id: here, title: Bussar, text: Vi ska ha bussar., modality: shall, part_of: goal}]
---
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
as_of: 2024-02
serves: [here]
targets: [{indicator: a, values: {2023: 5}}]
---
"""


def _loaded(root: Path, *, status: str = "", said: str = "", plan: str = PLAN) -> Loaded:
    files = {
        "docs/ny/index.md": DOCUMENT.format("ny", "replaces: [gammal]\n"),
        "docs/gammal/index.md": DOCUMENT.format("gammal", status),
        "docs/ny/area.md": AREA,
        "plans/indicators.yml": "indicators: [{id: a, title: Antal, unit: count, direction: higher}]\n",
        "plans/p/plan.md": plan,
        "plans/p/results/2023.md": f"---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {{a: 5}}\n{said}---\n",
    }
    return without_problems(write(root, smallest() | files))


def test_the_list_of_commitments_counts_each_standing_once(tmp_path: Path) -> None:
    text = page(_loaded(tmp_path), "ataganden/index.md").markdown
    chip = "**Mål nått**{ .standing .standing-reached }"
    link = f'[{chip}](lage/mal-natt.md){{: data-choices="standing:reached" }}'
    assert f"/// box | outcome\n\n- {link} 1\n\n///" in text
    assert "\n- Genomförande\n" not in text and "\n- Styrdokument" in text
    assert text.count('data-choices="standing:reached"') == 1


@pytest.mark.parametrize("status", ["", "status: replaced\n"])
def test_a_document_names_its_successor_once(tmp_path: Path, status: str) -> None:
    text = page(_loaded(tmp_path, status=status), "gammal/index.md").markdown
    assert text.count("[ny](../ny/index.md)") == 1
    # What somebody has called replaced says so first; otherwise the facts have it.
    assert ("Läs i stället [ny]" in text) == bool(status) and ("Ersätts av\n" in text) == (not status)


def test_a_table_of_targets_names_judgements_only_where_there_is_one(tmp_path: Path) -> None:
    for name, said, words in (
        ("none", "", "P: mål och utfall"),
        ("judged", "targets: {a: {judgement: fulfilled}}\n", "P: mål, utfall och bedömning"),
    ):
        text = page(_loaded(tmp_path / name, said=said), "planer/p.md").markdown
        assert f"\n{words}\n{{: .caption }}" in text, name


@pytest.mark.parametrize(("year", "words"), [(2023, "Antal: mål och utfall."), (2030, "Antal: mål.")])
def test_a_table_of_one_target_announces_outcomes_only_where_there_is_one(
    tmp_path: Path, year: int, words: str
) -> None:
    files = {
        "plans/indicators.yml": "indicators: [{id: a, title: Antal, unit: count, direction: higher}]\n",
        "plans/p/plan.md": PLAN.replace("serves: [here]\n", "").replace("2023: 5", f"{year}: 5"),
    }
    if year == 2023:
        files["plans/p/results/2023.md"] = "---\nplan: p\nyear: 2023\nsummary: S\nmeasurements: {a: 5}\n---\n"
    text = page(without_problems(write(tmp_path, smallest() | files)), "planer/p.md").markdown
    assert f"\n{words} Högre är bättre\n{{: .caption }}" in text
    assert ("| År | Mål |\n" in text) == (year == 2030)


@pytest.mark.parametrize(("more", "header"), [("", ""), (", other", " Ansvarig |")])
def test_the_page_of_a_body_names_who_else_is_responsible_but_not_itself(
    tmp_path: Path, more: str, header: str
) -> None:
    files = {
        "plans/bodies.yml": "bodies:\n"
        + "".join(f"  - {{id: {name}, title: {name}, kind: board}}\n" for name in ("own", "other")),
        "plans/p/plan.md": f"---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nresponsible: [own{more}]\n---\n",
    }
    text = page(without_problems(write(tmp_path, smallest() | files)), "ansvar/own.md").markdown
    assert f"\n| Handlingsplan | Status |{header}\n" in text


def test_a_document_announces_no_list_of_objectives_that_stands_elsewhere_in_it(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path)
    lead = "2 mål. Där det finns åtaganden under ett mål står hur många av dem som är nådda."
    assert f"\n{lead}\n" in page(loaded, "mal/index.md").markdown
    pages = pages_of(loaded, Volume("allt", EditionKind.COMPLETE, "Allt"))
    parts = {each.page.path: each.markdown for top in composed(pages) for each in every(top)}
    assert "nivå för nivå" not in parts["mal/index.md"]
    assert "Nådda eller klara: 1 av 1 åtagande" in parts["mal/goal.md"]


def test_an_assumption_that_has_passed_its_limit_stands_in_the_box_alone(tmp_path: Path) -> None:
    limited = "{text: Priset stiger inte., indicator: a, limit: {above: 4}}"
    texts = []
    for at, others in enumerate(("", ", {text: Staten betalar.}")):
        plan = PLAN.replace("targets:", f"assumptions: [{limited}{others}]\ntargets:")
        texts.append(page(_loaded(tmp_path / str(at), plan=plan), "planer/p.md").markdown)
    alone, beside = texts
    assert "Det här utgick man från: Priset stiger inte." in alone
    assert [text.count("Priset stiger inte.") for text in texts] == [1, 1]
    assert "## Förutsättningar" not in alone
    assert "## Förutsättningar {: #antaganden }\n\n- Staten betalar.\n" in beside


def test_rows_of_missed_targets_do_not_repeat_their_heading(tmp_path: Path) -> None:
    loaded = _loaded(tmp_path, plan=PLAN.replace("2023: 5", "2023: 6"))
    below = page(loaded, "forsenat.md").markdown.partition("## Mål som inte nåddes")[2]
    assert "[P](planer/p.md) | 2023 | 6 | 5 |\n" in below
    assert "Målet inte nått" not in below and "Utfall" not in below


@pytest.mark.parametrize(
    ("amounts", "caption"),
    [
        ("{budget: 5, outcome: 4}", "P: budget och utfall."),
        ("{budget: 5}", "P: budget."),
        ("{outcome: 4}", "P: utfall."),
    ],
)
def test_a_caption_of_money_promises_the_columns_that_there_are(tmp_path: Path, amounts: str, caption: str) -> None:
    plan = PLAN.replace("targets:", f"money: {{currency: SEK, periods: {{2023: {amounts}}}}}\ntargets:")
    assert f"\n{caption}\n{{: .caption }}\n" in page(_loaded(tmp_path, plan=plan), "planer/p.md").markdown


def test_a_list_of_plans_promises_how_far_they_have_come_only_where_it_says_so(tmp_path: Path) -> None:
    files = smallest() | {
        "docs/ny/index.md": DOCUMENT.format("ny", ""),
        "docs/ny/area.md": AREA,
        "plans/bodies.yml": "bodies: [{id: b, title: Byn, kind: board}]\n",
        "plans/indicators.yml": "indicators: [{id: a, title: Antal, unit: count}]\n",
        "plans/p/plan.md": PLAN.replace("ongoing\nas_of: 2024-02", "unknown\nresponsible: b"),
    }
    text = page(without_problems(write(tmp_path, files)), "planer/index.md").markdown
    assert "Handlingsplaner\n{: .caption }\n\n| Handlingsplan | Ansvarig |\n" in text


def test_lists_of_chapters_of_one_name_say_of_which_document_they_are(tmp_path: Path) -> None:
    other = AREA.replace("area", "other-area").replace("id: here", "id: there").replace("id: goal", "id: far")
    other = other.replace("id: other,", "id: third,").replace("part_of: goal", "part_of: far")
    files = {
        "docs/ny/index.md": DOCUMENT.format("ny", ""),
        "docs/gammal/index.md": DOCUMENT.format("gammal", ""),
        "docs/ny/area.md": AREA,
        "docs/gammal/area.md": other.replace("kind: focus-other-area", "kind: focus-area"),
    }
    text = page(without_problems(write(tmp_path, smallest() | files)), "ataganden/index.md").markdown
    captions = [line for line in text.splitlines() if line.startswith("Åtaganden i ")]
    assert sorted(captions) == ["Åtaganden i Resor (gammal)", "Åtaganden i Resor (ny)"]


@pytest.mark.parametrize("covers", ["excerpt", "complete"])
def test_a_document_has_all_its_decisions_and_an_excerpt_misses_no_day_of_them(tmp_path: Path, covers: str) -> None:
    decisions = "decisions: [{body: b}, {body: c, date: 2024-02-01}]\n"
    files = smallest() | {
        "docs/ny/index.md": DOCUMENT.format("ny", decisions),
        "plans/bodies.yml": "bodies: [{id: b, title: Utskottet, kind: board}, {id: c, title: Rådet, kind: council}]\n",
    }
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("{organisation", f"{{covers: {covers}, organisation")
    text = page(without_problems(write(tmp_path, files)), "ny/index.md").markdown
    undated = ", uppgift om datum saknas" if covers == "complete" else ""
    decided = "[Rådet](../ansvar/c.md), 1 februari 2024; [Utskottet](../ansvar/b.md)"
    assert f"\n:   {decided}{undated}\n" in text


def test_a_number_of_the_whole_year_is_no_other_period_of_it(tmp_path: Path) -> None:
    """The target has a number for another year alone."""
    loaded = _loaded(tmp_path, plan=PLAN.replace("2023: 5", "2022: 5"))
    text = page(loaded, "resultat/2023/index.md").markdown
    assert "Mättes också 2023.\n{: .caption }\n\n| Nyckeltal | Redovisat |\n" in text
    assert "Fler perioder" not in text


def test_the_days_of_statuses_are_not_written_as_the_time_of_the_plans(tmp_path: Path) -> None:
    files = smallest("\n{{ standing() }}\n") | {
        "docs/ny/index.md": DOCUMENT.format("ny", ""),
        "docs/ny/area.md": AREA,
        "plans/indicators.yml": "indicators: [{id: a, title: Antal, unit: count}]\n",
        "plans/p/plan.md": PLAN,
        "plans/q/plan.md": PLAN.replace("id: p", "id: q").replace("2024-02", "2024-05-03"),
    }
    text = page(without_problems(write(tmp_path, files)), "index.md").markdown
    assert "**2** planer pågår (enligt uppgifter från februari 2024 till 3 maj 2024)" in text
