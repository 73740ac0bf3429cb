"""The Jinja environment, the same for all templates: sandboxed, with undefined names as errors."""

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from pathlib import Path
from types import MethodType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing


class Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox with cached verdicts: `own` are the program's functions, which any template may call.

    A verdict depends only on the type of the value and the attribute's name, so it is cached.
    """

    def __init__(self, own: Iterable[Callable[..., object]] = (), **options: object) -> None:
        super().__init__(**options)
        self._own = frozenset(own)
        self._safe: set[tuple[type, str]] = set()

    def call(self, context: Context, function: object, /, *args: object, **kwargs: object) -> object:
        """Call a function. The program's own functions and macros need no check by the sandbox."""
        if isinstance(function, Macro) or (isinstance(function, MethodType) and function in self._own):
            if kwargs:
                # Jinja's own bookkeeping about the call.
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            return function(*args, **kwargs)
        return super().call(context, function, *args, **kwargs)

    def getattr(self, obj: object, attribute: str) -> object:
        """Return an attribute of a value, if templates may read it."""
        if (type(obj), attribute) in self._safe and (known := getattr(obj, attribute, missing)) is not missing:
            return known
        value = super().getattr(obj, attribute)
        ours = isinstance(obj, TemplateModule) or type(obj).__module__.startswith("publisher.")
        if ours and not isinstance(value, Undefined):
            self._safe.add((type(obj), attribute))
        return value

    def make_globals(self, d: MutableMapping[str, object] | None) -> MutableMapping[str, object]:
        """Return the globals, the same for all templates, none of which gets further ones."""
        return self.globals


def template_environment(
    folders: Sequence[Path], *, autoescape: bool = True, own: Iterable[Callable[..., object]] = (), **options: object
) -> Environment:
    """Return an environment for the templates in `folders`, the first taking precedence.

    `autoescape` escapes every value for HTML; `own` are functions of the program's that templates may call, and
    `options` are passed to the environment.
    """
    return Sandbox(
        own,
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=autoescape,
        trim_blocks=True,
        # Templates do not change during a run; checking the disk for each page would take as long as reading them.
        auto_reload=False,
        **options,
    )
