"""Escaping: whatever an editor types is text in templates, never markup.

Every character with a meaning in Markdown or HTML becomes a numeric character reference, which both pass through. So
one escape serves paragraphs, headings, tables, links and attributes alike.
"""

import re
from functools import lru_cache
from typing import Final

from markupsafe import Markup

from publisher.commonmark.tongues import MAIN_TONGUE, TONGUE, TONGUES
from publisher.model.untranslated import Untranslated, by_language

_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>&#|~\"!^]")
# List markers, and the dot or bracket of `1.`, have a meaning only at the start of a line.
_OPENING: Final = re.compile(r"[-+=:/]|\d+[.)](?=\s|$)")
# Bare URLs, which would become links, are text too.
_ADDRESS: Final = re.compile(r"(?<=http|xmpp):|(?<=https):|(?<=mailto):|(?<=www)\.|@", re.IGNORECASE)
# Non-breaking spaces, as in 1 234, are kept.
_SPACE: Final = re.compile(r"[^\S\u00a0\u2007\u202f]+")


def escape(value: object) -> Markup:
    """Return a value as Markdown that shows exactly its text, on one line; text in another language is marked."""
    if isinstance(value, Markup):
        return value
    escaped = _escaped(str(value))
    if not isinstance(value, Untranslated):
        return escaped
    # A title that is escaped otherwise at the beginning of a line is not found within the words around it.
    pieces = by_language(str(escaped), map(str, map(_escaped, value.parts)))
    return Markup("").join(
        in_tongue(Markup(piece), value.language) if foreign else Markup(piece) for piece, foreign in pieces
    )


def in_tongue(text: Markup, tag: str) -> Markup:
    """Return Markdown between marks that give its language; `with_tongues` turns them into elements."""
    return Markup(f"{TONGUE}{tag}{TONGUE}{text}{MAIN_TONGUE}")  # it is Markdown already


def without_tongues(text: str) -> str:
    """Return a text without its language marks."""
    return TONGUES.sub("", text)


# The same names and numbers occur on many pages.
@lru_cache(maxsize=10_000)
def _escaped(text: str) -> Markup:
    # Few texts have other white space than single spaces, and checking for that takes no time.
    spaced = text if text.isprintable() and "  " not in text else _SPACE.sub(" ", text)
    escaped = _SPECIAL.sub(lambda match: _entity(match[0]), spaced.strip())
    escaped = _ADDRESS.sub(lambda match: _entity(match[0]), escaped)
    if opening := _OPENING.match(escaped):
        before, character, rest = escaped[: opening.end() - 1], opening[0][-1], escaped[opening.end() :]
        escaped = f"{before}{_entity(character)}{rest}"
    return Markup(escaped)  # this is the escape itself


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
