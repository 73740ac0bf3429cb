"""Groups: by what a measurement can be divided, such as sex or age, and what the groups are called."""

from typing import Annotated

from publisher.model.fields import Id, Model, Text
from publisher.model.roles import Role


class DimensionGroup(Model):
    """One group of a dimension. Its id is its own among the groups of all dimensions."""

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]


class Dimension(Model):
    """A dimension that divides what is counted into groups. `exhaustive` says that they cover everybody."""

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    groups: tuple[DimensionGroup, ...]
    exhaustive: bool = True


def group_ids(cell: str) -> frozenset[str]:
    """Return the ids of the groups that a cell is within: `kvinnor+unga` is within two."""
    return frozenset(cell.split("+"))
