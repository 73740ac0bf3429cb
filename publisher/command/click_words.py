"""click's own messages about wrong use, and those in its help, in the language of the site.

click gets its words from gettext, which reads compiled catalogues of one language for the whole machine, chosen by the
environment. Ours are read like all other words of the program, from `locale/<language>/click.po`; so its gettext
functions are replaced in click's modules. They load a catalogue only when a message is needed.
"""

import sys
from collections.abc import Sequence
from functools import cache
from typing import Final

import click

from publisher.command.help_texts import language_of_help

FAMILY: Final = "click."
# Evaluated for every command, but only shown in help; loading all words for it would take longer than some commands.
_OF_HELP: Final = frozenset({"Show this message and exit.", "directory", "path", "file"})


def speak(arguments: Sequence[str], help_names: Sequence[str]) -> None:
    """Make click speak the language of the site that the arguments of a command line name."""
    silent = frozenset() if set(help_names) & set(arguments) else _OF_HELP

    @cache
    def forms() -> dict[str, tuple[str, ...]]:
        return language_of_help(arguments).forms_under(FAMILY)

    def said(message: str) -> str:
        return message if message in silent else forms().get(f"{FAMILY}{message}", (message,))[0]

    def counted(one: str, many: str, number: int) -> str:
        found = forms().get(f"{FAMILY}{one}", (one, many))
        return found[0 if number == 1 else -1]

    for name, module in list(sys.modules.items()):
        if name.startswith(f"{click.__name__}."):
            for function, own in (("_", said), ("ngettext", counted)):
                if hasattr(module, function):
                    setattr(module, function, own)
