"""Permissions that whoever runs the program grants on the command line, beyond the defaults."""

from contextvars import ContextVar
from typing import Final

CUSTOM_DIR: Final = "custom_dir"
SIZE: Final = "size"

ALLOWED: ContextVar[frozenset[str]] = ContextVar("allowed", default=frozenset())
"""`custom_dir` allows a theme folder supplied with the content; `size`, a build of over a minute or two gigabytes."""
