"""Articles: pages that an editor writes freely, such as the start page or the accessibility statement."""

from enum import StrEnum
from typing import Annotated, Literal

from publisher.model.fields import Id, Model, Text
from publisher.model.parts import Source
from publisher.model.period import Day
from publisher.model.roles import NodeKind, Role, worded
from publisher.model.statement import Statement


@worded("theme.section")
class Section(StrEnum):
    """The sections of a publication, in the order in which they are read and printed."""

    START = "start"
    STRATEGY = "strategy"
    PLANS = "plans"
    RESULTS = "results"
    BODIES = "bodies"
    ABOUT = "about"


class Article(Model):
    """A page of prose. `order` sorts it within its section, lowest first.

    `statement` makes it the accessibility statement.
    """

    node_kind = NodeKind.ARTICLE

    kind: Literal["article"]
    section: Section
    id: Annotated[Id | None, Role.INCIDENTAL] = None
    title: Annotated[Text, Role.TITLE]
    order: int = 0
    description: Annotated[Text | None, Role.LEAD] = None
    statement: Statement | None = None
    sources: Annotated[tuple[Source, ...], Role.QUOTED] = ()
    updated: Annotated[Day | None, Role.INCIDENTAL, Role.PAST] = None
    formerly: Annotated[tuple[Id, ...], Role.INCIDENTAL] = ()
