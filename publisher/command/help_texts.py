"""What --help says, in the language of the site; where there is none, in that of the system."""

import locale
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import click

from publisher.language import Language
from publisher.locales import languages
from publisher.problem import ProblemsFound
from publisher.settings_file import read_settings

_SHARED: Final = "help.option."


def explained(command: click.Command, name: str) -> click.Command:
    """Return the command with its words and those of its options, as far as the catalogues have them."""
    words = language_of_help(sys.argv).under("help.")
    command.help = words.get(f"help.{name}", command.help)
    command.short_help = command.help
    for option in command.params:
        if isinstance(option, click.Option) and (text := words.get(f"{_SHARED}{option.name}")):
            option.help = text
    return command


def language_of_help(arguments: Sequence[str]) -> Language:
    """Return the language of the site that the arguments name or that lies here; else the system's, or English."""
    roots = [value for key, value in pairwise(arguments) if key == "--root"]
    roots += [key.partition("=")[2] for key in arguments if key.startswith("--root=")]
    try:
        return Language(read_settings(Path(roots[-1] if roots else ".").resolve()).theme.language)
    except ProblemsFound:
        given = (locale.getlocale()[0] or "")[:2]
        return Language(given if given in languages() else "en")
