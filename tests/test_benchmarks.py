"""The generator of benchmarks makes publications that the program finds nothing wrong with."""

from pathlib import Path

from benchmarks.make import make, texts
from benchmarks.plans import Size
from publisher.pipeline import load

SMALL = Size(plans=3, years=2, commitments=6)


def test_small_publication_has_no_problem(tmp_path: Path) -> None:
    make(tmp_path, SMALL)
    loaded = load(tmp_path)
    # It is made to be measured: nobody has tried how accessible it is.
    assert [problem.code for problem in loaded.problems] == ["statement-missing"]
    publication = loaded.publication
    assert (len(publication.plans), len(publication.results), len(publication.commitments)) == (3, 6, 6)


def test_seed_decides_everything() -> None:
    assert dict(texts(SMALL, 1)) == dict(texts(SMALL, 1))
    assert dict(texts(SMALL, 1)) != dict(texts(SMALL, 2))


def test_more_plans_leave_the_first_as_they_were() -> None:
    few, many = dict(texts(SMALL, 1)), dict(texts(Size(plans=4, years=2, commitments=6), 1))
    assert few.items() - many.items() <= {("plans/indicators.yml", few["plans/indicators.yml"])}
