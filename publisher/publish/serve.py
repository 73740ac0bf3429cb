"""Serving: the site on this machine, following every change, by MkDocs and the hook."""

from pathlib import Path

from mkdocs.commands.serve import serve


def serve_site(root: Path, address: str, *, strict: bool) -> None:
    """Serve the publication in `root` at `address` (host:port) until it is interrupted."""
    # MkDocs needs to be told to follow changes: its own default is lost with newer versions of click.
    serve(str(root / "mkdocs.yml"), livereload=True, dev_addr=address, strict=strict)
