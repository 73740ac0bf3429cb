"""Lets plain `mkdocs build` and `mkdocs serve` make the same site as `python build.py`."""

from publisher.publish.mkdocs_hook import on_config, on_post_build, on_serve  # noqa: F401
