"""Site files other than pages, rendered from the templates in `macros/site/`."""

from functools import cache

from jinja2 import Environment
from markupsafe import Markup, escape

from publisher.locales import HOUSE
from publisher.model.languages import LEFT_TO_RIGHT, direction_of
from publisher.model.untranslated import Untranslated, by_language
from publisher.render.environment import template_environment


def drawn_file(template: str, **values: object) -> bytes:
    """Return a file of the site, rendered from one of the templates."""
    return _templates().get_template(template).render(**values).encode()


def with_language(text: str) -> Markup:
    """Return a text as HTML; what of it is in another language than its page's is marked with that language."""
    if not isinstance(text, Untranslated):
        return escape(text)
    direction = direction_of(text.language)
    turned = "" if direction == LEFT_TO_RIGHT else Markup(' dir="{}"').format(direction)
    marked = Markup('<bdi lang="{}"{}>{{}}</bdi>').format(text.language, turned)
    pieces = by_language(str(text), text.parts)
    return Markup("").join(marked.format(piece) if foreign else escape(piece) for piece, foreign in pieces)


@cache
def _templates() -> Environment:
    environment = template_environment([HOUSE / "macros" / "site"], keep_trailing_newline=True)
    environment.filters["with_language"] = with_language
    return environment
