"""Editions as Word files, put into the site that is there."""

from publisher.pipeline import Loaded
from publisher.publish.print.editions import volumes_of
from publisher.publish.word.editions_in_word import word_files
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer


def publish_word(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, tuple[str, ...]]:
    """Write the editions that are asked for as Word files, and return that no sort of work left anything to keep."""
    chosen, writer = volumes_of(loaded, options.edition), Writer(options.out, loaded.root)
    with listener.progress(loaded.language.text("command.printing"), len(chosen)) as tick:
        files = word_files(loaded, chosen, tick)
    for path, content in files.items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    return {}
