"""The document of changes as a command makes it: into the site that is there."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.own_cache import print_cache
from publisher.pipeline import Loaded
from publisher.publish.build.site_build import publish_site
from publisher.publish.changes.edition import document
from publisher.publish.changes.remembered import VersionsAsked, remember
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer
from publisher.publish.site.website import page_plugin, render_site
from publisher.render.comparison import Comparison
from publisher.render.page import Page


def publish_changes(
    loaded: Loaded, comparison: Comparison, versions: tuple[str, str | None], options: BuildOptions, listener: Listener
) -> None:
    """Write the document into the site as page and PDF. A site that is not there yet is made first.

    `versions` are what it compares, as they were given: later builds of the site make it anew.
    """
    # Of a proposal that the locks of today would stop there is no site, only what differs.
    if loaded.pages and not (options.out / "index.html").is_file():
        publish_site(loaded, options, listener)
    page, files = document(loaded, comparison, print_cache())
    files[f"{page.url}index.html"] = _themed(loaded, page, files, options)
    writer = Writer(options.out, loaded.root)
    for path, content in files.items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    remember(options.out, VersionsAsked(*versions, page.url))


def _themed(loaded: Loaded, page: Page, files: Mapping[str, bytes], options: BuildOptions) -> bytes:
    """Return the page as HTML in the site's own shell; of the other pages only the addresses are needed."""
    with TemporaryDirectory() as folder:
        made = {volume.path for volume in loaded.site_map.volumes if (options.out / volume.path).is_file()}
        plugin = page_plugin(loaded.site_map, page, files, made)
        menu = loaded.site_map.added_to_menu
        render_site(loaded.root, Path(folder), plugin, strict=options.strict, menu=menu)
        return (Path(folder) / page.url / "index.html").read_bytes()
