"""Printing: makes the editions that a build needs and puts them into the site, importing nothing more."""

from pathlib import Path

from publisher.own_cache import print_cache
from publisher.pipeline import Loaded
from publisher.problem import Problem
from publisher.publish.output.build_options import BuildOptions, Listener
from publisher.publish.output.writer import Writer
from publisher.publish.print.editions import Printer, edition_files, mark_printed, volumes_of, was_printed_here
from publisher.render.volumes import matching


def publish_editions(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, tuple[str, ...]]:
    """Print the editions, put them into the existing site, and return its printed files for the record of `pdf`."""
    writer = Writer(options.out, loaded.root)
    editions = printed(loaded, options, listener)
    for path, content in editions.items():
        writer.replace_file(path, content)
        listener.say(loaded.language.text("command.written", path=options.out / path))
    return {"pdf": tuple(editions)}


def printed(loaded: Loaded, options: BuildOptions, listener: Listener) -> dict[str, bytes]:
    """Return the requested editions, by their path below the site."""
    # A requested edition is printed in each language that has it.
    chosen = [(loaded, volumes_of(loaded, options.edition))]
    chosen += [(each, matching(each.site_map.volumes, options.edition)) for each in loaded.versions]
    if options.engine == "pdfkit":
        listener.say(loaded.language.text("print.not-accessible"))
    printer = Printer(options.engine, print_cache(), options.crop_marks)
    files: dict[str, bytes] = {}
    # An edition requested by name must be printed, or raise an error.
    left_out: list[Problem] | None = None if options.edition else []
    with listener.progress(loaded.language.text("command.printing"), sum(len(some) for _, some in chosen)) as tick:
        for each, some in chosen:
            files |= edition_files(each, some, printer, tick, left_out)
    listener.problems(left_out or (), loaded.language)
    mark_printed(files.values())
    return files


def kept_editions(loaded: Loaded, out: Path) -> dict[str, bytes]:
    """Return the editions of the last good build that still exist, by their path below the site."""
    paths = [volume.path for each in (loaded, *loaded.versions) for volume in each.site_map.volumes]
    there = [path for path in paths if (out / path).is_file() and not (out / path).is_symlink()]
    kept = {path: (out / path).read_bytes() for path in there}
    return {path: content for path, content in kept.items() if was_printed_here(content)}
