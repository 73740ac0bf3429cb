"""Measure publications of at most 5 MB that cost as much as they can: `python -m tests.masses [NAME …]`.

Each is built in full in a child process with limits on time and memory. It is built within both, or `check` says at
which line it stops. `--check` and `--site` go no further than that.
"""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.caches import with_lasting
from tests.mass_files import MASSES, SETTINGS, Files
from tests.program import REPOSITORY
from tests.publications import START

SECONDS, BYTES = 60, 2_000_000_000


@dataclass(frozen=True)
class Cost:
    """What a command cost: CPU seconds, peak bytes, exit code, and its last output."""

    seconds: float
    bytes: int
    code: int
    said: str

    @property
    def fair(self) -> bool:
        """Whether it was built within the limits, or stopped with a Problem that has a line."""
        within = self.seconds < SECONDS and self.bytes < BYTES
        return within and (self.code == 0 or ("[" in self.said and "Traceback" not in self.said))


def cost(files: Files, command: str) -> Cost:
    """Return what a command costs for a publication of these files; it is killed at twice the limits."""
    with TemporaryDirectory(prefix="mass-") as folder:
        root = Path(folder) / "input"
        for name, content in {"mkdocs.yml": SETTINGS.encode(), "docs/index.md": START.encode(), **files}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(content)
        arguments = [sys.executable, "-m", "tests.masses", str(root), command]
        # Nothing is known of it from an earlier build, as nothing is of a publication that somebody proposes.
        own = {**os.environ, "XDG_CACHE_HOME": str(with_lasting(Path(folder) / "caches"))}
        run = subprocess.run(arguments, cwd=REPOSITORY, capture_output=True, text=True, check=False, env=own)
        output, _, usage = run.stdout.rpartition("\n#")
        seconds, most = usage.split() if usage else ("inf", "inf")
        return Cost(float(seconds), round(float(most)), run.returncode, output[-400:])


def _watched(root: str, command: str) -> int:
    """Run a command in a child process with limits; print its output, and its cost in the last line."""
    limits = {resource.RLIMIT_CPU: 2 * SECONDS, resource.RLIMIT_AS: 3 * BYTES}

    def limit() -> None:
        for what, most in limits.items():
            resource.setrlimit(what, (most, most))

    arguments = [sys.executable, str(REPOSITORY / "build.py"), command, "--root", root]
    run = subprocess.run(arguments, preexec_fn=limit, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(run.stdout.decode(errors="replace"))
    print(f"#{used.ru_utime + used.ru_stime:.1f} {used.ru_maxrss * 1024}")
    return run.returncode


def rows(names: list[str], command: str) -> Iterator[tuple[str, Cost]]:
    """Yield what each mass costs."""
    for name in names or MASSES:
        yield name, cost(MASSES[name](), command)


def main(arguments: list[str]) -> int:
    """Print what masses cost; return 1 if one of them exceeds the limits without a Problem."""
    command = next((each for each in ("check", "site") if f"--{each}" in arguments), "all")
    wrong = 0
    for name, found in rows([each for each in arguments if not each.startswith("--")], command):
        wrong += not found.fair
        end = "built" if found.code == 0 else " ".join(found.said.split())[-150:]
        print(
            f"{'' if found.fair else '! '}{name} | {found.seconds:.1f} s | {found.bytes / 1e6:.0f} MB | {end}",
            flush=True,
        )
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) == 3 and Path(sys.argv[1]).is_absolute():
        sys.exit(_watched(*sys.argv[1:]))
    sys.exit(main(sys.argv[1:]))
