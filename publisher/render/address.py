"""Where everything stands on the site: a path for every page, a permanent address for every id."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from posixpath import commonprefix

from publisher.language import Language
from publisher.link.figures.ledger import Choice, Facet
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.roles import NodeKind
from publisher.model.strategy import Strategy


@dataclass(frozen=True, slots=True)
class Addresses:
    """Paths of Markdown pages below the site's root, by id and by the source file that a page is made from.

    `former` maps each path that a renamed thing had before to the path that it has now, `short` the short
    address of each commitment and plan to its path, those of former ids too. `histories` are the paths of
    the histories of plans and the strategy, by id.
    """

    by_id: Mapping[str, str]
    former: Mapping[str, str]
    by_source: Mapping[str, str]
    lists: Mapping[str, str]
    short: Mapping[str, str] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    histories: Mapping[str, str] = field(default_factory=dict)

    def relative(self, target: str, page: str) -> str:
        """Return the address of a path as a link from a page has it."""
        return _relative(target, page.rpartition("/")[0])


# Most pages of a section lead to the same places.
@lru_cache(maxsize=50_000)
def _relative(target: str, folder: str) -> str:
    to, at = target.split("/"), folder.split("/") if folder else []
    shared = len(commonprefix([to, at]))
    return "/".join([".."] * (len(at) - shared) + to[shared:])


# The generated lists and the folder that each stands in; its words are `address.<folder>` in the locale.
LISTS = ("commitments", "plans", "results", "bodies", "indicators")


def addresses(publication: Publication, language: Language) -> Addresses:
    """Return where each thing of the publication stands, in the words of the site's language."""
    folder = {name: language.text(f"address.{name}") for name in LISTS}
    by_id = {name: _path(node, folder) for name, node in publication.nodes.items()}
    by_source = {
        node.document.file: by_id[node.id]
        for node in publication.nodes.values()
        if node.kind not in {NodeKind.COMMITMENT, NodeKind.BODY, NodeKind.INDICATOR}
    }
    lists = list_paths(publication, language)
    for year in publication.years:
        lists |= _year_paths(publication, language, year)
    lists |= {
        choice.name: _choice_path(choice, folder["commitments"], language)
        for choices in publication.ledger.choices.values()
        for choice in choices
    }
    # A generated list is linked to as if its file lay in docs/.
    by_source |= {f"docs/{path}": path for path in lists.values()}
    former = {old: by_id[node.id] for node in publication.nodes.values() for old in _former_paths(node, folder)}
    short = _short(publication, language, by_id)
    past = language.text("address.history")
    strategy = [publication.strategy] if publication.strategy else []
    followed: list[Plan | Strategy] = [*publication.plans, *strategy]
    past_of = {each.id: f"{by_id[each.id].removesuffix('.md').removesuffix('/index')}/{past}.md" for each in followed}
    return Addresses(by_id, former, by_source, lists, short, _assets(publication, folder["plans"]), past_of)


def list_paths(publication: Publication, language: Language) -> dict[str, str]:
    """Return the path of each list that is drawn: commitments and indicators only where there are some."""
    paths = {name: f"{language.text(f'address.{name}')}/index.md" for name in LISTS}
    paths["matrix"] = f"{language.text('address.commitments')}/{language.text('address.matrix')}.md"
    empty = {"indicators"} if not publication.indicators else set()
    empty |= {"commitments", "matrix"} if not publication.commitments else set()
    return {name: path for name, path in paths.items() if name not in empty}


def _choice_path(choice: Choice, folder: str, language: Language) -> str:
    """Return the path of the page of a choice, in a folder of its own, where no commitment's page can stand."""
    value = choice.value if choice.facet is Facet.BODY else language.text(f"address.{choice.facet}.{choice.value}")
    return f"{folder}/{language.text(f'address.{choice.facet}')}/{value}.md"


def _year_paths(publication: Publication, language: Language, year: int) -> dict[str, str]:
    """Return the paths of a year's pages: its results, and what they say by chapter and by body."""
    folder = f"{language.text('address.results')}/{year}"
    paths = {f"year-{year}": f"{folder}/index.md"}
    if publication.commitments:
        paths[f"year-areas-{year}"] = f"{folder}/{language.text('address.year-areas')}.md"
    if publication.bodies:
        paths[f"year-bodies-{year}"] = f"{folder}/{language.text('address.year-bodies')}.md"
    return paths


def _path(node: Node, folder: Mapping[str, str]) -> str:
    match node.kind:
        case NodeKind.COMMITMENT:
            return f"{folder['commitments']}/{node.id}.md"
        case NodeKind.PLAN:
            return f"{folder['plans']}/{node.id}.md"
        case NodeKind.BODY:
            return f"{folder['bodies']}/{node.id}.md"
        case NodeKind.INDICATOR:
            return f"{folder['indicators']}/{node.id}.md"
        case NodeKind.RESULT:
            assert isinstance(node.value, Result)
            return f"{folder['results']}/{node.value.year}/{node.value.plan}.md"
        case _:
            return node.document.file.removeprefix("docs/")


def _former_paths(node: Node, folder: Mapping[str, str]) -> list[str]:
    names = getattr(node.value, "formerly", ())
    paths = [_path(replace(node, id=name), folder) for name in names]
    return [path for path in paths if path != _path(node, folder)]


def _short(publication: Publication, language: Language, by_id: Mapping[str, str]) -> dict[str, str]:
    """Return the path behind each short address, such as p/jobbspar.md."""
    letters = {
        NodeKind.COMMITMENT: language.text("address.short-commitment"),
        NodeKind.PLAN: language.text("address.short-plan"),
    }
    return {
        f"{letters[node.kind]}/{name}.md": by_id[node.id]
        for node in publication.nodes.values()
        if node.kind in letters
        for name in (node.id, *getattr(node.value, "formerly", ()))
    }


def _assets(publication: Publication, plans: str) -> dict[str, str]:
    """Return the site path of every file that is no text: as it lies in docs/, or beside the plans' pages."""
    return {
        name: name.removeprefix("docs/") if name.startswith("docs/") else f"{plans}/{name.removeprefix('plans/')}"
        for name in sorted(publication.assets)
    }
