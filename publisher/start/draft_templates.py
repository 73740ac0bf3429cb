"""The templates of what people begin with, from `macros/new/`: Jinja in a sandbox, as everywhere."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from publisher.language import HOUSE
from publisher.mend.dump import as_yaml_flow
from publisher.render.escape import escape

TEMPLATES: Final = HOUSE / "macros" / "new"


def render(folder: Path, name: str, values: Mapping[str, Any]) -> str:
    """Return a template of `folder` filled in. `| yaml` makes a value safe in YAML, `| md` a text in Markdown."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        undefined=StrictUndefined,
        autoescape=False,  # nothing here is HTML
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    environment.filters |= {"yaml": as_yaml_flow, "md": escape}
    return environment.get_template(name).render(values)
