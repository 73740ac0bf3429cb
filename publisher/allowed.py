"""What the maintainer, who runs the program, allows on the command line beyond the usual."""

from contextvars import ContextVar
from typing import Final

CUSTOM_DIR: Final = "custom_dir"

ALLOWED: ContextVar[frozenset[str]] = ContextVar("allowed", default=frozenset())
"""Names of settings; `custom_dir` is a theme of content's."""
