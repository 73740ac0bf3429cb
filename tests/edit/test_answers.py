"""What is filled in becomes the tree of the file; what nobody touched stays as it stands there."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.edit.files.state import named_as_sent
from publisher.edit.forms.answers import filled_in, nested, two_numbers
from publisher.edit.forms.form import form_of
from publisher.edit.forms.form_field import Field, Option, Widget, every
from publisher.edit.forms.settings_form import KIND as SETTINGS
from publisher.edit.forms.settings_form import offered
from publisher.edit.web.form_words import form_words
from publisher.kinds import KINDS, model_of
from publisher.language import Language
from publisher.locales import languages
from publisher.mend.edited import edited
from publisher.model.settings import Settings
from publisher.read.document import read_document
from publisher.read.scalar import Plain
from tests.edit.filling import FILES, document_of, form, sent
from tests.publications import problems_in, write
from tests.test_problems import files_of

PLAN = """---
id: vag
title: Vägen
summary: Kort.
status: ongoing
serves: ["1.1", "1.2"]
targets:
  - indicator: klara
    values: {2023: 70, 2024: 72.5}
activities:
  # Den första.
  - id: kurs
    title: Kurs
    status: ongoing
---
"""
RESULT = "---\nplan: vag\nyear: 2023\nsummary: S.\nmeasurements:\n  klara: 142\n  andel: {share: 79, of: klara}\n---\n"


@pytest.mark.parametrize(("root", "file"), FILES, ids=lambda value: str(value)[-40:])
def test_a_form_that_nobody_touched_changes_no_value(root: Path, file: str) -> None:
    document = document_of(root, file)
    fields = form(document)
    assert filled_in(fields, nested(sent(fields)), document.fields) == document.fields


@given(st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_one_text_changed_changes_that_value_and_no_other_line(random: Random) -> None:
    root, file = random.choice(FILES)
    document = document_of(root, file)
    fields = form(document)
    texts = [each for each in every(fields) if each.widget in {Widget.LINE, Widget.PROSE} and each.value]
    chosen = random.choice(texts)
    pairs = [(name, "Helt nya ord" if name == chosen.name else value) for name, value in sent(fields)]
    tree = filled_in(fields, nested(pairs), document.fields)
    model = model_of(document)
    assert model
    before = (root / file).read_bytes()
    after = edited(before, model, tree)
    assert after != before
    same = set(before.splitlines()) & set(after.splitlines())
    lines = len(set(before.splitlines()) - same)
    assert lines <= chosen.value.count("\n") + len(chosen.value) // 60 + 2
    again, _ = read_document(file, after.decode()) if file.endswith(".md") else (None, None)
    assert again is None or again.body == document.body


def answered(text: str, file: str, changes: dict[str, str], *, added: dict[str, str] | None = None) -> dict[str, Any]:
    document, _ = read_document(file, text)
    assert document
    fields = form(document)
    pairs = [(name, changes.get(name, value)) for name, value in sent(fields)]
    return filled_in(fields, nested([*pairs, *(added or {}).items()]), document.fields)


def test_numbers_are_taken_as_people_write_them() -> None:
    new = answered(
        PLAN,
        "plans/vag/plan.md",
        {"targets/0/values/0/@value/value": "19 625", "targets/0/values/1/@value/value": "−0,7"},
    )
    assert new["targets"][0]["values"] == {"2023": Plain("19625"), "2024": Plain("-0.7")}


def test_an_empty_field_goes_and_a_new_member_comes() -> None:
    added = {"activities/n1/id": "prov", "activities/n1/title": "Prov", "activities/n1/status": "planned"}
    new = answered(PLAN, "plans/vag/plan.md", {"summary": "", "serves/0": ""}, added=added)
    assert "summary" not in new
    assert new["serves"] == ["1.2"]
    assert new["activities"][1] == {"id": "prov", "title": "Prov", "status": "planned"}


def test_a_number_alone_stays_alone_until_something_is_added() -> None:
    file = "plans/vag/results/2023.md"
    assert answered(RESULT, file, {"measurements/0/@value/value": "150"})["measurements"]["klara"] == "150"
    new = answered(RESULT, file, {"measurements/0/@value/note": "Räknat om."})
    assert new["measurements"]["klara"] == {"value": "142", "note": "Räknat om."}
    assert new["measurements"]["andel"] == {"share": "79", "of": "klara"}


def test_what_was_not_on_the_screen_stays() -> None:
    document, _ = read_document("plans/vag/plan.md", PLAN)
    assert document
    assert filled_in(form(document), nested([("title", "Stigen")]), document.fields) == {
        **document.fields,
        "title": "Stigen",
    }


def test_a_new_member_gets_its_id_from_its_title_and_never_one_that_is_taken() -> None:
    document, _ = read_document("plans/vag/plan.md", PLAN)
    assert document
    typed = [
        (f"activities/{at}/{key}", value)
        for at, title in (("n1", "Kurs på Åsen"), ("n2", "Kurs"), ("n3", "?"), ("n4", ""))
        for key, value in (("id", ""), ("title", title), ("status", "planned" if title else ""))
    ]
    pairs = [*sent(form(document)), *typed]
    new = filled_in(form(document), nested(pairs), document.fields, {"kurs-pa-asen"})
    activities = new["activities"]
    assert isinstance(activities, list)
    assert [each["id"] for each in activities if isinstance(each, dict)] == [
        "kurs", "kurs-pa-asen-2", "kurs-2", "activities"]  # fmt: skip
    assert named_as_sent("activities/2/title", pairs) == "activities/n2/title"
    assert named_as_sent("targets/0/indicator", pairs) == "targets/0/indicator"


@pytest.mark.parametrize(("stood", "added", "stands"), [
    ("responsible: a\n", {}, "a"),
    ("responsible: a\n", {"responsible/n1": "b"}, ["a", "b"]),
    ("responsible: a\n", {"responsible/0": ""}, None),
    ("", {"responsible/new": "b"}, "b"),
    ("responsible: [a]\n", {"responsible/n1": "b"}, ["a", "b"]),
    ("responsible: [a, b]\n", {"responsible/1": ""}, ["a"]),
])  # fmt: skip
def test_one_of_several_stands_alone_until_there_are_more(
    stood: str, added: dict[str, str], stands: str | list[str] | None
) -> None:
    text = PLAN.replace("summary:", f"{stood}summary:")
    assert answered(text, "plans/vag/plan.md", added, added=added).get("responsible") == stands


@pytest.mark.parametrize("code", languages())
def test_no_hint_speaks_of_how_a_file_is_written(code: str) -> None:
    language = Language(code)
    models = {kind.name: kind.model for kind in KINDS.values() if kind.name != "locks"} | {SETTINGS: Settings}
    fields = [each for name, model in models.items()
              for each in offered(form_of(name, model, {}, language, lambda names: [Option("a", "A")]))]  # fmt: skip
    written = r'at_least|_percent|change_|plans/|docs/|\.yml|[{}<>"\[]|\b(?:True|False|YAML)\b'
    words = "" if code == "en" else r"|\b(?:tolerance|since|below|other|finds|section)\b"
    assert {each.hint for each in all_of(fields) if re.search(written + words, each.hint)} == set()


@pytest.mark.parametrize("code", languages())
def test_what_a_form_advises_speaks_of_fields_and_not_of_how_a_file_is_written(code: str) -> None:
    advice = Language(code).under("edit.problem.")
    written = r"at_least|_percent|change_|plans/|\.yml|[{}]|<\w|\w>|\b(?:YAML|ref):?\b|\b[a-z_]+: \u2026"
    assert len(advice) > 20
    # What a problem is about is filled in, with titles in place of ids.
    assert {each for each in advice.values() if re.search(written, re.sub(r"\{[a-z]+\}", "…", each))} == set()


# What stands in a file that a form has not written: each is said with its line to the one who wrote it by hand.
BY_HAND = re.compile(
    r"yaml-|macro-|block-|attribute|setting|import|hub-|kolada|lock|no-fields|not-a-mapping|front-matter|file-|table-"
    r"|print-|page-not|preview-failed|site-failed|start-missing|git-|no-git|extension-|catalogue-type|address-with"
    r"|key-within|not-true-or-false|language-not-declared|id-as-key|register-cut|translation|truth-value|comma-in-text|bad-id"
    r"|unquoted-id|renamed-id|edition-too-large|output-|propose-|edit-|build-running|shallow|propose|port-|past-"
)


@pytest.mark.parametrize("code", languages())
def test_a_form_says_nothing_in_the_words_of_a_file(code: str) -> None:
    language = Language(code)
    written = r"[{}]|plans/|\.yml|\bYAML\b|\b[a-z]+_[a-z]+\b|\b(?:kind|plan|period|status|year|title|responsible): "
    if code != "en":
        written += r"|\b(?:value|share|since|below|above|without|missing|outcome|finds|modality|tolerance|other|true)\b"
    said = {}
    for each in {key.removesuffix(".hint") for key in language.under("") if key.endswith(".hint")}:
        for own, plain in ((f"edit.message.{each}", f"{each}.message"), (f"edit.problem.{each}", f"{each}.hint")):
            words = language.under("").get(own) or language.under("").get(plain, "")
            said[own] = re.sub(r"\{[a-z_]+\}", "…", words)
    forms = {own: words for own, words in said.items() if not BY_HAND.match(own.split(".", 2)[2])}
    assert len(forms) > 300
    assert {own: words for own, words in forms.items() if re.search(written, words)} == {}


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("-20 % sedan 2015", "Menade du ett tal, fyll i Förändring i procent: −20, Sedan: 2015. "),
        ("minska med 5 % per år", "Menade du ett tal, fyll i Förändring i procent: −5, Varje år: Ja. "),
        ("topp 10", "Menade du ett tal, fyll i Högst: 10. "),
        ("mnst 70", "Menade du ett tal, fyll i minst 70. "),
        ("lägre än 2019", "Menade du året, fyll i Minska sedan: 2019. Menade du talet, fyll i Mindre än: 2019. "),
    ],
)
def test_what_a_target_may_mean_is_advised_in_the_fields_of_the_form(typed: str, advice: str, tmp_path: Path) -> None:
    case = {"change": {"plans/vagen/plan.md": {"{2024: 30}": f"{{2024: {typed}}}"}}}
    (problem,) = problems_in(write(tmp_path, files_of(case)))
    words = form_words(problem, None, Language("sv"))
    assert words["hint"] == advice + "Är det ord, skriv dem vid I ord i stället."


def all_of(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from all_of((*field.fields, *([field.blank] if field.blank else ())))


@pytest.mark.parametrize(
    ("text", "mark", "meant"),
    [
        ("1.250", ",", ("1250", "1.25")), ("1,250", ".", ("1250", "1.25")), ("12.500", ",", ("12500", "12.5")),
        ("1,250", ",", None), ("1.250", ".", None), ("0.250", ",", None), ("1.25", ",", None), ("1.2500", ",", None),
        ("2024.125", ",", None), ("1 250", ",", None), ("−", ",", None),
    ],
)  # fmt: skip
def test_numbers_that_may_mean_two(text: str, mark: str, meant: tuple[str, str] | None) -> None:
    found = two_numbers(text, mark)
    assert (found and tuple(f"{each:f}" for each in found)) == meant


def test_many_new_members_with_one_title_are_each_compared_once() -> None:
    asked: list[str] = []

    class Taken(frozenset[str]):
        def __contains__(self, name: object) -> bool:
            asked.append(str(name))
            return False

    document, _ = read_document("plans/vag/plan.md", PLAN)
    assert document
    pairs = [*sent(form(document)), *((f"activities/n{at}/title", "Kurs") for at in range(500))]
    new = filled_in(form(document), nested(pairs), document.fields, Taken())["activities"]
    assert isinstance(new, list)
    names = [str(each["id"]) for each in new if isinstance(each, dict)]
    assert names == ["kurs", *(f"kurs-{at}" for at in range(2, 502))]
    assert asked == names[1:]
