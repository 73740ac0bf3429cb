"""`python -m tests.fuzz --minutes N [--inputs N] [--seed N]`: exit 1 if an input has a fault."""

import argparse
import sys
from contextlib import suppress

from tests.fuzz.hunt import Hunt


def main() -> int:
    """Hunt for as long as requested."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--inputs", type=int, default=sys.maxsize)
    parser.add_argument("--seed", type=int, default=0, help="The same seed makes the same inputs.")
    asked = parser.parse_args()
    hunt = Hunt()
    # Whoever interrupts it wants to know how far it got.
    with suppress(KeyboardInterrupt):
        hunt.go(asked.inputs, asked.minutes * 60, asked.seed * 1_000_000)
    print(f"{hunt.count} inputs, {hunt.clean} without fault, {len(hunt.found)} kinds of faults: {sorted(hunt.found)}")
    return 1 if hunt.found else 0


if __name__ == "__main__":
    sys.exit(main())
