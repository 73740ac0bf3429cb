"""One cause, one message: what follows from another problem goes, and a key in readers' words names the real one."""

from pathlib import Path

import pytest

from publisher.link.rules.caused import without_consequences
from publisher.link.rules.meant_keys import with_meant_keys
from publisher.problem import Place, Problem, Severity
from tests.publications import problems_in, smallest, write

MISSPELT = Problem.at(Place("plans/bodies.yml", 2, 3), "unknown-key", value="ident", near="id", allowed="id, title")


def unknown(**facts: str) -> Problem:
    return Problem.at(Place("plans/vagen/plan.md", 4, 1), "unknown-id", id="namnd", **facts)


def test_an_id_is_not_missed_where_some_id_is_misspelt() -> None:
    assert without_consequences([MISSPELT, unknown(near="")]) == [MISSPELT]


def test_an_id_like_another_is_reported_whatever_else_is_misspelt() -> None:
    both = [MISSPELT, unknown(near="namnden")]
    assert without_consequences(both) == both


def test_an_id_like_another_is_reported_beside_an_empty_chapter_and_may_be_declared_by_an_empty_register() -> None:
    misspelt = unknown(near="namnden")
    chapter, register = (Problem.at(Place(file), "file-empty") for file in ("docs/omrade.md", "plans/bodies.yml"))
    assert without_consequences([chapter, misspelt]) == [chapter, misspelt]
    assert without_consequences([register, misspelt]) == [register]
    # One that is like no other may be declared in either.
    assert without_consequences([chapter, unknown(near="")]) == [chapter]


@pytest.mark.parametrize(("name", "like"), [("namnda", "namndb"), ("insats-7", "insatser"), ("vagen-7", "vagar-8")])
def test_an_id_that_is_misspelt_is_reported_though_another_is_given_twice(name: str, like: str) -> None:
    twice = Problem.at(Place("plans/bodies.yml", 9), "duplicate-id", id="annan", first="plans/bodies.yml:3")
    misspelt = Problem.at(Place("plans/vagen/plan.md", 4), "unknown-id", id=name, near=like)
    assert without_consequences([twice, misspelt]) == [twice, misspelt]
    # Of two that were to be numbered one after the other, one is lost.
    following = Problem.at(Place("plans/vagen/plan.md", 4), "unknown-id", id="insats-7", near="insats-6")
    assert without_consequences([twice, following]) == [twice]


def test_a_file_that_a_broken_link_was_to_lead_to_is_not_said_to_be_unlinked() -> None:
    unlinked = Problem.notice(Place("docs/Karta.pdf"), "file-not-linked")
    for fact in ("words", "target", "near"):
        broken = Problem.at(Place("docs/a.md", 3), "broken-link", **{fact: "filer/karta.PDF"})
        assert without_consequences([broken, unlinked]) == [broken]
    other = Problem.at(Place("docs/a.md", 3), "broken-link", target="kartor.pdf")
    assert without_consequences([other, unlinked]) == [unlinked, other]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Sammanfattning", "summary"), ("sammanfatning", "summary"), ("slutdatum", ""), ("", "")],
)
def test_a_key_in_readers_words_names_the_real_one(typed: str, meant: str) -> None:
    problem = Problem.at(Place("a.md", 2), "unknown-key", value=typed, near="", allowed="id, summary, title")
    (found,) = with_meant_keys([problem])
    assert found.facts["near"] == meant


@pytest.mark.parametrize(("allowed", "meant"), [("due, status", "due"), ("id, status", "")])
def test_a_word_of_one_title_names_its_key(allowed: str, meant: str) -> None:
    """The title of `due` is Klart senast."""
    problem = Problem.at(Place("a.md", 2), "unknown-key", value="senast", near="", allowed=allowed)
    (found,) = with_meant_keys([problem])
    assert found.facts["near"] == meant


def test_a_lacking_key_that_an_unknown_one_means_is_no_problem_besides() -> None:
    lacking = Problem.at(Place("a.md", 1), "missing-key", key="summary")
    typed = Problem.at(Place("a.md", 2), "unknown-key", value="sammanfattning", near="", allowed="summary, title")
    assert [each.code for each in with_meant_keys([lacking, typed])] == ["unknown-key"]
    other = Problem.at(Place("b.md", 1), "missing-key", key="summary")
    assert [each.code for each in with_meant_keys([other, typed])] == ["missing-key", "unknown-key"]


def test_a_document_that_cannot_be_read_is_one_problem_and_none_of_its_chapters(tmp_path: Path) -> None:
    def document(name: str, date: str) -> str:
        return (
            f"---\nkind: steering-document\nid: {name}\ntitle: Program {name}\nsummary: Ett program.\nform: programme\n"
            f"levels: [{{id: mal-{name}, one: Mål}}]\n"
            f"decisions: [{{body: fullmaktige, date: {date}}}]\n---\n"
        )

    def chapter(name: str) -> str:
        return (
            f"---\nkind: focus-area\nid: kapitel-{name}\ntitle: Kapitel\nsummary: Ett kapitel.\n"
            f"objectives: [{{id: o-{name}, title: Fler i arbete, level: mal-{name}}}]\n---\n"
        )

    files = {f"docs/{name}/{file}.md": text for name, day in (("a", "2023-10-23"), ("b", "23 okt"))
             for file, text in (("index", document(name, day)), ("kapitel", chapter(name)))}  # fmt: skip
    bodies = "bodies: [{id: fullmaktige, title: Fullmäktige, kind: council}]\n"
    write(tmp_path, smallest(**{"plans/bodies.yml": bodies}, **files))
    wrong = [each for each in problems_in(tmp_path) if each.severity is Severity.ERROR]
    assert [(each.place.file, each.code) for each in wrong] == [("docs/b/index.md", "not-a-date")]


@pytest.mark.parametrize("code", ["yaml-indent", "not-utf-8", "file-empty"])
def test_what_an_unreadable_register_may_declare_is_not_missed(code: str) -> None:
    unread = Problem.at(Place("plans/bodies.yml", 7, 1), code)
    assert without_consequences([unread, unknown(near="")]) == [unread]


def test_an_unknown_id_is_reported_beside_a_slip_that_leaves_the_register_readable() -> None:
    both = [Problem.at(Place("plans/bodies.yml", 7, 1), "yaml-comment-cut"), unknown(near="")]
    assert without_consequences(both) == both


def test_a_translation_of_an_unreadable_text_has_its_original(tmp_path: Path) -> None:
    files = {**smallest(), "plans/vagen/plan.en.md": "---\ntitle: The way\n---\n"}
    root = write(tmp_path, files)
    (root / "plans" / "vagen").mkdir(parents=True, exist_ok=True)
    (root / "plans" / "vagen" / "plan.md").write_bytes("---\nid: vagen\ntitle: Vägen\n---\n".encode("latin-1"))
    assert "translation-without-original" not in {problem.code for problem in problems_in(root)}
