"""Mending changes how something is written, never what it says; whatever is right stays byte for byte."""

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest

from publisher.mend.footnotes import with_footnotes
from publisher.mend.mended import mend, mended_files, values_mended, write
from publisher.mend.text import Text, same
from publisher.model.unit import Unit
from publisher.read.comments import comments_of
from publisher.read.document import read_document
from tests.mend import commented
from tests.program import REPOSITORY
from tests.publications import HERE
from tests.publications import write as write_all

PLAN = "---\nid: vag\ntitle: Vägen\nsummary: Kort.\nstatus: ongoing\n"
BODIES = "bodies:\n  - id: a\n    title: A\n    kind: board\n"
CASES = sorted((HERE / "cases").glob("*/input"))


def mended(file: str, text: str) -> tuple[str, list[str]]:
    """Return a text, mended, and the codes of what was changed."""
    found = mend(file, text, reorder=True)
    assert found
    return "\n".join(found.lines), [change.code for change in found.changes]


def plan(fields: str, body: str = "") -> str:
    return f"{PLAN}{fields}---\n{body}"


def test_haninge_stays_byte_for_byte() -> None:
    assert not list(mended_files(REPOSITORY)), "python build.py check --fix puts it right"


@pytest.mark.parametrize("root", CASES, ids=lambda root: root.parent.name)
def test_cases_lose_nothing_but_the_order_of_their_keys(root: Path, tmp_path: Path) -> None:
    for path in sorted(root.rglob("*.*")):
        target = tmp_path / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(path.read_bytes())
    for each in mended_files(tmp_path, reorder=True):
        before = (tmp_path / each.file).read_bytes()
        assert {change.code for change in each.changes} == {"mend.order"}
        assert sorted(before.replace(b"- ", b"  ").splitlines()) == sorted(
            each.content.replace(b"- ", b"  ").splitlines()
        )
        write(tmp_path, each)
    assert not list(mended_files(tmp_path, reorder=True)), "what is mended needs no more mending"


def test_the_line_that_names_the_schema_stays_first() -> None:
    head = "---\n# yaml-language-server: $schema=../../schemas/sv/plan.schema.json\n"
    wrong = f"{head}# vad den heter\ntitle: Vägen\nid: vag\nsummary: Kort.\nstatus: ongoing\n---\n"
    right = f"{head}id: vag\n# vad den heter\ntitle: Vägen\nsummary: Kort.\nstatus: ongoing\n---\n"
    assert mended("plans/vag/plan.md", wrong) == (right, ["mend.order"])


@pytest.mark.parametrize(
    ("wrong", "right", "codes"),
    [
        ("serves: [1.10, 2.1]\n", 'serves: ["1.10", "2.1"]\n', ["mend.quoted"] * 2),
        ("serves:\n  - 1.10  # den första\n", 'serves:\n  - "1.10"  # den första\n', ["mend.quoted"]),
        ("serves: [M1]  # mål\nresponsible: KS\n", "serves: [m1]  # mål\nresponsible: ks\n", ["mend.small"] * 2),
        (
            "targets:\n  - {indicator: a, values: {FY24/25: 3}}\n",
            "targets:\n  - {indicator: a, values: {2024/25: 3}}\n",
            ["mend.date"],
        ),
        (
            "targets:\n  - {indicator: a, values: {FY 2023-24: 3}}\n",
            "targets:\n  - {indicator: a, values: {2023/24: 3}}\n",
            ["mend.date"],
        ),
        (
            "targets:\n  - {indicator: a, values: {2010-11: 3, 2012/13: 5}}\n",
            "targets:\n  - {indicator: a, values: {2010/11: 3, 2012/13: 5}}\n",
            ["mend.date"],
        ),
        ("as_of: 2022-2-3\n", "as_of: 2022-02-03\n", ["mend.date"]),
        ("as_of: '2022-2'  # ungefär\n", "as_of: '2022-02'  # ungefär\n", ["mend.date"]),
        (
            "period: {from: 2022-2-3, to: 2023-1-1}\n",
            "period: {from: 2022-02-03, to: 2023-01-01}\n",
            ["mend.date"] * 2,
        ),
        ("as_of: 2022   \n", "as_of: 2022\n", ["mend.space"]),
        ("# bidrar\nserves: []   \n", "# bidrar\nserves: []\n", ["mend.space"]),
        (
            "period: {from: 2022}\n# bidrar till\nserves: []\n",
            "# bidrar till\nserves: []\nperiod: {from: 2022}\n",
            ["mend.order"],
        ),
        (
            "activities:\n  - title: Kurs\n    # fast\n    id: kurs\n    status: ongoing\n",
            "activities:\n  - title: Kurs\n    # fast\n    id: kurs\n    status: ongoing\n",
            [],
        ),
        (
            "activities:\n  - title: >-\n      Kurs i\n      svenska\n    id: kurs\n    status: ongoing\n",
            "activities:\n  - id: kurs\n    title: >-\n      Kurs i\n      svenska\n    status: ongoing\n",
            ["mend.order"],
        ),
    ],
)
def test_a_plan_is_mended(wrong: str, right: str, codes: list[str]) -> None:
    assert mended("plans/vag/plan.md", plan(wrong)) == (plan(right), codes)


@pytest.mark.parametrize(
    "kept",
    [
        "as_of: 2022-2-30\n",
        "as_of: 3.2.2022\n",
        "responsible: Nämnden\n",
        "targets:\n  - {indicator: a, values: {FY2024: 3, Q3 FY2025: 4}}\n",
        # A month or a financial year, with nothing beside it that settles it; a date is always a month.
        "as_of: 2010-11\ntargets:\n  - {indicator: a, values: {2010-11: 3, 2024: 4}}\n",
        "targets:\n  - {indicator: a, values: {2010-10: 3, 2010-11: 4}}\n",
        "as_of: 3/2 2022\n",
        # The author has made groups, and a key must not move from one to another.
        "period: {from: 2022}\n\nserves: []\n",
        # In such a block the ends of lines are part of the text.
        "contact:\n  text: |\n    Rad ett   \n    rad två\n",
        "titel: Fel nyckel\nserves: []\n",
        'serves: ["1.10"]\nsummary2: x\n',
    ],
)
def test_what_is_not_certain_is_left(kept: str) -> None:
    assert mended("plans/vag/plan.md", plan(kept)) == (plan(kept), [])


def test_no_comment_is_lost_wherever_it_stands() -> None:
    changed: Counter[str] = Counter()
    for seed in range(60):
        text, comments = commented.plan(Random(seed))
        assert sorted(comments_of(text.rpartition("\n---")[0])) == sorted(comments)
        found, codes = mended("plans/vag/plan.md", text)
        assert sorted(re.findall(r"# kommentar [0-9]+", found)) == sorted(comments), text
        before, after = (read_document("plans/vag/plan.md", each)[0] for each in (text, found))
        assert before and after
        assert same(before.fields) == same(after.fields)
        assert mended("plans/vag/plan.md", found) == (found, [])
        changed.update(codes)
    assert set(changed) == {"mend.quoted", "mend.date", "mend.space", "mend.order"}


def test_a_change_that_would_lose_a_comment_is_not_made() -> None:
    text = Text.read("plans/vag/plan.md", plan("as_of: 2022  # ungefär\n"))
    assert text
    assert text.changed([line.replace("  # ungefär", "") for line in text.lines]) is None
    assert text.changed([line.replace("ungefär", "precis") for line in text.lines]) is None


def test_registers_are_put_in_order_item_by_item() -> None:
    top = "# alla\nbodies:\n  # nämnd\n"
    wrong = "  - id: a\n    kind: board\n    title: A\n\n  - kind: unit  # sist\n    id: b\n    title: B\n"
    right = "  - id: a\n    title: A\n    kind: board\n\n  - id: b\n    title: B\n    kind: unit  # sist\n"
    assert mended("plans/bodies.yml", top + wrong) == (top + right, ["mend.order"] * 2)


def test_prose_loses_only_space_that_says_nothing() -> None:
    wrong = "Rad  \nrad   \nslut \t\n   \n```\nkod  \nkod \n```\n\n    indragen kod \n\n- punkt \n"
    right = "Rad  \nrad  \nslut\n\n```\nkod  \nkod \n```\n\n    indragen kod \n\n- punkt\n"
    assert mended("plans/vag/plan.md", plan("", wrong))[0] == plan("", right)


@pytest.mark.parametrize("begins", [b"", b"\xef\xbb\xbf"], ids=["plain", "bom"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
def test_marks_and_line_ends_are_kept(tmp_path: Path, begins: bytes, ends: bytes) -> None:
    path = tmp_path / "plans" / "bodies.yml"
    path.parent.mkdir()
    path.write_bytes(begins + (BODIES + "    part_of: 1.10\n").encode().replace(b"\n", ends))
    path.chmod(0o640)
    for each in mended_files(tmp_path, reorder=True):
        write(tmp_path, each)
    assert path.read_bytes() == begins + (BODIES + '    part_of: "1.10"\n').encode().replace(b"\n", ends)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["bodies.yml"]


@pytest.mark.parametrize(
    "text",
    [
        "---\nid: a\nid: b\nas_of: 2022-2-3  \n---\n",
        "---\nid: *a\nas_of: 2022-2-3  \n---\n",
        "Ingen början \n",
        "---\nid: a \n",
    ],
)
def test_files_that_do_not_read_are_left_alone(text: str) -> None:
    assert mend("plans/vag/plan.md", text) is None


def test_mixed_line_ends_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "plans" / "bodies.yml"
    path.parent.mkdir()
    path.write_bytes(BODIES.encode().replace(b"\n", b"\r\n", 1) + b"    part_of: 1.10\n")
    assert not list(mended_files(tmp_path, reorder=True))


def test_keys_keep_their_order_unless_somebody_asks() -> None:
    found = mend("plans/vag/plan.md", "---\ntitle: Vägen\nid: vag\nsummary: Kort.\nstatus: ongoing\n---\n")
    assert found
    assert not found.changes


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("0,7", "0.7"),
        ("19 625", "19625"),
        ("-1 250,50", "-1250.50"),
        ("20 %", "20 %"),
        ("omkring 5", "omkring 5"),
        ("–41", "-41"),
        ("—0,7", "-0.7"),
        ("\u201119 625", "-19625"),
        ("– 41", "– 41"),
        ("0 – 41", "0 – 41"),
    ],
)
def test_numbers_as_people_write_them(written: str, right: str) -> None:
    result = "---\nplan: vag\nyear: 2024\nsummary: Kort.\nmeasurements:\n  kon: {}\n---\n"
    codes = ["mend.number"] if written != right else []
    assert mended("plans/vag/results/2024.md", result.format(written)) == (result.format(right), codes)


def test_a_decimal_comma_in_braces() -> None:
    wrong = plan("targets:\n  - {indicator: kon, values: {2024: 0,7, 2025: 0,65}}\n")
    right = plan("targets:\n  - {indicator: kon, values: {2024: 0.7, 2025: 0.65}}\n")
    assert mended("plans/vag/plan.md", wrong) == (right, ["mend.number", "mend.number"])


UNITS = {
    "andel": Unit(name="share"), "nojda": Unit(name="percent"), "ko": Unit(name="days"), "kostnad": Unit(name="SEK"),
    "utslapp": Unit(name="mass-tonne", per="invånare"), "elever": Unit(name="count"),
    "vitt": Unit(one="bok", other="böcker"), "plats": Unit(name="kronor", per="plats"),
    "anslag": Unit(one="mnkr", other="mnkr"), "klimat": Unit.model_validate({"name": "rank", "from": 1, "to": 290}),
    "betyg": Unit.model_validate({"name": "scale", "from": 1, "to": 5}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("indicator", "written", "right"),
    [
        ("andel", "20 %", "20"),
        ("nojda", "70,5 procent", "70.5"),
        ("nojda", "minst 70 %", "minst 70"),
        ("nojda", "70–80 %", "70–80"),
        ("nojda", "mindst 70 pct.", "mindst 70"),
        ("nojda", "≥ 0,7 %", "≥ 0.7"),
        ("nojda", '"> 40 %"', '"> 40"'),
        ("ko", "högst 30 dagar", "högst 30"),
        ("ko", "30 days", "30"),
        ("kostnad", "19 625 kr", "19625"),
        ("utslapp", "4,2 ton per invånare", "4.2"),
        ("elever", "högst 25 st", "högst 25"),
        ("vitt", "minst 3 böcker", "minst 3"),
        ("vitt", "över 70", "över 70"),
        ("plats", "19 625 kr", "19625"),
        ("plats", "19 625 kr per plats", "19625"),
        ("plats", "19 625 kronor/plats", "19625"),
        ("kostnad", "minst 1,2 mnkr", "minst 1200000"),
        ("kostnad", "400 tkr", "400000"),
        ("elever", "1,2 tusen", "1200"),
        ("nojda", "5 promille", "0.5"),
        # A unit that counts in millions itself keeps what stands before it.
        ("anslag", "1,2 mnkr", "1.2"),
        ("anslag", "1,2 miljoner", "1,2 miljoner"),
        ("elever", "1,2 mnkr", "1,2 mnkr"),
        ("kostnad", "1,200 kr", "1200"),
        ("elever", "1,200", "1,200"),
        # What is no unit of the indicator's may say more; what is about a number says less.
        ("elever", "20 %", "20 %"),
        ("andel", "20 kr", "20 kr"),
        ("nojda", "minst 70 % av eleverna", "minst 70 % av eleverna"),
        ("nojda", "ca 70 %", "ca 70 %"),
        # A place and a mark are their number; out of others than there are, they may be wrong.
        ("klimat", "98:e", "98"),
        ("klimat", "98.", "98"),
        ("klimat", "98th", "98"),
        ("klimat", "1st", "1"),
        ("klimat", "98:e plats", "98"),
        ("klimat", '"98 av 290"', '"98"'),
        ("klimat", "98/290", "98"),
        ("klimat", "plats 98", "98"),
        ("klimat", "nr 98 av 290", "98"),
        ("klimat", "plats 98 av 312", "plats 98 av 312"),
        ("elever", "plats 98", "plats 98"),
        ("klimat", "98 av 312", "98 av 312"),
        ("klimat", "98 kr", "98 kr"),
        ("betyg", "4 av 5", "4"),
        ("betyg", "3,8/5", "3.8"),
        ("betyg", "4 av 7", "4 av 7"),
        ("elever", "98:e", "98:e"),
        ("elever", "98 av 290", "98 av 290"),
        ("okand", "20 %", "20 %"),
        ("okand", "minst 0,7", "minst 0.7"),
    ],
)
def test_units_that_people_write_behind_numbers(indicator: str, written: str, right: str) -> None:
    block = plan("targets:\n  - indicator: {}\n    values:\n      2024: {}  # så står det\n")
    braces = plan("targets:\n  - {{indicator: {}, values: {{2023: 5, 2024: {}}}}}\n")
    for text in (block, braces):
        found = mend("plans/vag/plan.md", text.format(indicator, written), UNITS)
        assert found
        assert "\n".join(found.lines) == text.format(indicator, right)


def test_limits_that_yaml_cannot_read() -> None:
    text = plan(
        "targets:\n  - indicator: nojda\n    values:\n      2024: {}  # så står det\n      2025: {}\n"
        "  - {{indicator: elever, values: {{2024: {}, 2025: 7}}}}\n"
    )
    found = mend("plans/vag/plan.md", text.format(">= 40 %", ">5", ">30"), UNITS)
    assert found
    assert "\n".join(found.lines) == text.format('">= 40"', '">5"', '">30"')
    # A text of several lines begins with the same character.
    kept = plan("targets:\n  - indicator: nojda\n    text: >2\n        Två ord.\n    values: {2024: 7}\n")
    assert mend("plans/vag/plan.md", kept, UNITS).lines == tuple(kept.split("\n"))  # type: ignore[union-attr]


def test_negative_numbers_with_a_space_after_their_minus() -> None:
    text = plan(
        "targets:\n  - indicator: nojda\n    values:\n      2024: {}  # så står det\n      2025: {}\n"
        "  - {{indicator: elever, values: {{2024: {}, 2025: 7}}}}\n"
    )
    found = mend("plans/vag/plan.md", text.format("- 40.5", "-  5", "- 30"), UNITS)
    assert found
    assert "\n".join(found.lines) == text.format("-40.5", "-5", "-30")
    # A list of one number is one.
    kept = plan("depends_on:\n  - 30\n")
    assert mend("plans/vag/plan.md", kept, UNITS).lines == tuple(kept.split("\n"))  # type: ignore[union-attr]


def test_the_same_decimals_after_commas_in_braces() -> None:
    text = plan("targets:\n  - {{indicator: nojda, values: {{2023: högst {}, 2024: {}, 2025: {}}}}}\n")
    found = mend("plans/vag/plan.md", text.format("6,5", "7,5", "8,5"), UNITS)
    assert found
    assert "\n".join(found.lines) == text.format("6.5", "7.5", "8.5")


def test_days_and_periods_in_words() -> None:
    text = plan(
        "period: {{from: {}, to: 2025}}\ntargets:\n  - {{indicator: nojda, values: {{{}: 70, mars 2025: 71}}}}\n"
    )
    found = mend("plans/vag/plan.md", text.format("18 januari 2023", "kvartal 3 2024"), UNITS)
    assert found
    assert "\n".join(found.lines) == text.replace("mars 2025", "2025-03").format("2023-01-18", "2024-Q3")
    # Which of two small numbers is the month, nobody can say.
    kept = text.replace("mars 2025", "2025-03").format("5/6 2023", "nästa år")
    found = mend("plans/vag/plan.md", kept, UNITS)
    assert found
    assert "\n".join(found.lines) == kept


def test_numbers_in_results_money_and_tables(tmp_path: Path) -> None:
    files = {
        "plans/indicators.yml": "indicators:\n  - {id: ko, title: Kö, unit: percent, direction: lower, baseline: "
        "{value: 12 %, date: 2020}}\n  - {id: trasig, title: Kö}\n",
        "plans/a/results/2024.md": "---\nplan: a\nyear: 2024\nsummary: Kort.\n"
        "measurements:\n  ko: {value: 12,5 %}\n---\n",
        "plans/a/plan.md": plan("money: {currency: SEK, periods: {2024: {budget: 19 625 kr}}}\n"
        "activities:\n  - {id: b, title: B, status: ongoing, complete: 40 %}\n"),
        "plans/statistics/ko.csv": 'period,value,riket\n2023,"12,5 %",13 %\n2024,11,"1 012,5"\n',
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for each in mended_files(tmp_path):
        write(tmp_path, each)
    right = {
        "plans/indicators.yml": files["plans/indicators.yml"].replace("12 %", "12"),
        "plans/a/results/2024.md": files["plans/a/results/2024.md"].replace("12,5 %", "12.5"),
        "plans/a/plan.md": files["plans/a/plan.md"].replace("19 625 kr", "19625").replace("40 %", "40"),
        "plans/statistics/ko.csv": 'period,value,riket\n2023,"12.5",13\n2024,11,"1012.5"\n',
    }
    assert {name: (tmp_path / name).read_text(encoding="utf-8") for name in files} == right


@pytest.mark.parametrize(("language", "mends"), [("en", True), ("sv", False), ("de", False)])
def test_a_comma_between_thousands_where_the_language_has_no_other(
    tmp_path: Path, language: str, *, mends: bool
) -> None:
    settings = f"site_name: P\ntheme: {{language: {language}}}\nextra: {{publication: {{organisation: {{name: P}}}}}}\n"
    register = "indicators:\n  - {id: a, title: A, unit: count}\n  - {id: b, title: B, unit: GBP}\n"
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements:\n  a: 12,480\n  b: -12,480\n---\n"
    write_all(tmp_path, {"mkdocs.yml": settings, "plans/indicators.yml": register, "plans/p/results/2024.md": result})
    found = {each.file: each.content.decode() for each in mended_files(tmp_path)}
    right = result.replace("12,480", "12480")
    assert found == ({"plans/p/results/2024.md": right} if mends else {})


HEAD = "---\nkind: article\nsection: about\ntitle: Om\n---\n"


def test_notes_typed_as_text_become_footnotes_where_each_is_listed_once() -> None:
    text = f"{HEAD}Kursen tar tio veckor [1]. Den är ny.[2] Se [2].\n\nDet var allt.\n\n"
    text += "[1] Enligt avtalet.\n[2]  Från 2023.\n"
    made = with_footnotes("docs/om.md", text)
    assert made
    assert made[0] == (
        f"{HEAD}Kursen tar tio veckor [^1]. Den är ny.[^2] Se [^2].\n\nDet var allt.\n\n"
        "[^1]: Enligt avtalet.\n[^2]: Från 2023.\n"
    )
    assert [(each.line, dict(each.facts)) for each in made[1]] == [
        (6, {"old": "[1]", "new": "[^1]"}),
        (6, {"old": "[2]", "new": "[^2]"}),
    ]
    assert with_footnotes("docs/om.md", made[0]) is None


@pytest.mark.parametrize(
    "body",
    [
        "Text [1].\n",
        "Text [1].\n\n## Noter\n\n[1] Not.\n",
        "Text [1].\n\nKällor:\n\n[1] Not.\n",
        "Text [1] och [2].\n\n[1] Not.\n",
        "Text [1].\n\n[1] Not.\n[1] En till.\n",
        "Text [1].\n\n[1] Not, se [1].\n",
        "Text [1].[^a]\n\n[1] Not.\n\n[^a]: En riktig.\n",
        "Text [1].\n\n[1] Not\nsom går vidare.\n",
        "Text `[1]`.\n\n[1] Not.\n",
    ],
)
def test_notes_that_may_be_something_else_are_left(body: str) -> None:
    assert with_footnotes("docs/om.md", HEAD + body) is None


def test_a_key_in_capitals_is_an_id_too() -> None:
    wrong = "---\nplan: vag\nyear: 2024\nsummary: S\nmeasurements: {N00914: 3, b: {value: 2, of: N00914}}\n---\n"
    right = wrong.replace("N00914", "n00914")
    assert mended("plans/vag/results/2024.md", wrong) == (right, ["mend.small"] * 2)


def test_what_people_type_in_a_form_becomes_what_files_have() -> None:
    plan = b"---\r\nid: a\r\ntitle: A\r\nsummary: B\r\nstatus: ongoing\r\nas_of: 1 mars 2027\r\n%b---\r\n"
    targets = b"targets:\r\n  - indicator: klara\r\n    values: {2027: minst 85 %, 2028: 19 625}\r\n"
    texts = {"plans/indicators.yml": "indicators:\n  - {id: klara, title: Klara, unit: share}\n"}
    made = values_mended("plans/a/plan.md", plan % targets, texts, REPOSITORY)
    assert made == plan.replace(b"1 mars 2027", b"2027-03-01") % targets.replace(b"85 %", b"85").replace(b"9 6", b"96")
    assert values_mended("plans/a/plan.md", made, texts, REPOSITORY) == made
    unclear = plan.replace(b"1 mars 2027", b"snart") % b""
    assert values_mended("plans/a/plan.md", unclear, texts, REPOSITORY) == unclear
