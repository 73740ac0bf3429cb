"""The places of pages: what is wrong where one is missing, wanted twice, or taken by something else."""

from collections.abc import Sequence

from publisher.problem import Place, Problem
from publisher.render.address import Addresses
from publisher.render.outline import PageDraft


def start_missing(drafts: Sequence[PageDraft]) -> list[Problem]:
    """Return the Problem of a publication without a start page."""
    return [] if any(draft.path == "index.md" for draft in drafts) else [Problem.at(Place("docs"), "start-missing")]


def twice(drafts: Sequence[PageDraft]) -> list[Problem]:
    """Return a Problem for each page that would stand where another already stands."""
    seen: dict[str, PageDraft] = {}
    problems = []
    for draft in drafts:
        first = seen.setdefault(draft.path.casefold(), draft)
        if first is not draft:
            # Of a written page and a generated one, the written one can be moved.
            node = draft.node or first.node
            file = node.document.file if node else draft.path
            problems.append(Problem.at(Place(file), "page-twice", path=draft.path))
    return problems


# Folders that hold files and no pages: a page there could stand where a file of the program's does.
_FOLDERS = ("assets", "data", "pagefind")


def taken(drafts: Sequence[PageDraft], places: Addresses, search: str) -> list[Problem]:
    """Return a Problem for each page where an address leads on from, where the search stands, or among files."""
    leading = {path.casefold() for path in (*places.short, *places.former, *places.empty, search)}
    folders = {*_FOLDERS, places.files}
    return [
        Problem.at(Place(draft.node.document.file), "page-twice", path=draft.path)
        for draft in drafts
        if draft.node and (draft.path.casefold() in leading or draft.path.partition("/")[0].casefold() in folders)
    ]
