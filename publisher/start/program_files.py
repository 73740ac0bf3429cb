"""The files in a publication that belong to the program, in their current version, and the record of those written.

The record is in the format of sha256sum: `sha256sum --check .roda-traden.sha256` lists the files changed since.
"""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from publisher.language import Language
from publisher.locales import HOUSE, LOCALES
from publisher.schema.json_schema import FOLDER as SCHEMAS
from publisher.schema.json_schema import schema_files
from publisher.schema.snippets import FILE, snippets
from publisher.start.draft_templates import TEMPLATES, render
from publisher.start.reference_pages import fields_page, messages_page

RECORD: Final = ".roda-traden.sha256"
# Version 0.1.0 wrote no record. These are the digests of what it wrote, in all its languages.
FIRST_RECORD: Final = TEMPLATES / "version-0.1.0.sha256"
REQUIREMENTS: Final = "requirements.txt"
HANDBOOK: Final = HOUSE / "handbook"
HANDBOOK_LANGUAGE: Final = "sv"
# For maintainers of the program or the server: in English if a language has none of its own.
FOR_MAINTAINERS: Final = ("handbook/deployment.md", "handbook/maintainers.md")
# Pages of an English publication that stand beside the Swedish handbook.
FOR_ENGLISH: Final = ("handbook/editing-together.md",)
CONTENTS_PAGE: Final = "handbook/README.md"
# Templates of dotfiles: with their real names they would take effect where the templates are.
_DOT: Final = "dot."
_LINE: Final = re.compile(r"^(?P<digest>[0-9a-f]{64}) [ *](?P<path>\S.*)$", re.MULTILINE)


def template_files(folder: Path, values: Mapping[str, object], below: str = "") -> dict[str, str]:
    """Return the templates below a folder, rendered, by their paths in a publication; `below` selects a subfolder."""
    files: dict[str, str] = {}
    # pip compiles the Python files of a package, wherever they are, into a folder beside them.
    for path in sorted(each for each in (folder / below).rglob("*") if each.is_file() and each.suffix != ".pyc"):
        template = path.relative_to(folder).as_posix()
        files[_path(template)] = render(folder, template, values)
    return files


def _path(template: str) -> str:
    return "/".join("." + part.removeprefix(_DOT) if part.startswith(_DOT) else part for part in template.split("/"))


def program_files(language: Language) -> dict[str, bytes]:
    """Return each file of a publication that belongs to the program: its build files, schemas and handbook."""
    values = {"language": language.code, "t": language.text}
    texts = template_files(TEMPLATES / "publication", {**values, "program": ""})
    # Which version of the program to use is the publication's decision.
    del texts[REQUIREMENTS]
    texts |= schema_files([language.code])
    texts[FILE] = snippets(language)
    return {path: text.encode() for path, text in texts.items()} | _handbook(language, values)


def _handbook(language: Language, values: Mapping[str, object]) -> dict[str, bytes]:
    """Return pages and pictures of the handbook by their paths: those for staff if there are any in its language."""
    every = {path.relative_to(HOUSE).as_posix(): path for path in sorted(HANDBOOK.rglob("*")) if path.is_file()}
    names = (*FOR_MAINTAINERS, *(FOR_ENGLISH if language.code == "en" else ()))
    shown = every if language.code == HANDBOOK_LANGUAGE else {name: every[name] for name in names}
    pages = template_files(LOCALES / language.code / "publication", values, "handbook")
    if CONTENTS_PAGE in pages:
        pages |= {"handbook/fields.md": fields_page(language), "handbook/messages.md": messages_page(language)}
    return {name: path.read_bytes() for name, path in shown.items()} | {
        path: text.encode() for path, text in pages.items()
    }


def made_by_machine(path: str) -> bool:
    """Return whether a file is generated from the models alone: nobody edits it, and `schemas` writes it too."""
    return path == FILE or path.startswith(f"{SCHEMAS}/")


def record_of(files: Mapping[str, bytes]) -> bytes:
    """Return the record of the program's files."""
    return "".join(f"{digest_of(content)}  {path}\n" for path, content in sorted(files.items())).encode()


def recorded(text: str) -> dict[str, frozenset[str]]:
    """Return the digests recorded for each path."""
    found: dict[str, frozenset[str]] = {}
    for line in _LINE.finditer(text):
        found[line["path"]] = found.get(line["path"], frozenset()) | {line["digest"]}
    return found


def digest_of(content: bytes) -> str:
    """Return the SHA-256 of a file; of a text independent of Windows line endings, of a picture byte for byte."""
    is_text = b"\0" not in content
    return sha256(content.replace(b"\r\n", b"\n") if is_text else content).hexdigest()
