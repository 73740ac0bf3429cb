"""The document of changes: into the site that is there as a page in its shell, and in print."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.link.volumes import Volume
from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded
from publisher.publish.back import Around
from publisher.publish.cover import described
from publisher.publish.editions import assets_of, templates
from publisher.publish.order import Order, Steps
from publisher.publish.site import page_plugin, render_site
from publisher.publish.typeset import prepared, typeset
from publisher.publish.whole import publish_site
from publisher.publish.writer import Writer
from publisher.render.address import addresses
from publisher.render.changes import Comparison
from publisher.render.markdown import to_html
from publisher.render.page import Page, url_of


def publish_changes(loaded: Loaded, comparison: Comparison, order: Order, steps: Steps) -> None:
    """Write the document into the site as page and PDF. A site that is not there yet is made first."""
    if not (order.out / "index.html").is_file():
        publish_site(loaded, order, steps)
    words = loaded.language
    volume = Volume(f"{words.text('address.changes')}-{comparison.name}", EditionKind.WHOLE, "")
    page = comparison.page(volume.path)
    files = {volume.path: _printed(loaded, comparison, page, volume)}
    files[f"{page.url}index.html"] = _dressed(loaded, page, files, order)
    writer = Writer(order.out, loaded.root)
    for path, content in files.items():
        writer.replace_file(path, content)
        steps.say(words.text("command.written", path=order.out / path))


def _dressed(loaded: Loaded, page: Page, files: Mapping[str, bytes], order: Order) -> bytes:
    """Return the page as HTML in the site's own shell; of the other pages only the addresses are needed."""
    with TemporaryDirectory() as folder:
        plugin = page_plugin(loaded.publication, loaded.language, page, files)
        render_site(loaded.root, Path(folder), plugin, strict=order.strict)
        return (Path(folder) / page.url / "index.html").read_bytes()


def _printed(loaded: Loaded, comparison: Comparison, page: Page, volume: Volume) -> bytes:
    settings = loaded.publication.settings
    about = described(loaded, volume, [page])
    about = replace(about, title=page.title, subtitle=about.title, facts=comparison.facts(), home=page.url)
    places = addresses(loaded.publication, loaded.language)
    # Every page of the publication stands elsewhere: on the site, where there is one.
    known = {path: settings.address and settings.address + url_of(path) for path in places.by_id.values()}
    around = Around(known, templates(loaded.root), decimal=loaded.language.decimal)
    content = to_html(page.markdown, settings.markdown_extensions)
    return typeset(prepared(about, [(page, content)], assets_of(loaded), around))
