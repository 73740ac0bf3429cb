"""What `check` passes, `all` publishes; what `check` refuses, `all` refuses. Tried with several slips at a time.

The slips are those of the catalogue, and those of every file in `tests/problems`, so a new message is tried too.
`SLIPS=1000 SLIPS_APART=1 pytest tests/slips` tries a thousand publications, and each slip alone. It takes half an hour.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, TypeAlias

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publisher.language import Language
from publisher.messages import as_text
from publisher.pipeline import load
from publisher.problem import Problem, ProblemsFound, stops
from publisher.publish.build.site_build import publish_all
from publisher.publish.output.build_options import BuildOptions
from tests.publications import HERE, write

Files: TypeAlias = dict[str, Any]
Slip: TypeAlias = Mapping[str, Any]

TRIED: Final = int(os.environ.get("SLIPS", "25"))
# Of so many slips one is tried alone.
APART: Final = int(os.environ.get("SLIPS_APART", "97"))
SOUND: Final = HERE / "cases" / "thread" / "input"
SETTINGS: Final = """\
site_name: Provköpings strategi
site_url: https://example.se/strategi/
theme: {language: sv}
extra:
  publication:
    covers: complete
    organisation: {name: Provköpings kommun, url: "https://example.se/"}
    editions:
      - {id: allt, title: Allt, kind: whole}
"""


def _slips() -> list[Slip]:
    source = yaml.safe_load((HERE / "slips" / "catalogue.yml").read_text(encoding="utf-8"))
    texts = [each if isinstance(each, dict) else {"body": each} for each in source["texts"]]
    values = [{"change": {each["file"]: {each["old"]: new}}} for each in source["values"] for new in each["new"]]
    return [*texts, *values, *({"files": each} for each in source["files"])]


def _of_messages() -> list[Slip]:
    """Return the slips that `tests/problems` has messages for."""
    files = (yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted((HERE / "problems").glob("*.yml")))
    return [{key: each[key] for key in ("files", "body", "change") if key in each} for each in files]


CATALOGUE: Final = _slips()
SLIPS: Final = [*CATALOGUE, *_of_messages()]


def sound() -> Files:
    """Return the files of a publication without slips."""
    files: Files = {
        path.relative_to(SOUND).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(SOUND.rglob("*"))
        if path.is_file()
    }
    return {**files, "mkdocs.yml": SETTINGS}


def planted(slips: Iterable[Slip]) -> Files:
    """Return the files of a publication with slips in it; one that another has overwritten is passed over."""
    files = sound()
    for slip in slips:
        files |= deepcopy(slip.get("files", {}))
        if "body" in slip and isinstance(files["docs/index.md"], str):
            files["docs/index.md"] += f"\n{slip['body']}\n"
        for name, changes in slip.get("change", {}).items():
            for old, new in changes.items():
                text = files.get(name)
                if isinstance(text, str) and text.count(old) == 1:
                    files[name] = text.replace(old, new)
    return files


class Quiet:
    """Listens to a build and says nothing."""

    def say(self, line: str) -> None: ...

    def problems(self, problems: Iterable[Problem], language: Language) -> None: ...

    @contextmanager
    def progress(self, words: str, total: int) -> Iterator[Any]:
        yield lambda: None


def checked(root: Path) -> tuple[Problem, ...]:
    """Return what `check` reports."""
    try:
        return load(root, draw=False).problems
    except ProblemsFound as found:
        return found.problems


def built(root: Path) -> tuple[Problem, ...]:
    """Return what stops `all`, or nothing where it publishes."""
    try:
        loaded = load(root)
        if stops(loaded.problems):
            return loaded.problems
        publish_all(loaded, BuildOptions(root, root / "site", strict=True), Quiet())
    except ProblemsFound as found:
        return found.problems
    return ()


@pytest.fixture(autouse=True, scope="module")
def _date() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        yield


@settings(max_examples=TRIED, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(SLIPS), max_size=4))
def test_check_passes_where_all_passes(slips: list[Slip]) -> None:
    assert_alike(slips)


@pytest.mark.parametrize("at", range(0, len(SLIPS), APART))
def test_check_passes_where_all_passes_with_one_slip(at: int) -> None:
    assert_alike([SLIPS[at]])


def assert_alike(slips: Iterable[Slip]) -> None:
    """Assert that `check` and `all` pass or stop alike with these slips."""
    with TemporaryDirectory() as folder:
        root = write(Path(folder), planted(slips))
        found, late = checked(root), built(root)
        assert stops(found) == stops(late), as_text(late, Language("sv"))
        # What other programs say is no word for an editor.
        assert not {"site-failed", "site-warning", "print-failed", "search-failed"} & {each.code for each in late}


def test_the_sound_publication_is_published(tmp_path: Path) -> None:
    """The property would hold of a program that refuses all: this one publishes what has no slips."""
    root = write(tmp_path, sound())
    # It reports on 2024 on a day of the year before; nothing stops it.
    assert {problem.code for problem in checked(root)} == {"day-to-come"}
    assert built(root) == ()
    assert (root / "site" / "index.html").is_file()
    assert (root / "site" / "pdf" / "allt.pdf").is_file()
    assert (root / "site" / "data" / "publication.json").is_file()


def test_most_slips_are_reported() -> None:
    """The catalogue is one of slips: alone, most of them stop the build."""
    with TemporaryDirectory() as folder:
        stopped = 0
        for number, slip in enumerate(CATALOGUE):
            found = checked(write(Path(folder) / str(number), planted([slip])))
            stopped += stops(found)
    assert stopped > len(CATALOGUE) * 0.6
