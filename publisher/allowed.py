"""What the maintainer, who runs the program, allows on the command line beyond the usual."""

from contextvars import ContextVar
from typing import Final

CUSTOM_DIR: Final = "custom_dir"
SIZE: Final = "size"

ALLOWED: ContextVar[frozenset[str]] = ContextVar("allowed", default=frozenset())
"""`custom_dir` is a theme of content's; `size` a publication that takes more than a minute or two gigabytes."""
