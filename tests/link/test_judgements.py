"""Judgements beside what the numbers say, and their order."""

from pathlib import Path

import pypdfium2
import pytest

from publisher.commonmark.html_tree import LINE_END
from publisher.link.accounts import Accounts
from publisher.link.judgements import differs, judged
from publisher.link.publication import Publication
from publisher.pipeline import load
from tests.publications import linked, page, smallest, without_problems, write
from tests.publish.accessible import editions_of
from tests.publish.printed import printed

FILES = smallest() | {
    "docs/strategi.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\nvision: V\n---\n",
    "docs/omrade.md": """\
---
kind: focus-area
id: o
number: "1"
title: O
summary: S
commitments:
  - id: "1.1"
    title: T
    text: T
    modality: shall
    judgements: [{period: 2021, value: unclear}, {period: 2024, value: partly}, {period: 2023, value: unclear}]
---
""",
    "plans/indicators.yml": ("indicators: [{id: a, title: A, unit: count, counts_people: false, direction: higher}]\n"),
    "plans/p/plan.md": """\
---
id: p
title: P
summary: S
status: ongoing
serves: ["1.1"]
targets: [{indicator: a, values: {2022: 5, 2023: 5}}]
---
""",
}
RESULT = """\
---
plan: p
year: {year}
summary: S
measurements: {{a: {number}}}
targets: {{a: {{judgement: {judgement}}}}}
commitments: {{"1.1": {{value: fulfilled}}}}
---
"""


def publication(root: Path, number: int, judgement: str) -> Publication:
    result = RESULT.format(year=2023, number=number, judgement=judgement)
    return linked(root, FILES | {"plans/p/results/2023.md": result})


@pytest.mark.parametrize(
    ("number", "judgement", "differing"),
    [
        (5, "fulfilled", False),
        (5, "unfulfilled", True),
        (5, "unclear", False),
        (4, "unfulfilled", False),
        (4, "fulfilled", True),
        (4, "partly", True),
        (4, "{trend: improving}", False),
    ],
)
def test_people_may_judge_otherwise_than_the_numbers_say(
    tmp_path: Path,
    number: int,
    judgement: str,
    differing: bool,  # noqa: FBT001
) -> None:
    found = publication(tmp_path, number, judgement)
    plan = found.plan("p")
    lines = {line.year: line for line in found.target_periods("p", plan.targets[0])}
    assert differs(lines[2023], found) is differing
    assert not differs(lines[2022], found), "nobody judged that year"


def test_judgements_of_a_commitment_stand_the_latest_first(tmp_path: Path) -> None:
    found = publication(tmp_path, 5, "fulfilled").judgements_of("1.1")
    assert [(str(period), judgement.value) for period, judgement in found] == [
        ("2024", "partly"),
        ("2023", "unclear"),
        ("2023", "fulfilled"),
        ("2021", "unclear"),
    ]


def test_a_judgement_that_differs_wants_a_comment(tmp_path: Path) -> None:
    for name, judgement, codes in (
        ("silent", "{value: fulfilled}", ["judgement-without-comment"]),
        ("said", "{value: fulfilled, comment: Därför.}", []),
    ):
        result = RESULT.format(year=2023, number=4, judgement=judgement)
        # What is said of the commitment is another judgement.
        result = result.replace('commitments: {"1.1": {value: fulfilled}}\n', "")
        problems = load(write(tmp_path / name, FILES | {"plans/p/results/2023.md": result})).problems
        assert [problem.code for problem in problems if problem.code.startswith("judgement")] == codes


@pytest.mark.parametrize(
    "word", ["partly", "Delvis uppfyllt", "delvis UPPFYLLT", "Uppfyllt delvis", '"\U0001f7e1 Delvis uppfyllt"']
)
def test_a_judgement_may_be_written_in_the_words_of_the_scale(tmp_path: Path, word: str) -> None:
    found = publication(tmp_path, 4, f"{{value: {word}, comment: Nästan.}}")
    (result,) = found.results_of("p")
    judgement = result.targets["a"].judgement
    assert judgement
    assert judgement.value == "partly"


def test_a_scale_of_emoji_is_read_by_them_and_by_its_words(tmp_path: Path) -> None:
    scale = (
        "{id: ja, title: '\U0001f7e2 Klart', meaning: reached, shape: full}, "
        "{id: nej, title: '\U0001f534', meaning: missed, shape: empty}, "
        "{id: oklart, title: Klart, meaning: unknown, shape: dash}"
    )
    settings = FILES["mkdocs.yml"].replace("publication: {", f"publication: {{judgements: [{scale}], ")
    area = FILES["docs/omrade.md"].replace("partly", "ja").replace("unclear", "Klart")
    for word, meant in (
        ("\U0001f534", "nej"),
        ("\U0001f7e2 Klart", "ja"),
        ("\U0001f7e2", "ja"),
        ("Klart", "oklart"),
    ):
        result = RESULT.format(year=2023, number=4, judgement=f"{{value: '{word}', comment: K.}}")
        own = {"mkdocs.yml": settings, "docs/omrade.md": area}
        files = FILES | own | {"plans/p/results/2023.md": result.replace("fulfilled", "ja")}
        found = linked(tmp_path / word, files)
        assert {each.value for _, each in found.judgements_of("1.1")} == {"ja", "oklart"}
        (read,) = found.results_of("p")
        judgement = read.targets["a"].judgement
        assert judgement
        assert judgement.value == meant


def test_a_picture_before_a_word_of_the_scale_is_left_out_in_print(tmp_path: Path) -> None:
    # A star, which no font of print has; emoji are printed.
    scale = "judgements: [{id: ja, title: '\u2605 Klart', meaning: reached, shape: full}], "
    settings = FILES["mkdocs.yml"].replace(
        "publication: {", f"publication: {{{scale}editions: [{{id: allt, title: A}}], "
    )
    result = RESULT.format(year=2023, number=5, judgement="\u2605 Klart").replace("fulfilled", "klart")
    area = FILES["docs/omrade.md"].replace("partly", "ja").replace("unclear", "ja")
    own = {"mkdocs.yml": settings, "docs/omrade.md": area, "plans/p/results/2023.md": result}
    loaded = without_problems(write(tmp_path, FILES | own))
    assert "**\u2605 Klart**" in page(loaded, "resultat/2023/p.md").markdown
    ((content, _),) = editions_of(loaded).values()
    assert "Målet nått Klart" in " ".join(printed(content).words)
    document = pypdfium2.PdfDocument(content)
    assert "\u2605" not in "".join(sheet.get_textpage().get_text_range() for sheet in document)


FOUR = ("fulfilled", "partly", "unfulfilled", "unclear")
UNDIRECTED = FILES | {
    "docs/index.md": "---\nkind: article\nid: start\nsection: start\ntitle: Start\n---\n\n{{ standing() }}\n",
    "plans/indicators.yml": "indicators:\n"
    + "".join(f"  - {{id: {name}, title: {name.upper()}, unit: count, counts_people: false}}\n" for name in "abcd"),
    "plans/p/plan.md": FILES["plans/p/plan.md"].partition("targets:")[0]
    + f"targets: [{', '.join(f'{{indicator: {name}, values: {{2023: 5}}}}' for name in 'abcd')}]\n---\n",
    "plans/p/results/2023.md": "---\nplan: p\nyear: 2023\nsummary: S\n"
    + "measurements: {a: 1, b: 2, c: 3, d: 4}\ntargets:\n"
    + "".join(f"  {name}: {{judgement: {word}}}\n" for name, word in zip("abcd", FOUR, strict=True))
    + "---\n",
}


def test_where_numbers_do_not_say_how_it_goes_what_people_judge_is_the_answer(tmp_path: Path) -> None:
    loaded = without_problems(write(tmp_path, UNDIRECTED))
    accounts = Accounts(loaded.publication)
    said = judged((line for _, _, line in accounts.outcome), loaded.publication)
    assert [(level.id, count) for level, count in said.levels] == [(word, 1) for word in FOUR]
    assert ([level.id for level in said.best], said.reached, said.total) == (["fulfilled"], 1, 3)
    assert [target.indicator for _, target, _ in accounts.missed(accounts.outcome)] == ["c"]
    assert [target.indicator for _, target, _ in accounts.outcome][:2] == ["c", "b"], "missed ones first"
    people, others = "Uppfyllt: 1 av 3 bedömda mål 2023", "För 1 mål går det inte att säga om det är nått"
    answering = {each.path for each in loaded.pages if f"{people}. {others}\n{{: .answer }}" in each.markdown}
    results = {"resultat/index.md", "resultat/2023/index.md", "resultat/2023/p.md"}
    assert {"index.md", "omrade.md", "planer/p.md", *results} <= answering
    assert "2023: **Inte uppfyllt**" not in page(loaded, "index.md").markdown
    late = page(loaded, "forsenat.md").markdown
    assert "Inte uppfyllt: 1\u00a0mål\n{: .answer }" in late
    assert late.count("**Inte uppfyllt**") == 1


def test_what_numbers_say_is_the_answer_and_what_people_judge_stands_beside_it(tmp_path: Path) -> None:
    # Both targets can be compared: one is reached though people say partly, one is judged as unclear.
    files = UNDIRECTED | {
        "plans/indicators.yml": str(UNDIRECTED["plans/indicators.yml"]).replace("false}", "false, direction: higher}"),
        "plans/p/plan.md": UNDIRECTED["plans/p/plan.md"].replace("2023: 5", "2023: 2"),
    }
    loaded = load(write(tmp_path, files))
    start = page(loaded, "index.md").markdown
    assert "3 av 4 mål nådda 2023\n{: .answer }" in start
    levels = ("**Uppfyllt**", "**Delvis uppfyllt**", "**Inte uppfyllt**", "**Går inte att bedöma**")
    said = start.partition("Bedömning: ")[2].partition("\n")[0]
    assert [word in said for word in levels] == [True] * 4
    assert "För" not in start.partition("Bedömning: ")[0].rpartition("/// box")[2]


def at(root: Path, numbers: str, judgement: str) -> tuple[dict[str, str], list[str]]:
    """Return the pages and the notices of a plan with two targets, judged as it is, and its commitment with it."""
    plan = FILES["plans/p/plan.md"].replace(
        "[{indicator: a, values: {2022: 5, 2023: 5}}]",
        "[{indicator: a, values: {2023: 5}}, {indicator: b, values: {2023: 5}}]",
    )
    register = FILES["plans/indicators.yml"].replace("}]", "}, {id: b, title: B, unit: SEK, direction: higher}]")
    files = FILES | {
        "plans/indicators.yml": register,
        "plans/p/plan.md": plan,
        "plans/p/results/2023.md": "---\nplan: p\nyear: 2023\nsummary: S\n"
        f'measurements: {numbers}\njudgement: {judgement}\ncommitments: {{"1.1": {judgement}}}\n---\n',
    }
    loaded = load(write(root, files))
    found = [each.facts["id"] for each in loaded.problems if each.code == "judgement-without-comment"]
    return {each.path: each.markdown for each in loaded.pages}, found


DIFFERS = "Bedömningen skiljer sig från det beräknade utfallet."


@pytest.mark.parametrize(
    ("numbers", "judgement", "expected"),
    [
        ("{a: 9, b: 9}", "fulfilled", False),
        ("{a: 9, b: 1}", "fulfilled", True),
        ("{a: 9}", "fulfilled", False),
        ("{a: 9, b: 1}", "partly", False),
        ("{a: 9, b: 9}", "partly", True),
        ("{a: 1, b: 1}", "partly", True),
        ("{a: 9, b: 1}", "unfulfilled", False),
        ("{a: 9, b: 9}", "unfulfilled", True),
        ("{a: 1, b: 1}", "unclear", False),
        ("{a: 1}", "partly", False),
        ("{a: 9}", "unfulfilled", False),
        ("{a: 1}", "fulfilled", True),
    ],
)
def test_a_judgement_of_a_plan_or_commitment_that_contradicts_its_targets_says_so(
    tmp_path: Path, numbers: str, judgement: str, *, expected: bool
) -> None:
    pages, found = at(tmp_path, numbers, judgement)
    assert sorted(found) == (["1.1", "p"] if expected else [])
    for path in ("planer/p.md", "resultat/2023/p.md", "ataganden/1.1.md", "omrade.md", "ataganden/index.md"):
        assert (DIFFERS in pages[path]) == (expected and path not in LATER), path


# Lists have the latest judgement alone, which is that of 2024.
LATER = ("omrade.md", "ataganden/index.md")


def test_a_comment_is_enough_and_the_page_still_says_that_they_differ(tmp_path: Path) -> None:
    pages, found = at(tmp_path, "{a: 9, b: 1}", "{value: fulfilled, comment: Det räcker.}")
    assert found == []
    assert DIFFERS in pages["planer/p.md"]


def test_lists_of_commitments_have_the_latest_judgement(tmp_path: Path) -> None:
    pages, _ = at(tmp_path, "{a: 9, b: 9}", "fulfilled")
    assert "Bedömning: **Delvis uppfyllt**" in pages["omrade.md"]
    (row,) = [line for line in pages["ataganden/index.md"].splitlines() if "Delvis uppfyllt" in line]
    assert "**Mål nått**" in row and f"{LINE_END}Bedömning: **Delvis uppfyllt**" in row
    assert "(2024)" in row
