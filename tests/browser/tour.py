"""A tour: every page of a site visited, by a few browsers at once."""

import re
from collections.abc import Iterable, Iterator
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

    Pages of one kind differ by what they hold, not by their colours or their menu. Pages that only lead on are none.
    """
    paths = sorted(path for path in site.rglob("*.html") if not leads_on(path))
    first = set(_first_of_each_kind(paths))
    paths = [path for path in paths if path in first or not is_part(path)]
    addresses = {path: root + path.relative_to(site).as_posix().removesuffix("index.html") for path in paths}
    waiting: SimpleQueue[tuple[str, bool]] = SimpleQueue()
    for path, address in addresses.items():
        waiting.put((address, path in first))
    with ThreadPoolExecutor(BROWSERS) as pool:
        seen = [each for walk in pool.map(_walk, [executable] * BROWSERS, [waiting] * BROWSERS) for each in walk]
    order = {address: number for number, address in enumerate(addresses.values())}
    return sorted(seen, key=lambda each: order[each.address])


def _first_of_each_kind(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the first page of each kind and language; parts for other sites are of one kind in each section."""
    met = set[str]()
    for path in paths:
        # The section is the folder above the page's, which the part's own is below.
        part = f"{path.parts[path.parts.index('bit') - 2]} {path.parent.name}" if "bit" in path.parts else ""
        kind = part + "".join(re.findall(r"<(?:html|body)[^>]*>", path.read_text(encoding="utf-8")))
        if kind not in met:
            met.add(kind)
            yield path


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
