"""The document of changes as a command makes it: into the site that is there."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.pipeline import Loaded
from publisher.publish.output.request import Order, Steps
from publisher.publish.output.cache import PRINT_CACHE, DiskCache
from publisher.publish.changes.edition import document
from publisher.publish.site.website import page_plugin, render_site
from publisher.publish.build.site_build import publish_site
from publisher.publish.output.writer import Writer
from publisher.render.comparison import Comparison
from publisher.render.page import Page


def publish_changes(loaded: Loaded, comparison: Comparison, order: Order, steps: Steps) -> None:
    """Write the document into the site as page and PDF. A site that is not there yet is made first."""
    if not (order.out / "index.html").is_file():
        publish_site(loaded, order, steps)
    page, files = document(loaded, comparison, DiskCache(order.root / PRINT_CACHE))
    files[f"{page.url}index.html"] = _dressed(loaded, page, files, order)
    writer = Writer(order.out, loaded.root)
    for path, content in files.items():
        writer.replace_file(path, content)
        steps.say(loaded.language.text("command.written", path=order.out / path))


def _dressed(loaded: Loaded, page: Page, files: Mapping[str, bytes], order: Order) -> bytes:
    """Return the page as HTML in the site's own shell; of the other pages only the addresses are needed."""
    with TemporaryDirectory() as folder:
        plugin = page_plugin(loaded.site_map, page, files)
        render_site(loaded.root, Path(folder), plugin, strict=order.strict)
        return (Path(folder) / page.url / "index.html").read_bytes()
