"""Earlier versions of texts, parsed by today's rules: for histories and for the rules about what was decided."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from publisher.entries import documents_of, entries_of
from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.confidentiality.through_time import united, withheld_in_time
from publisher.link.graph.declarations import nodes_of
from publisher.link.graph.node import Entry, Node
from publisher.link.publication import Publication
from publisher.link.time.differences import former_ids
from publisher.link.time.locking import REGISTER as LOCKS
from publisher.link.time.past import History, files_of, histories, several, translations_of, with_translations
from publisher.memory import Memory
from publisher.model.locks import Locks
from publisher.model.register import Indicator
from publisher.read.history import Log, read_contents

# Files whose earlier versions say which indicators counted people.
REGISTERS: Final = ("plans/indicators.yml",)


def histories_of(root: Path, publication: Publication, log: Log) -> Mapping[str, History]:
    """Return the changes to each plan and steering document, and to its translations, since it was added, by id."""
    files = files_of(publication)
    found = _histories(root, publication, log, files)
    others = [translations_of(files, code) for code in publication.tongues]
    names = (name for each in others for group in each.values() for file in group for name in _contents(log, file))
    return with_translations(found, publication, log, read_contents(root, names), files, _translation)


def _translation(file: str, text: str) -> Entry | None:
    """Return an earlier text of a translation; None if it cannot be read."""
    entries, _ = entries_of(documents_of({file: text}, Memory())[0], Memory())
    return entries[0] if entries else None


def _histories(
    root: Path, publication: Publication, log: Log, files: Mapping[str, Sequence[str]]
) -> Mapping[str, History]:
    smallest = publication.settings.publication.smallest_group
    texts = read_contents(root, several(log, {**files, "": REGISTERS}))
    registers = [publication.indicators, *_past_registers(log, texts)]

    @cache
    def declared_in(file: str, text: str) -> Mapping[str, Node] | None:
        """Return the nodes that an earlier text declares, by id, without small groups; None if it cannot be read."""
        documents, _ = documents_of({file: text}, Memory())
        entries, _ = entries_of(documents, Memory())
        nodes = {node.id: node for entry in entries for node in nodes_of(entry)}
        return without_small_groups(nodes, smallest, publication.dimensions, registers) or None

    if smallest is None:
        return histories(publication, log, texts, files, declared_in)
    names = [(file, name) for group in files.values() for file in group for name in _contents(log, file)]
    past = [nodes for file, name in names if name in texts and (nodes := declared_in(file, texts[name]))]
    versions, renamed = [publication.nodes, *past], former_ids(publication.nodes.values())
    together = without_small_groups(united(versions, renamed), smallest, publication.dimensions, registers)
    withheld = withheld_in_time([*versions, together], renamed)

    def understand(file: str, text: str) -> Mapping[str, Node] | None:
        nodes = declared_in(file, text)
        return None if nodes is None else withheld.without(nodes)

    return histories(publication, log, texts, files, understand)


def _contents(log: Log, file: str) -> Iterable[str]:
    """Return git's blob hashes for all versions of a file."""
    return dict.fromkeys(name for version in log.versions.get(file, ()) for name in (version.after, version.before))


def _past_registers(log: Log, texts: Mapping[str, str]) -> Iterator[list[Indicator]]:
    """Yield the indicators of each earlier version of the register that can still be read."""
    for file in REGISTERS:
        for name in {name for version in log.versions.get(file, ()) for name in (version.before, version.after)}:
            if name in texts:
                entries, _ = entries_of(documents_of({file: texts[name]}, Memory())[0], Memory())
                for entry in entries:
                    yield [node.value for node in nodes_of(entry) if isinstance(node.value, Indicator)]


def earlier_versions(root: Path, log: Log, file: str) -> Iterator[Mapping[str, Node]]:
    """Yield the nodes that a file declared, for each version in git that can still be read."""
    for entry in earlier_entries(root, log, file):
        yield {node.id: node for node in nodes_of(entry)}


def earlier_entries(root: Path, log: Log, file: str) -> Iterator[Entry]:
    """Yield a file as an entry, for each version in git that can still be read."""
    names = _contents(log, file)
    texts = read_contents(root, names)
    for name in names:
        if name in texts:
            yield from entries_of(documents_of({file: texts[name]}, Memory())[0], Memory())[0]


def earlier_locks(root: Path, log: Log) -> tuple[Locks, ...]:
    """Return the register of locks before and after its latest change in git, where it can still be read.

    That change is what a proposal is reviewed for; what was accepted earlier is not asked about for ever.
    """
    latest = log.versions.get(LOCKS, ())[:1]
    texts = read_contents(root, (name for version in latest for name in (version.before, version.after)))
    read = (entries_of(documents_of({LOCKS: text}, Memory())[0], Memory())[0] for text in texts.values())
    return tuple(entry.value for entries in read for entry in entries if isinstance(entry.value, Locks))
