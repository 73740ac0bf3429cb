"""What tests read of a proposal: its rows and its texts, as the types that they have."""

from typing import Any

from publisher.importing.form.proposal import Fields, ProposedValue


def entry(piece: ProposedValue) -> dict[str, Any]:
    """Return a piece that is an entry of a list: a commitment, an activity, a body."""
    assert isinstance(piece.value, dict)
    return piece.value


def text_of(fields: Fields, name: str) -> str:
    """Return a field that is one text."""
    piece = fields[name]
    assert isinstance(piece, ProposedValue)
    return str(piece.value)
