"""Membership: which steering document each chapter, commitment and page belongs to."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from publisher.link.graph.node import Node
from publisher.model.strategy import FocusArea, Implementation, SteeringDocument
from publisher.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class Folders:
    """The ids of the steering documents, by the folder that belongs to each.

    `beside` maps a folder to the document that its other files belong to; `only` is the id if there is a single
    document.
    """

    owners: Mapping[str, str]
    beside: Mapping[str, str]
    only: str = ""

    def owner(self, file: str) -> str:
        """Return the id of the document whose folder contains a file, or ""."""
        above = [str(folder) for folder in PurePosixPath(file).parents]
        found = (self.beside.get(above[0], ""), *(self.owners.get(folder, "") for folder in above))
        return next(filter(None, found), self.only)


def folders(nodes: Mapping[str, Node]) -> Folders:
    """Return which folders belong to which document: one that holds two documents belongs to neither."""
    files = {name: node.document.file for name, node in nodes.items() if isinstance(node.value, SteeringDocument)}
    own = _alone((_folder(file), name) for name, file in files.items())
    beside = _alone((str(PurePosixPath(file).parent), name) for name, file in files.items())
    return Folders(own, beside, next(iter(files)) if len(files) == 1 else "")


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, list[str]] = {}
    for folder, name in pairs:
        found.setdefault(folder, []).append(name)
    return {folder: names[0] for folder, names in found.items() if len(names) == 1}


def _folder(file: str) -> str:
    """Return the folder of a document: that of its `index.md`, or else the folder named like its file."""
    path = PurePosixPath(file)
    return str(path.parent if path.stem == "index" else path.with_suffix(""))


def owner_of(node: Node, places: Folders) -> str:
    """Return the id of the document that a chapter belongs to: the one it names, or else by its folder."""
    named = getattr(node.value, "document", None)
    return str(named or places.owner(node.document.file))


def without_document(nodes: Mapping[str, Node]) -> Iterator[Problem]:
    """Yield a Problem for each chapter that may belong to several documents."""
    places = folders(nodes)
    documents = [name for name, node in nodes.items() if isinstance(node.value, SteeringDocument)]
    if len(documents) > 1:
        for node in _parts(nodes.values()):
            if not owner_of(node, places):
                known = ", ".join(sorted(documents))
                yield Problem.at(node.document.place("id"), "part-without-document", id=node.id, known=known)


def of_unread_documents(nodes: Mapping[str, Node], places: Mapping[str, Sequence[Place]]) -> frozenset[str]:
    """Return the files of the chapters whose document could not be read, so that nobody knows what it says of them.

    `places` are where all ids are declared, also in documents that could not be read.
    """
    declared = {place.file for name, found in places.items() if name not in nodes for place in found}
    unread = {_folder(file) for file in declared if PurePosixPath(file).stem == "index"}
    files = (node.document.file for node in _parts(nodes.values()) if not getattr(node.value, "document", None))
    return frozenset(file for file in files if unread & {str(folder) for folder in PurePosixPath(file).parents})


def _parts(nodes: Iterable[Node]) -> Iterator[Node]:
    return (node for node in nodes if isinstance(node.value, FocusArea | Implementation))
