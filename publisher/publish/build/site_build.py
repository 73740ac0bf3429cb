"""The builds of site, data and staged tree, each put into the output folder by the writer."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from publisher.own_cache import print_cache
from publisher.pipeline import Loaded
from publisher.publish.assembly.building import build_website
from publisher.publish.build.print_build import kept_editions, printed
from publisher.publish.build.word_build import standing_word_files
from publisher.publish.changes.edition import with_asked_changes, with_changes
from publisher.publish.data.open_data import data_files
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.build_record import EVERYTHING
from publisher.publish.output.writer import Writer, write_files
from publisher.publish.print.editions import with_editions
from publisher.publish.site.staged import stage
from publisher.render.data_files import FOLDER

# Names below the output folder, by the sort of work that makes them.
Stands: TypeAlias = Mapping[str, Sequence[str]]


def publish_all(loaded: Loaded, options: BuildOptions, listener: Listener) -> Stands:
    """Build the site with its printed editions and data, put it in place, and return its parts by sort of work."""
    editions = printed(loaded, options, listener)
    _publish(loaded, options, listener, editions)
    return {"all": EVERYTHING, "site": EVERYTHING, "data": (FOLDER,), "pdf": tuple(editions)}


def publish_site(loaded: Loaded, options: BuildOptions, listener: Listener) -> Stands:
    """Build the site and its data around the last build's editions; pages say which editions are missing."""
    _publish(loaded, options, listener, kept_editions(loaded, options.out))
    return {"site": EVERYTHING, "data": (FOLDER,)}


def publish_data(loaded: Loaded, options: BuildOptions, listener: Listener) -> Stands:
    """Write the data into the existing site, and return its parts by sort of work."""
    with Writer(options.out, loaded.root).replace_folder(FOLDER) as folder:
        write_files(folder.parent, data_files(loaded.site_map))
    listener.say(loaded.language.text("command.written", path=options.out / FOLDER))
    return {"data": (FOLDER,)}


def publish_stage(loaded: Loaded, options: BuildOptions, listener: Listener) -> Stands:
    """Write the pages as plain files with a configuration beside them, for any site generator."""
    editions: Mapping[str, bytes] = printed(loaded, options, listener)
    loaded, editions = with_changes(with_editions(loaded, editions), editions, print_cache())
    config = stage(loaded, options.out, editions)
    listener.say(loaded.language.text("command.staged", path=config))
    return {}


def _publish(loaded: Loaded, options: BuildOptions, listener: Listener, editions: Mapping[str, bytes]) -> None:
    words = loaded.language
    # What other commands added to this site is kept, remade from the current content.
    in_word = standing_word_files(loaded, options.out, listener)
    loaded, editions = with_changes(with_editions(loaded, editions, in_word), editions, print_cache())
    loaded, editions, lost = with_asked_changes(loaded, editions, print_cache(), options.out)
    # The search page is added to what was rendered.
    count = len(loaded.every_page) + 1 + len(loaded.versions)
    with (
        Writer(options.out, loaded.root).replace_site() as folder,
        listener.progress(words.text("command.building"), count) as tick,
    ):
        warnings = build_website(loaded, options, editions, folder, tick)
        write_files(folder, in_word)
    listener.problems([*lost, *warnings], words)
    listener.say(words.text("command.built", path=options.out / "index.html"))
