"""An article: a page that an editor writes freely, such as the start page or the accessibility statement."""

from enum import StrEnum
from typing import Literal

from publisher.model.fields import Id, Model, Text
from publisher.model.parts import Source
from publisher.model.period import Day


class Section(StrEnum):
    """The parts of a publication, in the order in which they are read and printed."""

    START = "start"
    STRATEGY = "strategy"
    PLANS = "plans"
    RESULTS = "results"
    BODIES = "bodies"
    ABOUT = "about"


class Article(Model):
    """A page of prose. `order` places it among its neighbours, small numbers first."""

    kind: Literal["article"]
    section: Section
    id: Id | None = None
    title: Text
    order: int = 0
    description: Text | None = None
    sources: tuple[Source, ...] = ()
    updated: Day | None = None
    formerly: tuple[Id, ...] = ()
