"""The whole: what each command puts into the output folder, always by way of the writer."""

from collections.abc import Mapping

from publisher.pipeline import Loaded
from publisher.publish.data.open_data import FOLDER, data_files
from publisher.publish.print.editions import with_editions
from publisher.publish.output.request import Order, Steps
from publisher.publish.build.print_build import kept_editions, printed
from publisher.publish.output.cache import PRINT_CACHE, DiskCache
from publisher.publish.changes.edition import with_changes
from publisher.publish.site.website import build_site, pages_plugin
from publisher.publish.site.staged import stage
from publisher.publish.output.writer import Writer, write_files


def publish_all(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Make the site with its printed editions and its data, and put it in place."""
    _publish(loaded, order, steps, printed(loaded, order, steps))


def publish_site(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Make the site and its data around the editions that the last build printed; print those that are missing."""
    kept = kept_editions(loaded, order.out)
    _publish(loaded, order, steps, kept if kept is not None else printed(loaded, order, steps))


def publish_data(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Write the data into the site that is there."""
    with Writer(order.out, loaded.root).replace_folder(FOLDER) as folder:
        write_files(folder.parent, data_files(loaded.site_map))
    steps.say(loaded.language.text("command.written", path=order.out / FOLDER))


def publish_stage(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Write the pages as plain files with a config beside them, for any site generator."""
    editions: Mapping[str, bytes] = printed(loaded, order, steps)
    loaded, editions = with_changes(with_editions(loaded, editions), editions, DiskCache(order.root / PRINT_CACHE))
    config = stage(loaded, order.out, editions)
    steps.say(loaded.language.text("command.staged", path=config))


def _publish(loaded: Loaded, order: Order, steps: Steps, editions: Mapping[str, bytes]) -> None:
    words = loaded.language
    loaded, editions = with_changes(with_editions(loaded, editions), editions, DiskCache(order.root / PRINT_CACHE))
    # The search page comes on top of what was rendered.
    count = len(loaded.pages) + 1
    with (
        Writer(order.out, loaded.root).replace_site() as folder,
        steps.progress(words.text("command.building"), count) as tick,
    ):
        plugin = pages_plugin(loaded.site_map, loaded.pages, loaded.root, editions, tick)
        warnings = build_site(loaded.root, folder, loaded.pages, plugin, strict=order.strict)
    steps.problems(warnings, words)
    steps.say(words.text("command.built", path=order.out / "index.html"))
