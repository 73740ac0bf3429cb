"""The whole: what each command puts into the output folder, always by way of the writer."""

from collections.abc import Mapping
from pathlib import Path

from publisher.link.volumes import volumes
from publisher.pipeline import Loaded
from publisher.publish.data import FOLDER, data_files
from publisher.publish.editions import Printer, edition_files, volumes_of, with_editions
from publisher.publish.order import Order, Steps
from publisher.publish.shelf import Shelf
from publisher.publish.since import with_changes
from publisher.publish.site import build_site, pages_plugin
from publisher.publish.stage import stage
from publisher.publish.writer import Writer, write_files

# Where what was set before is kept, below the publication's folder.
SHELF = Path("build/cache/print")


def publish_all(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Make the site with its printed editions and its data, and put it in place."""
    _publish(loaded, order, steps, _printed(loaded, order, steps))


def publish_site(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Make the site and its data around the editions that the last build printed; print those that are missing."""
    kept = _kept_editions(loaded, order.out)
    _publish(loaded, order, steps, kept if kept is not None else _printed(loaded, order, steps))


def publish_editions(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Print the editions and put them into the site that is there."""
    writer = Writer(order.out, loaded.root)
    for path, content in _printed(loaded, order, steps).items():
        writer.replace_file(path, content)
        steps.say(loaded.language.text("command.written", path=order.out / path))


def publish_data(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Write the data into the site that is there."""
    with Writer(order.out, loaded.root).replace_folder(FOLDER) as folder:
        write_files(folder.parent, data_files(loaded.publication, loaded.language))
    steps.say(loaded.language.text("command.written", path=order.out / FOLDER))


def publish_stage(loaded: Loaded, order: Order, steps: Steps) -> None:
    """Write the pages as plain files with a config beside them, for any site generator."""
    editions: Mapping[str, bytes] = _printed(loaded, order, steps)
    loaded, editions = with_changes(with_editions(loaded, editions), editions, Shelf(order.root / SHELF))
    config = stage(loaded, order.out, editions)
    steps.say(loaded.language.text("command.staged", path=config))


def _publish(loaded: Loaded, order: Order, steps: Steps, editions: Mapping[str, bytes]) -> None:
    words = loaded.language
    loaded, editions = with_changes(with_editions(loaded, editions), editions, Shelf(order.root / SHELF))
    # The search page comes on top of what was rendered.
    count = len(loaded.pages) + 1
    with (
        Writer(order.out, loaded.root).replace_site() as folder,
        steps.progress(words.text("command.building"), count) as tick,
    ):
        plugin = pages_plugin(loaded.publication, words, loaded.pages, loaded.root, editions, tick)
        warnings = build_site(loaded.root, folder, loaded.pages, plugin, strict=order.strict)
    steps.problems(warnings, words)
    steps.say(words.text("command.built", path=order.out / "index.html"))


def _printed(loaded: Loaded, order: Order, steps: Steps) -> dict[str, bytes]:
    chosen = volumes_of(loaded, order.edition)
    if order.engine == "pdfkit":
        steps.say(loaded.language.text("print.not-accessible"))
    printer = Printer(order.engine, order.root / SHELF, order.crop_marks)
    with steps.progress(loaded.language.text("command.printing"), len(chosen)) as tick:
        return edition_files(loaded, chosen, printer, tick)


def _kept_editions(loaded: Loaded, out: Path) -> dict[str, bytes] | None:
    """Return the editions of the last good build, or None where one of them is not there."""
    paths = [volume.path for volume in volumes(loaded.publication)]
    if not all((out / path).is_file() for path in paths):
        return None
    return {path: (out / path).read_bytes() for path in paths}
