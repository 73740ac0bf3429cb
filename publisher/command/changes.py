"""The command that tells what changed since an earlier version of the publication."""

import sys
from pathlib import Path

import click

from publisher.command.options import common
from publisher.command.teller import Teller
from publisher.command.work import loaded_or_exit, set_date, stop_for_problems
from publisher.model.settings import Settings
from publisher.pipeline import Loaded, published
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.order import Order
from publisher.read.revision import find_revision, unpacked
from publisher.render.changes import Comparison, State


@click.command()
@common
@click.option("--since", required=True, help="The earlier version: a tag, a branch or a commit of git.")
@click.option("--until", default=None, help="The later version. Default: what is in the folder now.")
@click.option("--format", "form", type=click.Choice(["site", "markdown"]), default="site",
              help="site: a page on the site and a PDF. markdown: only the list, told here.")  # fmt: skip
def changes(root: Path, out: Path | None, strict: bool, since: str, until: str | None, form: str) -> None:  # noqa: FBT001
    """Tell what was added, changed and removed since an earlier version."""
    from publisher.publish.changes import publish_changes

    teller = Teller()
    order = Order(root.resolve(), out or root / "site", strict)
    # The rest of the site is drawn only where there is none to put the page into.
    draw = form == "site" and not (order.out / "index.html").is_file()
    loaded = loaded_or_exit(root, teller, draw=draw)
    stop_for_problems(loaded, teller)
    set_date(loaded)
    try:
        comparison = _compared(loaded, order.root, since, until)
        if form == "markdown":
            teller.write(comparison.listing())
        else:
            publish_changes(loaded, comparison, order, teller)
    except ProblemsFound as found:
        teller.problems(found.problems, loaded.language)
        sys.exit(1)


def _compared(loaded: Loaded, root: Path, since: str, until: str | None) -> Comparison:
    """Return the comparison of two versions; the later one may be what is loaded."""
    before = _state(root, loaded.publication.settings, since, "--since")
    after = _state(root, loaded.publication.settings, until, "--until") if until else State(loaded.publication)
    return Comparison(before, after, loaded.language, root, frozenset(loaded.publication.nodes))


def _state(root: Path, settings: Settings, given: str, option: str) -> State:
    """Return an earlier version of the publication. Raises ProblemsFound where it cannot be read as it was meant."""
    revision = find_revision(root, given, option)
    with unpacked(root, revision) as folder:
        publication, problems = published(folder, settings)
    if problems:
        # As git names the file of a version: v1.0:plans/jobbspar/plan.md.
        theirs = [_moved(problem, revision.name) for problem in problems]
        raise ProblemsFound([Problem.at(Place(option), "past-unreadable", name=given), *theirs])
    return State(publication, revision.name, revision.day)


def _moved(problem: Problem, name: str) -> Problem:
    place = Place(f"{name}:{problem.place.file}", problem.place.line, problem.place.column)
    return Problem(problem.code, place, problem.facts, problem.severity)
