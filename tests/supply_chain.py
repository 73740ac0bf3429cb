"""The program's bill of materials and its known vulnerabilities: `python -m tests.supply_chain bill` and `… audit`.

The bill is in CycloneDX (ECMA-424): each package of the two lock files with its version, checksums and licence, and
beside it a readable list of licences. The audit queries the advisories of PyPI and npm. cyclonedx-bom,
cyclonedx-python-lib and pip-audit do the work: OWASP and PyPA maintain them.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from jsonschema import Draft7Validator
from packageurl import PackageURL

from tests.program import REPOSITORY

LOCK, NPM_LOCK = "requirements.lock", "package-lock.json"
BILL, LICENCES = "roda-traden.cdx.json", "licences.txt"
UNKNOWN = "not installed here"
FAULTS, UNREACHED = 1, 2
ADDRESSES = Draft7Validator.FORMAT_CHECKER
# The bill has three hundred addresses, all of them URIs; as IRIs each would be parsed for a quarter of a second.
ADDRESSES.checks("iri-reference")(ADDRESSES.checkers["uri-reference"][0])


def locked(root: Path) -> Bom:
    """Return the bill of the packages in both lock files of `root`."""
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", str(root / LOCK), "--output-reproducible"]
    run = subprocess.run(
        [*command, "--no-validate", "--pyproject", str(root / "pyproject.toml")],
        check=True,
        capture_output=True,
        text=True,
    )
    bill: Bom = Bom.from_json(json.loads(run.stdout))  # type: ignore[attr-defined]  # its decorator adds it
    for component in bill.components:
        about = installed(component)
        component.description = said(about, "Summary") or None if about else None
        if about:
            component.licenses = [LicenseFactory().make_from_string(licence_of(about))]
    npm = list(_npm_components(root))
    bill.components.update(npm)
    if bill.metadata.component:
        bill.register_dependency(bill.metadata.component, bill.components)
    return bill


def installed(component: Component) -> PackageMetadata | None:
    """Return the installed package's metadata; None if another version or none is installed."""
    try:
        found = metadata(component.name)
    except PackageNotFoundError:  # for another system or Python
        return None
    return found if found["Version"] == component.version else None


def licence_of(about: PackageMetadata) -> str:
    """Return the licence that a package declares, as an SPDX expression where it gives one (PEP 639)."""
    classified = [text.split(" :: ")[-1] for text in about.get_all("Classifier") or () if text.startswith("License ::")]
    first_line = said(about, "License").strip().partition("\n")[0]
    short = first_line if len(first_line) < 60 else ""
    return said(about, "License-Expression") or short or " and ".join(classified) or "not declared"


def said(about: PackageMetadata, field: str) -> str:
    """Return a field of a package's metadata, empty if it has none; some versions of the reader raise there."""
    return str(about[field] or "") if field in about else ""


def _npm_components(root: Path) -> Iterator[Component]:
    packages: dict[str, dict[str, Any]] = json.loads((root / NPM_LOCK).read_text(encoding="utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            yield Component(
                name=name,
                version=package["version"],
                type=ComponentType.LIBRARY,
                bom_ref=f"npm-{name}",
                purl=PackageURL.from_string(f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"),
                licenses=[LicenseFactory().make_from_string(package.get("license", "not declared"))],
            )


def licences(bill: Bom) -> list[str]:
    """Return a line for each package: name, version and licence."""
    lines = []
    for component in sorted(bill.components, key=lambda each: each.name.casefold()):
        listed = " / ".join(
            str(getattr(each, "id", "") or getattr(each, "name", "") or each.value) for each in component.licenses
        )
        lines.append(f"{component.name} {component.version}: {listed or UNKNOWN}")
    return lines


def write_bill(root: Path, folder: Path) -> list[Path]:
    """Write bill and licences into `folder`; return their paths. Raises ValueError if the bill is not valid."""
    bill = locked(root)
    text = make_outputter(bill, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    # The time and the number of the making would make each bill another.
    content = {key: value for key, value in json.loads(text).items() if key != "serialNumber"}
    content["metadata"].pop("timestamp", None)
    text = json.dumps(content, indent=2, ensure_ascii=False) + "\n"
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(str(wrong))
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / BILL, folder / LICENCES]
    paths[0].write_text(text, encoding="utf-8")
    paths[1].write_text("\n".join(licences(bill)) + "\n", encoding="utf-8")
    return paths


@dataclass(frozen=True)
class Audit:
    """What advisories say: known vulnerabilities, a line each; how many packages were queried, how many unanswered."""

    faults: Sequence[str]
    asked: int
    unanswered: int

    @property
    def code(self) -> int:
        """The exit code: vulnerabilities known, or else that not all packages could be queried."""
        return FAULTS if self.faults else UNREACHED if self.unanswered else 0

    def lines(self, where: str) -> list[str]:
        """Return the report on the packages of a lock file."""
        if self.unanswered == self.asked:
            return [f"{where}: not audited, for the advisories could not be reached."]
        known = f"{where}: {self.asked - self.unanswered} packages audited, {len(self.faults)} known faults."
        left = [f"{where}: {self.unanswered} packages are not known there, and were not audited."] * bool(
            self.unanswered
        )
        return [known, *left, *self.faults]


def python_audit(answer: str, lock: str) -> Audit:
    """Return what pip-audit found, from its answer in JSON; all unanswered if it had none."""
    count = sum("==" in line and not line.startswith((" ", "#")) for line in lock.splitlines())
    try:
        packages = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Audit((), count, count)
    faults = [
        f"  {package['name']} {package['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or '-'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    return Audit(faults, len(packages), sum("skip_reason" in package for package in packages))


def npm_audit(answer: str, lock: str) -> Audit:
    """Return what npm found, from its answer in JSON; all unanswered if it had none."""
    count = len(json.loads(lock)["packages"]) - 1
    try:
        found: dict[str, dict[str, Any]] = json.loads(answer)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return Audit((), count, count)
    return Audit(
        [f"  {name}: {fault.get('severity')}, {fault.get('range')}" for name, fault in found.items()], count, 0
    )


def audit(root: Path) -> int:
    """Query the advisories for both lock files, print what is known, and return the exit code."""
    python = [sys.executable, "-m", "pip_audit", "-r", LOCK, "--disable-pip", "--no-deps", "--format", "json"]
    npm = [shutil.which("npm") or "npm", "audit", "--package-lock-only", "--json"]
    codes = []
    for command, lock, read in ((python, LOCK, python_audit), (npm, NPM_LOCK, npm_audit)):
        found = read(_answer(command, root), (root / lock).read_text(encoding="utf-8"))
        print(*found.lines(lock), sep="\n")
        codes.append(found.code)
    return FAULTS if FAULTS in codes else max(codes)


def _answer(command: list[str], root: Path) -> str:
    try:
        return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=600).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""


if __name__ == "__main__":
    if sys.argv[1:] == ["audit"]:
        sys.exit(audit(REPOSITORY))
    print(*write_bill(REPOSITORY, REPOSITORY / "build"), sep="\n")
