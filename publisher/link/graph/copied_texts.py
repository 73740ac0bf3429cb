"""Texts that were copied and not rewritten: two plans with one title, a result with the summary of the year before."""

from collections.abc import Iterable, Iterator
from typing import Final

from publisher.link.graph.node import Entry
from publisher.model.plan import Plan, Status
from publisher.model.register import Bodies, Indicators
from publisher.model.result import Result
from publisher.model.roles import Path
from publisher.problem import Place, Problem

# Characters: shorter summaries may well be the same.
_LONG: Final = 30


def copied(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Yield a notice for each title, and each summary, that another one of the same kind has as well."""
    first: dict[tuple[str, str], Place] = {}
    known = sorted(entries, key=lambda entry: entry.document.file)
    replaced = {name for entry in known if isinstance(entry.value, Plan) for name in entry.value.replaces}
    for entry in known:
        for kind, path, text in _texts(entry, replaced):
            place = entry.document.place(*path)
            before = first.setdefault((kind, " ".join(text.casefold().split())), place)
            if before != place:
                code = "summary-twice" if path[-1] == "summary" else "title-twice"
                yield Problem.notice(place, code, text=text, first=f"{before.file}:{before.line}")


def _texts(entry: Entry, replaced: Iterable[str]) -> Iterator[tuple[str, Path, str]]:
    """Yield what must be told apart: (kind, path, text). A plan may have the title of the one that it replaces."""
    value = entry.value
    match value:
        case Plan():
            if value.id not in replaced and not value.replaces:
                yield "plan", ("title",), value.title
                if value.status is not Status.MENTIONED:
                    yield from _long("plan", value.summary)
            for at, activity in enumerate(value.activities):
                yield f"activity of {value.id}", ("activities", at, "title"), activity.title
        case Result():
            yield from _long(f"result of {value.plan}", value.summary)
        case Bodies():
            yield from (("body", ("bodies", at, "title"), body.title) for at, body in enumerate(value.bodies))
        case Indicators():
            for at, indicator in enumerate(value.indicators):
                yield f"indicator in {indicator.unit.label}", ("indicators", at, "title"), indicator.title


def _long(kind: str, text: str) -> Iterator[tuple[str, Path, str]]:
    if len(text) >= _LONG:
        yield f"summary of {kind}", ("summary",), text
