"""Every address that a publication here ever had still has a page, or leads to the one that took its place.

`addresses/<publication>.txt` has those of all versions since the first, as their own programs published them, without
pages of history, which a copy without git lacks. `REWRITE_EXPECTED=1 pytest tests/test_addresses.py` adds those of
today; none is ever taken away.
"""

from pathlib import Path
from typing import Final

import pytest

from publisher.pipeline import Loaded, load
from publisher.publish.site.redirects import leading_pages
from publisher.render.page import url_of
from tests.program import REPOSITORY
from tests.publications import HERE, REWRITE

PUBLICATIONS: Final = {"haninge": REPOSITORY} | {
    name: REPOSITORY / "examples" / name for name in ("ekbacka", "falkoping", "hoje-taastrup")
}


@pytest.mark.parametrize("name", PUBLICATIONS)
def test_every_address_that_was_published_leads_somewhere(name: str, haninge: Loaded) -> None:
    loaded = haninge if name == "haninge" else load(PUBLICATIONS[name])
    of_history = {*loaded.site_map.addresses.histories.values(), loaded.site_map.addresses.lists.get("recent")}
    pages = {url_of(page.path) for page in loaded.pages if page.path not in of_history}
    leading = {path.removesuffix("index.html") for path in leading_pages(loaded.site_map)}
    recorded = HERE / "addresses" / f"{name}.txt"
    if REWRITE:
        _add(recorded, pages)
    known = recorded.read_text(encoding="utf-8").splitlines()
    assert len(known) > 25
    assert [address for address in known if address not in pages | leading] == []


def _add(recorded: Path, pages: set[str]) -> None:
    every = sorted({*recorded.read_text(encoding="utf-8").splitlines(), *pages})
    recorded.write_text("".join(f"{address}\n" for address in every), encoding="utf-8")
