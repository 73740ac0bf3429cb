"""The facts about one publication for the front, read from its open data, as anybody could."""
# One meaning, so one file.

import csv
import json
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any, Final, TypeAlias
from unicodedata import category

from pydantic import ValidationError

from publisher.commonmark.printable import unprintable
from publisher.link.figures.standing import Standing
from publisher.model.sdg import GOALS
from publisher.model.time_period import TimePeriod
from publisher.model.unit import Unit
from publisher.render.data_files import FOLDER

_LARGEST: Final = 50_000_000
_LONGEST: Final = 500
# Replaces a character that no font has; and the Unicode categories without glyphs: control, format, surrogate, private.
_UNKNOWN: Final = "\ufffd"
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_NAME: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_KOLADA: Final = re.compile(r"(?:[NU][0-9]{5})?")
_GOALS: Final = frozenset(map(str, GOALS))
_WRITTEN: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,10})?")


@dataclass(frozen=True, slots=True)
class Aim:
    """A target value: a lower and an upper limit, or words, and its progress."""

    low: Decimal | None
    high: Decimal | None
    words: str
    progress: str

    @property
    def ends(self) -> tuple[Decimal, ...]:
        """The numbers in it, without duplicates."""
        return tuple(dict.fromkeys(end for end in (self.low, self.high) if end is not None))


@dataclass(frozen=True, slots=True)
class FollowedNumber:
    """An indicator that a publication follows: the plan (None for statistics), and its numbers by period.

    `numbers` are the published values, `wholes` the totals of shares, `hidden` the periods with a suppressed number,
    and `targets` the target values, each by period.
    """

    plan: str
    plan_title: str
    address: str
    numbers: Mapping[str, Decimal]
    wholes: Mapping[str, Decimal] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    targets: Mapping[str, "Aim"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """An indicator of a publication, with its key across publications: its Kolada id, or its own id."""

    id: str
    kolada: str
    title: str
    address: str
    unit: Unit
    followed: tuple[FollowedNumber, ...]


@dataclass(frozen=True, slots=True)
class Promises:
    """The number of commitments, and that of each standing."""

    count: int
    standings: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Area:
    """A chapter of a steering document with its commitments."""

    title: str
    address: str
    promises: Promises


@dataclass(frozen=True, slots=True)
class KnownPublication:
    """A publication in the hub."""

    id: str
    title: str
    publisher: str
    language: str
    example: str
    address: str
    documents: tuple[tuple[str, str], ...]
    plans: int
    promises: Promises
    areas: tuple[Area, ...]
    goals: Mapping[str, Promises]
    indicators: tuple[KnownIndicator, ...]


def facts_of(name: str, folder: Path, address: str) -> KnownPublication | None:
    """Return the facts in the open data of a publication's folder; None if they are invalid."""
    try:
        published = _plain(json.loads(_text(folder / FOLDER / "publication.json")))
        objects = [each for each in published["objects"] if isinstance(each, dict)]
        _check([each for each in objects if each.get("kind") in _KINDS])
        by_kind = {kind: [each for each in objects if each.get("kind") == kind] for kind in _KINDS}
        commitments = {str(each["id"]): each for each in by_kind["commitment"]}
        return KnownPublication(
            name,
            str(published["title"]),
            str(published["publisher"]["name"]),
            str(published["language"]),
            str(published.get("example", "")),
            address,
            tuple((str(each["title"]), _address(each)) for each in by_kind["strategy"]),
            sum(each.get("status") != "mentioned" for each in by_kind["plan"]),
            _promises(commitments.values()),
            tuple(_areas(by_kind, commitments)),
            _goals(commitments.values()),
            tuple(_indicators(by_kind, folder / FOLDER)),
        )
    except (OSError, ValueError, KeyError, TypeError, ValidationError):
        return None


# A row of another publication's data: its fields are unknown before it is read.
_Facts: TypeAlias = Mapping[str, Any]
_KINDS: Final = ("strategy", "chapter", "commitment", "plan", "indicator")


def _plain(tree: Any) -> Any:
    """Return data with printable texts, cut to the length of titles, so that no single text can break the whole hub."""
    if isinstance(tree, str):
        for _, run in unprintable(tree):
            tree = tree.replace(run, _UNKNOWN)
        return " ".join("".join(each for each in tree if category(each) not in _UNSEEN).split())[:_LONGEST]
    if isinstance(tree, dict):
        return {name: _plain(each) for name, each in tree.items()}
    return [_plain(each) for each in tree] if isinstance(tree, list) else tree


def _check(objects: Sequence[_Facts]) -> None:
    """Raise ValueError for invalid ids and numbers, since URLs and files are named after them."""
    for each in objects:
        named = _NAME.fullmatch(str(each.get("id", "x"))) and _KOLADA.fullmatch(str(each.get("kolada", "")))
        if not named or not {str(goal).partition(".")[0] for goal in each.get("sdg", ())} <= _GOALS:
            raise ValueError(str(each.get("id")))


def _text(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise ValueError(path.name)
    return path.read_text(encoding="utf-8-sig")


def _address(published: _Facts) -> str:
    """Return the URL of a page; "" if the data came without a site's address."""
    address = str(published.get("address", ""))
    return address if address.startswith(("https://", "http://")) else ""


def _promises(commitments: Collection[_Facts]) -> Promises:
    standings = Counter(str(each.get("standing", Standing.UNKNOWN)) for each in commitments)
    return Promises(standings.total(), {str(one): standings[one] for one in Standing if standings[one]})


def _areas(by_kind: Mapping[str, Sequence[_Facts]], commitments: Mapping[str, _Facts]) -> Iterator[Area]:
    for chapter in by_kind["chapter"]:
        own = [commitments[each] for each in chapter.get("commitments", ()) if each in commitments]
        if own:
            yield Area(str(chapter["title"]), _address(chapter), _promises(own))


def _goals(commitments: Collection[_Facts]) -> dict[str, Promises]:
    by_goal: dict[str, list[_Facts]] = {}
    for each in commitments:
        for goal in dict.fromkeys(str(target).partition(".")[0] for target in each.get("sdg", ())):
            by_goal.setdefault(goal, []).append(each)
    return {goal: _promises(own) for goal, own in sorted(by_goal.items(), key=lambda it: int(it[0]))}


def _indicators(by_kind: Mapping[str, Sequence[_Facts]], data: Path) -> Iterator[KnownIndicator]:
    plans = {str(each["id"]): each for each in by_kind["plan"]}
    measured, targets, alone = (
        _grouped(data / f"{name}.csv", "indicator") for name in ("measurements", "targets", "statistics")
    )
    for each in by_kind["indicator"]:
        name, address = str(each["id"]), _address(each)
        followed = [*_statistics(alone.get(name, ()), address)]
        rows, aims = measured.get(name, ()), targets.get(name, ())
        for plan in dict.fromkeys(str(row["plan"]) for row in (*rows, *aims)):
            published = plans.get(plan, {})
            own = [row for row in rows if row["plan"] == plan and not row.get("group")]
            aimed = [row for row in aims if row["plan"] == plan]
            followed.append(_followed(plan, published, own, aimed))
        if followed:
            unit = Unit.model_validate(each["unit"])
            yield KnownIndicator(name, str(each.get("kolada", "")), str(each["title"]), address, unit, tuple(followed))


def _followed(
    plan: str, published: _Facts, rows: Sequence[Mapping[str, str]], aims: Sequence[Mapping[str, str]]
) -> FollowedNumber:
    numbers = {row["period"]: number for row in rows if (number := _number(row["share"] or row["value"])) is not None}
    wholes = {row["period"]: number for row in rows if (number := _number(row["of_value"])) is not None}
    hidden = frozenset(row["period"] for row in rows if row["suppressed"])
    targets = {row["period"]: aim for row in aims if (aim := _aim(row))}
    about = str(published.get("title", plan)), _address(published)
    return FollowedNumber(plan, *about, numbers, wholes, hidden, targets)


def _statistics(rows: Sequence[Mapping[str, str]], address: str) -> Iterator[FollowedNumber]:
    own = [row for row in rows if not row["series"]]
    numbers = {row["period"]: number for row in own if (number := _number(row["value"])) is not None}
    if numbers:
        yield FollowedNumber(
            "", "", address, numbers, hidden=frozenset(row["period"] for row in own if row["suppressed"])
        )


def _aim(row: Mapping[str, str]) -> Aim | None:
    """Return the target value in a row of targets, or None."""
    low, high = _number(row.get("at_least", "")), _number(row.get("at_most", ""))
    words = row.get("words", "")
    return Aim(low, high, words, row["progress"]) if words or low is not None or high is not None else None


def _grouped(path: Path, column: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    if path.is_file():
        for row in csv.DictReader(_text(path).splitlines()):
            TimePeriod.parse(row["period"])
            found.setdefault(row[column], []).append(row)
    return found


def _number(written: str) -> Decimal | None:
    return Decimal(written) if _WRITTEN.fullmatch(written) else None
