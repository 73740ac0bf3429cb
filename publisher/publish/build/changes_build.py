"""The command `changes`: adds the list of changes to the existing site."""

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
    """Write the list of changes into the site, as a page and as PDF, building the site first if there is none.

    `versions` are the compared versions, as given: later builds of the site make the list again.
    """
    # A proposal that would break locks has no site, only a list of changes.
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
    """Return the page as HTML in the site's own shell; other pages only provide their addresses."""
    with TemporaryDirectory() as folder:
        made = {volume.path for volume in loaded.site_map.volumes if (options.out / volume.path).is_file()}
        plugin = page_plugin(loaded.site_map, page, files, made)
        menu = loaded.site_map.added_to_menu
        render_site(loaded.root, Path(folder), plugin, strict=options.strict, menu=menu)
        return (Path(folder) / page.url / "index.html").read_bytes()
