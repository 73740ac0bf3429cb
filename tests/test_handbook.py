"""The handbook is true: its examples are put into a small publication and its commands are run.

`REWRITE_EXPECTED=1 pytest tests/test_handbook.py` writes the pages of messages and of fields anew.
"""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import ProxyHandler, build_opener

import click
import pytest
import yaml

from publisher.command.main import main
from publisher.language import Language
from publisher.messages import as_text
from publisher.pipeline import load
from publisher.problem import Severity
from publisher.start.reference_pages import fields_page, messages_page
from tests.program import DAY, REPOSITORY
from tests.publications import HERE, REWRITE, swedish

HANDBOOK = REPOSITORY / "handbook"
FIELDS = HANDBOOK / "uppgifter.md"
MESSAGES = HANDBOOK / "meddelanden.md"
# In the order of the handbook: an example may build upon those before it.
PAGES = [
    "andra-en-text", "lagga-till-en-plan", "redovisa-ett-ar", "prova-ett-mal", "publicera-ett-beslut",
    "flera-styrdokument", "skriva-ut", "nyckeltal-mal-bedomningar", "egen-dator", "sokord",
    "flera-sprak",
]  # fmt: skip
_BLOCK = re.compile(
    r"^<!-- (?P<sort>fil|hitta|skriv)(?:: (?P<file>\S+))? -->\n```\w+\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_COMMANDS = re.compile(r"^```sh\n(?P<lines>.*?)^```$", re.MULTILINE | re.DOTALL)
# What else a repository holds: the program with what it needs, and this test, which one of the commands runs.
PROGRAM = [
    ".gitignore", "Makefile", "build.py", "handbook", "locale", "macros", "publisher", "pyproject.toml",
    "requirements.lock", "tests", "theme",
]  # fmt: skip
# What is typed before a line, so that nothing is installed once more, and of this test runs what the line is meant for.
BEFORE = {
    "make site": ["mkdir .venv", 'ln -s "$INSTALLED"/* .venv', "touch .venv/.ready"],
    "REWRITE_EXPECTED=1 python": ["rm handbook/meddelanden.md", "export PYTEST_ADDOPTS='-k test_every_message'"],
}
INTERRUPTIBLE = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL); os.execvp(sys.argv[1], sys.argv[1:])"
)


@dataclass(frozen=True)
class Example:
    """One example: what sort it is, in which file, and its text."""

    sort: str
    file: str
    text: str


def page(name: str) -> str:
    return (HANDBOOK / f"{name}.md").read_text(encoding="utf-8")


def examples(name: str) -> Iterator[Example]:
    """Yield the examples of a page in order; what is to be written names the file of what was to be found."""
    file = ""
    for match in _BLOCK.finditer(page(name)):
        file = match["file"] or file
        yield Example(match["sort"], file, match["text"])


def follow(root: Path, name: str) -> None:
    """Do what a page asks its reader to do."""
    found = ""
    for example in examples(name):
        path = root / example.file
        if example.sort == "fil":
            assert not path.exists()
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(example.text, encoding="utf-8")
        elif example.sort == "hitta":
            found = example.text.rstrip("\n")
            assert path.read_text(encoding="utf-8").count(found) == 1, f"{name}: {found!r} in {example.file}"
        else:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.replace(found, example.text.rstrip("\n")), encoding="utf-8")


def publication(root: Path) -> Path:
    """Write the small publication that the handbook speaks of, with the settings of a whole one."""
    shutil.copytree(HERE / "cases" / "thread" / "input", root)
    settings = yaml.safe_load((REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"))
    settings |= {"site_name": "Provköpings strategi", "site_url": "https://provkoping.example/"}
    settings["extra"]["publication"] = {
        "organisation": {"name": "Provköpings kommun"},
        "editions": [{"id": "helheten", "title": "Hela publikationen"}],
    }
    del settings["nav"]
    text = yaml.safe_dump(settings, allow_unicode=True, sort_keys=False)
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")
    return root


def test_every_example_builds_page_by_page(tmp_path: Path) -> None:
    root = publication(tmp_path / "publication")
    for name in PAGES:
        follow(root, name)
        loaded = load(root)
        wrong = [problem for problem in loaded.problems if problem.severity is Severity.ERROR]
        assert not wrong, f"{name}\n{as_text(wrong, swedish())}"
    paths = {found.path for found in loaded.pages}
    assert {"planer/sommarjobb.md", "resultat/2024/sommarjobb.md", "ansvar/ungdomskontoret.md"} <= paths


def test_every_example_is_one_that_the_test_knows() -> None:
    for path in HANDBOOK.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        marked = len(_BLOCK.findall(text))
        fences = re.findall(r"^```(\w*)$", text, re.MULTILINE)
        assert len([name for name in fences if name and name != "sh"]) == marked, path.name


def repository(root: Path) -> Path:
    """Write a repository with the small publication and the program, as one that somebody clones."""
    publication(root)
    for name in PROGRAM:
        copy = shutil.copytree if (REPOSITORY / name).is_dir() else shutil.copyfile
        copy(REPOSITORY / name, root / name)
    git(root, "init --quiet --initial-branch main", "add --all", "commit --quiet --message Start")
    return root


def test_every_command_runs(tmp_path: Path) -> None:
    remote, work = tmp_path / "remote.git", tmp_path / "publikation"
    git(tmp_path, f"clone --quiet --bare {repository(tmp_path / 'seed')} {remote}")
    names = [name for name in ("egen-dator", "skriva-ut", "maintainers") if _COMMANDS.search(page(name))]
    lines = [line for name in names for match in _COMMANDS.finditer(page(name)) for line in match["lines"].splitlines()]
    said = in_a_terminal(tmp_path, [line.replace("ADRESSEN", str(remote)) for line in lines])
    assert (work / "site" / "pdf" / "helheten.pdf").is_file()
    assert "sommarjobb-2025" in git(remote, "branch")
    assert (work / "handbook" / "meddelanden.md").read_text(encoding="utf-8") == messages_page(swedish())
    assert Language("sv").text("serve.ended") in said
    assert {path.stem for path in HANDBOOK.glob("*.md") if _COMMANDS.search(page(path.stem))} == set(names)


def in_a_terminal(folder: Path, lines: Sequence[str]) -> str:
    """Run lines one after the other in one shell, as somebody would type them, and return what was said."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    script = [typed for line in lines for typed in (*BEFORE.get(line.partition(" -")[0], ()), line)]
    text = "\n".join(script).replace("build.py serve", f"build.py serve --port {port}")
    # The shell and what it runs have a group of their own, so that it can be interrupted as Ctrl+C does.
    shell = [sys.executable, "-c", INTERRUPTIBLE, "bash", "-e", "-x", "-c", text]
    said = folder / "terminal.txt"
    with said.open("w") as file:
        run = subprocess.Popen(
            shell,
            start_new_session=True,
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
        )
        try:
            interrupt_when_served(run, port)
            ended = run.wait()
        finally:
            run.kill()
    assert ended == 0, said.read_text(encoding="utf-8")
    return said.read_text(encoding="utf-8")


def interrupt_when_served(run: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the preview answers, and then do what Ctrl+C does."""
    direct = build_opener(ProxyHandler({}))
    while run.poll() is None:
        try:
            with direct.open(f"http://127.0.0.1:{port}/") as answer:
                assert "Provköpings strategi" in answer.read().decode()
            os.killpg(run.pid, signal.SIGINT)
            return
        except URLError:
            time.sleep(0.1)


def git(folder: Path, *lines: str) -> str:
    said = ""
    for line in lines:
        command = ["git", *shlex.split(line)]
        said = subprocess.run(command, cwd=folder, env=environment(), capture_output=True, text=True, check=True).stdout
    return said


def environment() -> dict[str, str]:
    who = {f"GIT_{role}_{what}": "test@example.se" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    return {**os.environ, **who, "INSTALLED": sys.prefix, "SOURCE_DATE_EPOCH": DAY, "GIT_CONFIG_GLOBAL": os.devnull}


def test_every_command_named_in_passing_exists() -> None:
    for path in HANDBOOK.glob("*.md"):
        for name in re.findall(r"build\.py (\w[\w-]*)", path.read_text(encoding="utf-8")):
            assert name in main.list_commands(click.Context(main)), f"{path.name}: {name}"


def test_every_link_leads_to_a_page() -> None:
    for path in HANDBOOK.glob("*.md"):
        # What stands in examples leads on within their publication.
        text = re.sub(r"^```.*?^```$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        for target in re.findall(r"(?<!\\)\]\(([^)#]+)\)", text):
            assert (path.parent / target).is_file(), f"{path.name}: {target}"


def test_every_message_is_explained() -> None:
    if REWRITE:
        MESSAGES.write_text(messages_page(swedish()), encoding="utf-8")
    assert MESSAGES.read_text(encoding="utf-8") == messages_page(swedish())


def test_every_field_is_explained() -> None:
    if REWRITE:
        FIELDS.write_text(fields_page(swedish()), encoding="utf-8")
    assert FIELDS.read_text(encoding="utf-8") == fields_page(swedish())


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_in_the_contents(name: str) -> None:
    assert f"]({name}.md)" in page("README")
