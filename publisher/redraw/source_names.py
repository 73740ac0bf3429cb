"""Names for values and their fields, identical in every process, and the current digests of what they refer to."""

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
"""The date of the last change of each file."""
LOG: Final = "log"
"""The git history of all files; with an id after it, of those in the history of that document."""
# Computed values of a publication or a site map that have computed values of their own.
_WITHIN: Final = ("ledger", "gaps", "tree", "accounts", "following")
_APART: Final = "\0"
_ANSWER: Final = "="


def _no_digests(_: Same) -> dict[str, bytes]:
    """Return the digests of the fields of a value before any is requested."""
    return {}


class SourceNames:
    """Names for the values that the pages of one publication depend on, in all its languages.

    A name consists of the language, the value and its field. What is computed by named values is named too. `files` are
    those in the history of each document, by id. `memory` knows the digests of values that it has made itself.
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
        """Name everything that the pages of one language depend on."""
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
        """Return the name of what was read; None if it is part of something with a name."""
        if isinstance(read, str):
            return read
        held, field = read
        return f"{self._names[held]}{_APART}{field}" if held in self._names else None

    def of_answer(self, notes: Reads) -> str | None:
        """Return the name of a computed value, if it can be recomputed and compared."""
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
        """Return the recorded dependencies of a computed value; None for anything else."""
        return self._made.get(name)

    def _look_within(self) -> None:
        for holder, held in self._holders.items():
            for name in _WITHIN:
                if name in held.__dict__:
                    with compared():
                        self._put(f"{holder}{_ANSWER}{name}", getattr(held, name))

    def digest(self, name: str) -> bytes:
        """Return the current digest of what a name refers to; a random one if it is unknown."""
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
            # The values computed here are requested again when pages are drawn.
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
        # A field is part of what is named; the content of a draft has a name of its own.
        return value_digest(getattr(self._value(held), field), self._names if "///" in held else None)

    def _answer(self, name: str, holder: object, field: str, asked: str = "") -> object:
        """Return a computed value, and record its dependencies."""
        with noted(Reads()) as notes:
            answer = getattr(holder, field)
            if asked:
                answer = answer(*json.loads(asked))
        self._made[name] = next((each for each in notes if isinstance(each, Reads)), notes)
        self._look_within()
        return answer

    def _of_mapping(self, name: str) -> object:
        """Return the entry of a mapping for the key after the mapping's name, or the whole mapping."""
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
        """Return the digest of which nodes and pages there are, without their content, in any order."""
        found: list[object] = []
        for each in renderers:
            nodes = each.publication.nodes.values()
            found.append([(node.id, str(node.kind), node.document.file, type(node.value)) for node in nodes])
            drafts = sorted(each.drafts, key=lambda draft: draft.path)
            found += [(one.path, one.kind, one.section, one.parent, one.node and one.node.id) for one in drafts]
        return value_digest(found)
