"""A new publication: settings, texts, registers, and configuration for building and checking it."""

import json
import re
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.locales import HOUSE, LOCALES
from publisher.settings_file import read_settings
from publisher.start.commented import commented
from publisher.start.draft_templates import TEMPLATES, render
from publisher.start.program_files import RECORD, REQUIREMENTS, program_files, record_of, template_files

PACKAGE: Final = "roda-traden"
# The examples in a new publication that are to be replaced: its strategy and the strategy's chapters.
_EXAMPLE: Final = re.compile(rb"^kind: (?:strategy|focus-area)$", re.MULTILINE)


def publication_files(language: Language, name: str, url: str, program: str) -> dict[str, bytes]:
    """Return every file of a new publication by its path. `program` is pip's requirement for the program."""

    def fields(kind: str, /, **given: object) -> str:
        return commented(kind, KINDS[kind].model, given, language).rstrip("\n")

    values = {
        "name": name,
        "url": url,
        "program": program,
        "language": language.code,
        "t": language.text,
        "fields": fields,
        # Marks a sentence for authors to replace: `read/placeholders.py` finds those that are left.
        "placeholder": str,
    }
    texts = template_files(LOCALES / language.code / "publication", values)
    programs = program_files(language)
    files = {path: text.encode() for path, text in texts.items()} | programs
    files[REQUIREMENTS] = render(TEMPLATES / "publication", REQUIREMENTS, values).encode()
    return files | {RECORD: record_of(programs)}


def beginning(language: Language, name: str, program: str) -> tuple[dict[str, bytes], str]:
    """Return the files of a new publication without a strategy, and the folder where its strategy belongs."""
    files = publication_files(language, name, "", program)
    examples = _examples(files)
    return {path: text for path, text in files.items() if path not in examples}, _folder(examples)


def take_example(root: Path) -> tuple[tuple[str, ...], str]:
    """Remove the example strategy from `root`, and return its files and folder; empty if somebody has edited it."""
    settings = read_settings(root)
    name = settings.publication.organisation.name
    examples = _examples(publication_files(Language(settings.theme.language), name, "", ""))
    if all((root / path).is_file() and (root / path).read_bytes() == text for path, text in examples.items()):
        take_away(root, examples)
        return tuple(examples), _folder(examples)
    return (), ""


def take_away(root: Path, paths: Iterable[str]) -> None:
    """Remove files from the folder `root`."""
    for path in paths:
        (root / path).unlink()


def _examples(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: text for path, text in files.items() if path.startswith("docs/") and _EXAMPLE.search(text)}


def _folder(examples: Iterable[str]) -> str:
    return Path(next(iter(examples))).parent.as_posix()


def source_of_program() -> str:
    """Return pip's requirement for this program: the URL that it came from, this folder, or its version."""
    try:
        installed = distribution(PACKAGE)
    except PackageNotFoundError:
        return f"{PACKAGE} @ {HOUSE.as_uri()}"
    origin = json.loads(installed.read_text("direct_url.json") or "{}")
    if vcs := origin.get("vcs_info"):
        source = f"{vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
        # Pip takes no name before a repository in a folder, since its URL has no host.
        return source if origin["url"].startswith("file:") else f"{PACKAGE} @ {source}"
    if (HOUSE / "pyproject.toml").is_file():
        return f"{PACKAGE} @ {Path(HOUSE).as_uri()}"
    # A wheel, or a folder that was installed: no index has that version.
    return f"{PACKAGE} @ {origin['url']}" if "url" in origin else f"{PACKAGE}=={installed.version}"
