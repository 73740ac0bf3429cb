"""Addresses on the site: a path for every page, a permanent address for every id."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from posixpath import commonprefix
from typing import Final

from publisher.kinds import (
    ADOPTED,
    COMMITMENT,
    DELAYED,
    DOCUMENTS,
    MATRIX,
    OWN_DOCUMENT,
    RECENT,
    SDG,
    SDGS,
    YEAR,
    YEAR_PARTS,
    kind_of,
    registers,
)
from publisher.language import Language
from publisher.link.figures.ledger import Choice, Facet
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.fields import has_field
from publisher.model.modality import Modality
from publisher.model.roles import NodeKind, Relation


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of Markdown pages below the site's root, by id and by the source file that a page is made from.

    `former` maps each former path of a renamed node to its current path, `short` the short address of each commitment
    and plan to its path, including those of former ids. `histories` are the paths of the histories of plans and the
    strategy, by id. `files` is the folder of the authors' files. `empty` maps the path of each empty choice of the
    ledger to the ledger's, since it may have had commitments before, and `empty_years` that of each list of a year that
    is not there to the year's. In a language other than the main one, `folder` is
    that of its pages, and `moved` maps the main path of each node with a page there to that page's path.
    """

    by_id: Mapping[str, str]
    former: Mapping[str, str]
    by_source: Mapping[str, str]
    lists: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    histories: Mapping[str, str] = field(default_factory=dict)
    files: str = ""
    empty: Mapping[str, str] = field(default_factory=dict)
    empty_years: Mapping[str, str] = field(default_factory=dict)
    folder: str = ""
    moved: Mapping[str, str] = field(default_factory=dict)

    @property
    def start(self) -> str:
        """The path of the start page."""
        return f"{self.folder}{START}"

    def in_docs(self, name: str | None) -> str:
        """Return the path on the site of a file that the settings name by its path below docs/; "" for none."""
        return self.assets.get(f"docs/{name}", "") if name else ""

    def relative(self, target: str, page: str) -> str:
        """Return a path as a relative link from a page."""
        return _relative(target, page.rpartition("/")[0])


# Most pages of a section link to the same places.
@lru_cache(maxsize=50_000)
def _relative(target: str, folder: str) -> str:
    to, at = target.split("/"), folder.split("/") if folder else []
    shared = len(commonprefix([to, at]))
    return "/".join([".."] * (len(at) - shared) + to[shared:])


START: Final = "index.md"
LISTS: Final = tuple(page.name for _, page in registers())
"""The registers, and the folder of each; its name is `address.<register>` in the locale."""


_LEDGER: Final = COMMITMENT.register.name if COMMITMENT.register else ""


def addresses(publication: Publication, language: Language) -> Addresses:
    """Return the addresses of a publication, with paths in the site's language."""
    folder = {name: language.text(f"address.{name}") for name in LISTS}
    by_id = {name: _path(node, folder) for name, node in publication.nodes.items()}
    by_source = {node.document.file: by_id[node.id] for node in publication.nodes.values() if node.kind in OWN_DOCUMENT}
    lists = list_paths(publication, language)
    for year in publication.years:
        lists |= _year_paths(publication, language, year)
    lists |= {
        choice.name: _choice_path(choice, folder[_LEDGER], language)
        for choices in publication.ledger.choices.values()
        for choice in choices
    }
    lists |= {
        f"{ADOPTED.name}-{each.id}": f"{_stem(by_id[each.id])}/{language.text('address.adopted')}.md"
        for each in publication.documents
        if publication.tree.has_adopted(each.id)
    }
    # Links to a generated list look as if its file were in docs/.
    by_source |= {f"docs/{path}": path for path in lists.values()}
    former = {old: by_id[node.id] for node in publication.nodes.values() for old in _former_paths(node, folder)}
    short = _short_addresses(publication, language, by_id)
    past = language.text("address.history")
    followed = [name for name, node in publication.nodes.items() if kind_of(node.value).followed]
    past_of = {name: f"{_stem(by_id[name])}/{past}.md" for name in followed}
    files = language.text("address.files")
    assets = _assets(publication, files, folder["plans"])
    empty = {
        _choice_path(choice, folder[_LEDGER], language): lists[_LEDGER]
        for choice in publication.ledger.empty_choices
        if _LEDGER in lists
    }
    empty_years = {
        path: lists[f"{YEAR.name}-{year}"]
        for year in publication.years
        if f"{YEAR.name}-{year}" in lists
        for name, path in _year_part_paths(language, year).items()
        if name not in lists
    }
    return Addresses(by_id, former, by_source, lists, short, assets, past_of, files, empty, empty_years)


def _stem(path: str) -> str:
    """Return the folder of the pages that belong to a page."""
    return path.removesuffix(".md").removesuffix("/index")


def list_paths(publication: Publication, language: Language) -> dict[str, str]:
    """Return the path of each list with a page, by the list's name.

    A list that heads its section has a page even when empty, unless the publication consists of articles alone.
    """
    there = {node.kind for node in publication.nodes.values()}
    has_sections = there != {NodeKind.ARTICLE}
    paths = {
        page.name: f"{language.text(f'address.{page.name}')}/index.md"
        for kind, page in registers()
        if (kind.heads_section and has_sections) or kind.node in there
    }
    if len(publication.documents) > 1:
        paths[DOCUMENTS.name] = f"{language.text('address.documents')}/index.md"
    if publication.action_plans:
        paths[DELAYED.name] = f"{language.text('address.delayed')}.md"
    if publication.changed:
        paths[RECENT.name] = f"{language.text('address.recent')}.md"
    if publication.sdg_uses:
        folder = language.text("address.sdgs")
        paths[SDGS.name] = f"{folder}/index.md"
        paths |= {f"{SDG.name}-{goal}": f"{folder}/{goal}.md" for goal in publication.sdg_uses}
    if _LEDGER in paths:
        paths[MATRIX.name] = f"{language.text(f'address.{_LEDGER}')}/{language.text('address.matrix')}.md"
    return paths


def _choice_path(choice: Choice, folder: str, language: Language) -> str:
    """Return the path of a choice's page, in a folder of its own, to avoid clashes with pages of commitments."""
    own = choice.facet is Facet.MODALITY and choice.value not in tuple(Modality)
    named = own or choice.facet in (Facet.BODY, Facet.DOCUMENT)
    value = choice.value if named else language.text(f"address.{choice.facet}.{choice.value}")
    return f"{folder}/{language.text(f'address.{choice.facet}')}/{value}.md"


def _year_paths(publication: Publication, language: Language, year: int) -> dict[str, str]:
    """Return the paths of a year's pages: its results, also by chapter and by body."""
    folder = f"{language.text('address.results')}/{year}"
    # Where nothing is counted as missing, a page of plans that nobody answers for, or that serve nothing, is empty.
    counted, plans = publication.gaps.counted, publication.action_plans
    areas = publication.commitments and (
        counted or any(publication.targets(each.id, Relation.SERVES) for each in plans)
    )
    bodies = publication.bodies and (counted or any(publication.plans_of(each.id) for each in publication.bodies))
    there = {f"{part.name}-{year}": is_there for part, is_there in zip(YEAR_PARTS, (areas, bodies), strict=True)}
    paths = {name: path for name, path in _year_part_paths(language, year).items() if there[name]}
    return {f"{YEAR.name}-{year}": f"{folder}/index.md", **paths}


def _year_part_paths(language: Language, year: int) -> dict[str, str]:
    """Return the paths of a year's results by chapter and by body, whether they have a page or not."""
    folder = f"{language.text('address.results')}/{year}"
    return {f"{part.name}-{year}": f"{folder}/{language.text(f'address.{part.name}')}.md" for part in YEAR_PARTS}


def _path(node: Node, folder: Mapping[str, str]) -> str:
    if register := kind_of(node.value).register:
        return f"{folder[register.name]}/{getattr(node.value, 'stem', node.id)}.md"
    return node.document.file.removeprefix("docs/")


def _former_paths(node: Node, folder: Mapping[str, str]) -> list[str]:
    names = getattr(node.value, "formerly", ()) if has_field(type(node.value), "formerly") else ()
    paths = [_path(replace(node, id=name), folder) for name in names]
    return [path for path in paths if path != _path(node, folder)]


def _short_addresses(publication: Publication, language: Language, by_id: Mapping[str, str]) -> dict[str, str]:
    """Return the target path of each short address, such as p/jobbspar.md."""
    return {
        f"{language.text(f'address.short-{page.name}')}/{name}.md": by_id[node.id]
        for node in publication.nodes.values()
        if (page := kind_of(node.value).page) and page.coded
        for name in (node.id, *getattr(node.value, "formerly", ()))
    }


def _assets(publication: Publication, files: str, plans: str) -> dict[str, str]:
    """Return the site path of every non-text file by its source path, in a separate folder, to replace no page."""
    return {
        name: f"{files}/{name.removeprefix('docs/')}"
        if name.startswith("docs/")
        else f"{files}/{plans}/{name.removeprefix('plans/')}"
        for name in sorted(publication.assets)
    }
