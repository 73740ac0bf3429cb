"""Listing: everything in a publication that can be changed in a form, in the order of its kinds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Final

from publisher.edit.forms.settings_form import KIND as SETTINGS_KIND
from publisher.kinds import KINDS, tongue_of
from publisher.link.graph.node import Node
from publisher.link.publication import Publication
from publisher.model.time_period import TimePeriod
from publisher.pipeline import Prepared
from publisher.read.comments import UNCHECKED
from publisher.schema.json_schema import TRANSLATION
from publisher.settings_file import SETTINGS

# Written by commands only.
NOT_BY_HAND: Final = frozenset({"locks"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One file: its title and path, and in words how many questions of an import are unanswered."""

    title: str
    file: str
    asked: str = ""


def listing(ready: Prepared) -> list[tuple[str, str, list[Listed]]]:
    """Return the files of a publication by kind: the kind, its title, and its files."""
    nodes: dict[str, Node] = {}
    for node in ready.publication.nodes.values():
        nodes.setdefault(node.document.file, node)
    found: dict[str, list[Listed]] = {kind: [] for kind in KINDS if kind not in NOT_BY_HAND}
    if ready.publication.settings.publication.languages:
        found[TRANSLATION] = []
    for file in ready.texts:
        if tongue := tongue_of(file):
            kind = _kind(tongue.original, nodes.get(tongue.original))
            title = _title(ready, tongue.original, kind, nodes.get(tongue.original)) if kind else file
            found.get(TRANSLATION, []).append(Listed(f"{title} ({ready.language.name_of(tongue.code)})", file))
            continue
        kind = _kind(file, nodes.get(file))
        if kind in found:
            found[kind].append(Listed(_title(ready, file, kind, nodes.get(file)), file))
    found[SETTINGS_KIND] = [Listed(kind_title(ready, SETTINGS_KIND), SETTINGS)]
    open_questions = Counter(each.place.file for each in ready.problems if each.code == UNCHECKED)
    for kind, files in found.items():
        found[kind] = [replace(each, asked=ready.language.plural("edit.asked", open_questions[each.file]))
                       if open_questions[each.file] else each for each in files]  # fmt: skip
    return [
        (kind, kind_title(ready, kind), sorted(files, key=lambda each: each.title.casefold()))
        for kind, files in found.items()
    ]


def kind_title(ready: Prepared, kind: str) -> str:
    """Return the title of a kind of document."""
    return ready.language.text(f"kind.{kind}").partition(":")[0]


def linkable(publication: Publication, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the possible targets of links with their ids and titles; `titles` are those of files."""
    nodes = (node for node in publication.nodes.values() if node.id != node.document.file)
    return [
        (node.id, str(getattr(node.value, "title", "") or titles.get(node.document.file, node.id))) for node in nodes
    ]


def _kind(file: str, node: Node | None) -> str:
    if not file.endswith(".md"):
        return next((name for name, kind in KINDS.items() if PurePosixPath(file).match(kind.pattern)), "")
    return next((name for name, kind in KINDS.items() if node and type(node.value) is kind.model), "")


def _title(ready: Prepared, file: str, kind: str, node: Node | None) -> str:
    if file.endswith(".csv"):
        indicator = ready.publication.nodes.get(PurePosixPath(file).stem)
        return str(getattr(indicator.value, "title", "")) if indicator else PurePosixPath(file).stem
    if file.endswith(".yml") or node is None:
        return kind_title(ready, kind)
    if title := getattr(node.value, "title", ""):
        return str(title)
    plan = ready.publication.nodes.get(str(getattr(node.value, "plan", "")))
    period = getattr(node.value, "period", None)
    when = ready.language.period(period) if isinstance(period, TimePeriod) else node.id.rpartition("/")[2]
    return f"{getattr(plan.value, 'title', '') if plan else ''} {when}".strip()
