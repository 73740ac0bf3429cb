"""Editions as Word files, put into the site that is there."""

from collections.abc import Sequence
from pathlib import Path

from publisher.language import Language
from publisher.pipeline import Loaded
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer
from publisher.publish.print.editions import volumes_of
from publisher.render.volumes import Volume, matching, word_path


def publish_word(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, tuple[str, ...]]:
    """Write the editions that are asked for as Word files, and return that no sort of work left anything to keep."""
    # As on paper, an edition that is asked for is made in each language that has it.
    chosen = [(loaded, volumes_of(loaded, options.edition))]
    chosen += [(each, matching(each.site_map.volumes, options.edition)) for each in loaded.versions]
    writer = Writer(options.out, loaded.root)
    for path, content in _made(chosen, loaded.language, listener).items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    return {}


def standing_word_files(loaded: Loaded, out: Path, listener: Listener) -> dict[str, bytes]:
    """Return the editions that stand in the site as Word files, made anew; none where no command has put them there."""
    versions = (loaded, *loaded.versions)
    chosen = [
        (each, [volume for volume in each.site_map.volumes if (out / word_path(volume)).is_file()]) for each in versions
    ]
    return _made(chosen, loaded.language, listener)


def _made(chosen: Sequence[tuple[Loaded, Sequence[Volume]]], words: Language, listener: Listener) -> dict[str, bytes]:
    """Return the volumes that are chosen of each version of a publication, by their path below the site."""
    count = sum(len(volumes) for _, volumes in chosen)
    if not count:
        return {}
    # What writes Word files is loaded only where there are any.
    from publisher.publish.word.editions_in_word import word_files

    files: dict[str, bytes] = {}
    with listener.progress(words.text("command.printing"), count) as tick:
        for version, volumes in chosen:
            if volumes:
                files |= word_files(version, volumes, tick)
    return files
