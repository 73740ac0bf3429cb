"""Listing: everything of a publication that can be changed in a form, in the order of its kinds."""

from dataclasses import dataclass

from publisher.kinds import KINDS
from publisher.link.graph.node import Node
from publisher.pipeline import Prepared


@dataclass(frozen=True, slots=True)
class Listed:
    """One file: its title and where it lies."""

    title: str
    file: str


def listing(ready: Prepared) -> list[tuple[str, list[Listed]]]:
    """Return the files of a publication by the title of their kind."""
    nodes: dict[str, Node] = {}
    for node in ready.publication.nodes.values():
        nodes.setdefault(node.document.file, node)
    found: dict[str, list[Listed]] = {}
    for file in ready.texts:
        holder = nodes.get(file)
        kind = _kind(file, holder)
        title = ready.language.text(f"kind.{kind}").partition(":")[0] if kind else ""
        if kind and not file.endswith("locks.yml"):
            found.setdefault(title, []).append(Listed(_title(ready, file, holder), file))
    return [(title, sorted(files, key=lambda each: each.title.casefold())) for title, files in sorted(found.items())]


def _kind(file: str, node: Node | None) -> str:
    if file.endswith(".yml"):
        return next((name for name, kind in KINDS.items() if kind.pattern == file), "")
    return next((name for name, kind in KINDS.items() if node and type(node.value) is kind.model), "")


def _title(ready: Prepared, file: str, node: Node | None) -> str:
    if file.endswith(".yml") or node is None:
        return file
    if title := getattr(node.value, "title", ""):
        return str(title)
    plan = ready.publication.nodes.get(str(getattr(node.value, "plan", "")))
    return f"{getattr(plan.value, 'title', '') if plan else ''} {node.id.rpartition('/')[2]}".strip()
