"""`import` shows what it would do, writes drafts that pass the check, and never takes away what somebody wrote."""

from pathlib import Path
from shutil import copytree

import pytest
from click.testing import CliRunner, Result

from publisher.command.main import main
from publisher.importing.drafts.placing import digest, read_record, record_path, record_text
from publisher.importing.readers.formats import read_source
from publisher.locales import HOUSE
from publisher.pipeline import load
from publisher.problem import Severity
from tests.importing.texts import STRATEGY
from tests.program import REPOSITORY

AREA = "docs/strategi/omrade-1.md"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "kultur.txt"
    path.write_text(STRATEGY, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path, source: Path) -> Path:
    """A new publication with the drafts of the source."""
    ran = run(source, tmp_path / "publikation", "--name", "Provköpings kommun", "--write")
    assert ran.exit_code == 0, ran.output
    return tmp_path / "publikation"


def run(source: Path, root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["import", str(source), "--into", str(root), *options])


def test_tables_of_which_nothing_finds_a_place_make_no_plan(tmp_path: Path) -> None:
    table = tmp_path / "andel.csv"
    table.write_text("Kommun;2022;2023\nGrannköping;34;36\nAnnanby;40;41\nRiket;38;39\n", encoding="utf-8")
    told = tmp_path / "rapport.md"
    ran = run(table, tmp_path / "ny", "--name", "Provköpings kommun", "--write", "--report", str(told))
    assert ran.exit_code == 1
    assert "andel.csv: Inget i tabellerna fick en plats, så inget utkast skrivs. [import-nothing-placed]" in ran.output
    assert "plan.md" not in ran.output
    # Why stands at each row, and in the report.
    assert "talen är från Grannköping" in ran.output and "talen är från Grannköping" in told.read_text("utf-8")
    assert not (tmp_path / "ny").exists()


def test_nothing_is_written_without_being_asked_for(tmp_path: Path, source: Path) -> None:
    ran = run(source, tmp_path / "ny", "--name", "Provköpings kommun", "--report", str(tmp_path / "rapport.md"))
    assert ran.exit_code == 0, ran.output
    assert "Inget är skrivet. Lägg till --write" in ran.output
    assert f"{AREA}: ny" in ran.output
    assert not (tmp_path / "ny").exists()
    assert "4 &#124; PROVKÖPINGS KOMMUN → sidnummer" in (tmp_path / "rapport.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", [".", "examples/ekbacka", "examples/falkoping", "examples/hoje-taastrup"])
def test_each_publication_takes_a_draft_as_it_stands(tmp_path: Path, folder: str) -> None:
    table = tmp_path / "plan.csv"
    table.write_text("Mål;Mål 2025;Utfall 2025\nNöjda besökare, procent;80;78,5\n", encoding="utf-8")
    ran = run(table, REPOSITORY / folder, "--title", "Kulturplan")
    assert ran.exit_code == 0, ran.output
    assert "plans/kulturplan/plan.md: ny" in ran.output
    assert not (REPOSITORY / folder / "plans" / "kulturplan").exists()


def test_a_publication_with_templates_of_its_own_takes_a_draft_where_they_are_allowed(
    root: Path, tmp_path: Path
) -> None:
    copytree(HOUSE / "theme", tmp_path / "tema")
    settings = root / "mkdocs.yml"
    there = settings.read_text(encoding="utf-8")
    settings.write_text(there.replace("theme:\n", "theme:\n  custom_dir: ../tema\n", 1), encoding="utf-8")
    table = tmp_path / "plan.csv"
    table.write_text("Mål;Mål 2025;Utfall 2025\nNöjda besökare, procent;80;78,5\n", encoding="utf-8")
    refused = run(table, root, "--title", "Kulturplan")
    assert refused.exit_code == 1 and "[setting-refused]" in refused.output
    ran = run(table, root, "--title", "Kulturplan", "--allow", "custom_dir", "--write")
    assert ran.exit_code == 0, ran.output
    assert (root / "plans" / "kulturplan" / "plan.md").is_file()
    assert "custom_dir: ../tema\n" in settings.read_text(encoding="utf-8")


def test_a_new_publication_passes_the_check_with_a_notice_for_each_doubt(root: Path) -> None:
    loaded = load(root)
    assert {problem.severity for problem in loaded.problems} == {Severity.NOTICE}
    notices = {
        problem.place.file: problem.facts["text"] for problem in loaded.problems if problem.code == "imported-unchecked"
    }
    assert notices["docs/strategi/genomforande.md"].endswith("(ordet står i en bisats)")
    [strategy] = loaded.publication.documents
    assert (strategy.title, strategy.vision) == ("Kulturstrategi för Provköping", "I Provköping är kulturen nära alla.")
    assert [area.number for area in loaded.publication.areas] == ["1", "2"]


def test_what_an_import_asks_about_has_to_be_answered_before_a_lock(root: Path) -> None:
    (root / "plans" / "bodies.yml").write_text(
        "bodies: [{id: fullmaktige, title: Fullmäktige, kind: council}]\n", encoding="utf-8"
    )
    [strategy] = load(root, draw=False).publication.documents
    lock = ["lock", strategy.id, "--decision", "2026-02-09", "--body", "fullmaktige", "--root", str(root)]
    ran = CliRunner().invoke(main, lock)
    assert ran.exit_code == 1
    assert "Jämför med källan, rätta om det behövs och ta sedan bort kommentaren." in ran.output
    assert not (root / "plans" / "locks.yml").exists()
    for path in (root / "docs").rglob("*.md"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        path.write_text("".join(each for each in lines if "# importerat" not in each), encoding="utf-8")
    ran = CliRunner().invoke(main, lock)
    assert ran.exit_code == 0, ran.output
    assert (root / "plans" / "locks.yml").exists()


def test_the_same_file_again_changes_nothing(root: Path, source: Path) -> None:
    before = contents(root)
    (root / AREA).write_text("---\nkind: article\n", encoding="utf-8")
    before[AREA] = (root / AREA).read_bytes()
    again = run(source, root, "--write").output
    assert again.split() == ["kultur.txt", "är", "redan", "importerad.", "Inget", "ändras."]
    assert contents(root) == before


def test_a_newer_file_changes_only_what_nobody_has_written_in(root: Path, source: Path) -> None:
    other = root / "docs/strategi/omrade-2.md"
    other.write_text(other.read_text(encoding="utf-8").replace("varje år", "vartannat år"), encoding="utf-8")
    mine = other.read_bytes()
    source.write_text(
        STRATEGY.replace("på biblioteken", "på badet").replace("varje år\n\n3", "varje dag\n\n3"), encoding="utf-8"
    )
    ran = run(source, root, "--write")
    assert ran.exit_code == 0, ran.output
    assert f"{AREA}: ändras" in ran.output
    # What differs is listed as `changes` lists it.
    assert "biblioteken" in ran.output and "badet" in ran.output
    assert "docs/strategi/omrade-2.md: lämnas som den är, för någon har skrivit i den" in ran.output
    assert "Längre öppettider på badet" in (root / AREA).read_text(encoding="utf-8")
    assert other.read_bytes() == mine


def test_a_second_document_stands_beside_the_first_with_ids_of_its_own(root: Path, tmp_path: Path) -> None:
    second = tmp_path / "annan.txt"
    second.write_text(STRATEGY.replace("Kulturstrategi", "Idrottsprogram"), encoding="utf-8")
    ran = run(second, root, "--write")
    assert ran.exit_code == 0, ran.output
    publication = load(root).publication
    assert [document.title for document in publication.documents] == [
        "Idrottsprogram för Provköping", "Kulturstrategi för Provköping",
    ]  # fmt: skip
    assert publication.documents[0].called == "programme"
    numbers = [[each.shown_number for each in publication.tree.commitments_of(one.id)] for one in publication.documents]
    assert numbers[0] == numbers[1] and "1.1" in numbers[0]


def test_a_strategy_takes_the_place_of_the_example_unless_somebody_wrote_in_it(tmp_path: Path, source: Path) -> None:
    begun = tmp_path / "begun"
    ran = CliRunner().invoke(main, ["new", "publication", str(begun), "--name", "Provköpings kommun"])
    assert ran.exit_code == 0, ran.output
    example = {path: text for path, text in contents(begun).items() if path.startswith("docs/strategi/")}
    assert AREA in example and "handbook/flera-styrdokument.md" in contents(begun)
    ran = run(source, begun)
    assert "Exemplet som följde med publikationen byts ut: docs/strategi/index.md" in ran.output
    assert contents(begun).items() >= example.items()
    written_in = begun / AREA
    written_in.write_bytes(example[AREA].replace(b"Det f\xc3\xb6rsta omr\xc3\xa5det", b"Kultur"))
    assert "Exemplet" not in run(source, begun).output
    written_in.write_bytes(example[AREA])
    assert run(source, begun, "--write").exit_code == 0
    loaded = load(begun, draw=False)
    [strategy] = loaded.publication.documents
    assert strategy.title == "Kulturstrategi för Provköping"
    assert "text-to-replace" not in {each.code for each in loaded.problems if "strategi/" in each.place.file}
    assert "handbook/flera-styrdokument.md" in contents(begun)


def test_nothing_is_written_where_the_publication_would_not_pass_the_check(root: Path, source: Path) -> None:
    (root / "docs" / "index.md").write_text("---\nkind: article\n---\n", encoding="utf-8")
    source.write_text(STRATEGY.replace("biblioteken", "badet"), encoding="utf-8")
    before = contents(root)
    ran = run(source, root, "--write")
    assert ran.exit_code == 1
    assert "Inget har skrivits." in ran.output
    assert contents(root) == before


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def test_a_record_keeps_the_files_that_a_newer_source_makes_no_more(root: Path, source: Path) -> None:
    given = read_source(source, None, "sv")
    before = read_record(root, given)
    assert before and len(before.files) > 1
    (root / record_path(given)).write_text(
        record_text(given, {"plans/ny/plan.md": "ny\n"}, "x", before), encoding="utf-8"
    )
    after = read_record(root, given)
    assert after and after.files == {**before.files, "plans/ny/plan.md": digest("ny\n")}
