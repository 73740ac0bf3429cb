"""Values in templates: whatever an editor typed is text, never markup.

Every character that means something to Markdown or HTML becomes a numeric entity, which both pass on
unread. So one escape serves paragraphs, headings, tables, links and attributes alike.
"""

import re
from functools import lru_cache
from typing import Final

from markupsafe import Markup

# The dot of `1.` and the signs of a list mean something at the start of a line only.
_SPECIAL: Final = re.compile(r"[\\`*_{}\[\]<>&#|~\"!^]|^[-+=:/]|^(?P<ordinal>\d+)\.(?=\s)")
# A space that does not break, as in 1 234, stays what it is.
_SPACE: Final = re.compile(r"[^\S\u00a0\u2007\u202f]+")


def escape(value: object) -> Markup:
    """Return a value as Markdown that shows just its text, on one line."""
    return value if isinstance(value, Markup) else _escaped(str(value))


# The same names and numbers stand on many pages.
@lru_cache(maxsize=10_000)
def _escaped(text: str) -> Markup:
    return Markup(_SPECIAL.sub(_entity, _SPACE.sub(" ", text).strip()))  # this is the escape itself


def _entity(match: re.Match[str]) -> str:
    if match["ordinal"]:
        return f"{match['ordinal']}&#46;"
    return f"&#{ord(match[0])};"
