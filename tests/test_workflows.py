"""What runs on the code host is valid, pinned and careful: nothing of a proposal runs with the right to write."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from check_jsonschema import main as check_jsonschema  # type: ignore[import-untyped]
from click.testing import CliRunner

from publisher.command.main import main
from tests.program import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
GITLAB = REPOSITORY / ".gitlab-ci.yml"
SCHEMAS = {
    **dict.fromkeys(WORKFLOWS, "vendor.github-workflows"),
    **dict.fromkeys(FORMS, "vendor.github-issue-forms"),
    REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "config.yml": "vendor.github-issue-config",
    GITLAB: "vendor.gitlab-ci",
}
# Read only, and what may be written by a workflow that runs nothing of a proposal.
WRITING = {
    "comment.yml": {"actions": "read", "pull-requests": "write"},
    "publish.yml": {"contents": "read", "pages": "write", "id-token": "write"},
}


def workflow(path: Path) -> dict[str, Any]:
    # Without types, so that the key `on` stays a word.
    return dict(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader))


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("schema", sorted({*SCHEMAS.values()}))
def test_files_are_valid(schema: str) -> None:
    files = [str(path) for path, each in SCHEMAS.items() if each == schema]
    transform = ["--data-transform", "gitlab-ci"] if str(GITLAB) in files else []
    done = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, *transform, *files])
    assert (done.exit_code, done.output) == (0, "ok -- validation done\n")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_others_actions_are_named_by_commit(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert all(re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40}", name) for name in used)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_proposal_never_runs_with_the_right_to_write(path: Path) -> None:
    whole = workflow(path)
    assert "pull_request_target" not in whole["on"]
    rights = [whole["permissions"], *(job.get("permissions", {}) for job in whole["jobs"].values())]
    granted = {name: right for each in rights for name, right in (each or {}).items()}
    assert granted == WRITING.get(path.name, {"contents": "read"})
    if "pull_request" in whole["on"]:
        assert "write" not in granted.values()
        assert "secrets." not in path.read_text(encoding="utf-8")
    if "workflow_run" in whole["on"]:
        assert not [step for step in steps(path) if "checkout" in step.get("uses", "")]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_second_attempt_names_what_it_keeps_by_itself(path: Path) -> None:
    kept = [step["with"] for step in steps(path) if "/upload-" in step.get("uses", "")]
    assert all("github.run_attempt" in each["name"] for each in kept)
    # Who fetches it asks for that of the same attempt.
    text = path.read_text(encoding="utf-8")
    assert text.count("artifact_name: site-${{ github.run_attempt }}") == text.count("actions/deploy-pages@")
    assert "gh run download" not in text or '--name "changes-$ATTEMPT"' in text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_that_others_write_becomes_part_of_a_script(path: Path) -> None:
    scripts = [step["run"] for step in steps(path) if "run" in step]
    assert not [script for script in scripts if "${{" in script]


def command(name: str) -> click.Command:
    """Return one of the program's commands."""
    found = main.get_command(click.Context(main), name)
    assert found, name
    return found


@pytest.mark.parametrize("path", [*WORKFLOWS, GITLAB], ids=lambda path: path.name)
def test_commands_exist_with_their_options(path: Path) -> None:
    for name, rest in re.findall(r"build\.py (\w+)(.*)", path.read_text(encoding="utf-8")):
        options = {option for each in command(name).params for option in each.opts}
        assert set(re.findall(r"(?<=\s)--[\w-]+", rest)) <= options, name


@pytest.mark.skipif(not shutil.which("jq"), reason="jq is not installed here")
def test_the_comment_holds_the_text_as_one_value(tmp_path: Path) -> None:
    script = next(step["run"] for step in steps(WORKFLOWS[1]) if step.get("name") == "Post it")
    line = script[script.index("head --bytes") : script.index("known=")]
    (tmp_path / "changes").mkdir()
    hostile = '`id` $(id) "}, "x": {"@everyone ${{ github.token }} \n' + "å" * 60000
    (tmp_path / "changes" / "changes.md").write_text(hostile, encoding="utf-8")
    environment = {
        "MARK": "<!-- m -->",
        "GITHUB_SERVER_URL": "https://x",
        "GH_REPO": "a/b",
        "RUN": "1",
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(["bash", "-euo", "pipefail", "-c", line], cwd=tmp_path, env=environment, check=True)
    comment = yaml.safe_load((tmp_path / "comment").read_text(encoding="utf-8"))
    assert set(comment) == {"body"}
    assert comment["body"].startswith("<!-- m -->\n`id` $(id)")
    assert "@everyone" not in comment["body"]


def test_a_placeholder_is_seen_as_one() -> None:
    owners = (REPOSITORY / ".github" / "CODEOWNERS.example").read_text(encoding="utf-8")
    named = [line.split() for line in owners.splitlines() if line and not line.startswith("#")]
    assert all(team.startswith("@EXEMPEL/") for _, *teams in named for team in teams)
    assert all((REPOSITORY / place.strip("/")).exists() for place, *_ in named if place != "*")
