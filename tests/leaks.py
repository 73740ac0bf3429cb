"""Attack the hidden numbers of generated publications in everything that is published: `python -m tests.leaks`.

For each, an attacker solves for every hidden count in the tables, and a second set of true numbers with the same tables
is published beside the first: pages, history, changes, feeds, workbooks, print and Word must be byte for byte alike.
`--publications` says how many; `--first` is the number of the first, to continue where a run ended.
"""

import argparse
import os
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.attacks.test_every_output import attacked
from tests.attacks.test_joint_attack import leaks, shown_in, truth
from tests.program import DAY

# Report progress after so many publications.
ROUND = 50


def attack(number: int) -> tuple[str, list[str]]:
    """Return how the comparison of one publication ended, in a word, and what was learnt of its hidden numbers."""
    with TemporaryDirectory(prefix="leaks-") as folder:
        made = truth(number)
        found = [*leaks(made, *shown_in(made, Path(folder) / "tables"))]
        end = attacked(number, Path(folder) / "outputs")
        return ("differs", [*found, end]) if end.startswith("seed") else (end, found)


def main() -> int:
    """Attack the requested number of publications; return 1 if anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publications", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    asked = parser.parse_args()
    os.environ["SOURCE_DATE_EPOCH"] = DAY
    ends, wrong, end = Counter[str](), 0, time.monotonic() + asked.minutes * 60
    for number in range(asked.first, asked.first + asked.publications):
        kind, found = attack(number)
        ends[kind] += 1
        wrong += bool(found)
        for each in found:
            print(f"publication {number}: {each}", flush=True)
        if time.monotonic() > end or (number + 1) % ROUND == 0:
            print(f"up to {number}: {ends.total()} attacked, {dict(ends)}, {wrong} with a leak", flush=True)
        if time.monotonic() > end:
            break
    print(f"{ends.total()} attacked, {dict(ends)}, {wrong} with a leak")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
