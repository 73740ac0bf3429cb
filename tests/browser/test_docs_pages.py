"""The pages of the program's own site keep what a publication's pages keep: nothing inaccessible, nothing too wide."""

from pathlib import Path

from tests.browser.chromium import served
from tests.browser.tour import tour
from tests.test_docs_site import PAGES


def test_nothing_is_inaccessible_or_too_wide(docs: Path, program: str) -> None:
    with served(docs) as root:
        found = tour(program, docs, root)
    assert len(found) > len([*PAGES.rglob("*.md")])
    assert not {seen.address: seen.violations for seen in found if seen.violations}
    assert not {seen.address: seen.incomplete for seen in found if seen.incomplete}
    assert not {seen.address: seen.complaints for seen in found if seen.complaints and "404" not in seen.address}
    assert {seen.address: seen.width_on_phone for seen in found if seen.width_on_phone > 320} == {}
