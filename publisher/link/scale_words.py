"""Judgements in the words of their scale: an author may write `Delvis uppfyllt` for the id `partly`."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Protocol, TypeVar

from publisher.language import Language
from publisher.link.graph.node import Entry
from publisher.model.judgement import DEFAULT_SCALE, Judgement
from publisher.model.result import Result
from publisher.model.settings import Settings
from publisher.model.strategy import Commitment, FocusArea, Implementation, Objective, members_of

_Said = TypeVar("_Said", bound=Judgement)
_Member = TypeVar("_Member", Commitment, Objective)


class _Meant(Protocol):
    def __call__(self, judgement: _Said, /) -> _Said:
        """Return a judgement with the id of its level."""


def scale_titles(settings: Settings) -> dict[str, str]:
    """Return the titles of a publication's scale, by level id."""
    own = settings.publication.judgements
    language = Language(settings.theme.language)
    return {each.id: each.title if own else language.text(f"judgement.{each.id}") for each in own or DEFAULT_SCALE}


def with_scale_ids(entries: Iterable[Entry], settings: Settings) -> list[Entry]:
    """Return the entries with level ids in place of titles in judgements, ignoring case and punctuation.

    A title that two levels share is left as it is, and so is an unknown one.
    """
    titles = scale_titles(settings)
    ids: dict[str, set[str]] = {}
    for name, title in titles.items():
        for word in (_letters_of(title), title.strip(), _picture(title), _letters_of(name), _in_any_order(title)):
            ids.setdefault(word, set()).add(name)

    def meant(judgement: _Said) -> _Said:
        if judgement.value is None or judgement.value in titles:
            return judgement
        typed = judgement.value.strip()
        found = ids.get(typed) or ids.get(_letters_of(typed)) or ids.get(_in_any_order(typed)) or set()
        return judgement.model_copy(update={"value": next(iter(found))}) if len(found) == 1 else judgement

    return [_with_scale_ids(entry, meant) for entry in entries]


def _letters_of(title: str) -> str:
    """Return the letters and digits of a title in lower case; a title without any unchanged."""
    kept = "".join(letter if letter.isalnum() else " " for letter in title.casefold())
    return " ".join(kept.split()) or title.strip()


def _in_any_order(title: str) -> str:
    """Return the words of a title in alphabetical order, so that Toteutunut osittain matches Osittain toteutunut."""
    return " ".join(sorted(_letters_of(title).split()))


def _picture(title: str) -> str:
    """Return the emoji before the words of a title, or ""."""
    return "".join(letter for letter in title if not (letter.isascii() or letter.isalnum()))


def _with_scale_ids(entry: Entry, meant: _Meant) -> Entry:
    """Return an entry with level ids in its judgements; the entry itself if nothing changes."""
    match entry.value:
        case Result() as result if _differ(_judgements(result), meant):
            return replace(entry, value=result.model_copy(update=_of_result(result, meant)))
        case FocusArea() | Implementation() as chapter if _differ(_said_in(chapter), meant):
            judged = {
                "commitments": tuple(_judged(each, meant) for each in chapter.commitments),
                "objectives": tuple(_judged(each, meant) for each in chapter.objectives),
            }
            return replace(entry, value=chapter.model_copy(update=judged))
    return entry


def _differ(said: Iterable[Judgement | None], meant: _Meant) -> bool:
    return any(each is not None and meant(each) is not each for each in said)


def _judgements(result: Result) -> Iterator[Judgement | None]:
    yield result.judgement
    yield from (each.judgement for each in result.targets.values())
    yield from (each.judgement for each in result.activities.values())
    yield from (*result.commitments.values(), *result.objectives.values())


def _said_in(chapter: FocusArea | Implementation) -> Iterator[Judgement]:
    return (each for member in members_of(chapter) for each in member.judgements)


def _judged(member: _Member, meant: _Meant) -> _Member:
    return member.model_copy(update={"judgements": tuple(map(meant, member.judgements))})


def _of_result(result: Result, meant: _Meant) -> dict[str, object]:
    """Return the fields of a result that contain judgements, with level ids; empty without judgements."""
    targets = {
        name: report.model_copy(update={"judgement": meant(report.judgement)}) if report.judgement else report
        for name, report in result.targets.items()
    }
    commitments = {name: meant(each) for name, each in result.commitments.items()}
    objectives = {name: meant(each) for name, each in result.objectives.items()}
    activities = {
        name: each.model_copy(update={"judgement": meant(each.judgement)}) if each.judgement else each
        for name, each in result.activities.items()
    }
    judgement = result.judgement and meant(result.judgement)
    found = {
        "judgement": judgement,
        "targets": targets,
        "commitments": commitments,
        "objectives": objectives,
        "activities": activities,
    }
    return {name: value for name, value in found.items() if value}
