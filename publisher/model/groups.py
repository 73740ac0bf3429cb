"""Groups: the dimensions by which a measurement can be broken down, such as sex or age, and their categories."""

from typing import Annotated

from publisher.model.fields import Id, Model, Text
from publisher.model.roles import Role


class DimensionGroup(Model):
    """One group of a dimension. Its id is unique among the groups of all dimensions."""

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]


class Dimension(Model):
    """A dimension that divides a population into groups. `exhaustive` says that they cover everybody."""

    id: Annotated[Id, Role.KEY]
    title: Annotated[Text, Role.TITLE]
    groups: tuple[DimensionGroup, ...]
    exhaustive: bool = True


def group_ids(cell: str) -> frozenset[str]:
    """Return the ids of the groups whose intersection a cell is: `kvinnor+unga` belongs to two."""
    return frozenset(cell.split("+"))
