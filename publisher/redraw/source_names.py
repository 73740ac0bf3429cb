"""Names: what values and their fields are called, the same in every process, and the digests of what they are now."""

import json
from collections.abc import Iterable, Mapping
from secrets import token_bytes
from typing import Final

from publisher.dependencies import EVERYTHING, Read, Reads, compared, noted
from publisher.earlier import REGISTERS
from publisher.link.publication import Publication
from publisher.memory import Memory, Same
from publisher.read.history import Log
from publisher.redraw.value_digests import NotDigestedError, value_digest
from publisher.render.outline import PageDraft
from publisher.render.pages import CHILDREN, Renderer
from publisher.render.site_map import SiteMap

CHANGED: Final = "changed"
"""The day of the last change of each file."""
LOG: Final = "log"
"""What git knows of all files; before an id, of those that its history is about."""
# What a publication or a site map works out that works out more.
_WITHIN: Final = ("ledger", "gaps", "tree", "accounts", "following")
_APART: Final = "\0"
_ANSWER: Final = "="


def _no_digests(_: Same) -> dict[str, bytes]:
    """Return the digests of the fields of a value before any is asked for."""
    return {}


class SourceNames:
    """Names for the values that the pages of one publication are drawn from, in all its languages.

    A name tells the language, the value and its field. What is worked out by those that have names is named, too.
    `files` are those that the history of each document is about, by its id. `memory` knows the digests of values that
    it has made itself.
    """

    def __init__(
        self, changed: Mapping[str, str], log: Log, files: Mapping[str, Iterable[str]], memory: Memory
    ) -> None:
        self._changed, self._log = changed, log
        self._histories = files
        self._names: dict[int, str] = {}
        self._values: dict[str, object] = {}
        self._holders: dict[str, Publication | SiteMap] = {}
        self._children: dict[str, Mapping[str, tuple[PageDraft, ...]]] = {}
        self._digests: dict[str, bytes] = {}
        self._made: dict[str, Reads] = {}
        self._memory = memory
        self._held: dict[str, dict[str, bytes]] = {}

    def add(self, renderer: Renderer) -> None:
        """Name all that the pages of one language are drawn from."""
        tag, publication = renderer.site_map.tag, renderer.publication
        self._holders |= {f"{tag}/": publication, f"{tag}//": renderer.site_map}
        for name, holder in self._holders.items():
            self._put(name, holder)
        self._children[f"{CHILDREN} {tag}"] = renderer.children
        for node in publication.nodes.values():
            for name, value in ((f"{tag}/{node.id}", node.value), (f"{tag}//{node.document.file}", node.document)):
                self._put(name, value)
                if renderer.site_map.main is None:
                    self._held[name] = self._digests_of(name, value)
        for draft in renderer.drafts:
            self._put(f"{tag}///{draft.path}", draft)

    def _digests_of(self, name: str, value: object) -> dict[str, bytes]:
        """Return the known digests of a value's fields. Where numbers are withheld, values are made each time."""
        return self._memory.recall("digests", name, Same(value), _no_digests, weighs=False)

    def _put(self, name: str, value: object) -> None:
        self._values[name] = value
        self._names.setdefault(id(value), name)

    def of_read(self, read: Read) -> str | None:
        """Return the name of what was read; None where it stands within something that has a name."""
        if isinstance(read, str):
            return read
        held, field = read
        return f"{self._names[held]}{_APART}{field}" if held in self._names else None

    def of_answer(self, notes: Reads) -> str | None:
        """Return the name of what was worked out, where its answer can be compared."""
        if id(notes.holder) not in self._names:
            self._look_within()
        held = self._names.get(id(notes.holder))
        asked = "" if notes.asked is None else f"{_APART}{json.dumps(notes.asked)}"
        name = None if held is None else f"{held}{_APART}{notes.name}{_APART}{_ANSWER}{asked}"
        if not name or not self._known(name):
            return None
        self._made[name] = notes
        return name

    def made_from(self, name: str) -> Reads | None:
        """Return what an answer was made from that has been worked out by now; None for what is no answer."""
        return self._made.get(name)

    def _look_within(self) -> None:
        for holder, held in self._holders.items():
            for name in _WITHIN:
                if name in held.__dict__:
                    with compared():
                        self._put(f"{holder}{_ANSWER}{name}", getattr(held, name))

    def digest(self, name: str) -> bytes:
        """Return the digest of what has a name as it is now; another each time for what nobody knows."""
        return self._digests[name] if self._known(name) else token_bytes()

    def _known(self, name: str) -> bool:
        if name not in self._digests:
            held, _, field = name.partition(_APART)
            digests = self._held.get(held)
            if digests is None:
                self._digests[name] = self._worked_out(name)
            else:
                if field not in digests:
                    digests[field] = self._worked_out(name)
                self._digests[name] = digests[field]
        return bool(self._digests[name])

    def _worked_out(self, name: str) -> bytes:
        try:
            # The answers that are asked for here are asked for again when pages are drawn.
            with noted(Reads()):
                return self._digest(name)
        except (NotDigestedError, LookupError, AttributeError):
            return b""

    def _digest(self, name: str) -> bytes:
        if name == EVERYTHING:
            raise NotDigestedError(name)
        if name == LOG:
            return value_digest(self._log)
        if name == CHANGED:
            return value_digest(self._changed)
        held, apart, rest = name.partition(_APART)
        if not apart:
            return value_digest(self._of_mapping(name))
        field, *answer = rest.split(_APART)
        if answer:
            return value_digest(self._answer(name, self._value(held), field, *answer[1:]), self._names)
        # A field is part of what is named; what a draft holds has a name of its own.
        return value_digest(getattr(self._value(held), field), self._names if "///" in held else None)

    def _answer(self, name: str, holder: object, field: str, asked: str = "") -> object:
        """Return an answer, and remember what it was made from."""
        with noted(Reads()) as notes:
            answer = getattr(holder, field)
            if asked:
                answer = answer(*json.loads(asked))
        self._made[name] = next((each for each in notes if isinstance(each, Reads)), notes)
        self._look_within()
        return answer

    def _of_mapping(self, name: str) -> object:
        """Return what a mapping has under the key that stands behind its own name, or all of it."""
        for held, children in self._children.items():
            if name == held:
                return {path: [each.path for each in below] for path, below in children.items()}
            if name.startswith(f"{held} "):
                return [each.path for each in children.get(name.removeprefix(f"{held} "), ())]
        if name.startswith(f"{LOG} "):
            files = {*self._histories.get(name.removeprefix(f"{LOG} "), ()), *REGISTERS}
            return self._log.complete, [(file, self._log.versions.get(file, ())) for file in sorted(files)]
        return self._changed.get(name.removeprefix(f"{CHANGED} "))

    def _value(self, name: str) -> object:
        holder, _, within = name.partition(_ANSWER)
        if within and name not in self._values:
            self._put(name, getattr(self._holders[holder], within))
        return self._values[name]

    def outline(self, renderers: Iterable[Renderer]) -> bytes:
        """Return the digest of which nodes and pages there are, without what they say, in whatever order."""
        found: list[object] = []
        for each in renderers:
            nodes = each.publication.nodes.values()
            found.append([(node.id, str(node.kind), node.document.file, type(node.value)) for node in nodes])
            drafts = sorted(each.drafts, key=lambda draft: draft.path)
            found += [(one.path, one.kind, one.section, one.parent, one.node and one.node.id) for one in drafts]
        return value_digest(found)
