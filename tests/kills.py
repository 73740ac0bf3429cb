"""Kill commands at many moments, and fill up their disks: `python -m tests.kills [--moments N] [COMMAND …]`.

A moment is one change of a file: the process ends just before it, as by kill -9, or gets the error of a full disk.
Afterwards what authors wrote is as it was or as the command writes it, the site is the last good or the new one, and
the same command succeeds. RLIMIT_FSIZE limits what other programs write, too.
"""

import argparse
import re
import shutil
import signal
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from publisher.hub.scheduling import cluster
from tests.faulty import Ended, FaultyMachine
from tests.hub.municipalities import hub_file, municipality
from tests.importing.kolada.test_statistics import Fake, kolada
from tests.program import DAY
from tests.repository import PLAN, changed, thread

MOMENTS = 25
SIZES = 20
EDITIONS = ("covers: complete\n", "covers: complete\n    editions: [{id: allt, title: Allt}]\n")
SOURCE = "Så gör vi\n\n1 Bakgrund\n\nKommunen ska ordna en kurs.\n\n2 Arbete\n\nNämnden bör följa arbetet.\n"
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "all": ("all",),
    "site": ("site",),
    "pdf": ("pdf",),
    "data": ("data",),
    "lock": ("lock", "vagen", "--decision", "2023-01-18"),
    "check --fix": ("check", "--fix", "--reorder"),
    "changes": ("changes", "--since", "v1"),
    "schemas": ("schemas",),
    "upgrade": ("upgrade", "--write"),
    "new plan": ("new", "plan", "--title", "Ny plan", "--summary", "En plan."),
    "new publication": ("new", "publication", "{root}/ny", "--name", "Nyköping", "--program", "roda-traden"),
    "import": ("import", "{root}/../source.txt", "--into", "{root}", "--write", "--title", "Så gör vi"),
    "statistics": ("statistics", "--date", "2024-05-31", "--address", "{kolada}"),
    "hub": ("hub", "--list", "{root}/hub.yml", "--out", "{root}/site", "--scheduler", "{scheduler}"),
    "edit: save": ("tests.edit.at_desk:save", "{root}"),
    "edit: add": ("tests.edit.at_desk:add", "{root}"),
    "edit: upload": ("tests.edit.at_desk:upload", "{root}"),
    "edit: propose": ("tests.edit.at_desk:propose", "{root}"),
    "edit: remove": ("tests.edit.at_desk:remove", "{root}"),
}
# Commands that are given the publication's location in another way.
ROOTLESS = frozenset({"new publication", "import", "hub", *(name for name in COMMANDS if name.startswith("edit: "))})
SITE = frozenset({"all", "site", "pdf", "data", "changes", "hub"})
# Files that grow step by step: the record of an import says while incomplete that it is; the register gets the source
# of each indicator as its numbers come.
GROWING = {"import": "imports/", "statistics": "plans/indicators.yml"}
# The names of folders in which something is made, or from which it is removed.
LEFT = re.compile(r"\.(?:site|ny-|search-)|\..+-(?:new|old)-[0-9a-f]{32}$")
# Commands that write by git, which the limit of a file's size ends in the midst, as no full disk does.
BY_GIT = frozenset({"edit: propose"})
# Commands that write nothing over what is there.
WRITTEN_ONCE = frozenset({"new plan", "new publication"})


@dataclass(frozen=True)
class Ground:
    """A publication with its last good site, in a folder that can be restored; `services` are addresses of servers."""

    folder: Path
    command: str
    machine: FaultyMachine
    services: Mapping[str, str] = field(default_factory=dict)

    @property
    def root(self) -> Path:
        """The publication's folder."""
        return self.folder / "work" / "input"

    def lay_out(self) -> None:
        """Restore what was there before."""
        shutil.rmtree(self.folder / "work", ignore_errors=True)
        shutil.copytree(self.folder / "before", self.folder / "work", symlinks=True)

    def run(self, how: str, number: int, size: int | None = None) -> Ended:
        """Run the command on a failing machine."""
        rest = [each.format(root=self.root, **self.services) for each in COMMANDS[self.command]]
        rest += [] if self.command in ROOTLESS else ["--root", str(self.root)]
        homes = {f"XDG_{name}_HOME": str(self.folder / "work" / name) for name in ("CACHE", "DATA")}
        homes |= {"SOURCE_DATE_EPOCH": DAY, "TMPDIR": str(self.folder / "work" / "tmp")}
        return self.machine.run(how, number, self.folder / "work", rest, homes, size=size)


def _hub(root: Path) -> None:
    """Write a hub of two publications."""
    for name in ("alby", "berga"):
        municipality(root, name)
    hub_file(root, "alby", "berga")


def _statistics(root: Path) -> None:
    """Have two indicators whose numbers are fetched."""
    own = 'kolada: {municipality: "0136", comparisons: {lanet: "0001"}, since: 2020}'
    changed(root, "mkdocs.yml", ("covers: complete\n", f"covers: complete\n    {own}\n"))
    register = root / "plans" / "indicators.yml"
    fetched = (
        f"  - {{id: {name}, title: {name.title()}, unit: percent, direction: lower, kolada: {number}, comparisons: "
        "[{id: lanet, title: Länet}]}\n"
        for name, number in (("arbetsloshet", "N03937"), ("examen", "N60960"))
    )
    register.write_text(register.read_text(encoding="utf-8") + "".join(fetched), encoding="utf-8")


def grounds(command: str, folder: Path, machine: FaultyMachine, services: Mapping[str, str]) -> Ground:
    """Return what a command starts from: a publication in git, with a site and the change to run the command for."""
    ground = Ground(folder, command, machine, services)
    root = ground.root
    if command == "hub":
        _hub(root)
        (root.parent / "tmp").mkdir()
        done = ground.run("count", 0)
        assert done.returncode == 0, done.output
        municipality(root, "berga", ("45", "6.1"))
        (root.parent.parent / "work").rename(folder / "before")
        return ground
    thread(root)
    if command == "statistics":
        _statistics(root)
    changed(root, "mkdocs.yml", EDITIONS)
    changed(root, PLAN, ("period: {from: 2023-02, to: 2025}", "period:   {to: 2025, from: 2023-02}   "))
    (root.parent / "tmp").mkdir()
    (root.parent / "source.txt").write_text(SOURCE, encoding="utf-8")
    if command in SITE:
        done = Ground(folder, "all", machine).run("count", 0)
        assert done.returncode == 0, done.output
        changed(root, PLAN, ("Kurs och praktik", "Kurs, samtal och praktik"))
    (root.parent.parent / "work").rename(folder / "before")
    return ground


def snapshot(folder: Path) -> dict[str, str]:
    """Return the digest of each file below a folder, except git's own."""
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def split(files: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str], list[str]]:
    """Return the authors' files, the site's, and leftovers: hidden files that belong to neither."""
    ours = {name: digest for name, digest in files.items() if name.startswith("site/")}
    left = [name for name in files if _is_left(name)]
    theirs = {name: digest for name, digest in files.items() if name not in ours and name not in left}
    return theirs, ours, left


def _is_left(name: str) -> bool:
    return any(part.endswith((".tmp", ".new")) or bool(LEFT.match(part)) for part in name.split("/"))


@dataclass(frozen=True)
class Expected:
    """The state before and after an undisturbed command, and how many changes it makes."""

    before: Mapping[str, str]
    after: Mapping[str, str]
    changes: int


def expected(ground: Ground) -> Expected:
    """Return what a command does when undisturbed."""
    ground.lay_out()
    before = snapshot(ground.root)
    done = ground.run("count", 0)
    assert done.returncode == 0, f"{ground.command}: {done.output}"
    changes = int((ground.folder / "work.count").read_text(encoding="utf-8"))
    return Expected(before, snapshot(ground.root), changes)


def wrongs(ground: Ground, should: Expected, found: Mapping[str, str]) -> Iterator[str]:
    """Yield what is there after a fault and should not be."""
    (old, old_site, _), (new, new_site, _) = split(should.before), split(should.after)
    theirs, site, _ = split(found)
    for name, digest in theirs.items():
        if digest not in (old.get(name), new.get(name)) and not name.startswith(GROWING.get(ground.command, "\0")):
            yield f"{name} is neither what it was nor what it should be"
    yield from (f"{name} is gone" for name in old.keys() - theirs.keys())
    whole = site in (old_site, new_site)
    # Printed editions are put into the site one by one, and what changed before the page that leads to it.
    one_by_one = ground.command in {"pdf", "changes", "hub"} and all(
        site[name] in (old_site.get(name), new_site.get(name)) for name in site
    )
    if not whole and not (one_by_one and site.keys() >= old_site.keys()):
        yield f"the site is neither the last nor the new one: {sorted(dict(site.items() ^ new_site.items()))[:5]}"


def tried(ground: Ground, should: Expected, how: str, number: int, size: int | None = None) -> Iterator[str]:
    """Yield what is wrong after one fault, and after the same command once more."""
    ground.lay_out()
    done = ground.run(how, number, size)
    said = done.output
    if how == "kill" and done.returncode != -signal.SIGKILL:
        yield f"it ended by itself with {done.returncode}: {said[-300:]}"
    if how == "full" and ("Traceback" in said or "roda-traden-" in said or done.returncode < 0):
        yield f"it was not reported as what it is ({done.returncode}): {said[-300:]}"
    yield from wrongs(ground, should, snapshot(ground.root))
    again = ground.run("count", 0)
    theirs, site, left = split(snapshot(ground.root))
    wanted, wanted_site, _ = split(should.after)
    if ground.command in WRITTEN_ONCE and theirs == wanted and again.returncode == 1:
        return  # it was written before, and nothing is written over
    if again.returncode:
        yield f"the next one ends with {again.returncode}: {again.output[-300:]}"
    elif (theirs, site) != (wanted, wanted_site):
        differing = sorted(dict({**theirs, **site}.items() ^ {**wanted, **wanted_site}.items()))
        yield f"the next one makes something else: {differing[:5]}"
    if ground.command in SITE and [name for name in left if name != ".site.lock"]:
        yield f"left lying: {left[:5]}"


@contextmanager
def served(command: str) -> Iterator[Mapping[str, str]]:
    """Run the servers that a command needs, and give their addresses by name."""
    if command == "statistics":
        fake = Fake()
        fake.values["N60960", "0136", 2022] = {"T": 81.5}
        with kolada(fake) as address:
            yield {"kolada": address}
    elif command == "hub":
        with cluster(None, 1) as client:
            yield {"scheduler": str(client.scheduler_info()["address"])}
    else:
        yield {}


def moments(count: int, most: int) -> list[int]:
    """Return up to `most` of the numbers from 1 to `count`, evenly spread, including the first and the last."""
    if count <= most:
        return [*range(1, count + 1)]
    return sorted({1 + round(at * (count - 1) / max(most - 1, 1)) for at in range(most)})


def series(command: str, most: int, sizes: int) -> Iterator[tuple[str, list[str]]]:
    """Yield each fault injected into a command, and what is wrong afterwards."""
    with (
        TemporaryDirectory(prefix="kills-") as folder, closing(FaultyMachine()) as machine, served(command) as services
    ):  # fmt: skip
        ground = grounds(command, Path(folder), machine, services)
        should = expected(ground)
        for how in ("kill", "full"):
            for number in moments(should.changes, most if how == "kill" else sizes):
                yield f"{command}: {how} at {number} of {should.changes}", [*tried(ground, should, how, number)]
        sizes = 0 if command in BY_GIT else sizes
        for size in [1 << at for at in range(20)][:: max(1, 20 // max(sizes, 1))][:sizes]:
            yield f"{command}: no file above {size} bytes", [*tried(ground, should, "full", 1 << 40, size)]


def main() -> int:
    """Try every command, and return 1 if a fault did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*", default=[*COMMANDS])
    parser.add_argument("--moments", type=int, default=MOMENTS)
    parser.add_argument("--sizes", type=int, default=SIZES)
    asked = parser.parse_args()
    count = wrong = 0
    for command in asked.commands:
        for what, found in series(command, asked.moments, asked.sizes):
            count, wrong = count + 1, wrong + bool(found)
            for each in found:
                print(f"{what}: {each}", flush=True)
    print(f"{count} faults, {count - wrong} of them borne")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
