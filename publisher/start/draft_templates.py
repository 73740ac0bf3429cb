"""The templates of new files, from `macros/new/`: sandboxed Jinja, as everywhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from publisher.locales import HOUSE
from publisher.mend.dump import as_yaml_flow
from publisher.render.environment import template_environment
from publisher.render.escape import escape

TEMPLATES: Final = HOUSE / "macros" / "new"


def render(folder: Path, name: str, values: Mapping[str, object]) -> str:
    """Return a template of `folder`, rendered. `| yaml` makes a value safe in YAML, `| md` a text in Markdown."""
    # Nothing here is HTML.
    environment = template_environment([folder, TEMPLATES], autoescape=False, keep_trailing_newline=True)
    environment.filters |= {"yaml": as_yaml_flow, "md": escape}
    return environment.get_template(name).render(values)
