"""Every flag of every command does what it says. Each stands here or in a test that is named here."""

import shutil
import socket
from pathlib import Path

import click
import pikepdf
import pytest
import yaml

from publisher.command.main import main
from publisher.pipeline import load
from publisher.read.document import read_document
from tests.program import REPOSITORY, build
from tests.publications import smallest, write
from tests.publish.pdf_text import words_of
from tests.repository import WITH_EDITIONS, thread

OPTIONS = {
    "all": ["--allow", "--no-strict", "--out", "--pdf-engine", "--root", "--strict"],
    "check": ["--allow", "--finished", "--fix", "--format", "--no-strict", "--out", "--reorder", "--root", "--strict"],
    "site": ["--allow", "--no-strict", "--out", "--root", "--strict"],
    "pdf": [
        "--allow",
        "--crop-marks",
        "--edition",
        "--format",
        "--no-strict",
        "--out",
        "--pdf-engine",
        "--root",
        "--strict",
    ],
    "data": ["--allow", "--no-strict", "--out", "--root", "--strict"],
    "stage": ["--allow", "--no-strict", "--out", "--root", "--strict"],
    "changes": [
        "--allow",
        "--format",
        "--no-strict",
        "--out",
        "--proposal",
        "--root",
        "--since",
        "--strict",
        "--until",
    ],
    "lock": ["--allow", "--body", "--decision", "--paragraph", "--reference", "--root"],
    "serve": ["--allow", "--port", "--root"],
    "review": ["--allow", "--root", "--strict"],
    "edit": ["--allow", "--bind", "--host", "--host-url", "--name", "--port", "--proxy", "--root", "--serve-for"],
    "hub": ["--address", "--list", "--organisation", "--out", "--scheduler", "--seconds", "--title", "--workers"],
    "statistics": ["--address", "--allow", "--date", "--only", "--root", "--since"],
    "schemas": ["--allow", "--root"],
    "new plan": ["--allow", "--id", "--responsible", "--root", "--serves", "--status", "--summary", "--title"],
    "new result": ["--allow", "--period", "--plan", "--root", "--summary", "--year"],
    "new steering-document": ["--allow", "--form", "--id", "--root", "--summary", "--title"],
    "new focus-area": ["--allow", "--document", "--id", "--number", "--root", "--summary", "--title"],
    "new publication": ["--language", "--name", "--program", "--url"],
}


def options(command: click.Command, *names: str) -> dict[str, list[str]]:
    """Return every option of a command and of those within it."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        each = {name: command.get_command(context, name) for name in command.list_commands(context)}
        inner = [options(found, *names, name) for name, found in each.items() if found]
        return {key: found for within in inner for key, found in within.items()}
    found = [param for param in command.params if isinstance(param, click.Option)]
    return {" ".join(names): sorted(name for each in found for name in (*each.opts, *each.secondary_opts))}


def test_there_is_no_other_flag() -> None:
    # Beside these: --fix and --format in test_check, --since, --until and --format in publish/changes/test_edition,
    # review --strict in review/test_advice, --program and --language in start/test_new_publication.
    found = options(main)
    assert {name: found[name] for name in OPTIONS} == OPTIONS


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = thread(tmp_path_factory.mktemp("flags"))
    (root / "mkdocs.yml").write_text(WITH_EDITIONS, encoding="utf-8")
    return root


def test_warnings_of_the_generator_stop_a_build_unless_they_may_pass(tmp_path: Path) -> None:
    settings = WITH_EDITIONS + "nav: [{Borta: /borta/}]\n"
    root = write(tmp_path / "publication", smallest() | {"mkdocs.yml": settings})
    for flags in ([], ["--strict"]):
        strict = build("site", *flags, "--root", str(root))
        assert (strict.returncode, "[site-warning]" in strict.stderr) == (1, True)
        assert not (root / "site" / "index.html").exists()
    for command in ("site", "all"):
        passed = build(command, "--no-strict", "--root", str(root), "--out", str(tmp_path / command))
        assert (passed.returncode, "[site-warning]" in passed.stderr) == (0, True), passed.stderr
        assert (tmp_path / command / "index.html").is_file()
    assert not (root / "site").exists()


@pytest.mark.skipif(not shutil.which("wkhtmltopdf"), reason="install the package `wkhtmltopdf`")
def test_one_edition_may_be_printed_alone_elsewhere_by_another_engine_or_to_be_cut(root: Path, tmp_path: Path) -> None:
    def printed(*flags: str) -> list[str]:
        done = build("pdf", "--root", str(root), "--out", str(tmp_path), *flags)
        assert done.returncode == 0, done.stderr
        return sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.pdf"))

    assert printed("--edition", "planer/vagen", "--crop-marks") == ["pdf/planer/vagen-crop-marks.pdf"]
    assert printed("--edition", "planer/vagen") == ["pdf/planer/vagen-crop-marks.pdf", "pdf/planer/vagen.pdf"]
    before = (tmp_path / "pdf/planer/vagen.pdf").read_bytes()
    with pikepdf.open(tmp_path / "pdf/planer/vagen.pdf") as ours:
        assert "Typst" in str(ours.docinfo.get("/Creator", ""))
    assert printed("--edition", "planer/vagen", "--pdf-engine", "pdfkit") == [
        "pdf/planer/vagen-crop-marks.pdf",
        "pdf/planer/vagen.pdf",
    ]
    assert (tmp_path / "pdf/planer/vagen.pdf").read_bytes() != before
    assert printed("--edition", "planer") == [
        "pdf/planer/gamla-vagen.pdf",
        "pdf/planer/vagen-crop-marks.pdf",
        "pdf/planer/vagen.pdf",
    ]
    assert not (root / "site").exists()
    assert "vagen" in " ".join(words_of((tmp_path / "pdf/planer/vagen.pdf").read_bytes()))


def test_a_lock_keeps_all_that_is_said_of_its_decision(tmp_path: Path) -> None:
    root = thread(tmp_path)
    given = {"--decision": "2024-02-09", "--body": "arbetsnamnden", "--paragraph": "12", "--reference": "AN 2024/7"}
    done = build("lock", "vagen", "--root", str(root), *(word for pair in given.items() for word in pair))
    assert done.returncode == 0, done.stderr
    (lock,) = yaml.load((root / "plans/locks.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["locks"]
    assert lock["id"] == "vagen"
    assert lock["decision"] == {
        "body": "arbetsnamnden",
        "date": "2024-02-09",
        "paragraph": "12",
        "reference": "AN 2024/7",
    }


def test_a_preview_stands_at_the_port_that_is_asked_for(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = build("serve", "--root", str(root), "--port", str(port))
    assert (done.returncode, "[port-taken]" in done.stderr, str(port) in done.stderr) == (1, True, True)


def fields(root: Path, file: str) -> dict[str, object]:
    document, problems = read_document(file, (root / file).read_text(encoding="utf-8"))
    assert document is not None
    assert not problems
    return dict(document.fields)


def test_a_draft_holds_all_that_was_given(tmp_path: Path) -> None:
    root = thread(tmp_path)
    given = ["--title", "Ny plan", "--id", "ny", "--summary", "Kort.", "--status", "decided", "--serves", "1.10"]
    made = build("new", "plan", "--root", str(root), *given, "--responsible", "arbetsnamnden")
    assert made.returncode == 0, made.stderr
    assert fields(root, "plans/ny/plan.md") == {
        "id": "ny",
        "title": "Ny plan",
        "summary": "Kort.",
        "status": "decided",
        "serves": ["1.10"],
        "responsible": "arbetsnamnden",
    }
    made = build("new", "plan", "--root", str(root), "--title", "Åter en", "--summary", "Kort.", "--serves", "1.10")
    assert fields(root, "plans/ater-en/plan.md")["status"] == "proposed"
    made = build("new", "result", "--root", str(root), "--plan", "ny", "--year", "2025", "--summary", "Gick bra.")
    assert made.returncode == 0, made.stderr
    assert fields(root, "plans/ny/results/2025.md") == {"plan": "ny", "year": "2025", "summary": "Gick bra."}


def test_a_new_focus_area_has_the_next_number_or_the_one_that_was_given(tmp_path: Path) -> None:
    root = thread(tmp_path)
    for name, flags, number in (("a", [], "2"), ("b", ["--number", "7"], "7"), ("c", [], "8")):
        made = build("new", "focus-area", "--root", str(root), "--title", name, "--id", name, "--summary", "S", *flags)
        assert made.returncode == 0, made.stderr
        held = fields(root, f"docs/{name}.md")
        assert (held["kind"], held["id"], held["number"]) == ("focus-area", name, number)


def test_a_new_steering_document_has_its_folder_and_takes_focus_areas(tmp_path: Path) -> None:
    root = thread(tmp_path)
    made = build(
        *("new", "steering-document", "--root", str(root)),
        *("--title", "Policy", "--id", "policyn", "--summary", "S", "--form", "policy"),
    )
    assert made.returncode == 0, made.stderr
    held = fields(root, "docs/policyn/index.md")
    assert (held["kind"], held["id"], held["form"]) == ("steering-document", "policyn", "policy")
    asked = ("new", "focus-area", "--root", str(root), "--title", "Del", "--id", "del", "--summary", "S")
    assert build(*asked, "--document", "policy").returncode == 1
    assert build(*asked, "--document", "policyn").returncode == 0
    assert fields(root, "docs/policyn/del.md")["number"] == "1"
    assert build("check", "--root", str(root)).returncode == 0


def test_a_new_publication_knows_its_municipality(tmp_path: Path) -> None:
    given = ["--name", "Ekby", "--url", "https://ekby.example/", "--program", "roda-traden==1"]
    made = build("new", "publication", str(tmp_path / "ekby"), *given)
    assert made.returncode == 0, made.stderr
    organisation = load(tmp_path / "ekby", draw=False).publication.settings.publication.organisation
    assert (organisation.name, organisation.url) == ("Ekby", "https://ekby.example/")
    assert "roda-traden==1" in (tmp_path / "ekby" / "requirements.txt").read_text(encoding="utf-8")


def test_schemas_are_written_beside_the_publication(tmp_path: Path) -> None:
    root = write(tmp_path, smallest())
    assert build("schemas", "--root", str(root)).returncode == 0
    for name in ("schemas/sv/plan.schema.json", "schemas/en/settings.schema.json"):
        assert (root / name).read_bytes() == (REPOSITORY / name).read_bytes()


def test_data_and_stage_go_to_the_given_folder(root: Path, tmp_path: Path) -> None:
    for command, file in (("data", "data/plans.csv"), ("stage", "docs/index.md")):
        done = build(command, "--root", str(root), "--out", str(tmp_path / command))
        assert done.returncode == 0, done.stderr
        assert (tmp_path / command / file).is_file()
    assert not (root / "site").exists()
    assert not (root / "build" / "docs").exists()
