"""Linking: turns entries into one publication and its problems."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, Self

from publisher.link.confidentiality.disclosure import numbers_in_texts
from publisher.link.confidentiality.suppression import without_small_groups
from publisher.link.graph.copied_texts import copied
from publisher.link.graph.declarations import Ids, duplicates, nodes_of, numbers_twice
from publisher.link.graph.membership import of_unread_documents
from publisher.link.graph.node import Entry, Node, Reference
from publisher.link.graph.references import Mention, mentions, misled, repeated
from publisher.link.judgements import misjudged
from publisher.link.modal_words import contradicted
from publisher.link.publication import Publication
from publisher.link.rules.agreement import disagreements, lone_years, unsure_periods
from publisher.link.rules.doubts import doubted
from publisher.link.rules.ended_bodies import ended_bodies
from publisher.link.rules.group_rules import dimensions_of, ungrouped
from publisher.link.rules.impossible import impossible
from publisher.link.rules.statistics_rules import differing, misfitting, with_statistics
from publisher.link.rules.translation_rules import mistranslated, parted
from publisher.link.scale_words import with_scale_ids
from publisher.link.swapped_digits import swapped_digits
from publisher.link.target_starts import starts
from publisher.link.time.doubted_days import doubted_days
from publisher.link.time.locking import broken_locks, locks_of
from publisher.memory import Memory, Same
from publisher.model.groups import Dimension
from publisher.model.register import Indicator
from publisher.model.settings import Settings
from publisher.model.synonyms import Synonym, Synonyms
from publisher.problem import Problem

# Problems of a chapter that its document decides, such as an unknown level.
_OF_DOCUMENT: Final = frozenset({"part-without-document", "unknown-id"})


def link(
    settings: Settings,
    entries: Sequence[Entry],
    ids: Ids,
    *,
    changed: Mapping[str, str],
    assets: frozenset[str],
    registers: Iterable[Iterable[Indicator]] = (),
    files: Collection[str] = (),
    memory: Memory | None = None,
) -> tuple[Publication, list[Problem]]:
    """Return the publication made of the entries, and a Problem for each reference that leads nowhere.

    `ids` are those of all documents, including invalid ones; `registers` are indicators of other times, which may say
    that something counts people. `files` are the names of all texts, read or not; `memory` knows what was found last
    time, and if only texts below the fields have changed, that is not looked for again.
    """
    memory, facts = memory or Memory(), Facts.of(entries, ids, settings)
    every = with_scale_ids(entries, settings)
    entries, tongues = parted(every, settings)
    nodes: dict[str, Node] = {}
    for entry in entries:
        for node in nodes_of(entry):
            nodes.setdefault(node.id, node)
    dimensions = dimensions_of(entries)
    nodes = with_statistics(entries, nodes, dimensions)
    check = partial(_checked, entries, nodes, ids, dimensions, settings.theme.language, memory)
    references, found = memory.recall("references", "", facts, check)
    problems = [*found]
    shown = without_small_groups(nodes, settings.publication.smallest_group, dimensions, registers)
    own = {entry.document.file: entry for entry in entries}
    problems += numbers_in_texts(nodes, shown, {settings.theme.language: own, **tongues})
    problems += swapped_digits(entries, facts, memory)
    registers_of = locks_of(entries), dimensions, synonyms_of(entries)
    publication = Publication(settings, shown, references, changed, assets, *registers_of, tongues)
    publication.take_over(memory.recall("publication", "", facts, lambda _: publication, keep=False, weighs=False))
    problems += memory.recall("judgements", "", facts, lambda _: _by_graph(publication))
    problems += mistranslated(files or [entry.document.file for entry in every], entries, tongues, settings)
    unread = of_unread_documents(nodes, ids.places)
    locks = (each for each in broken_locks(publication, entries, ids) if each.place.file not in unread)
    return publication, [*problems, *locks]


@dataclass(frozen=True, slots=True)
class Facts:
    """All that rules about fields look at: the values of all documents, the declared ids and the settings.

    Values are compared by identity, and so are the places of their fields, which a value is made with. The texts below
    the fields are not among them.
    """

    values: tuple[Same, ...]
    ids: tuple[object, ...]
    settings: Settings

    @classmethod
    def of(cls, entries: Iterable[Entry], ids: Ids, settings: Settings) -> Self:
        """Return the facts of a publication."""
        return cls(tuple(Same(entry.value) for entry in entries), (ids.places, ids.renamed, ids.unread), settings)


def _checked(
    entries: list[Entry], nodes: Mapping[str, Node], ids: Ids, dimensions: tuple[Dimension, ...], language: str,
    memory: Memory, _: Facts,
) -> tuple[tuple[Reference, ...], list[Problem]]:  # fmt: skip
    """Return the references between documents, and the problems of their fields: all that needs no text below these."""
    unread = of_unread_documents(nodes, ids.places)
    together = (each for each in disagreements(entries, nodes)
                if each.place.file not in unread or each.code not in _OF_DOCUMENT)  # fmt: skip
    problems = [*duplicates(ids), *together, *misfitting(entries, nodes, dimensions)]
    references, misleading = _references(entries, nodes, ids, memory)
    problems += [*misleading, *ungrouped(entries, nodes, dimensions), *impossible(entries, nodes), *differing(entries)]
    problems += [*unsure_periods(entries, memory), *lone_years(entries, memory)]
    problems += [*ended_bodies(entries, nodes), *contradicted(nodes, language)]
    problems += [*doubted(entries, nodes, language=language), *doubted_days(entries), *copied(entries)]
    return references, problems


def _references(
    entries: Iterable[Entry], nodes: Mapping[str, Node], ids: Ids, memory: Memory
) -> tuple[tuple[Reference, ...], list[Problem]]:
    """Return the references between nodes, without duplicates, and a Problem for each missing or wrong target."""
    references: dict[Reference, None] = {}
    problems: list[Problem] = []
    for entry in entries:
        value = Same(entry.value)
        made = memory.recall("mentions", entry.document.file, value, _mentions, keep=False, weighs=False)
        problems += repeated(entry, made)
        for mention in made:
            problem = misled(entry, mention, nodes, ids)
            if problem:
                problems.append(problem)
            # An indicator's statistics belong to it and are not another node that refers to it.
            elif (
                mention.reference.target in nodes
                and mention.reference.source != mention.reference.target
                and not _is_of_another(entry, nodes.get(mention.reference.source))
            ):
                # A plan may refer to an indicator in several places; that is one edge.
                references.setdefault(mention.reference)
    return tuple(references), problems


def _is_of_another(entry: Entry, source: Node | None) -> bool:
    """Return whether the id that refers is that of another document, in which it was used first."""
    return source is not None and source.document.file != entry.document.file


def _mentions(value: Same) -> tuple[Mention, ...]:
    return tuple(mentions(value.value))


def synonyms_of(entries: Iterable[Entry]) -> tuple[Synonym, ...]:
    """Return every synonym of the registers."""
    return tuple(each for entry in entries if isinstance(entry.value, Synonyms) for each in entry.value.synonyms)


def _by_graph(publication: Publication) -> list[Problem]:
    """Return the problems that only the linked publication shows."""
    twice = numbers_twice(publication.nodes, publication.tree.document_of)
    return [*misjudged(publication), *starts(publication), *_reviews_due(publication), *twice]


def _reviews_due(publication: Publication) -> Iterator[Problem]:
    """Yield a notice at each assumption whose limit the latest measurement has crossed."""
    for name, due in publication.ledger.reviews.items():
        for review in due:
            facts = {"measured": review.measured, "limit": review.limit, "year": review.result.year}
            place = publication.nodes[name].document.place("assumptions", review.position)
            yield Problem.notice(place, "review-due", id=review.indicator, **facts)
