"""What tests of several rooms share: the repository's own publication, loaded, built and staged once."""

import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

# First of all: it looks for who holds its random numbers, and cannot see that once the program has frozen memory.
import hypothesis
import pytest
import typst
from filelock import FileLock

from publisher.pipeline import Loaded, load
from tests.program import REPOSITORY, build, build_docs

# How long an example takes is the machine's affair, and no property. The same code is given the same examples, so that
# a change is refused for what it does and not by chance; HUNT=1 looks for new ones.
HUNTED = "HUNT" in os.environ
hypothesis.settings.register_profile("tests", deadline=None, derandomize=not HUNTED)
hypothesis.settings.load_profile("tests")

# Modules and publications stay to the end: to look through them for what nobody needs takes a seventh of the time.
gc.set_threshold(100_000, 50, 50)

# What tests type in forms is kept, as it should be, but not among what this machine's user has typed.
TYPED = tempfile.TemporaryDirectory()
os.environ["XDG_STATE_HOME"] = TYPED.name


def made_once(folder: Path, make: Callable[[Path], object]) -> Path:
    """Return a folder, made by a function where no worker has made it yet."""
    # Each worker is a process of its own; the first makes it and the others wait.
    with FileLock(folder.with_suffix(".lock")):
        if not folder.exists():
            make(folder)
    return folder


def built_once(root: Path, folder: Path) -> Path:
    """Return the site of the publication in `root`, built into `folder` where no worker has done so yet."""

    def make(folder: Path) -> None:
        run = build("--root", str(root), "--out", str(folder))
        assert run.returncode == 0, run.stdout + run.stderr

    return made_once(folder, make)


def leads_on(path: Path) -> bool:
    """Say whether an HTML file only leads on to a page that stands elsewhere."""
    return 'http-equiv="refresh"' in path.read_text(encoding="utf-8")


def is_part(path: Path) -> bool:
    """Say whether an HTML file is a part for other sites, or shows how one is used."""
    return 'class="part-page"' in path.read_text(encoding="utf-8")


# What a function is that remembers its answers.
REMEMBERING = type(cache(lambda: None))


# Nothing that a planted fault may change is shared between tests while `make mutants` plants it.
@pytest.fixture(scope="function" if "PLANTED_FAULTS" in os.environ else "session")
def haninge() -> Loaded:
    """The repository's own publication, loaded."""
    return load(REPOSITORY)


@pytest.fixture(autouse="PLANTED_FAULTS" in os.environ)
def nothing_remembered() -> None:
    """Forget what functions have worked out before a fault was planted in them."""
    for name, module in [*sys.modules.items()]:
        for value in vars(module).values() if name.startswith("publisher") else ():
            if isinstance(value, REMEMBERING):
                value.cache_clear()


@pytest.fixture(autouse="PLANTED_FAULTS" in os.environ)
def nothing_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip a test where it sets type: Typst waits for ever for its threads, which a forked process does not have."""
    monkeypatch.setattr(typst, "Compiler", lambda *_, **__: pytest.skip("mutation testing forks its processes"))


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this run see, and both of its halves where `make test` names one."""
    if "RODA_SHARED" in os.environ:
        return Path(os.environ["RODA_SHARED"])
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def site(shared_folder: Path) -> Path:
    """The repository's own site, built by the front door: the one that RODA_SITE names, or a new one."""
    if "RODA_SITE" in os.environ:
        return Path(os.environ["RODA_SITE"]).resolve()
    return built_once(REPOSITORY, shared_folder / "haninge")


@pytest.fixture(scope="session")
def large(shared_folder: Path) -> Path:
    """The site of Ekbacka, which has everything that Haninge lacks: targets, verdicts, five years of results."""
    return built_once(REPOSITORY / "examples" / "ekbacka", shared_folder / "ekbacka")


@pytest.fixture(scope="session")
def docs(shared_folder: Path) -> Path:
    """The program's own site."""
    return made_once(shared_folder / "docs", build_docs)


@pytest.fixture(scope="session", autouse=True)
def compiled_once(shared_folder: Path) -> None:
    """Let each of the many processes that tests start find the program compiled, in a folder of this run."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(shared_folder / "compiled")


@pytest.fixture(autouse=True)
def own_day() -> Iterator[None]:
    """Take back the day that a command sets for its process, where a test calls it in this one."""
    day = os.environ.get("SOURCE_DATE_EPOCH")
    yield
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    if day is not None:
        os.environ["SOURCE_DATE_EPOCH"] = day


def pytest_collection_finish() -> None:
    """Leave out of all later garbage collections what collecting the tests has loaded."""
    gc.freeze()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add how many random edits are built, and where chance begins."""
    parser.addoption("--edits", type=int, default=16, help="How many random edits are built. Default: 16.")
    parser.addoption("--edits-seed", type=int, default=1, help="Another number makes other edits. Default: 1.")
