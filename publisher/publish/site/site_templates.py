"""What the site needs beside its pages, drawn from the templates in `macros/site/`."""

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from publisher.language import HOUSE


def drawn_file(template: str, **values: object) -> bytes:
    """Return a file of the site, drawn by one of the templates."""
    return _templates().get_template(template).render(**values).encode()


@cache
def _templates() -> Environment:
    folder = FileSystemLoader(HOUSE / "macros" / "site")
    return Environment(
        loader=folder, autoescape=True, undefined=StrictUndefined, trim_blocks=True, keep_trailing_newline=True
    )
