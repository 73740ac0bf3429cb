"""The command `word`: puts editions as Word files into the existing site."""

from collections.abc import Sequence
from pathlib import Path

from publisher.language import Language
from publisher.pipeline import Loaded
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer
from publisher.publish.print.editions import volumes_of
from publisher.render.volumes import Volume, matching, word_path


def publish_word(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, tuple[str, ...]]:
    """Write the requested editions as Word files, and return an empty record, since there is nothing to keep."""
    # As in print, a requested edition is made in each language that has it.
    chosen = [(loaded, volumes_of(loaded, options.edition))]
    chosen += [(each, matching(each.site_map.volumes, options.edition)) for each in loaded.versions]
    writer = Writer(options.out, loaded.root)
    for path, content in _word_files(chosen, loaded.language, listener).items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    return {}


def standing_word_files(loaded: Loaded, out: Path, listener: Listener) -> dict[str, bytes]:
    """Return the Word files that the site already has, made again; empty if no command has put any there."""
    versions = (loaded, *loaded.versions)
    chosen = [
        (each, [volume for volume in each.site_map.volumes if (out / word_path(volume)).is_file()]) for each in versions
    ]
    return _word_files(chosen, loaded.language, listener)


def _word_files(
    chosen: Sequence[tuple[Loaded, Sequence[Volume]]], words: Language, listener: Listener
) -> dict[str, bytes]:
    """Return the volumes selected for each language, as Word files, by their path below the site."""
    count = sum(len(volumes) for _, volumes in chosen)
    if not count:
        return {}
    # The writer of Word files is imported only if there are any.
    from publisher.publish.word.editions_in_word import word_files

    files: dict[str, bytes] = {}
    with listener.progress(words.text("command.printing"), count) as tick:
        for version, volumes in chosen:
            if volumes:
                files |= word_files(version, volumes, tick)
    return files
