"""Cached pages: each with its dependencies and their digests."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from publisher.dependencies import Reads
from publisher.kinds import PageKind
from publisher.redraw.page_groups import PageGroups, with_kind
from publisher.redraw.source_names import SourceNames
from publisher.render.page import Page

# The dependencies of a single page, and sets of dependencies that it shares with others, all by number.
Sources: TypeAlias = tuple[frozenset[int], frozenset[int]]
NOTHING: Final[Sources] = (frozenset(), frozenset())
# Names that no page depends on any longer are dropped once there are half as many more as were needed.
_GROWTH: Final = 1.5


@dataclass(slots=True)
class KeptPages:
    """The dependencies of pages by language and path, and of the files made beside them; their contents are in groups.

    A number refers to a name and a digest, or to one of the `shared` sets. For a name of a computed value, `answers`
    has the dependencies of that value. `always` is what was read before any page was drawn, `context` the digest of
    everything without a name.
    """

    context: bytes = b""
    names: list[str] = field(default_factory=list)
    digests: list[bytes] = field(default_factory=list)
    answers: dict[int, Sources] = field(default_factory=dict)
    shared: list[frozenset[int]] = field(default_factory=list)
    always: Sources = NOTHING
    pages: dict[str, Sources] = field(default_factory=dict)
    groups: list[bytes] = field(default_factory=list)
    used: int = 0
    """The number of names when they were last numbered anew: later builds add to them."""


class FreshPages:
    """Finds the cached pages that can be reused: those whose dependencies are unchanged.

    A computed value is unchanged if its dependencies are; otherwise it is recomputed and compared.
    """

    def __init__(self, kept: KeptPages, groups: PageGroups, context: bytes, digest: Callable[[str], bytes]) -> None:
        self._kept, self._groups, self._digest = kept, groups, digest
        known = kept.context == context
        leaves = (at for at in range(len(kept.names)) if at not in kept.answers) if known else ()
        self._changed = {at for at in leaves if digest(kept.names[at]) != kept.digests[at]}
        self._tried: set[int] = set()
        self._tried_shared: dict[int, bool] = {}
        for at in kept.answers if known else ():
            self._check(at)
        self._shared = {at for at, numbers in enumerate(kept.shared) if not numbers.isdisjoint(self._changed)}
        self._none = not known or self._touched(kept.always)
        self.unchanged = {} if not known else {
            name: before
            for at, (name, before) in enumerate(zip(kept.names, kept.digests, strict=True))
            if at not in self._changed
        }  # fmt: skip
        """The digests of what is as it was, by name."""

    def page(self, key: str, kind: PageKind) -> Page | None:
        """Return a page that can be reused, or None."""
        page = self.content(key)
        return with_kind(page, kind) if isinstance(page, Page) else None

    def content(self, key: str) -> object:
        """Return the content cached beside pages, if it can be reused."""
        sources = self._kept.pages.get(key)
        return None if self._none or sources is None or self._touched(sources) else self._groups.content(key)

    def _touched(self, sources: Sources) -> bool:
        numbers, shared = sources
        return not (self._changed.isdisjoint(numbers) and self._shared.isdisjoint(shared))

    def _check(self, at: int) -> None:
        """Find out whether a computed value has changed, starting with its dependencies."""
        if at in self._tried:
            return
        self._tried.add(at)
        numbers, shared = self._kept.answers[at]
        hangs = [self._hangs(numbers), *map(self._hangs_shared, shared)]
        if any(hangs) and self._digest(self._kept.names[at]) != self._kept.digests[at]:
            self._changed.add(at)

    def _hangs(self, numbers: Iterable[int]) -> bool:
        for each in numbers:
            if each in self._kept.answers:
                self._check(each)
        return not self._changed.isdisjoint(numbers)

    def _hangs_shared(self, at: int) -> bool:
        if at not in self._tried_shared:
            self._tried_shared[at] = self._hangs(self._kept.shared[at])
        return self._tried_shared[at]


class PageWriter:
    """Collects the entries to cache: drawn pages with recorded dependencies, and reused ones with known ones."""

    def __init__(self, known: KeptPages, names: SourceNames) -> None:
        self._known, self._names = known, names
        self._known_numbers = {name: at for at, name in enumerate(known.names)}
        # Numbering a million dependencies anew takes longer than drawing the few pages that have changed.
        self._same = len(known.names) <= _GROWTH * known.used
        self.kept = (
            KeptPages(names=[*known.names], shared=[*known.shared], used=known.used) if self._same else KeptPages()
        )
        self._numbers = {**self._known_numbers} if self._same else {}
        self._shared: dict[Reads | int, int] = {}
        self._places = {numbers: at for at, numbers in enumerate(self.kept.shared)}
        self.contents: dict[str, object] = {}
        self.new: set[str] = set()

    def add(self, key: str, content: object, notes: Reads) -> None:
        """Add a page that has been drawn, or content that has been made beside pages."""
        self.kept.pages[key] = self.sources(notes)
        self.contents[key] = content
        self.new.add(key)

    def copy(self, key: str, content: object) -> None:
        """Copy an unchanged page, or unchanged content beside pages."""
        self.kept.pages[key] = self._moved_sources(self._known.pages[key])
        self.contents[key] = content

    def sources(self, notes: Reads) -> Sources:
        """Return recorded dependencies, by number."""
        own, shared = {*self._of_reads(notes)}, set()
        for each in self._within(notes):
            if name := self._names.of_answer(each):
                own.add(self._number(name))
            else:
                shared.add(self._of_shared(each))
        return frozenset(own), frozenset(shared)

    def finished(self, context: bytes, always: Sources, unchanged: Mapping[str, bytes]) -> KeptPages:
        """Return everything to cache. `unchanged` are the digests known to be current."""
        # The dependencies of a computed value may be computed values too.
        for at, name in enumerate(self.kept.names):
            notes = self._names.made_from(name)
            if notes is not None:
                self.kept.answers[at] = self.sources(notes)
            elif (before := self._known.answers.get(self._known_numbers.get(name, -1))) is not None:
                self.kept.answers[at] = self._moved_sources(before)
        self.kept.context, self.kept.always = context, always
        self.kept.used = self.kept.used or len(self.kept.names)
        digest = self._names.digest
        self.kept.digests = [unchanged.get(name) or digest(name) for name in self.kept.names]
        return self.kept

    def _of_reads(self, notes: Reads) -> Iterator[int]:
        for each in notes:
            if not isinstance(each, Reads) and (name := self._names.of_read(each)) is not None:
                yield self._number(name)

    def _within(self, notes: Reads) -> Iterator[Reads]:
        return (each for each in notes if isinstance(each, Reads))

    def _of_shared(self, notes: Reads) -> int:
        if notes not in self._shared:
            own, shared = self.sources(notes)
            self._shared[notes] = self._put(own.union(*(self.kept.shared[at] for at in shared)))
        return self._shared[notes]

    def _moved_sources(self, sources: Sources) -> Sources:
        if self._same:
            return sources
        numbers, shared = sources
        return self._moved(numbers), frozenset(map(self._moved_shared, shared))

    def _moved_shared(self, at: int) -> int:
        if at not in self._shared:
            self._shared[at] = self._put(self._moved(self._known.shared[at]))
        return self._shared[at]

    def _moved(self, numbers: Iterable[int]) -> frozenset[int]:
        return frozenset(self._number(self._known.names[number]) for number in numbers)

    def _put(self, numbers: frozenset[int]) -> int:
        at = self._places.setdefault(numbers, len(self.kept.shared))
        if at == len(self.kept.shared):
            self.kept.shared.append(numbers)
        return at

    def _number(self, name: str) -> int:
        number = self._numbers.setdefault(name, len(self.kept.names))
        if number == len(self.kept.names):
            self.kept.names.append(name)
        return number
