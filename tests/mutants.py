"""Mutation testing: small faults in the links and the data, one by one, that tests must detect: `make mutants`.

`python -m tests.mutants [EVERY]` tries each EVERYth of some 17,000 (default: 97) and ends with 1 if fewer than nine in
ten are detected, or if one survives that `tests/survivors.txt` does not explain. Each line there begins with the name
of a function, or with a mutant's own name, and says why its faults change nothing. A run that was stopped goes on where
it stopped, and the survivors of the last one are tried again; after a change of the tests, `make clean` begins anew.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mutmut.stats import status_by_exit_code

HERE: Final = Path(__file__).parent
ENOUGH: Final = 0.9
NOTICED: Final = frozenset({"killed", "timeout"})
MUTMUT: Final = (sys.executable, "-m", "mutmut", "run", "--max-children", "1")


def codes() -> dict[str, int | None]:
    """Return how each mutant ended, by name; None if it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted(Path("mutants").rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8")).get("exit_code_by_key", {})
    return found


def explained() -> tuple[str, ...]:
    """Return the beginnings of the names of mutants whose survival is explained."""
    lines = (HERE / "survivors.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line.split(" ")[0] for line in lines if line and not line.startswith("#"))


def survivors(ended: dict[str, int | None]) -> Iterator[str]:
    """Yield the names of the mutants that no test detected."""
    yield from (name for name, code in ended.items() if status_by_exit_code[code] not in NOTICED)


def main(every: int = 97) -> int:
    """Try a share of all mutants, print how many were detected, and name the others."""
    # Fixtures are then made for each test, so that each is known to use what it uses.
    environment = {**os.environ, "PLANTED_FAULTS": "1"}
    subprocess.run([*MUTMUT, "publisher.link.graph.duties.x_duties__mutmut_1"], check=False, env=environment)
    chosen = sorted(codes())[::every]
    # Without a name, mutmut would try them all.
    if remaining := list(survivors({name: codes()[name] for name in chosen})):
        subprocess.run([*MUTMUT, *remaining], check=False, env=environment)
    ended = {name: code for name, code in codes().items() if name in chosen}
    left = list(survivors(ended))
    share = 1 - len(left) / len(ended) if ended else 0.0
    unknown = [name for name in left if not name.startswith(explained())]
    print(f"{len(ended) - len(left)} of {len(ended)} noticed ({share:.0%})", *left, sep="\n")
    return 0 if share >= ENOUGH and not unknown else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
