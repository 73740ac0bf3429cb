"""Problems for other programs: a list in JSON, annotations for GitHub and GitLab, and SARIF for code scanning.

The formats are defined by their consumers, and no library would make this shorter.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from hashlib import sha256
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from publisher.language import Language
from publisher.messages import hint, message
from publisher.problem import Problem, Severity

SARIF_SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_json(problems: Iterable[Problem], language: Language, folder: str = "") -> str:
    """Return problems as a JSON list; line and column are null if the whole file is meant."""
    found = [
        {
            "code": problem.code,
            "severity": str(problem.severity),
            "file": folder + problem.place.file,
            "line": problem.place.line or None,
            "column": problem.place.column or None,
            "message": message(problem, language),
            "hint": hint(problem, language),
        }
        for problem in problems
    ]
    return json.dumps(found, ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem], language: Language, folder: str = "") -> str:
    """Return workflow commands, which GitHub shows beside the lines of a pull request."""
    return "\n".join(_annotation(problem, language, folder) for problem in problems)


def _annotation(problem: Problem, language: Language, folder: str) -> str:
    place = problem.place
    facts: dict[str, object] = {"file": folder + place.file}
    if place.line:
        facts |= {"line": place.line, "col": place.column}
    facts["title"] = problem.code
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in facts.items())
    words = f"{message(problem, language)}\n{hint(problem, language)}"
    return f"::{problem.severity} {properties}::{_escaped(words)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def as_gitlab(problems: Iterable[Problem], language: Language, folder: str = "") -> str:
    """Return a code quality report, which GitLab shows in a merge request with links to the lines."""
    seen: Counter[str] = Counter()
    entries = []
    for problem in problems:
        words = f"{message(problem, language)} {hint(problem, language)}"
        # GitLab recognises a problem by its fingerprint, which must be unique and survive changes of line numbers.
        key = f"{problem.code} {folder}{problem.place.file} {words}"
        seen[key] += 1
        entries.append(
            {
                "description": words,
                "check_name": problem.code,
                "fingerprint": sha256(f"{key} {seen[key]}".encode()).hexdigest(),
                "severity": "major" if problem.severity is Severity.ERROR else "info",
                "location": {"path": folder + problem.place.file, "lines": {"begin": problem.place.line or 1}},
            }
        )
    return json.dumps(entries, ensure_ascii=False, indent=2)


def as_sarif(problems: Iterable[Problem], language: Language, folder: str = "") -> str:
    """Return a SARIF 2.1.0 log, as code scanning on GitHub, GitLab and in editors reads it."""
    found = tuple(problems)
    rules = [{"id": code} for code in sorted({problem.code for problem in found})]
    run = {
        "tool": {"driver": {"name": "roda-traden", "rules": rules}},
        "language": language.code,
        "columnKind": "unicodeCodePoints",
        "results": [_sarif_result(problem, language, folder) for problem in found],
    }
    return json.dumps({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _sarif_result(problem: Problem, language: Language, folder: str) -> dict[str, object]:
    place = problem.place
    where: dict[str, object] = {"artifactLocation": {"uri": quote(folder + place.file)}}
    if place.line:
        where["region"] = {"startLine": place.line, "startColumn": place.column}
    return {
        "ruleId": problem.code,
        "level": "error" if problem.severity is Severity.ERROR else "note",
        "message": {"text": f"{message(problem, language)} {hint(problem, language)}"},
        "locations": [{"physicalLocation": where}],
    }


Format = Callable[[Iterable[Problem], Language, str], str]

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {"json": as_json, "github": as_github, "gitlab": as_gitlab, "sarif": as_sarif}
)
"""The formats by name; each takes problems, the language for their messages, and a prefix for file names."""
