"""A tour: every page of a site visited, by a few browsers at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue

from tests.browser.chromium import chromium
from tests.browser.visit import AXE, Visit, visit
from tests.conftest import leads_on

# A visit is one core's work and some waiting for frames, so that three keep two cores busy.
BROWSERS = 3


def tour(executable: str, site: Path, root: str) -> list[Visit]:
    """Visit every page of a served site once; pages that only lead on are none."""
    paths = sorted(path for path in site.rglob("*.html") if not leads_on(path))
    addresses = [root + path.relative_to(site).as_posix().removesuffix("index.html") for path in paths]
    waiting: SimpleQueue[str] = SimpleQueue()
    for address in addresses:
        waiting.put(address)
    with ThreadPoolExecutor(BROWSERS) as pool:
        seen = [each for walk in pool.map(_walk, [executable] * BROWSERS, [waiting] * BROWSERS) for each in walk]
    return sorted(seen, key=lambda each: addresses.index(each.address))


def _walk(executable: str, waiting: SimpleQueue[str]) -> list[Visit]:
    """Visit addresses, with a browser of one's own, until none is waiting."""
    seen: list[Visit] = []
    with chromium(executable) as browser:
        context = browser.new_context()
        context.add_init_script(AXE)
        tab = context.new_page()
        while True:
            try:
                seen.append(visit(tab, waiting.get_nowait()))
            except Empty:
                return seen
