"""The texts of --help, in the language of the site, or else that of the system."""

import locale
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from os import environ
from pathlib import Path
from typing import Final

import click

from publisher.language import Language
from publisher.locales import languages
from publisher.settings_file import SETTINGS, language_of

_SHARED: Final = "help.option."
_ROOTS: Final = ("--root", "--into")
# Where a system says its language, even if it has no words in that itself; the first of them counts.
_OF_SYSTEM: Final = ("LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE")
# No language: Python takes it for American English.
_NO_LANGUAGE: Final = frozenset({"C", "POSIX"})
SEVERAL: Final = "…"
"""What follows the name of an argument that may be given several times."""


def explained(command: click.Command, name: str) -> click.Command:
    """Return the command with texts for itself and its options, as far as the catalogues have them."""
    words = language_of_help(sys.argv).under("help.")
    command.help = words.get(f"help.{name}", command.help)
    command.short_help = command.help
    for option in command.params:
        if isinstance(option, click.Option):
            # Its own texts take precedence over those shared by options of the same name.
            shared = words.get(f"{_SHARED}{option.name}", option.help)
            option.help = words.get(f"{_SHARED}{name}.{option.name}", shared)
    if isinstance(command, click.Group) and isinstance(command.commands, dict):
        for inner in command.commands.values():
            explained(inner, f"{name}.{inner.name}")
    in_own_words(command, sys.argv)
    return command


def language_of_help(arguments: Sequence[str], otherwise: str = "en") -> Language:
    """Return the language of the site in the arguments or the current folder; else the one asked for, or the system's.

    Without any of them it is `otherwise`.
    """
    roots = list(_values(arguments, _ROOTS))
    # A missing folder is not a site either, but the current one may be.
    root = next((root for root in roots[-1:] if Path(root).is_dir()), ".")
    if (Path(root) / SETTINGS).is_file():
        return Language(language_of(Path(root)))
    asked = list(_values(arguments, ("--language",)))
    given = meant_language(asked[-1]) if asked else ""
    given = given or _language_of_system()
    return Language(given if given in languages() else otherwise)


def _values(arguments: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    """Yield the values of the options `names` in the arguments of a command line, in order."""
    for key, value in pairwise([*arguments, ""]):
        name, equals, own = key.partition("=")
        if name in names:
            yield own if equals else value


def _language_of_system() -> str:
    """Return the code of the system's language, or "": Python knows none that the system has no files for."""
    named = next((environ[name] for name in _OF_SYSTEM if environ.get(name)), "") or locale.getlocale()[0] or ""
    # Swedish_Sweden, as Windows says it.
    code = named.partition(".")[0].partition("_")[0]
    if code in _NO_LANGUAGE:
        return ""
    return code if len(code) == len("sv") or not code else meant_language(code)


def meant_language(name: str) -> str:
    """Return the code of the program's language that a name, a country's code or the like probably means, or ""."""
    if name in languages():
        return name
    # All names of languages and countries, for a slip only.
    from publisher.model.language_meant import language_meant

    return language_meant(name, languages())


def in_own_words(command: click.Command, arguments: Sequence[str]) -> None:
    """Translate the parts of a command's usage line that click writes itself: [OPTIONS], and metavariables."""
    words = language_of_help(arguments).under("help.metavar.")
    command.options_metavar = f"[{words['help.metavar.options']}]"
    if isinstance(command, click.Group):
        command.subcommand_metavar = words["help.metavar.command"]
    for each in command.params:
        if isinstance(each, click.Argument):
            each.metavar = _metavariable(each.metavar or str(each.name), words) or each.metavar
        elif isinstance(each, click.Option) and not each.is_flag:
            each.metavar = _metavariable(each.metavar or each.type.name, words) or each.metavar


def _metavariable(name: str, words: Mapping[str, str]) -> str | None:
    """Return what a value is called in usage lines; unchanged if it is in the language already, None if unknown."""
    one = name.rstrip(SEVERAL)
    called = one if one in words.values() else words.get(f"help.metavar.{one.casefold()}")
    return called and called + name[len(one) :]
