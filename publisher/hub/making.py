"""Builds a hub: each changed publication, in its own folder, and then the front that joins them."""

import re
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from publisher.hub.bundle import Bundle, bundle_of
from publisher.hub.facts import KnownPublication, facts_of
from publisher.hub.front import Front
from publisher.hub.hub_settings import HubMember, HubSettings
from publisher.hub.joined_data import tables_in, write_joined
from publisher.hub.member_build import Built
from publisher.hub.member_places import RECORDS, Places, Record
from publisher.hub.scheduling import built
from publisher.pipeline import load
from publisher.problem import Place, Problem, ProblemsFound, stops
from publisher.publish.build.site_build import publish_all
from publisher.publish.output.build_options import BuildOptions, Listener, Silence
from publisher.publish.output.writer import MARKER, mark, refuse_content
from publisher.publish.search.kept_index import index_in_place
from publisher.publish.search.pagefind import FOLDER as INDEX
from publisher.read.git import is_committed
from publisher.render.data_files import FOLDER

if TYPE_CHECKING:
    from distributed import Client

FRONT: Final = "front.txt"
_LINK: Final = re.compile(r'(<a\b[^>]*?\bhref=")([^"]*)')


@dataclass(frozen=True, slots=True)
class Hub:
    """A hub: its settings, the folder of its site, and how many seconds one publication may take to build."""

    settings: HubSettings
    out: Path
    seconds: float

    def address(self, name: str) -> str:
        """Return the address of a publication."""
        return f"{self.settings.site_url.rstrip('/')}/{name}/"


def make_hub(hub: Hub, client: "Client", listener: Listener) -> tuple[Record, ...]:
    """Build what has changed, and the front; return the record of each publication, in the order of the settings.

    A publication that cannot be built keeps its last site. Raises ProblemsFound if the hub itself cannot be built.
    """
    _claim(hub.out)
    places = Places(hub.out)
    listed = {each.id: each for each in hub.settings.publications}
    places.tidy(set(listed))
    words = Front(hub.settings, (), {}).language
    unread: dict[str, Record] = {}
    fresh = []
    with listener.progress(words.text("hub.building"), len(listed)) as tick:
        for each in listed.values():
            bundle = _bundle(each, places, unread, tick)
            if bundle is not None:
                fresh.append(bundle)
        for result in built(client, fresh, hub.address, hub.seconds):
            _settle(result, places)
            tick()
    records = tuple(unread.get(name) or places.record(name) for name in listed)
    listener.problems(_make_front(hub, records), words)
    return records


def known_publications(hub: Hub, records: Sequence[Record]) -> tuple[KnownPublication, ...]:
    """Return the facts about every publication that has a folder."""
    found = (
        facts_of(each.id, hub.out / each.id, "" if each.is_data else hub.address(each.id))
        for each in records
        if each.digest
    )
    return tuple(sorted((each for each in found if each), key=lambda it: (it.publisher.casefold(), it.id)))


def _claim(out: Path) -> None:
    """Raise the Problem of a folder that must not be written to; otherwise create and mark it."""
    if out.exists() and (out.is_symlink() or not out.is_dir()):
        raise ProblemsFound([Problem.at(Place(str(out)), "output-not-a-folder")])
    if out.exists() and not (out / MARKER).is_file() and any(out.iterdir()):
        raise ProblemsFound([Problem.at(Place(str(out)), "output-not-ours", marker=MARKER)])
    # Its records say what it was built from, and whoever commits a record commits a site with it.
    if out.exists() and is_committed(out.absolute().parent, out.name):
        raise ProblemsFound([Problem.at(Place(str(out)), "output-committed", path=out)])
    out.mkdir(parents=True, exist_ok=True)
    mark(out)


def _bundle(
    each: HubMember, places: Places, unread: dict[str, Record], tick: Callable[[], object]
) -> Callable[[], Bundle] | None:
    """Return a function that makes a publication's bundle; None if its site is up to date, or it cannot be read."""
    refuse_content(places.out, Path(each.source))
    known = places.record(each.id)
    try:
        bundle = bundle_of(each.id, Path(each.source))
    except ProblemsFound as found:
        unread[each.id] = replace(known, failed="-", problems=", ".join(problem.code for problem in found.problems))
        places.keep(unread[each.id])
        tick()
        return None
    if bundle.digest == known.digest:
        # It is back to the state before a failed build.
        places.keep(Record(each.id, known.digest, is_data=known.is_data))
        tick()
        return None
    if bundle.digest == known.failed and not known.late:
        tick()
        return None
    # Made again when needed: of hundreds, only a few are in memory at a time.
    return partial(bundle_of, each.id, Path(each.source))


def _settle(result: Built, places: Places) -> None:
    """Put a built site in its place, and write its record."""
    known = places.record(result.id)
    if result.site is None:
        places.keep(replace(known, failed=result.digest, problems=result.problems, late=result.late))
        return
    places.replace(result.id, result.site)
    is_data = not (places.out / result.id / "index.html").is_file()
    places.keep(Record(result.id, result.digest, is_data=is_data))


def _make_front(hub: Hub, records: Sequence[Record]) -> list[Problem]:
    """Build the front; return the notices about the articles of its own. Raises ProblemsFound."""
    publications = known_publications(hub, records)
    front = Front(hub.settings, publications, {each.id: each for each in records}, tables_in(hub.out, publications))
    files = front.files()
    taken = sorted(front.names() & {each.id for each in records})
    if taken:
        raise ProblemsFound([Problem.at(Place("hub"), "hub-id-taken", id=name) for name in taken])
    with TemporaryDirectory(prefix="hub-front-") as temporary:
        root, site = Path(temporary) / "front", Path(temporary) / "site"
        for path, content in files.items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content)
        loaded = load(root)
        found = [_in_own_folder(each, hub.settings.pages) for each in loaded.problems]
        if stops(found):
            raise ProblemsFound(found)
        publish_all(loaded, BuildOptions(root, site), Silence())
        for page in site.rglob("*.html"):
            _shorten_links(page, len(page.relative_to(site).parts) - 1, hub.settings.site_url)
        shutil.rmtree(site / FOLDER)
        write_joined(hub.out, site / FOLDER, publications)
        # The front's own index would only find the front.
        shutil.rmtree(site / INDEX)
        _put(site, hub.out)
    index_in_place(hub.out, hub.settings.language, {each.id: each.publisher for each in publications})
    return [each for each in found if hub.settings.pages and each.place.file.startswith(hub.settings.pages)]


def _in_own_folder(problem: Problem, pages: str | None) -> Problem:
    """Return a problem in an article of the hub's own with the place where its publisher wrote it."""
    name = problem.place.file.removeprefix("docs/")
    own = Path(pages, name) if pages and name != problem.place.file else None
    return replace(problem, place=replace(problem.place, file=str(own))) if own and own.is_file() else problem


def _shorten_links(path: Path, depth: int, base: str) -> None:
    """Make a page's links to places below the hub relative, so that a copy elsewhere works too."""
    base = base.rstrip("/") + "/"

    def short(match: re.Match[str]) -> str:
        address = match[2]
        return match[1] + (("../" * depth + address[len(base) :]) or "./") if address.startswith(base) else match[0]

    text = path.read_text(encoding="utf-8")
    path.write_text(_LINK.sub(short, text), encoding="utf-8")


def _put(site: Path, out: Path) -> None:
    """Put the front's files in place, each atomically, and remove obsolete files of the last front."""
    listing = out / RECORDS / FRONT
    before = listing.read_text(encoding="utf-8").splitlines() if listing.is_file() else []
    now = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    listing.parent.mkdir(exist_ok=True)
    # Listed before they exist, so that a killed run leaves nothing that is never removed.
    listing.write_text("\n".join(sorted({*before, *now})), encoding="utf-8")
    for name in now:
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.new")
        shutil.copyfile(site / name, draft)
        draft.replace(target)
    for name in {*before} - {*now}:
        (out / name).unlink(missing_ok=True)
    listing.write_text("\n".join(now), encoding="utf-8")
