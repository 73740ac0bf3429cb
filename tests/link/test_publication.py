from pathlib import Path

import pytest

from publisher.link.graph.numbering import natural
from publisher.link.publication import Publication
from publisher.pipeline import load
from publisher.render.edition_contents import BodyContents, answers_for
from tests.publications import HERE, MODULE, linked, page, smallest, without_problems, write


@pytest.fixture(scope=MODULE)
def thread() -> Publication:
    return load(HERE / "cases" / "thread" / "input").publication


def test_thread_can_be_followed_forwards(thread: Publication) -> None:
    (plan,) = thread.plans_serving("1.10")
    (result,) = thread.results_of(plan.id)
    assert (plan.id, result.id) == ("vagen", "vagen/2024")
    assert thread.latest_result("1.10") is result
    assert not thread.gaps.uncovered


def test_a_year_has_the_names_of_its_periods_or_that_of_the_year(thread: Publication) -> None:
    assert thread.year_names(2024) == ("2024",)
    assert thread.year_names(2031) == ("2031",), "of which nothing is reported"


def test_thread_can_be_followed_back(thread: Publication) -> None:
    assert thread.targets("vagen/2024", "accounts-for") == ("vagen",)
    assert thread.targets("vagen", "serves") == ("1.10",)
    assert thread.chapter_of["1.10"].id == "omrade-1"
    assert [plan.id for plan in thread.replaced_by("gamla-vagen")] == ["vagen"]
    assert thread.sources("arbetsnamnden", "part-of") == ("vagvisarna",)


def test_body_knows_all_that_it_answers_for(thread: Publication) -> None:
    duties = thread.duties_of("vagvisarna")
    assert [plan.id for plan in duties.plans] == ["vagen"]
    assert [(plan.id, activity.id) for plan, activity in duties.activities] == [("vagen", "kurs")]
    assert [each.id for each in thread.duties_of("arbetsnamnden").commitments] == ["1.10"]
    assert not thread.duties_of("arbetsnamnden").plans


def test_body_that_answers_for_a_step_of_the_chain_does_not_answer_for_the_document(tmp_path: Path) -> None:
    files = smallest() | {
        "plans/bodies.yml": "bodies: [{id: fullmaktige, title: Fullmäktige, kind: council}]\n",
        "docs/program.md": "---\nkind: steering-document\nid: program\ntitle: Program\nsummary: S.\nchain:\n"
        "  - {title: Programmet, text: T.}\n  - {title: Budget, text: T., responsible: fullmaktige}\n---\n",
    }
    duties = linked(tmp_path, files).duties_of("fullmaktige")
    assert duties.strategies == ()
    assert [(document.id, step.title) for document, step in duties.steps] == [("program", "Budget")]
    assert duties


def test_body_takes_part_only_in_what_it_does_not_answer_for(tmp_path: Path) -> None:
    plan = "---\nid: {id}\ntitle: T\nsummary: S\nstatus: ongoing\n{facts}\n---\n"
    bodies = "bodies: [{id: enheten, title: Enheten, kind: unit}]\n"
    publication = linked(
        tmp_path,
        smallest()
        | {
            "plans/bodies.yml": bodies,
            "plans/a/plan.md": plan.format(
                id="a", facts="responsible: enheten\ncontact: {text: Fråga oss., body: enheten}"
            ),
            "plans/b/plan.md": plan.format(id="b", facts="partners: [enheten]"),
        },
    )
    duties = publication.duties_of("enheten")
    assert [each.id for each in duties.plans] == ["a"]
    assert [each.id for each in duties.partner_in] == ["b"]


def test_body_that_answers_for_an_activity_alone_still_takes_part_in_the_plan(tmp_path: Path) -> None:
    plan = """\
---
id: a
title: T
summary: S
status: ongoing
responsible: namnden
partners: [enheten]
activities:
  - {id: ena, title: Ena, status: ongoing, responsible: enheten}
  - {id: andra, title: Andra, status: ongoing, responsible: namnden}
---
"""
    bodies = "bodies: [{id: enheten, title: Enheten, kind: unit}, {id: namnden, title: Nämnden, kind: board}]\n"
    publication = linked(tmp_path, smallest() | {"plans/bodies.yml": bodies, "plans/a/plan.md": plan})
    unit, board = publication.duties_of("enheten"), publication.duties_of("namnden")
    assert ([each.id for each in unit.plans], [each.id for each in unit.partner_in]) == ([], ["a"])
    assert [activity.id for _, activity in unit.activities] == ["ena"]
    assert ([each.id for each in board.plans], board.partner_in) == (["a"], ())
    assert [activity.id for _, activity in board.activities] == ["andra"]


@pytest.mark.parametrize(
    ("measured", "code"),
    [
        ("2023-01-31", "measured-too-early"),
        ("2023-01", "measured-too-early"),
        ("2023-02-01", ""),
        ("2023-02", ""),
        ("2023", ""),
    ],
)
def test_a_measurement_on_the_first_day_of_a_plan_is_not_too_early(tmp_path: Path, measured: str, code: str) -> None:
    plan = "---\nid: a\ntitle: T\nsummary: S\nstatus: ongoing\nperiod: {from: 2023-02-01}\n---\n"
    result = f"---\nplan: a\nyear: 2023\nsummary: S\nas_of: {measured}\n---\n"
    loaded = load(write(tmp_path, smallest() | {"plans/a/plan.md": plan, "plans/a/results/2023.md": result}))
    assert [problem.code for problem in loaded.problems] == [code] * bool(code)


def test_body_knows_the_documents_that_it_answers_for(thread: Publication) -> None:
    assert [each.id for each in thread.duties_of("arbetsnamnden").strategies] == ["strategin"]
    assert thread.duties_of("vagvisarna").strategies == ()


def test_indicator_knows_its_plans_and_results(thread: Publication) -> None:
    assert [result.id for result in thread.measurements_of("vantan")] == ["vagen/2024"]
    assert [value.id for value in thread.followers_of("vantan")] == ["vagen"]


def test_plans_at_work_come_first(thread: Publication) -> None:
    assert [plan.id for plan in thread.plans] == ["vagen", "gamla-vagen"]


def test_numbers_are_ordered_as_people_do() -> None:
    numbers = ["10", "2", "1.10", "1.9", "1", "A", "²", "9" * 5000, "1.A", "9" * 9, "9" * 10]
    assert sorted(numbers, key=natural) == [
        *("1", "1.9", "1.10", "1.A", "2", "10", "9" * 9),
        # So long a number is a name like any other, and names stand behind numbers.
        *("9" * 10, "9" * 5000, "A", "²"),
    ]


def test_commitment_without_a_plan_is_uncovered(tmp_path: Path) -> None:
    area = (HERE / "cases/no-plans/input/docs/omrade.md").read_text(encoding="utf-8")
    settings = smallest()["mkdocs.yml"].replace("{publication: {", "{publication: {covers: complete, ")
    publication = linked(tmp_path, smallest() | {"docs/omrade.md": area, "mkdocs.yml": settings})
    assert [commitment.id for commitment in publication.gaps.uncovered] == ["1.10"]
    # Of an excerpt nobody can say so.
    assert linked(tmp_path, smallest() | {"docs/omrade.md": area}).gaps.uncovered == ()
    assert publication.latest_result("1.10") is None


def test_body_that_answers_for_a_theme_or_a_target_alone_has_a_page_and_an_edition(tmp_path: Path) -> None:
    plan = """\
---
id: a
title: Planen
summary: S
status: ongoing
themes: [{id: vagar, title: Vägarna, responsible: enheten}]
targets:
  - {indicator: fart, theme: vagar, values: {2024: 5}}
  - {indicator: ljus, responsible: namnden, values: {2024: 5}}
---
"""
    files = smallest() | {
        "plans/bodies.yml": "bodies:\n  - {id: enheten, title: Enheten, kind: unit}\n"
        "  - {id: namnden, title: Nämnden, kind: board}\n",
        "plans/indicators.yml": "indicators:\n  - {id: fart, title: Fart, unit: count, direction: higher}\n"
        "  - {id: ljus, title: Ljus, unit: count, direction: higher}\n",
        "plans/a/plan.md": plan,
        "plans/a/results/2023.md": "---\nplan: a\nyear: 2023\nsummary: Bra.\n---\n",
    }
    loaded = without_problems(write(tmp_path, files))
    publication = loaded.publication
    for name, shown in (("enheten", "- Vägarna ([Planen]("), ("namnden", "- [Ljus](")):
        duties = publication.duties_of(name)
        assert (len(duties.targets), duties.plans) == (1, ())
        own = page(loaded, f"ansvar/{name}.md").markdown
        assert "## Ansvarar för planernas mål" in own and shown in own
        assert answers_for(publication, name) == {"a"}
        assert loaded.site_map.addresses.by_id["a"] in BodyContents().paths(
            publication, loaded.site_map.addresses, name
        )


def test_body_that_answers_for_an_objective_alone_has_an_edition(tmp_path: Path) -> None:
    files = smallest() | {
        "plans/bodies.yml": "bodies: [{id: enheten, title: Enheten, kind: unit}]\n",
        "docs/p/index.md": "---\nkind: steering-document\nid: p\ntitle: P\nsummary: S\n---\n",
        "docs/p/del.md": "---\nkind: focus-area\nid: del\ntitle: D\nsummary: S\n"
        "objectives: [{id: malet, title: M, responsible: enheten}]\n---\n",
    }
    assert answers_for(linked(tmp_path, files), "enheten") == {"malet"}


@pytest.mark.parametrize(
    ("results", "replaces", "apart"),
    [
        ({"a/2023": 4, "b/2023": 5}, "", True),
        ({"a/2023": 4, "b/2023": 4}, "", False),
        ({"a/2023": 4, "b/2024": 5}, "", True),
        # A plan that follows upon another goes on with its series, with another number in another year.
        ({"a/2023": 4, "b/2024": 5}, "replaces: [a]\n", False),
        ({"a/2023": 4, "b/2023": 5, "b/2024": 6}, "replaces: [a]\n", True),
        ({"a/2023": 4, "b/2023": 4, "b/2024": 6}, "", False),
    ],
)
def test_numbers_of_several_plans_are_one_series_or_not(
    tmp_path: Path, results: dict[str, int], replaces: str, apart: object
) -> None:
    register = "indicators:\n  - {id: i, title: I, unit: count, counts_people: false, direction: higher}\n"
    files = {"plans/indicators.yml": register}
    for name, status in (("a", "replaced"), ("b", "ongoing")):
        more = replaces if name == "b" else ""
        head = f"id: {name}\ntitle: {name}\nsummary: S\nstatus: {status}\nindicators: [i]\n{more}"
        files[f"plans/{name}/plan.md"] = f"---\n{head}---\n"
    for name, number in results.items():
        plan, year = name.split("/")
        fields = f"plan: {plan}\nyear: {year}\nsummary: S\nmeasurements: {{i: {number}}}\n"
        files[f"plans/{plan}/results/{year}.md"] = f"---\n{fields}---\n"
    assert linked(tmp_path, smallest() | files).is_counted_apart("i") is apart
