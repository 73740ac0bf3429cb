"""The addresses of a publication's pages in another language: in its folder, or else those of the main language."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from publisher.kinds import DOCUMENTS, YEAR, registers
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.languages import ContentLanguage, folder_of
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.render.address import START, Addresses, addresses


def version_addresses(
    publication: Publication, language: ContentLanguage, words: Language, main: Addresses
) -> Addresses:
    """Return the addresses in a language. Nodes without a page in it keep that of the main language.

    A node with a title or text of its own in the language has a page, and so have each register and year that lists
    one, and the start page.
    """
    folder = folder_of(language, publication.settings.publication.languages)
    own = addresses(publication, words)
    there = {own.by_id[name] for name in publication.nodes if publication.is_translated(name, language)}
    there |= {own.lists[name] for name in _lists(publication, language)} | {START}
    pairs = ((main.by_id, own.by_id), (main.lists, own.lists))
    moved = {
        path: f"{folder}{theirs[name]}"
        for ours, theirs in pairs
        for name, path in ours.items()
        if theirs[name] in there
    }
    return replace(
        main,
        by_id=_moved(main.by_id, moved.get),
        lists=_moved(main.lists, moved.get),
        by_source=_moved(main.by_source, moved.get),
        former=_below(folder, own.former, there),
        short=_below(folder, own.short, there),
        empty={},
        empty_years={},
        folder=folder,
        moved=moved,
    )


def _moved(paths: Mapping[str, str], moved: Callable[[str, str], str]) -> dict[str, str]:
    return {name: moved(path, path) for name, path in paths.items()}


def _below(folder: str, leading: Mapping[str, str], there: Iterable[str]) -> dict[str, str]:
    return {f"{folder}{old}": f"{folder}{path}" for old, path in leading.items() if path in there}


def _lists(publication: Publication, language: ContentLanguage) -> Iterator[str]:
    """Yield the names of the lists that contain something with a page in a language."""
    nodes = [node for name, node in publication.nodes.items() if publication.is_translated(name, language)]
    kinds = {node.kind for node in nodes}
    names = [page.name for kind, page in registers() if kind.node in kinds]
    if NodeKind.STRATEGY in kinds and len(publication.documents) > 1:
        names.append(DOCUMENTS.name)
    yield from names
    years = {node.value.year for node in nodes if isinstance(node.value, Result)}
    yield from (f"{YEAR.name}-{year}" for year in sorted(years))
