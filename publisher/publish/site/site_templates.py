"""Site files other than pages, rendered from the templates in `macros/site/`."""

from functools import cache

from jinja2 import Environment

from publisher.locales import HOUSE
from publisher.render.environment import template_environment


def drawn_file(template: str, **values: object) -> bytes:
    """Return a file of the site, rendered from one of the templates."""
    return _templates().get_template(template).render(**values).encode()


@cache
def _templates() -> Environment:
    return template_environment([HOUSE / "macros" / "site"], keep_trailing_newline=True)
