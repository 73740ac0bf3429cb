"""No output discloses more than the tables do: not history, print, workbooks, feeds, parts or linked data.

The attackers of the tables find what each hidden number could be. Here a second truth is made of that, in which hidden
numbers are others, in the files of today and in those of an earlier version in git. Where the tables say the same of
both, every other output must be the same to the byte: then no reader can distinguish the two truths, whatever is
joined with whatever. `RODA_ATTACKS` is how many publications are attacked.
"""

import os
import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Final

import numpy as np
import pytest
from scipy.optimize import Bounds

from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded
from publisher.problem import Place
from publisher.publish.changes.versions import compared
from publisher.publish.print.back_matter import print_context
from publisher.publish.print.editions import assets_of, templates
from publisher.publish.print.manuscript import Writing
from publisher.publish.print.typeset import prepared
from publisher.publish.site.website import site_files
from publisher.render.volumes import Volume
from tests.attacks.programmes import solved
from tests.attacks.test_joint_attack import CELLS, Attacker, Key, Truth, files, shown_in, truth
from tests.publications import without_problems, write
from tests.repository import commit, git

ATTACKS: Final = int(os.environ.get("RODA_ATTACKS", "10"))
BATCH: Final = 10
# How often another truth is looked for, ever farther from the first.
TRIES: Final = 6
WHOLE: Final = Volume("allt", EditionKind.COMPLETE, "Allt")

Shown = tuple[dict[Key, int | None], dict[Key, int]]


def earlier(made: Truth, seed: int) -> Truth:
    """Return what was true before: in some cells some more, with all sums that hold."""
    chance, before = random.Random(seed), deepcopy(made)
    leaves = [part for parts in made.periods.values() for part in parts] or ["2024"]
    for _ in range(chance.randint(1, 3)):
        period, cell, more = chance.choice(leaves), chance.choice(CELLS[1:]), chance.randint(1, 6)
        years = [year for year, parts in made.periods.items() if period in parts]
        for name in ("alla", "klara") if "klara" in made.indicators else ("alla",):
            for key in ((at, name, one) for at in (period, *years) for one in (cell, "")):
                before.counts[key] += more
    before.was = {key: was for key, was in made.was.items() if before.counts[key[1], key[0], ""] != was}
    return before


def otherwise(made: Truth, now: Shown, chance: random.Random, folder: Path) -> Truth | None:
    """Return another truth with the same tables; None where none is found near this one."""
    attacker = Attacker(made, now[0])
    hidden = [at for at, key in enumerate(attacker.keys) if now[0].get(key, 0) is None]
    for at in range(TRIES if hidden else 0):
        aim, most = np.zeros(len(attacker.keys)), attacker.bounds.ub.copy()
        least = attacker.bounds.lb.copy()
        for each in hidden:
            aim[each] = chance.choice([-1, 1])
            count = made.counts[attacker.keys[each]]
            least[each], most[each] = max(least[each], count - 1 - at // 2), min(most[each], count + 1 + at // 2)
        found = solved(aim, Bounds(least, most), attacker.constraints)
        counts = {key: round(found.x[at]) for at, key in enumerate(attacker.keys)}
        other = replace(made, counts=counts)
        if counts != made.counts and not _was_the_same(other) and shown_in(other, folder / str(at)) == now:
            return other
    return None


def _was_the_same(made: Truth) -> bool:
    """Say whether a number was put right to what it was, which no author may write."""
    return any(made.counts[period, name, ""] == was for (name, period), was in made.was.items())


def repository(root: Path, before: Truth, now: Truth) -> Loaded:
    """Return a publication in git that was another before."""
    write(root, files(before))
    git(root, "init", "--quiet", "--initial-branch=main")
    commit(root, "2024-03-01")
    git(root, "tag", "v1")
    # That a file changed is published, with its day; so all of them do.
    texts = {name: text.replace("summary: S.", "summary: Ny.") for name, text in files(now).items()}
    write(root, texts)
    commit(root, "2024-03-02")
    return without_problems(root)


def outputs(loaded: Loaded) -> Iterator[tuple[str, str]]:
    """Yield all that is published, each with a digest: pages, files beside them, print and Word, what changed."""
    comparison = compared(loaded, "v1", Place("--since"))
    for page in (*loaded.pages, comparison.page("pdf/x.pdf")):
        yield page.path, repr(page)
    for name, content in site_files(loaded.site_map, loaded.pages, {}).items():
        yield name, sha256(content).hexdigest()
    # What typesetting and Word are given: the same content gives the same bytes. Git's name of the commit is of all
    # that was committed, with times and names: whoever could guess that has it already.
    writing = Writing(loaded)
    manuscript = writing.manuscript(writing.draft(WHOLE))
    work = prepared(manuscript, assets_of(loaded), print_context(loaded, templates(loaded.root)))
    head = git(loaded.root, "rev-parse", "--short=10", "HEAD").strip().encode()
    for name, content in work.files.items():
        yield f"pdf {name}", sha256(content.replace(head, b"")).hexdigest()
    yield "pdf", repr((work.links, work.headings, work.register, work.colophon))


def attacked(seed: int, folder: Path) -> str:
    """Return how an attack on one publication ended: `same`, what differs, or why it could not be tried."""
    now, chance = truth(seed), random.Random(seed)
    before = earlier(now, seed)
    other = otherwise(now, shown_in(now, folder / "now"), chance, folder / "other now")
    other_before = otherwise(before, shown_in(before, folder / "before"), chance, folder / "other before")
    if other is None and other_before is None:
        return "no other truth"
    first = dict(outputs(repository(folder / "a" / "input", before, now)))
    second = dict(outputs(repository(folder / "b" / "input", other_before or before, other or now)))
    differing = sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    return f"seed {seed}: {differing}" if differing else "same"


@pytest.mark.parametrize("start", range(0, ATTACKS, BATCH))
def test_two_truths_with_the_same_tables_are_published_alike(tmp_path: Path, start: int) -> None:
    found = [attacked(seed, tmp_path / str(seed)) for seed in range(start, start + BATCH)]
    assert [each for each in found if each.startswith("seed")] == []
    assert found.count("same") >= BATCH // 5
