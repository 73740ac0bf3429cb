"""A new publication builds at once, in every language, with nothing but the installed program."""

import json
import re
import stat
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from publisher.command.main import main
from publisher.language import Language
from publisher.locales import languages
from publisher.schema.snippets import FILE
from publisher.start.program_files import program_files
from tests.program import REPOSITORY, build
from tests.start.conftest import Run

# The accessibility statement is a draft, and sentences are to be replaced.
UNFINISHED = {"statement-lacks", "text-to-replace"}
NAME = "Ekby: <kommun>"
PLACEHOLDERS = 9
NEW = ("-c", "from publisher.command.main import main; main()", "new", "publication")


@pytest.mark.parametrize("language", languages())
def test_it_builds_site_print_and_data_without_problems(tmp_path: Path, run: Run, language: str) -> None:
    folder = tmp_path / "ekby"
    made = run(tmp_path, *NEW, str(folder), "--name", NAME, "--language", language)
    assert (made.returncode, made.stderr) == (0, "")
    built = run(folder, "build.py")
    assert built.returncode == 0
    # A build says all that a check would.
    said = re.findall(r"\[([a-z-]+)\]$", built.stderr, re.MULTILINE)
    assert set(said) == UNFINISHED
    # As many in every language: none of them was left unmarked.
    assert said.count("text-to-replace") == PLACEHOLDERS
    assert f'<html lang="{language}"' in (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert "Ekby: &lt;kommun&gt;" in (folder / "site" / "index.html").read_text(encoding="utf-8")
    assert next((folder / "site" / "pdf").glob("*.pdf")).read_bytes().startswith(b"%PDF")
    assert json.loads((folder / "site" / "data" / "publication.json").read_text(encoding="utf-8"))
    # The strategy, which the site is named after, is not the start page by its title, and is not named twice.
    pages = [path.read_text(encoding="utf-8") for path in (folder / "site").rglob("index.html")]
    titles = [match[1] for page in pages if "noindex" not in page and (match := re.search("<title>(.+)</title>", page))]
    assert len(set(titles)) == len(titles) > 10
    assert not [title for title in titles if len(set(title.split(" – "))) < len(title.split(" – "))]


@pytest.mark.parametrize("language", languages())
def test_its_readme_names_each_command_and_only_pages_that_are_there(tmp_path: Path, language: str) -> None:
    folder = tmp_path / "ekby"
    given = ["--name", NAME, "--language", language, "--program", "x"]
    assert CliRunner().invoke(main, ["new", "publication", str(folder), *given]).exit_code == 0
    readme = (folder / "README.md").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY: (.+)$", (folder / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert targets
    assert set(re.findall(r"^make (\w+)", readme, re.MULTILINE)) == {*targets[1].split()}
    pages = re.findall(r"`((?:handbook|docs|plans)/[\w./-]*\w)`", readme)
    assert len(pages) > 5
    assert [page for page in pages if not (folder / page).exists()] == []


def test_whose_it_is_is_asked_for_in_its_language(tmp_path: Path) -> None:
    done = CliRunner().invoke(
        main, ["new", "publication", str(tmp_path / "ekby"), "--language", "fi", "--program", "x"], input="Ekby\n"
    )
    assert done.exit_code == 0, done.output
    assert "Kenen julkaisu on, esimerkiksi kunnan nimi: " in done.output
    assert "Ekby" in (tmp_path / "ekby" / "mkdocs.yml").read_text(encoding="utf-8")


def test_what_is_to_be_replaced_can_be_neither_locked_nor_published(tmp_path: Path) -> None:
    folder = tmp_path / "ekby"
    assert build("new", "publication", str(folder), "--name", NAME, "--program", "roda-traden==1").returncode == 0
    (folder / "plans" / "bodies.yml").write_text(
        "bodies: [{id: fullmaktige, title: Fullmäktige, kind: council}]\n", encoding="utf-8"
    )

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return build(*command, "--root", str(folder))

    lock = ("lock", "strategin", "--decision", "2026-02-09", "--body", "fullmaktige")
    done = run(*lock)
    assert done.returncode == 1
    # What stopped stands first, and nothing else.
    assert set(re.findall(r"^(\S+?):.*\[([a-z-]+)\]$", done.stderr, re.MULTILINE)) == {
        ("docs/strategi/index.md", "text-to-replace"), ("docs/strategi/omrade-1.md", "text-to-replace"),
    }  # fmt: skip
    assert not (folder / "plans" / "locks.yml").exists()
    assert run("check").returncode == 0
    assert run("check", "--finished").returncode == 1
    for path in (folder / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"(?:Byt ut|Berätta|Skriv här)[^.]*\.", "Så är det.", text), encoding="utf-8")
    assert run("check", "--finished").returncode == 0
    assert run(*lock).returncode == 0


def test_plain_mkdocs_makes_the_same_site(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "ekby"
    run(tmp_path, *NEW, str(folder), "--name", NAME)
    assert run(folder, "build.py", "--out", "ours").returncode == 0
    built = run(folder, "-m", "mkdocs", "build", "--strict", "--site-dir", "plain")
    assert built.returncode == 0, built.stderr
    ours, plain = ({path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*.html")}
                   for top in (folder / "ours", folder / "plain"))  # fmt: skip
    assert ours.keys() == plain.keys()
    assert ours["index.html"] == plain["index.html"]


def test_drafts_fit_into_it(tmp_path: Path, run: Run) -> None:
    folder = tmp_path / "ekby"
    run(tmp_path, *NEW, str(folder), "--name", NAME)
    answers = "Åtgärder för fler jobb\n\nFler ska få arbete.\n1.1\n"
    asked = run(folder, "build.py", "new", "plan", typed=answers)
    assert (asked.returncode, asked.stderr) == (0, "")
    text = (folder / "plans" / "atgarder-for-fler-jobb" / "plan.md").read_text(encoding="utf-8")
    assert 'serves:\n  - "1.1"\n' in text
    asked = run(folder, "build.py", "new", "result", typed="atgarder-for-fler-jobb\n2022\nDet gick bra.\n")
    assert (asked.returncode, asked.stderr) == (0, "")
    asked = run(folder, "build.py", "new", "focus-area", typed="Ett andra område\n\nOm något annat.\n")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert 'number: "2"' in (folder / "docs" / "strategi" / "ett-andra-omrade.md").read_text(encoding="utf-8")
    checked = json.loads(run(folder, "build.py", "check", "--format", "json").stdout)
    assert {each["code"] for each in checked} == UNFINISHED


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    done = build("new", "publication", str(tmp_path), "--name", NAME)
    assert (done.returncode, "finns redan" in done.stderr) == (1, True)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_what_the_repository_has_too_is_the_same(tmp_path: Path) -> None:
    assert (
        build("new", "publication", str(tmp_path / "x"), "--name", NAME, "--program", "roda-traden==1").returncode == 0
    )
    for name in ("build.py", FILE, ".vscode/settings.json", ".vscode/extensions.json", ".vscode/tasks.json"):
        assert (tmp_path / "x" / name).read_bytes() == (REPOSITORY / name).read_bytes()
    ignored = (tmp_path / "x" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert set(ignored) <= set((REPOSITORY / ".gitignore").read_text(encoding="utf-8").splitlines())
    assert "roda-traden==1" in (tmp_path / "x" / "requirements.txt").read_text(encoding="utf-8")
    for path in (tmp_path / "x" / ".github" / "workflows").iterdir():
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
        assert "{%" not in path.read_text(encoding="utf-8")
    for name in (".gitlab-ci.yml", ".github/workflows/proposal.yml", ".github/workflows/comment.yml"):
        assert (tmp_path / "x" / name).read_bytes() == (REPOSITORY / name).read_bytes()
    # A whole repository: what is written first is the first of its history.
    assert "main" in (tmp_path / "x" / ".git" / "HEAD").read_text(encoding="utf-8")
    assert not (tmp_path / "x" / "build.py").stat().st_mode & stat.S_IWOTH


@pytest.mark.parametrize("language", [code for code in languages() if code != "en"])
def test_no_page_of_the_handbook_is_in_english_elsewhere(language: str) -> None:
    pages = {
        path: content.decode() for path, content in program_files(Language(language)).items() if path.endswith(".md")
    }
    english = {path for path, text in pages.items() if re.search(r"\b(the|is|are|with)\b.*\b(the|of)\b", text)}
    # Those for staff have them in English as well.
    staff = {"handbook/deployment.md", "handbook/maintainers.md", "handbook/editing-together.md"}
    assert english == (staff if language == "sv" else set())
    assert {"handbook/skota.md", "handbook/driftsatta.md"} <= pages.keys() or language != "sv"


@pytest.mark.parametrize(("language", "least"), [("sv", 19), ("en", 19), ("de", 19)])
def test_the_handbook_comes_with_it(tmp_path: Path, run: Run, language: str, least: int) -> None:
    made = run(tmp_path, *NEW, "ny", "--name", NAME, "--language", language)
    assert made.returncode == 0, made.stderr
    handbook = tmp_path / "ny" / "handbook"
    pages = sorted(path for path in handbook.glob("*.md") if path.name not in {"meddelanden.md", "messages.md"})
    assert len(pages) >= least
    for page in pages:
        # Its own pages and pictures; examples show links of a publication's own texts.
        for target in re.findall(r"\]\(((?:bilder/)?[\w-]+\.(?:md|png))", page.read_text(encoding="utf-8")):
            assert (handbook / target).exists(), (page.name, target)
    assert "handbook/" in (tmp_path / "ny" / "README.md").read_text(encoding="utf-8")
