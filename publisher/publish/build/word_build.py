"""Editions as Word files, put into the site that is there."""

from collections.abc import Sequence
from pathlib import Path

from publisher.pipeline import Loaded
from publisher.publish.print.editions import volumes_of
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer
from publisher.render.volumes import Volume, word_path


def publish_word(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, tuple[str, ...]]:
    """Write the editions that are asked for as Word files, and return that no sort of work left anything to keep."""
    writer, files = Writer(options.out, loaded.root), _made(loaded, volumes_of(loaded, options.edition), listener)
    for path, content in files.items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    return {}


def standing_word_files(loaded: Loaded, out: Path, listener: Listener) -> dict[str, bytes]:
    """Return the editions that stand in the site as Word files, made anew; none where no command has put them there."""
    return _made(loaded, [each for each in loaded.site_map.volumes if (out / word_path(each)).is_file()], listener)


def _made(loaded: Loaded, chosen: Sequence[Volume], listener: Listener) -> dict[str, bytes]:
    if not chosen:
        return {}
    # What writes Word files is loaded only where there are any.
    from publisher.publish.word.editions_in_word import word_files

    with listener.progress(loaded.language.text("command.printing"), len(chosen)) as tick:
        return word_files(loaded, chosen, tick)
