"""Cards: tables of two columns, labels and what they say, each about one action: Ansvarig | Tekniska nämnden."""

from dataclasses import dataclass
from typing import Final

from publisher.importing.columns.header_words import is_figure
from publisher.importing.columns.headers import IN_WORDS
from publisher.importing.columns.table_words import meaning
from publisher.importing.form.source import BlockSort, SourceBlock, SourceCell

# The roles of labels by which a card is known; other labels and what they say go into the text.
ROLES: Final = ("action", "goal", "target", "responsible", "status", "start", "due", "percent", "comment", *IN_WORDS)
# Of these at least two different ones, which say who does it, when, or how far it has come.
_OF_WORK: Final = frozenset({"responsible", "status", "start", "due", "percent"})
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class CardField:
    """One row of a card: the role of its label, the label, what it says, as lines, and both cells."""

    role: str
    label: str
    said: tuple[str, ...]
    cells: tuple[SourceCell, ...]


def card_fields(block: SourceBlock, language: str) -> tuple[CardField, ...]:
    """Return the rows of a card that are filled; empty for any other table."""
    if block.sort is not BlockSort.TABLE:
        return ()
    found: list[CardField] = []
    for row in block.rows:
        texts = [text.strip() for text in row.cells]
        # A merged cell is repeated.
        width = len([at for at, text in enumerate(texts) if text and (at == 0 or text != texts[at - 1])])
        if not texts[0] or width > _LEAST or is_figure(texts[0], language):
            return ()
        label = " ".join(texts[0].split()).rstrip(" :")
        said = next((text for text in texts[1:] if text and text != texts[0]), "")
        role = meaning(label, ROLES, language)
        found.append(CardField(role, label, tuple(" ".join(line.split()) for line in said.splitlines()), row.filled))
    roles = [each.role for each in found if each.role]
    of_work = {*roles} & _OF_WORK
    known = len(of_work) >= _LEAST and 2 * len(roles) >= len(found) and len({*of_work}) == sum(
        role in _OF_WORK for role in roles
    )  # fmt: skip
    return tuple(found) if known else ()
