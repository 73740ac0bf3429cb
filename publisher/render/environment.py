"""The set-up of Jinja, the same for all templates: in a sandbox, where an undefined name stops the work."""

from collections.abc import Callable, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment


def template_environment(
    folders: Sequence[Path],
    *,
    autoescape: bool = True,
    sandbox: Callable[..., Environment] = ImmutableSandboxedEnvironment,
    **options: object,
) -> Environment:
    """Return an environment for the templates in `folders`, of which the first comes first.

    `autoescape` makes HTML of every value; `sandbox` is the environment's class, and `options` are further ones of its.
    """
    return sandbox(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        **options,
    )
