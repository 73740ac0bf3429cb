"""Accessibility statements: what is missing by law, and what is inconsistent."""

from collections.abc import Iterable, Iterator

from publisher.link.graph.node import Entry
from publisher.model.article import Article
from publisher.model.statement import Compliance, Statement
from publisher.problem import Problem
from publisher.read.document import Document


def unfinished(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for the missing fields of a statement, so that a draft can be published but recognised as one."""
    for entry in entries:
        if isinstance(entry.value, Article) and entry.value.statement:
            yield from _unfinished(entry.document, entry.value.statement)


def _unfinished(document: Document, statement: Statement) -> Iterator[Problem]:
    if statement.lacking:
        yield Problem.notice(document.place("statement"), "statement-lacks", facts=", ".join(statement.lacking))
    for index, fault in enumerate(statement.faults):
        if fault.reason is None:
            yield Problem.notice(document.place("statement", "faults", index), "statement-fault-unexplained")
    if statement.compliance is Compliance.FULL and statement.faults:
        yield Problem.notice(document.place("statement", "compliance"), "statement-full-with-faults")
