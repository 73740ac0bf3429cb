"""Selection: which pages a volume holds, and the page of the site that leads to it."""

from publisher.link.volumes import Volume, answers_for, with_parts
from publisher.model.article import Section
from publisher.model.settings import EditionKind
from publisher.pipeline import Loaded
from publisher.render.address import Addresses, addresses
from publisher.render.page import Page


def home_of(loaded: Loaded, volume: Volume) -> str:
    """Return the path of the page that leads to a volume: that of its plan, year, body or strategy, or the start."""
    places = addresses(loaded.publication, loaded.language)
    match volume.kind:
        case EditionKind.YEAR:
            return places.lists[f"year-{volume.about}"]
        case EditionKind.PLAN | EditionKind.BODY:
            return places.by_id[volume.about]
        case EditionKind.STRATEGY if loaded.publication.strategy:
            return places.by_id[loaded.publication.strategy.id]
        case _:
            return "index.md"


def pages_of(loaded: Loaded, volume: Volume) -> tuple[Page, ...]:
    """Return the pages of a volume in their order; its own page comes first, and those for screens are left out."""
    printed = tuple(page for page in loaded.pages if page.printed)
    if volume.kind is EditionKind.WHOLE:
        return printed
    if volume.kind is EditionKind.STRATEGY:
        return tuple(page for page in printed if page.section is Section.STRATEGY)
    places = addresses(loaded.publication, loaded.language)
    home = home_of(loaded, volume)
    paths = _year(places, loaded, volume.about) if volume.kind is EditionKind.YEAR else _about(places, loaded, volume)
    chosen = [page for page in printed if page.path in paths]
    return tuple(sorted(chosen, key=lambda page: page.path != home))


def _year(places: Addresses, loaded: Loaded, year: str) -> set[str]:
    lists = {path for name, path in places.lists.items() if name.endswith(f"-{year}")}
    results = {places.by_id[result.id] for result in loaded.publication.results if str(result.year) == year}
    return lists | results


def _about(places: Addresses, loaded: Loaded, volume: Volume) -> set[str]:
    """Return the paths of what a plan or a body leads to: its own page, what it answers for, and their results."""
    if volume.kind is EditionKind.PLAN:
        names = {volume.about}
    else:
        names = {*with_parts(loaded.publication, volume.about), *answers_for(loaded.publication, volume.about)}
    results = {result.id for result in loaded.publication.results if result.plan in names}
    return {places.by_id[name] for name in names | results}
