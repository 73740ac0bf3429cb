from publisher.language import Language
from publisher.messages import as_text, hint, message
from publisher.problem import Place, Problem, Severity, in_order, nearest, stops

SV = Language("sv")
UNKNOWN = Problem.at(Place("plan.md", 10, 2), "unknown-id", id="vagn", near="vagen")
EMPTY = Problem.at(Place("plan.md"), "file-empty")


def test_problem_is_reported_with_place_message_and_hint() -> None:
    assert as_text([UNKNOWN], SV) == (
        "plan.md:10:2: Id:t vagn finns inte. [unknown-id]\n"
        "    Menade du ”vagen”? Kontrollera stavningen eller lägg till det som saknas."
    )


def test_place_of_a_whole_file_has_no_line() -> None:
    assert as_text([EMPTY], SV).splitlines()[0] == "plan.md: Filen är tom. [file-empty]"


def test_hint_without_a_near_word_asks_nothing() -> None:
    problem = Problem.at(Place("plan.md", 10, 2), "unknown-id", id="vagn", near="")
    assert hint(problem, SV) == "Kontrollera stavningen eller lägg till det som saknas."


def test_notice_is_reported_as_such_and_does_not_stop() -> None:
    notice = Problem("file-empty", Place("a.md"), severity=Severity.NOTICE)
    assert as_text([notice], SV).startswith("a.md: Att tänka på: Filen är tom.")
    assert not stops([notice])
    assert stops([notice, EMPTY])


def test_notices_of_one_kind_in_a_row_have_their_hint_once() -> None:
    found = [Problem.notice(Place(f"docs/{name}.md", 1), "article-not-linked") for name in "ab"]
    lines = as_text(found, Language("sv")).splitlines()
    hint = lines[1]
    assert hint.startswith("    ") and [line for line in lines if line == hint] == [hint]
    assert [line.partition(":")[0] for line in lines if line != hint] == ["docs/a.md", "docs/b.md"]


def test_every_error_has_its_hint() -> None:
    found = [Problem.at(Place("plans/p/plan.md", line), "raw-html") for line in (1, 2)]
    lines = as_text(found, Language("sv")).splitlines()
    assert len(lines) == 4 and lines[1] == lines[3]


def test_problem_reads_naturally_in_each_language() -> None:
    assert [message(EMPTY, Language(code)) for code in ("sv", "en", "da")] == [
        "Filen är tom.", "The file is empty.", "Filen er tom.",
    ]  # fmt: skip


def test_problems_are_reported_once_by_file_line_and_column() -> None:
    places = [Place("b.md", 2, 1), Place("a.md", 10, 1), Place("a.md", 9, 5), Place("a.md", 9, 4), Place("a.md")]
    problems = [Problem.at(place, "raw-html") for place in [*places, *places]]
    assert [str(problem.place) for problem in in_order(problems)] == [
        "a.md",
        "a.md:9:4",
        "a.md:9:5",
        "a.md:10:1",
        "b.md:2:1",
    ]


def test_nearest_word() -> None:
    known = ["responsible", "replaces", "serves"]
    assert nearest("responsable", known) == "responsible"
    assert nearest("xyz", known) == ""
    assert nearest("a", []) == ""
    assert nearest("bodeis", ["bodies", "indicators"]) == "bodies"
    assert nearest("jobbspar-2024", ["jobbspar", "jobb"]) == "jobbspar"
    assert nearest("handlingsplan", ["handlingsplan-for-aldres-trygghet", "jobbspar"]) == (
        "handlingsplan-for-aldres-trygghet"
    )
    assert nearest("plan-for", ["plan-for-biblioteken-i-byarna", "plan-for-badplatserna-i-byarna"]) == ""
    # Other words of as many letters, some of which are the same, are not near.
    assert nearest("andel", ["index", "count", "share"]) == ""
    scale = ["Uppfyllt", "Delvis uppfyllt", "Inte uppfyllt"]
    assert nearest("nästan uppfyllt", scale) == nearest("ej uppfyllt", scale) == ""
    assert nearest("delvis uppfylt", scale) == "Delvis uppfyllt"
    assert nearest("inte uppfylld", scale) == "Inte uppfyllt"
    assert nearest("bolag", ["board", "council"]) == ""
    assert nearest("ab", ["ac", "ad"]) == nearest("ab", ["ad", "ac"]), "the order of a set plays no part"
