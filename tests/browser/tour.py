"""A tour: every page of a site visited, by a few browsers at once."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

from tests.browser.chromium import chromium
from tests.browser.visit import AXE, Visit, visit
from tests.conftest import is_part, leads_on

# A visit is one core's work and some waiting for frames, so that three keep two cores busy.
BROWSERS: Final = 3


def tour(executable: str, site: Path, root: str) -> list[Visit]:
    """Visit every page of a served site, the first of each kind in every state; of parts for other sites only those.

    Pages of one kind differ by what they hold, not by their colours or their menu, and those of one language by their
    words. Pages that only lead on are none.
    """
    paths = sorted(path for path in site.rglob("*.html") if not leads_on(path))
    kinds = {path: _kind(path) for path in paths}
    spoken = set(_first_of_each(kinds))
    first = set(_first_of_each({path: re.sub(r' lang="[^"]*"', "", kind) for path, kind in kinds.items()}))
    paths = [path for path in paths if path in spoken or not is_part(path)]
    addresses = {path: root + path.relative_to(site).as_posix().removesuffix("index.html") for path in paths}
    waiting: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    for path, address in addresses.items():
        waiting.put((address, path in first))
    with ThreadPoolExecutor(BROWSERS) as pool:
        seen = [each for walk in pool.map(_walk, [executable] * BROWSERS, [waiting] * BROWSERS) for each in walk]
    order = {address: number for number, address in enumerate(addresses.values())}
    return sorted(seen, key=lambda each: order[each.address])


def _first_of_each(kinds: dict[Path, str]) -> Iterator[Path]:
    """Yield the first page of each kind."""
    met = set[str]()
    for path, kind in kinds.items():
        if kind not in met:
            met.add(kind)
            yield path


def _kind(path: Path) -> str:
    """Return the kind and language of a page; parts for other sites are of one kind in each section."""
    # The section is the folder above the page's, which the part's own is below.
    part = f"{path.parts[path.parts.index('bit') - 2]} {path.parent.name}" if "bit" in path.parts else ""
    found = re.findall(r"<(?:html|body)[^>]*>", path.read_text(encoding="utf-8"))
    return part + re.sub(r' data-table="[^"]*"', "", "".join(found))


def _walk(executable: str, waiting: "SimpleQueue[tuple[str, bool]]") -> list[Visit]:
    """Visit addresses, with a browser of one's own, until none is waiting."""
    seen: list[Visit] = []
    with chromium(executable) as browser:
        context = browser.new_context()
        context.add_init_script(AXE)
        tab = context.new_page()
        while True:
            try:
                address, every_state = waiting.get_nowait()
            except Empty:
                return seen
            seen.append(visit(tab, address, every_state=every_state))
