"""The program as an editor runs it: `build.py` in a process of its own."""

import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

REPOSITORY: Final = Path(__file__).parents[1]
DAY: Final = "1700000000"
# To load the program takes most of a second, and hundreds of tests run it: each run is forked from a process that only
# has it loaded. Others start it anew, as people do.
LOADED: Final = (
    multiprocessing.get_context("spawn") if sys.platform == "win32" else multiprocessing.get_context("forkserver")
)
LOADED.set_forkserver_preload(
    [__name__, "publisher.command.work", "publisher.command.make", "publisher.publish.build.site_build"]
)


def build(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `build.py` with `arguments`, and return what it said."""
    variables = {**os.environ, "SOURCE_DATE_EPOCH": DAY, **environment}
    with tempfile.TemporaryDirectory() as said:
        process = LOADED.Process(target=_run, args=(arguments, variables, said))
        process.start()
        process.join()
        out, errors = (Path(said, name).read_text(encoding="utf-8") for name in ("out", "err"))
    assert process.exitcode is not None
    return subprocess.CompletedProcess([*arguments], process.exitcode, out, errors)


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Python and `build.py` with `arguments` anew, and return what it said."""
    command = [sys.executable, str(REPOSITORY / "build.py"), *arguments]
    variables = {**os.environ, "SOURCE_DATE_EPOCH": DAY, **environment}
    return subprocess.run(command, cwd=REPOSITORY, env=variables, capture_output=True, text=True, check=False)


def build_docs(folder: Path) -> None:
    """Build the program's own site into a folder, as `make docs` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file"]
    done = subprocess.run(
        [*command, str(REPOSITORY / "docs-site" / "mkdocs.yml"), "--site-dir", str(folder)],
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, ""), done.stderr


def _run(arguments: tuple[str, ...], variables: dict[str, str], said: str) -> None:
    """Be `build.py` with its arguments, in the repository's folder, and end as it ends."""
    os.environ.clear()
    os.environ.update(variables)
    os.chdir(REPOSITORY)
    # As a Python that is started looks for packages.
    sys.path[:0] = filter(None, variables.get("PYTHONPATH", "").split(os.pathsep))
    for number, name in (1, "out"), (2, "err"):
        os.dup2(os.open(Path(said, name), os.O_WRONLY | os.O_CREAT), number)
    program = str(REPOSITORY / "build.py")
    sys.argv = [program, *arguments]
    runpy.run_path(program, run_name="__main__")
