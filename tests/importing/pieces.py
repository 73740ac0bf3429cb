"""What tests read of a proposal: its rows and its texts, as the types that they have."""

from pathlib import PurePosixPath
from typing import Any

from publisher.importing.form.proposal import Fields, Proposal, ProposedValue


def entry(piece: ProposedValue) -> dict[str, Any]:
    """Return a piece that is an entry of a list: a commitment, an activity, a body."""
    assert isinstance(piece.value, dict)
    return piece.value


def text_of(fields: Fields, name: str) -> str:
    """Return a field that is one text."""
    piece = fields[name]
    assert isinstance(piece, ProposedValue)
    return str(piece.value)


def field_of(proposal: Proposal, path: str, key: str) -> Any:
    """Return a field of the file whose path ends as given; without a result, its measurements are in statistics."""
    file = next((each for each in proposal.files if each.path.endswith(path)), None)
    if file is None and key == "measurements":
        return _in_statistics(proposal, PurePosixPath(path).stem)
    assert file is not None
    piece = file.fields[key]
    return piece.value if isinstance(piece, ProposedValue) else [each.value for each in piece]


def _in_statistics(proposal: Proposal, period: str) -> dict[str, Any]:
    """Return the numbers of a period in the statistics of a proposal, written as measurements are, without series."""
    registers = [file.fields.get("indicators", ()) for file in proposal.files if file.kind == "indicators"]
    series = {one["id"] for pieces in registers if isinstance(pieces, tuple) for each in pieces
              for one in entry(each).get("comparisons", ())}  # fmt: skip
    found: dict[str, Any] = {}
    for file in proposal.files:
        piece = file.fields.get(period) if file.kind == "statistics" else None
        if not isinstance(piece, ProposedValue):
            continue
        row = {key: each for key, each in entry(piece).items() if key not in series}
        said = {key: row.pop(key) for key in ("value", "preliminary", "note", "missing") if key in row}
        made: dict[str, Any] = said | ({"groups": row} if row else {})
        found[PurePosixPath(file.path).stem] = made["value"] if [*made] == ["value"] else made
    return found
