"""The version of the program."""

from importlib.metadata import PackageNotFoundError, version
from typing import Final

from publisher.locales import HOUSE
from publisher.read.git import ask_git

PACKAGE: Final = "roda-traden"


def version_of_program() -> str:
    """Return the version: from `git describe` in a checkout, else the package's."""
    if (HOUSE / ".git").exists() and (name := ask_git(HOUSE, "describe", "--tags", "--always", "--dirty")):
        return name.decode().strip()
    try:
        return version(PACKAGE)
    except PackageNotFoundError:
        return "?"
