"""Each file in `problems/` breaks a small publication in one way and holds the full message for editors.

The publication is `cases/thread/input`. A file's `files` are added to it or stand in place of its own, `change`
replaces words in them, and `body` is the text of the start page. `notice: true` says that nothing of it stops a
build. `REWRITE_EXPECTED=1 pytest tests/test_problems.py` writes the present messages: read every line of
the difference before it is committed.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from babel.messages.pofile import read_po

from publisher.locales import LOCALES
from publisher.messages import as_text
from publisher.problem import Severity, in_order
from tests.publications import HERE, REWRITE, START, problems_in, swedish, with_block, write

CASES = sorted((HERE / "problems").glob("*.yml"))
SOUND = HERE / "cases" / "thread" / "input"

# What the rooms behind `render` find, tested in `publish/`: where a site, a PDF or a folder cannot be made.
OF_PUBLISH = frozenset(
    {
        "build-running", "disk-full", "edit-lost", "edit-not-writable", "edit-not-yours", "engine-missing",
        "output-committed", "output-failed",
        "output-holds-content", "output-not-a-folder", "output-not-ours", "output-read-only", "page-not-built",
        "port-taken", "preview-failed", "print-alt", "print-failed", "print-link", "print-links",
        "propose-host-busy", "propose-host-failed", "propose-host-forbidden", "propose-host-key",
        "propose-host-missing", "propose-host-rejected", "propose-host-silent", "propose-locked", "propose-no-git",
        "propose-no-version", "propose-not-sent",
        "propose-not-sent-behind", "propose-not-sent-key", "propose-not-sent-silent", "propose-refused",
        "propose-unknown-author",
        "search-failed", "site-failed", "site-warning", "unprintable", "upload-damaged", "upload-heic",
        "upload-nothing", "upload-office", "upload-too-large", "upload-without-words", "upload-words-empty",
    }
)  # fmt: skip

# What needs a history in git, tested in `link/time`, `link/test_translations.py` and `publish/changes`.
OF_COMMANDS = frozenset(
    {
        "commit-ahead", "days-partly-known", "days-unknown", "days-unreadable", "days-without-git",
        "git-limit", "git-silent",
        "lock-decision-unknown",
        "lock-lost", "lock-same-decision",
        "locked-line", "locked-new-line", "no-git",
        "not-lockable", "past-unreadable",
        "shallow-clone", "translation-outdated-new", "translation-outdated-text", "unknown-revision",
    }
)  # fmt: skip

# What an import finds in the files that it is given, tested in `importing/test_guard.py`.
OF_IMPORT = frozenset(
    {
        "import-crashed", "import-damaged", "import-empty", "import-encrypted", "import-macros", "import-missing",
        "import-needs",
        "import-decimal-commas", "import-header-unknown", "import-no-header", "import-rows-alike",
        "import-no-table", "import-nothing-placed", "import-old-format", "import-other-content", "import-too-heavy",
        "import-too-large", "import-too-many-cells", "import-too-much-text",
        "import-comments", "import-no-text", "import-other-language",
        "import-outside", "import-tesseract", "import-too-long", "import-tracked",
        "import-unknown-format", "import-unpacks-too-much", "kolada-settings-missing", "kolada-unknown",
        "kolada-unreachable",
    }
)  # fmt: skip

# What a hub finds in what it is to join, tested in `hub/test_hub.py`.
OF_HUB = frozenset(
    {
        "hub-id-taken", "hub-id-twice", "hub-name", "hub-needs", "hub-no-list", "hub-no-pages",
        "hub-no-publication", "hub-no-scheduler", "hub-no-statement", "hub-too-large",
    }
)  # fmt: skip

# What is wrong with other packages, tested in `test_extensions.py`.
OF_EXTENSIONS = frozenset({"extension-failed", "extension-name-taken"})

# What only an attack can bring about, tested in `attacks/`.
OF_ATTACKS = frozenset(
    {
        "edition-left-out", "edition-too-large", "not-a-file", "picture-too-large", "pictures-too-large",
        "publication-too-large",
    }
)  # fmt: skip


def files_of(case: Mapping[str, Any]) -> dict[str, Any]:
    """Return every file of the publication that a case describes."""
    files: dict[str, Any] = {
        path.relative_to(SOUND).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SOUND.rglob("*"))
        if path.is_file()
    }
    files |= case.get("files", {})
    if "body" in case:
        files["docs/index.md"] = START + case["body"]
    for name, changes in case.get("change", {}).items():
        for old, new in changes.items():
            assert files[name].count(old) == 1, f"{old!r} stands {files[name].count(old)} times in {name}"
            files[name] = files[name].replace(old, new)
    return files


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_problem_is_reported_exactly(path: Path, tmp_path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    case = yaml.safe_load(source)
    problems = problems_in(write(tmp_path, files_of(case)))
    words = as_text(problems, swedish()) + "\n"
    if REWRITE:
        path.write_text(with_block(source, "told", words), encoding="utf-8")
    assert words == case["told"]
    assert path.stem.partition(".")[0] in {problem.code for problem in problems}
    assert problems == in_order(problems)
    weight = Severity.NOTICE if case.get("notice") else Severity.ERROR
    assert all(problem.severity is weight for problem in problems)


def test_an_error_hides_no_notice_about_anything_else(tmp_path: Path) -> None:
    case = {"body": "[Planen](ref:saknas)\n\nByt ut den här meningen mot det viktigaste i området.\n",
            "change": {"plans/vagen/plan.md": {"replaces: [gamla-vagen]\n": ""}}}  # fmt: skip
    problems = problems_in(write(tmp_path, files_of(case)))
    assert [each.code for each in problems] == ["unknown-id", "text-to-replace", "replaced-by-none"]


def test_every_problem_has_a_file() -> None:
    with (LOCALES / "sv" / "problems.po").open("rb") as file:
        known = {str(message.id).rpartition(".")[0] for message in read_po(file) if message.id}
    assert {
        path.stem.partition(".")[0] for path in CASES
    } == known - OF_PUBLISH - OF_COMMANDS - OF_HUB - OF_IMPORT - OF_ATTACKS - OF_EXTENSIONS


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        ("Text.", "[The plan](ref:vagn).", ["translation-outdated", "unknown-id"]),
        # Mending the original would change what its translation is compared with.
        ("[Planen](ref:vagn).", "Text.", ["unknown-id"]),
    ],
)
def test_an_error_in_a_translation_does_not_hide_that_its_original_has_changed(
    tmp_path: Path, original: str, translation: str, found: list[str]
) -> None:
    plan = (SOUND / "plans/vagen/plan.md").read_text(encoding="utf-8")
    words = f"---\ntranslated_from: 0123456789ab\ntitle: The way to work\n---\n\n{translation}\n"
    files = files_of({"change": {"mkdocs.yml": {"  publication:\n": "  publication:\n    languages: [{code: en}]\n"}}})
    files |= {"plans/vagen/plan.en.md": words, "plans/vagen/plan.md": f"{plan}\n{original}\n"}
    assert sorted(each.code for each in problems_in(write(tmp_path, files))) == found
