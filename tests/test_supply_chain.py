"""What the program is made of: every package of both lock files, and what is known against them."""

import json
import re
from pathlib import Path

import pytest

from tests.program import REPOSITORY
from tests.supply_chain import (
    BILL,
    FAULTS,
    LICENCES,
    LOCK,
    NPM_LOCK,
    UNREACHED,
    Audit,
    npm_audit,
    python_audit,
    write_bill,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("bill")
    write_bill(REPOSITORY, path)
    return path


def test_the_bill_has_every_package_with_its_version_and_checksum(folder: Path) -> None:
    bill = json.loads((folder / BILL).read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    found = {part["purl"] for part in bill["components"]}
    python = re.findall(r"^([\w.-]+)==([^\s;\\]+)", (REPOSITORY / LOCK).read_text(encoding="utf-8"), re.MULTILINE)
    packages = json.loads((REPOSITORY / NPM_LOCK).read_text(encoding="utf-8"))["packages"]
    npm = {
        f"pkg:npm/{path.rpartition('node_modules/')[2]}@{each['version']}" for path, each in packages.items() if path
    }
    assert len(python) > 100
    assert npm
    assert found == {f"pkg:pypi/{name}@{version}" for name, version in python} | npm
    hashed = [
        part for part in bill["components"] if any(each.get("hashes") for each in part.get("externalReferences", ()))
    ]
    assert len(hashed) == len(python)
    # Nothing of the machine or the moment stands in it.
    assert "timestamp" not in bill["metadata"]
    assert "serialNumber" not in bill
    assert str(REPOSITORY) not in json.dumps(bill)


def test_the_list_has_the_licence_of_each(folder: Path) -> None:
    lines = (folder / LICENCES).read_text(encoding="utf-8").splitlines()
    bill = json.loads((folder / BILL).read_text(encoding="utf-8"))
    assert len(lines) == len(bill["components"])
    licences = {line.split(" ")[0]: line.partition(": ")[2] for line in lines}
    assert licences["vnu-jar"] == "MIT"
    assert licences["click"] == "BSD-3-Clause"


LOCKED = "a==1.0 \\\n    --hash=sha256:00\nb==2.0 \\\n    --hash=sha256:11\n"
ANSWERED = {"name": "a", "version": "1.0", "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}]}


@pytest.mark.parametrize(
    ("answer", "code", "lines"),
    [
        ("", UNREACHED, ["x: not audited, for the advisories could not be reached."]),
        ("no JSON", UNREACHED, ["x: not audited, for the advisories could not be reached."]),
        (
            {"dependencies": [{"name": "a", "skip_reason": "?"}, {"name": "b", "skip_reason": "?"}]},
            UNREACHED,
            ["x: not audited, for the advisories could not be reached."],
        ),
        (
            {"dependencies": [ANSWERED, {"name": "b", "version": "2.0", "vulns": []}]},
            FAULTS,
            ["x: 2 packages audited, 1 known faults.", "  a 1.0: PYSEC-1, mended in 1.1"],
        ),
        (
            {"dependencies": [{"name": "a", "version": "1.0", "vulns": []}, {"name": "b", "skip_reason": "?"}]},
            UNREACHED,
            ["x: 1 packages audited, 0 known faults.", "x: 1 packages are not known there, and were not audited."],
        ),
    ],
)
def test_an_audit_says_what_it_could_not_ask(answer: object, code: int, lines: list[str]) -> None:
    found = python_audit(answer if isinstance(answer, str) else json.dumps(answer), LOCKED)
    assert (found.code, found.lines("x")) == (code, lines)


def test_npm_is_asked_too() -> None:
    lock = json.dumps({"packages": {"": {}, "node_modules/a": {}}})
    assert npm_audit("", lock) == Audit((), 1, 1)
    assert npm_audit(json.dumps({"error": {"code": "ENOTFOUND"}}), lock).code == UNREACHED
    assert npm_audit(json.dumps({"vulnerabilities": {}}), lock).code == 0
    fault = {"vulnerabilities": {"a": {"severity": "high", "range": "<2"}}}
    assert npm_audit(json.dumps(fault), lock).lines("x")[1:] == ["  a: high, <2"]
