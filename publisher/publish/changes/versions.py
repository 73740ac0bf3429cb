"""Two versions of a publication to compare: earlier ones are read from git, without a checkout."""

from collections.abc import Collection
from dataclasses import replace

from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.confidentiality.through_time import united, withheld_in_time
from publisher.link.publication import Publication
from publisher.link.time.differences import former_ids
from publisher.link.time.locking import covered
from publisher.model.parts import Decision
from publisher.pipeline import FOLDERS, published
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.revision import find_revision, read_revision
from publisher.render.comparison import Comparison, State
from publisher.render.site_map import Mapped


def compared(
    loaded: Mapped, since: str, place: Place, until: str | None = None, *, proposal: bool = False
) -> Comparison:
    """Return the comparison with the version named at `place`; the later version is `until`, or the loaded one.

    `proposal` says that the loaded one is proposed, and so called that.

    Raises ProblemsFound if git knows no such version, or one cannot be read.
    """
    root = loaded.root
    before = _state(loaded, since, place)
    after = _state(loaded, until, Place("--until")) if until else State(loaded.publication, is_proposal=proposal)
    before, after = _with_decisions(before, after, loaded.publication)
    before, after = _without_withheld(loaded, before, after)
    return Comparison(before, after, loaded.language, root, frozenset(loaded.publication.nodes))


def _without_withheld(loaded: Mapped, before: State, after: State) -> tuple[State, State]:
    """Return two states without the numbers whose comparison would disclose a small group."""
    now = loaded.publication
    smallest = now.settings.publication.smallest_group
    if smallest is None:
        return before, after
    every = (now, after.publication, before.publication)
    versions, renamed = [each.nodes for each in every], former_ids(now.nodes.values())
    registers = [each.indicators for each in every]
    together = without_small_groups(united(versions, renamed), smallest, now.dimensions, registers)
    withheld = withheld_in_time([*versions, together], renamed)
    first, last = (
        replace(state, publication=replace(state.publication, nodes=withheld.without(state.publication.nodes)))
        for state in (before, after)
    )
    return first, last


def _state(loaded: Mapped, given: str, place: Place) -> State:
    """Return an earlier version of the publication. Raises ProblemsFound if it cannot be fully read."""
    root, now = loaded.root, loaded.publication
    revision = find_revision(root, given, place)
    publication, problems = published(read_revision(root, revision, *FOLDERS), now.settings, now)
    if problems:
        # Git's notation for a file of a version: v1.0:plans/jobbspar/plan.md.
        theirs = [_moved(problem, revision.name) for problem in problems]
        raise ProblemsFound([Problem.at(place, "past-unreadable", name=given), *theirs])
    return State(publication, revision.name, revision.day)


def _with_decisions(before: State, after: State, now: Publication) -> tuple[State, State]:
    """Return two states, each with the decision by which it is known: on the locked texts that differ between them."""
    locked = {lock.id for lock in now.every_lock}
    # A decision on a text that is the same in both has nothing to do with what changed.
    differing = {
        name for name in locked if covered(before.publication, name) != covered(after.publication, name)
    } or locked
    first, last = (
        replace(state, decision=_decision(state.publication, now, differing) if state.name else None)
        for state in (before, after)
    )
    return first, last


def _decision(then: Publication, now: Publication, names: Collection[str]) -> Decision | None:
    """Return the decision on `names` whose text a version has, by the current locks; None if there is not just one."""
    locks = [lock for lock in now.every_lock if lock.id in names and covered(then, lock.id) == lock.texts]
    # One decision can lock several texts, by as many locks.
    days = {(lock.decision.body, lock.decision.date) for lock in locks}
    return locks[0].decision if len(days) == 1 else None


def _moved(problem: Problem, name: str) -> Problem:
    place = Place(f"{name}:{problem.place.file}", problem.place.line, problem.place.column)
    return Problem(problem.code, place, problem.facts, problem.severity)
