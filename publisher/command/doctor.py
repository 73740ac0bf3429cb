"""The command that lists what the program needs beyond Python, and what of it is installed.

It imports as little as possible, since it is used when something is missing.
"""

import re
import shutil
import sys
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from platform import python_version
from subprocess import run

import click

from publisher.command.options import root_option
from publisher.locales import HOUSE

PACKAGE = "roda-traden"
EXTRAS = ("import", "ocr", "host", "team", "hub", "pdfkit")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
# The archives that veraPDF needs besides Java, as Debian installs them, by package.
ARCHIVES = {"libjaxb-java": "jaxb-*.jar", "librhino-java": "rhino*.jar"}
_JARS = Path("/usr/share/java")
_FONT = re.compile(r"fontpkg-|.*-fonts\b")
_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Need:
    """A requirement of the program: its `package`, where it was found or "", and whether it is mandatory.

    `about` is the suffix of the locale key that explains why it is needed, and what works without it.
    """

    package: str
    about: str
    place: str
    required: bool = False


@click.command()
@root_option
def doctor(root: Path) -> None:
    """Say what the program needs beyond Python, what of it is here, and what works without it."""
    needs = list(_of_python())
    try:
        from publisher.command.help_texts import language_of_help
        from publisher.command.version import version_of_program
        from publisher.extensions import OUTPUTS, READERS, found
        from publisher.locales import languages
        from publisher.ocr.lexicon import dictionary_folder
        from publisher.ocr.ocr_names import ocr_names
    except ModuleNotFoundError as error:
        # Without its libraries it has no language: only the names are printed.
        click.echo(", ".join(_required_missing(needs)) or error.name)
        sys.exit(1)
    named = {code: ocr_names(code) for code in languages()}
    needs += _programs(each.tesseract for each in named.values())
    needs += [
        Need(each.package, "dictionary", str(dictionary_folder(code) or ""))
        for code, each in named.items()
        if each.package
    ]
    words = language_of_help(["--root", str(root)])
    click.echo(words.text("doctor.intro", version=version_of_program(), python=python_version()))
    for each in needs:
        about = words.text(f"doctor.about.{each.about}")
        key = "doctor.found" if each.place else "doctor.missing"
        click.echo(words.text(key, package=each.package, place=each.place, about=about))
    for extension in (*found(OUTPUTS), *found(READERS)):
        click.echo(words.text("doctor.extension", name=extension.name, package=extension.package))
    if missing := _required_missing(needs):
        click.echo(words.text("doctor.lacks", packages=", ".join(missing)))
        sys.exit(1)
    click.echo(words.text("doctor.ready"))


def _required_missing(needs: Iterable[Need]) -> list[str]:
    return [need.package for need in needs if need.required and not need.place]


def _of_python() -> Iterator[Need]:
    """Yield the requirements that are Python packages: the libraries, the fonts, and those of each extra."""
    asked = requirements()
    fonts = [each for each in asked[""] if _FONT.match(each)]
    yield _as_one([each for each in asked[""] if each not in fonts], "libraries", PACKAGE, required=True)
    yield _as_one(fonts, "fonts", ", ".join(sorted(map(_named, fonts))), required=True)
    for extra in EXTRAS:
        missing = [each for each in asked[extra] if not installed(each)]
        yield Need(f"{PACKAGE}[{extra}]", extra, "" if missing else ", ".join(sorted(map(_named, asked[extra]))))


def _as_one(asked: list[str], about: str, name: str, *, required: bool) -> Need:
    """Return several libraries as one requirement, with the names of missing ones."""
    missing = sorted(_named(each) for each in asked if not installed(each))
    return Need(", ".join(missing) or name, about, "" if missing else str(len(asked)), required)


def _programs(models: Iterable[str]) -> Iterator[Need]:
    """Yield the requirements that are system programs, with their packages in Debian and Ubuntu."""
    yield Need("git", "git", shutil.which("git") or "")
    yield Need("tesseract-ocr", "tesseract", shutil.which("tesseract") or "")
    known = _languages_of_tesseract()
    for model in models:
        yield Need(f"tesseract-ocr-{model}", "model", model if model in known else "")
    yield Need("wkhtmltopdf", "wkhtmltopdf", shutil.which("wkhtmltopdf") or "")
    yield Need("chromium", "chromium", next(filter(None, map(shutil.which, CHROMIUMS)), ""))
    yield Need("libreoffice-writer", "libreoffice", shutil.which("soffice") or "")
    yield Need("openjdk-17-jre-headless", "java", shutil.which("java") or "")
    for package, pattern in ARCHIVES.items():
        yield Need(package, "java", str(next(iter(sorted(_JARS.glob(pattern))), "")))


def _languages_of_tesseract() -> list[str]:
    if not shutil.which("tesseract"):
        return []
    listed = run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=_SECONDS)
    return listed.stdout.split()


def requirements() -> dict[str, list[str]]:
    """Return the Python packages that the program requires, by extra; "" stands for the mandatory ones.

    In a checkout they are in pyproject.toml, in an installed package in its metadata (PEP 508).
    """
    settings = HOUSE / "pyproject.toml"
    if settings.is_file():
        project = tomllib.loads(settings.read_text(encoding="utf-8"))["project"]
        return {"": project["dependencies"], **project["optional-dependencies"]}
    asked = distribution(PACKAGE).requires or []
    plain = [each for each in asked if "extra ==" not in each]
    return {"": plain, **{extra: [each for each in asked if _asked_by(extra, each)] for extra in EXTRAS}}


def _asked_by(extra: str, requirement: str) -> bool:
    return any(f"extra == {quote}{extra}{quote}" in requirement for quote in "\"'")


def _named(requirement: str) -> str:
    """Return the name of the package that a requirement names."""
    from packaging.requirements import Requirement

    return Requirement(requirement).name


def installed(requirement: str) -> bool:
    """Return whether a package is installed in a suitable version, or not required on this system."""
    from packaging.requirements import Requirement

    asked = Requirement(requirement)
    if asked.marker and not any(asked.marker.evaluate({"extra": extra}) for extra in ("", *EXTRAS)):
        return True
    try:
        return asked.specifier.contains(distribution(asked.name).version, prereleases=True)
    except PackageNotFoundError:
        return False
