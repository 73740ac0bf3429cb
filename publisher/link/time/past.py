"""History: the changes to a plan or a steering document, day by day, since it was first published."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeAlias

from publisher.kinds import translation_of
from publisher.link.graph.node import Entry, Node
from publisher.link.publication import Publication
from publisher.link.time.differences import Act, Change, compare, former_ids, translated
from publisher.model.parts import Decision
from publisher.model.roles import NodeKind
from publisher.read.history import Log, Version

# Parses an earlier text into nodes by id; None if it cannot be read any more.
Understand: TypeAlias = Callable[[str, str], Mapping[str, Node] | None]
# The same for an earlier text of a translation.
Translated: TypeAlias = Callable[[str, str], Entry | None]


@dataclass(frozen=True, slots=True)
class Edit:
    """The changes of one day. `unread` says that some earlier version could not be read."""

    day: str
    changes: tuple[Change, ...]
    unread: bool = False

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions that the changes of the day added."""
        return tuple(change.decision for change in self.changes if change.decision)


@dataclass(frozen=True, slots=True)
class History:
    """The edits of one document, the latest first; `known` is False if git lacks a part of the history."""

    edits: tuple[Edit, ...] = ()
    known: bool = False


def files_of(publication: Publication) -> dict[str, tuple[str, ...]]:
    """Return the files that make up the history of each plan and steering document, by id."""
    files: dict[str, tuple[str, ...]] = {}
    own = {name: node.document.file for name, node in publication.nodes.items()}
    for document in publication.documents:
        files[document.id] = tuple(own[part.id] for part in (document, *publication.tree.chapters_of(document.id)))
    for plan in publication.of_kind(NodeKind.PLAN):
        files[plan.id] = (own[plan.id], *(own[result.id] for result in publication.results_of(plan.id)))
    return files


def translations_of(files: Mapping[str, Sequence[str]], code: str) -> dict[str, tuple[str, ...]]:
    """Return the names that the translations of the files of each document have in a language, by id."""
    return {name: tuple(translation_of(file, code) for file in group) for name, group in files.items()}


def several(log: Log, files: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the blob hashes of the contents to read: those of files with more than one version."""
    versions = [log.versions.get(file, ()) for group in files.values() for file in group]
    return [name for found in versions if len(found) > 1 for each in found for name in (each.before, each.after)]


def histories(
    publication: Publication,
    log: Log,
    texts: Mapping[str, str],
    files: Mapping[str, Sequence[str]],
    understand: Understand,
) -> dict[str, History]:
    """Return the history of each plan and steering document, by id. `texts` are the contents by blob hash.

    `files` lists the files of each. Versions that cannot be read are marked `unread`; nothing is raised.
    """
    past = _Past(publication, log, texts, understand)
    found = {}
    for name, group in files.items():
        days: dict[str, list[Edit]] = {}
        for file in group:
            for version in _by_day(log.versions.get(file, ())):
                days.setdefault(version.day, []).append(past.edit(file, version))
        edits = [_joined(day, days[day]) for day in sorted(days, reverse=True)]
        found[name] = History(
            tuple(edit for edit in edits if edit.changes or edit.unread), log.complete and bool(edits)
        )
    return found


def with_translations(
    found: Mapping[str, History],
    publication: Publication,
    log: Log,
    texts: Mapping[str, str],
    files: Mapping[str, Sequence[str]],
    read: Translated,
) -> dict[str, History]:
    """Return histories with the changes of texts in other languages alone.

    Those of the day when a file was added are part of that. What `read` cannot is marked `unread`.
    """
    nodes: dict[str, list[Node]] = {}
    for node in publication.nodes.values():
        nodes.setdefault(node.document.file, []).append(node)

    def edit(file: str, code: str, version: Version) -> Edit:
        names = [name for name in (version.before, version.after) if name]
        entries = {name: read(translation_of(file, code), texts.get(name, "")) for name in names}
        if None in entries.values():
            return Edit(version.day, (), unread=True)
        states = entries.get(version.before), entries.get(version.after)
        return Edit(version.day, tuple(it for node in nodes[file] for it in translated(node, code, *states)))

    made = {}
    for name, group in files.items():
        days = {it.day: [it] for it in found[name].edits}
        for file, code in product(group, publication.tongues):
            added = {it.day for it in log.versions.get(file, ()) if not it.before}
            for version in _by_day(log.versions.get(translation_of(file, code), ())):
                if version.day not in added:
                    days.setdefault(version.day, []).append(edit(file, code, version))
        edits = [_joined(day, days[day]) for day in sorted(days, reverse=True)]
        made[name] = History(tuple(it for it in edits if it.changes or it.unread), found[name].known)
    return made


class _Past:
    """Earlier contents of files, each parsed once."""

    def __init__(self, publication: Publication, log: Log, texts: Mapping[str, str], understand: Understand) -> None:
        self._log, self._texts, self._understand = log, texts, understand
        self._renamed = former_ids(publication.nodes.values())
        self._seen: dict[tuple[str, str], Mapping[str, Node] | None] = {}
        # The node that a file is about comes first among those that it declares.
        self._own = {node.document.file: node for node in reversed([*publication.nodes.values()])}

    def edit(self, file: str, version: Version) -> Edit:
        """Return the edit that a version made in its file."""
        if len(self._log.versions[file]) == 1 and version.after:
            # Unchanged since it was added: its current content is all there is.
            node = self._own[file]
            return Edit(version.day, (Change(Act.ADDED, node.id, node.kind, (), None, node),))
        before, after = self._state(file, version.before), self._state(file, version.after)
        if before is None or after is None:
            return Edit(version.day, (), unread=True)
        changes = compare(before, after, self._renamed)
        # When a file is added or removed, its own node stands for all that it contains.
        return Edit(version.day, changes if before and after else changes[:1])

    def _state(self, file: str, name: str) -> Mapping[str, Node] | None:
        if not name:
            return {}
        if (file, name) not in self._seen:
            text = self._texts.get(name)
            self._seen[file, name] = None if text is None else self._understand(file, text)
        return self._seen[file, name]


def _by_day(versions: Iterable[Version]) -> list[Version]:
    """Return one version for each day: from its first state to its last."""
    days: dict[str, Version] = {}
    for version in versions:
        last = days.get(version.day, version)
        days[version.day] = Version(version.day, version.before, last.after)
    return list(days.values())


def _joined(day: str, edits: Iterable[Edit]) -> Edit:
    edits = list(edits)
    changes = tuple(change for edit in edits for change in edit.changes)
    return Edit(day, changes, any(edit.unread for edit in edits))
