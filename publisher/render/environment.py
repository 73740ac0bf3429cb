"""The Jinja environment, the same for all templates: sandboxed, with undefined names as errors."""

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
    """Return an environment for the templates in `folders`, the first taking precedence.

    `autoescape` escapes every value for HTML; `sandbox` is the environment's class, and `options` are passed to it.
    """
    return sandbox(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        **options,
    )
