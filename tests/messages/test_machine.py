"""Problems as other programs read them, each format as its readers want it.

`sarif-2.1.0.schema.json` is the schema by OASIS, as @microsoft/jest-sarif carries it (MIT).
"""

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from publisher.language import Language
from publisher.locales import languages
from publisher.messages.machine import FORMATS, as_github, as_gitlab, as_json, as_sarif
from publisher.problem import Place, Problem

SV = Language("sv")
SCHEMA = json.loads((Path(__file__).parent / "sarif-2.1.0.schema.json").read_text(encoding="utf-8"))
UNKNOWN = Problem.at(Place("plans/åtgärd: 1, 50 %/plan.md", 10, 2), "unknown-id", id="a:b,c 50%\nd", near="vagen")
EMPTY = Problem.at(Place("plan.md"), "file-empty")
ADVICE = Problem.notice(Place("plan.md", 3, 1), "file-empty")
ALL = (UNKNOWN, EMPTY, ADVICE)


def test_json_is_a_list_that_says_everything() -> None:
    unknown, empty, advice = json.loads(as_json(ALL, SV, "examples/ekbacka/"))
    assert unknown == {
        "code": "unknown-id",
        "severity": "error",
        "file": "examples/ekbacka/plans/åtgärd: 1, 50 %/plan.md",
        "line": 10,
        "column": 2,
        "message": "Id:t a:b,c 50%\nd finns inte.",
        "hint": "Menade du ”vagen”? Kontrollera stavningen eller lägg till det som saknas.",
    }
    assert (empty["line"], empty["column"]) == (None, None)
    assert advice["severity"] == "notice"


def test_github_gets_one_command_a_line_with_its_characters_escaped() -> None:
    unknown, empty, advice = as_github(ALL, SV).splitlines()
    assert unknown == (
        "::error file=plans/åtgärd%3A 1%2C 50 %25/plan.md,line=10,col=2,title=unknown-id::"
        "Id:t a:b,c 50%25%0Ad finns inte.%0A"
        "Menade du ”vagen”? Kontrollera stavningen eller lägg till det som saknas."
    )
    assert empty.startswith("::error file=plan.md,title=file-empty::")
    assert advice.startswith("::notice file=plan.md,line=3,col=1,title=file-empty::")


def test_gitlab_gets_a_report_with_a_fingerprint_for_each_problem() -> None:
    unknown, again, empty, advice = json.loads(as_gitlab((UNKNOWN, *ALL), SV, "examples/"))
    assert unknown | {"fingerprint": ""} == {
        "description": "Id:t a:b,c 50%\nd finns inte. "
        "Menade du ”vagen”? Kontrollera stavningen eller lägg till det som saknas.",
        "check_name": "unknown-id",
        "fingerprint": "",
        "severity": "major",
        "location": {"path": "examples/plans/åtgärd: 1, 50 %/plan.md", "lines": {"begin": 10}},
    }
    assert (empty["location"]["lines"]["begin"], advice["severity"]) == (1, "info")
    assert len({each["fingerprint"] for each in (unknown, again, empty, advice)}) == 4
    moved = replace(UNKNOWN, place=replace(UNKNOWN.place, line=99))
    assert json.loads(as_gitlab([moved], SV, "examples/"))[0]["fingerprint"] == unknown["fingerprint"]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("problems", [(), ALL], ids=["none", "some"])
def test_sarif_is_valid(language: str, problems: tuple[Problem, ...]) -> None:
    log = json.loads(as_sarif(problems, Language(language), "examples/"))
    jsonschema.validate(log, SCHEMA)
    (run,) = log["runs"]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == sorted({each.code for each in problems})
    places = [result["locations"][0]["physicalLocation"] for result in run["results"]]
    files = [unquote(place["artifactLocation"]["uri"]) for place in places]
    assert files == [f"examples/{each.place.file}" for each in problems]


def test_without_problems_only_what_the_format_needs_is_said() -> None:
    nothing = {name: format_of((), SV, "") for name, format_of in FORMATS.items() if name != "sarif"}
    assert nothing == {"json": "[]", "github": "", "gitlab": "[]"}
