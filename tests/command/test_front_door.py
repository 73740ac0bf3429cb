"""The front door, as an editor meets it: what it says, what it leaves behind, how it ends."""

import re
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from publisher.command.main import main
from tests.program import REPOSITORY, build, started
from tests.repository import PLAN, WITH_EDITIONS, changed, git, thread


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A small publication with editions, in git, to break."""
    root = thread(tmp_path / "publication")
    (root / "mkdocs.yml").write_text(WITH_EDITIONS, encoding="utf-8")
    return root


def test_a_check_says_how_many_pages_are_right() -> None:
    done = started("check")
    assert done.returncode == 0
    # What no source gives may be asked for; nothing is to be mended.
    assert not re.search(r"^\S+: (?!Att tänka på: )", done.stderr, re.MULTILINE)
    assert "utan fel" in done.stdout


def test_what_is_missing_on_the_command_line_is_in_the_sites_language(tmp_path: Path) -> None:
    source = tmp_path / "plan.txt"
    source.write_text("Plan\n", encoding="utf-8")
    done = build("import", str(source), "--into", str(tmp_path / "ny"), "--language", "sv", "--write")
    assert (done.returncode, "finns ingen publikation" in done.stderr) == (2, True)
    done = build("edit", "--root", str(REPOSITORY), "--serve-for", str(tmp_path / "team"))
    assert (done.returncode, "Skriv namnet på gruppen" in done.stderr) == (2, True)


def test_content_with_problems_ends_with_1_and_leaves_the_last_site(copy: Path) -> None:
    assert build("--root", str(copy)).returncode == 0
    before = {path: path.read_bytes() for path in (copy / "site").rglob("*") if path.is_file()}
    changed(copy, PLAN, ("status: ongoing\nserves", "status: ongoin\nserves"))
    done = started("--root", str(copy))
    assert done.returncode == 1
    assert f"{PLAN}:" in done.stderr
    assert "Menade du ”ongoing”?" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert {path: path.read_bytes() for path in (copy / "site").rglob("*") if path.is_file()} == before


# What click says of wrong use, and a word of the Swedish that it is said in.
WRONG = {
    "": ("nothing", "Kommandot nothing finns inte."),
    "near": ("lockk", "Kommandot lockk finns inte. Menade du 'lock'?"),
    "option": ("check --fixx", "Flaggan --fixx finns inte. Menade du '--fix'?"),
    "argument": ("lock", "Här saknas 'ID'."),
    "needed": ("changes", "Här saknas '--since'."),
    "value": ("lock x --decision", "Flaggan --decision ska ha ett värde efter sig."),
    "choice": ("check --format x", "Värdet för '--format' går inte: ”x” går inte. Det ska vara någon av 'text'"),
    "number": ("new result --year abc", "”abc” är inget tal som går här."),
    "folder": ("check --root /nowhere/at/all", "/nowhere/at/all finns inte."),
    "much": ("check a b", "Det här är för mycket: a b"),
}


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("", "all"),
        ("--root x --out site", "all --root x --out site"),
        ("--root x check --fix", "check --root x --fix"),
        ("--out data data", "data --out data"),
        ("--fix check --root x", "check --fix --root x"),
        ("--root check check", "check --root check"),
    ],
)
def test_options_may_stand_before_the_command(given: str, meant: str) -> None:
    context = click.Context(main)
    main.parse_args(context, given.split())
    assert [*context._protected_args, *context.args] == meant.split()


@pytest.mark.parametrize("name", WRONG)
def test_wrong_use_is_reported_in_the_language_of_the_site(name: str) -> None:
    given, said = WRONG[name]
    done = build(*given.split())
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
    assert not re.search(r"Usage|Error|Try |OPTIONS|ARGS", done.stderr)


@pytest.mark.parametrize("arguments", [["nothing"], ["check", "--nothing"], ["--root", "/nowhere/at/all"]])
def test_wrong_use_ends_with_2(arguments: list[str]) -> None:
    done = started(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command", ["all", "check", "site", "pdf", "data", "serve", "review", "stage", "changes", "lock"]
)
def test_every_command_explains_itself(command: str) -> None:
    done = build(command, "--help")
    assert done.returncode == 0
    assert "--root" in done.stdout


def test_a_part_alone_leaves_the_rest_as_it_was(copy: Path) -> None:
    assert build("--root", str(copy)).returncode == 0
    start, pdf = copy / "site" / "index.html", copy / "site" / "pdf" / "helheten.pdf"
    before = start.read_bytes(), pdf.read_bytes()
    (copy / "site" / "data" / "plans.csv").unlink()
    assert build("data", "--root", str(copy)).returncode == 0
    assert (copy / "site" / "data" / "plans.csv").is_file()
    pdf.unlink()
    assert build("pdf", "--root", str(copy)).returncode == 0
    assert (start.read_bytes(), pdf.read_bytes()) == before


def test_what_other_commands_put_into_the_site_stays_and_is_made_anew(copy: Path) -> None:
    root = ("--root", str(copy))
    assert build("changes", *root, "--since", "v1").returncode == 0
    assert build("pdf", *root, "--edition", "helheten", "--format", "docx").returncode == 0
    listed, printed, word = (copy / "site" / each for each in (
        "andringar/v1/index.html", "pdf/andringar-v1.pdf", "word/helheten.docx"
    ))  # fmt: skip
    before = [path.read_bytes() for path in (listed, printed, word)]
    changed(copy, PLAN, ("status: ongoing\nserves", "status: paused\nserves"))
    assert build("all", *root).returncode == 0
    # Nothing that stands there says of today what held yesterday.
    assert all(path.read_bytes() != old for path, old in zip((listed, printed, word), before, strict=True))
    assert "Pausad" in listed.read_text(encoding="utf-8")
    git(copy, "tag", "--delete", "v1")
    done = build("site", *root)
    assert done.returncode == 0
    assert "unknown-revision" in done.stderr, "what can no longer be made is reported, and gone"
    assert not listed.exists()


@pytest.mark.parametrize(
    ("system", "said"),
    [("C.UTF-8", "Filen saknas."), ("sv_SE.UTF-8", "Filen saknas."), ("en_GB.UTF-8", "The file is missing.")],
)
def test_a_publication_without_settings_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, said: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    done = build("check", "--root", str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith(f"mkdocs.yml: {said}")


def test_a_renamed_node_is_found_at_its_old_address(copy: Path) -> None:
    changed(copy, PLAN, ("formerly: [vagen-2022]", "formerly: [spar]"))
    done = build("site", "--root", str(copy))
    assert done.returncode == 0, done.stderr
    moved = (copy / "site" / "planer" / "spar" / "index.html").read_text(encoding="utf-8")
    assert 'url=../vagen/"' in moved
    assert '<html lang="sv">' in moved


def test_what_nobody_foresaw_is_kept_for_the_user_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Not a message of the program: a fault in it, which is made by taking away what it needs.
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("publisher.command.check.run", lambda *_, **__: 1 / 0)
    for count in (1, 2):
        done = CliRunner().invoke(main, ["check", "--root", str(REPOSITORY)])
        assert done.exit_code == 1
        assert "Traceback" not in done.output
        assert "Vad du kan göra: kör kommandot en gång till." in done.output
        assert len(list(tmp_path.iterdir())) == count
    for path in tmp_path.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert "ZeroDivisionError" in path.read_text(encoding="utf-8")


def test_without_its_libraries_it_says_what_to_type(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "build.py", tmp_path)
    # A Python that has nothing installed, as the one of a machine that is new.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "build.py"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == ["Skriv: make site  (första gången)", "Write: make site  (the first time)"]


def test_without_its_libraries_it_finds_those_beside_it(tmp_path: Path) -> None:
    shutil.copy(REPOSITORY / "build.py", tmp_path)
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    python = tmp_path / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\necho found $2\n", encoding="utf-8")
    python.chmod(0o755)
    command = [sys.executable, "-I", "-S", "build.py", "check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "found check\n")
