"""The organisations that perform the objectives of StratML: responsible bodies of commitments."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.columns.table_words import body_kind
from publisher.importing.form.proposal import ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock
from publisher.importing.meaning.named_bodies import NamedBodies, named_bodies
from publisher.importing.meaning.tables import Present

_STAKEHOLDER: Final = re.compile(
    r"(?P<path>(?P<objective>/.+/Objective(?:\[\d+\])?)/Stakeholder(?:\[\d+\])?)/(?P<rest>.+)"
)
_PERFORMER: Final = "Performer"


@dataclass(frozen=True, slots=True)
class Performers:
    """The names of the organisations that perform each objective, by its path, and the bodies that they mean."""

    named: Mapping[str, tuple[SourceBlock, ...]]
    bodies: NamedBodies

    def added_to(self, commitment: ProposedValue, objective: str) -> ProposedValue:
        """Return an objective's commitment with its responsible bodies, which a person has to check."""
        blocks = self.named.get(objective, ())
        if not blocks or not isinstance(commitment.value, dict):
            return commitment
        ids = [self.bodies.ids[block.text] for block in blocks]
        several = list(dict.fromkeys(name for each in ids for name in (each if isinstance(each, list) else [each])))
        value = {**commitment.value, "responsible": several[0] if len(several) == 1 else several}
        lines = (*commitment.lines, *(line for block in blocks for line in block.lines))
        doubt = Doubt("stakeholder", {"names": ", ".join(block.text for block in blocks)[:120]})
        return replace(commitment, value=value, lines=lines, doubts=(*commitment.doubts, doubt))


def performers(texts: Mapping[str, SourceBlock], present: Present, taken: set[str], language: str) -> Performers:
    """Return the organisations that are stakeholders of objectives, unless they are only its beneficiaries.

    A name that is not an organisation's by its words, nor in the publication, may be a person's, and is left out.
    """
    every: dict[tuple[str, str], dict[str, SourceBlock]] = {}
    for path, block in texts.items():
        if match := _STAKEHOLDER.fullmatch(path):
            every.setdefault((match["objective"], match["path"]), {})[match["rest"]] = block
    named: dict[str, tuple[SourceBlock, ...]] = {}
    for (objective, _), within in every.items():
        name = within.get("Name")
        roles = [block.text for rest, block in within.items() if rest.partition("/")[2].startswith("RoleType")]
        known = name and (body_kind(name.text, language) or name.text.casefold() in present.bodies)
        if name and known and (not roles or _PERFORMER in roles):
            named[objective] = (*named.get(objective, ()), name)
    lines = [(block.text, block.lines) for blocks in named.values() for block in blocks]
    return Performers(named, named_bodies(lines, present.bodies, taken, language))
