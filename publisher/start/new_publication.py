"""A publication to begin with: settings, texts, registers, and what lets others build and check it."""

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.locales import HOUSE, LOCALES
from publisher.schema.json_schema import schema_files
from publisher.schema.snippets import FILE, snippets
from publisher.start.commented import commented
from publisher.start.draft_templates import TEMPLATES, render

PACKAGE: Final = "roda-traden"
# Templates of files that begin with a full stop: such names would mean something where the templates stand.
DOT: Final = "dot."
HANDBOOK: Final = HOUSE / "handbook"
HANDBOOK_LANGUAGE: Final = "sv"
# In English, for whoever looks after the program or the server.
FOR_MAINTAINERS: Final = ("handbook/deployment.md", "handbook/maintainers.md")
# What stands in a new publication to be replaced: its strategy and the strategy's parts.
_EXAMPLE: Final = re.compile(r"^kind: (?:strategy|focus-area)$", re.MULTILINE)


def publication_files(language: Language, name: str, url: str, program: str) -> dict[str, str]:
    """Return every file of a new publication by its path. `program` is what pip installs the program by."""

    def fields(kind: str, /, **given: object) -> str:
        return commented(kind, KINDS[kind].model, given, language).rstrip("\n")

    values = {
        "name": name,
        "url": url,
        "program": program,
        "language": language.code,
        "t": language.text,
        "fields": fields,
        # Marks a sentence that authors are to replace: `read/placeholders.py` finds those that still stand.
        "placeholder": str,
    }
    files: dict[str, str] = {}
    for folder in (TEMPLATES / "publication", LOCALES / language.code / "publication"):
        # pip compiles the Python files of a package, wherever they lie, into a folder beside them.
        for path in sorted(each for each in folder.rglob("*") if each.is_file() and each.suffix != ".pyc"):
            template = path.relative_to(folder).as_posix()
            files[_path(template)] = render(folder, template, values)
    own = f"schemas/{language.code}/"
    files |= {path: text for path, text in schema_files().items() if path.startswith(own)}
    return files | {FILE: snippets(language)}


def handbook_files(language: Language) -> dict[str, bytes]:
    """Return the pages and pictures of the handbook by their paths: those for staff where they speak its language."""
    every = {path.relative_to(HOUSE).as_posix(): path for path in sorted(HANDBOOK.rglob("*")) if path.is_file()}
    shown = every if language.code == HANDBOOK_LANGUAGE else {name: every[name] for name in FOR_MAINTAINERS}
    return {name: path.read_bytes() for name, path in shown.items()}


def beginning(language: Language, name: str, program: str) -> tuple[dict[str, str], str]:
    """Return the files of a new publication that has no strategy yet, and the folder where its strategy belongs."""
    files = publication_files(language, name, "", program)
    examples = [path for path, text in files.items() if _EXAMPLE.search(text) and path.endswith(".md")]
    return {path: text for path, text in files.items() if path not in examples}, str(
        Path(examples[0]).parent.as_posix()
    )


def _path(template: str) -> str:
    return "/".join("." + part.removeprefix(DOT) if part.startswith(DOT) else part for part in template.split("/"))


def source_of_program() -> str:
    """Return what pip would install this program by: the address that it came from, this folder, or its version."""
    try:
        installed = distribution(PACKAGE)
    except PackageNotFoundError:
        return f"{PACKAGE} @ {HOUSE.as_uri()}"
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if vcs := origin.get("vcs_info"):
        return f"{PACKAGE} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
    if (HOUSE / "pyproject.toml").is_file():
        return f"{PACKAGE} @ {Path(HOUSE).as_uri()}"
    return f"{PACKAGE}=={installed.version}"
