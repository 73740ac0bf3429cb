"""Values that several documents share: sources, decisions and documents elsewhere."""

from publisher.model.fields import Address, Id, Model, Text
from publisher.model.period import Day


class Source(Model):
    """Where facts come from; `updated` is the day that the source itself gives."""

    title: Text
    publisher: Text | None = None
    updated: Day | None = None
    url: Address | None = None


class Decision(Model):
    """Who decided what, when: the body's id, date, paragraph and registry number (diarienummer)."""

    body: Id
    title: Text | None = None
    date: Day | None = None
    paragraph: Text | None = None
    reference: Text | None = None
    url: Address | None = None


class RelatedDocument(Model):
    """A document elsewhere that belongs together with this one."""

    title: Text
    url: Address | None = None
    text: Text | None = None
