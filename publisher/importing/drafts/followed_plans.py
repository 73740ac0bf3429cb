"""Followed plans: a follow-up of a plan that the publication has is a result of that plan, and no plan of its own."""
# One meaning, so one file.

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Final

from rapidfuzz import fuzz

from publisher.importing.columns.header_words import dated
from publisher.importing.form.proposal import LeftCell, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import BlockSort, Doubt, LeftOut, SourceCell, SourceFile
from publisher.importing.prose.sections import slug
from publisher.importing.prose.steering_words import words_of
from publisher.importing.series.statistics_alone import row_of
from publisher.language import Language
from publisher.link.rules.plan_of_result import is_doubted, meets
from publisher.model.period import Period
from publisher.model.plan import Target
from publisher.model.time_period import Frequency, TimePeriod, time_period
from publisher.read.scalar import Plain
from publisher.shortening import shortened

_SPAN: Final = re.compile(r"\b(?:19|20|21)\d{2}\s*[-–—]\s*(?:19|20|21)?\d{2}\b")
_YEARS: Final = re.compile(r"\b(?:19|20|21)\d{2}(?:\s*[-–—/]\s*\d{2,4})?\b|[^\w\s]")
# A shorter title may be but a word of another one; titles as alike as this are of one plan or activity.
_SHORTEST: Final = 6
_ALIKE: Final = 90
# The numbers of a target value, of which it has one or a span; all others are relative to another period.
_NUMBERS: Final = ("value", "at_least", "at_most", "above", "below")
# What a result has of an activity; other fields are the plan's.
_REPORTED: Final = frozenset({"id", "title", "status", "complete", "text"})


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A plan of the publication: its id, title, folder and period, its activities' ids by title, and its indicators.

    `targets` are the numbers that it aims at, by indicator and period as they are written; there may be none of a
    target. `facts` are the fields of its activities as they are written, by id.
    """

    id: str
    title: str
    folder: str
    period: Period | None
    activities: Mapping[str, str]
    measured: frozenset[str]
    targets: Mapping[str, Mapping[str, Decimal]]
    facts: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def numbers_of(target: Target) -> dict[str, Decimal]:
    """Return the numbers that a target aims at, by period as it is written; of a span, its lower end."""
    numbers = {period.written: next((number for sort in _NUMBERS if (number := getattr(value, sort)) is not None), None)
               for period, value in target.values.items()}  # fmt: skip
    return {period: number for period, number in numbers.items() if number is not None}


def plans_followed(title: str, plans: Sequence[HeldPlan], language: str) -> list[HeldPlan] | None:
    """Return the plans that the title of a follow-up may name; None if it is of none: Uppföljning av klimatplanen."""
    words = words_of(language)
    if not _says(title, (*words.follow_up, *words.follow_up_named)):
        return None
    plain = _core(title)
    cores = {each.id: _core(each.title) for each in plans}
    alike = [
        each
        for each in plans
        if _SHORTEST <= len(cores[each.id]) < len(plain) and fuzz.partial_ratio(cores[each.id], plain) >= _ALIKE
    ]
    exact = [each for each in alike if cores[each.id] in plain]
    # What may as well be a report of a whole organisation follows a plan only if it names one.
    return (exact or alike) if alike or _says(title, words.follow_up) else None


def _says(title: str, words: Sequence[str]) -> bool:
    return any(re.search(rf"\b{re.escape(word)}", title, re.IGNORECASE) for word in words)


def _core(title: str) -> str:
    return " ".join(_YEARS.sub(" ", title).casefold().split())


def plan_followed(proposal: Proposal, plans: Sequence[HeldPlan], language: str) -> HeldPlan | None:
    """Return the plan that a proposal follows, if some of its results are of other periods than the plan's.

    A follow-up shows the years before the plan, too.
    """
    title = _title_of_plan(proposal)
    followed = _followed(proposal, title, plans, language) if title else None
    held = followed[0] if followed and len(followed) == 1 else None
    if title is None or held is None or held.period is None:
        return None
    own = _period_said(title, language)
    within = {meets(held.period, each) for file in proposal.files if file.kind == "result" and (each := _period(file))}
    return held if within == {True, False} and (own is None or meets(held.period, own)) else None


def _followed(
    proposal: Proposal, title: ProposedValue, plans: Sequence[HeldPlan], language: str
) -> list[HeldPlan] | None:
    """Return the plans that a proposal may follow, by its title; None if it follows none.

    With results and the title of one plan, but for the part of the year, it is the plan's next report.
    """
    same = [each for each in plans if _named(each.title, language) == _named(str(title.value), language)]
    if len(same) == 1 and _is_same_plan(proposal):
        return same
    return plans_followed(str(title.value), plans, language)


def _named(title: str, language: str) -> tuple[str, str, str]:
    """Return the words of a title, the span of years in it, and without one the year: T1 2025 and T2 2025 are alike."""
    span, about = _SPAN.search(title), dated(_SPAN.sub(" ", title), language)
    year = "" if span or about.period is None else about.period.year_name
    return _core(about.rest), re.sub(r"\s", "", span[0]).replace("—", "–").replace("-", "–") if span else "", year


def _is_same_plan(proposal: Proposal) -> bool:
    kinds = [file.kind for file in proposal.files]
    return "plan" in kinds and "result" in kinds


def _title_of_plan(proposal: Proposal) -> ProposedValue | None:
    plan = next((file for file in proposal.files if file.kind in {"plan", "strategy"}), None)
    title = plan.fields["title"] if plan else None
    return title if isinstance(title, ProposedValue) else None


def _period_said(title: ProposedValue, language: str) -> TimePeriod | None:
    """Return the period that a title names, other than the span of years of its plan."""
    return dated(_SPAN.sub(" ", str(title.value)), language).period


def named_as_plan(proposal: Proposal, taken: Collection[str], language: str) -> Proposal:
    """Return the first report of a plan with the plan's own title, and a question: Uppföljning 2024 av klimatplanen.

    The plan has the title and the id that its later reports name; `taken` are the ids in use.
    """
    plan, title = next((file for file in proposal.files if file.kind == "plan"), None), _title_of_plan(proposal)
    named = _plan_of_report(str(title.value), language) if title else ""
    if plan is None or title is None or not named or not any(file.kind == "result" for file in proposal.files):
        return proposal
    if any(doubt.code == "which-plan" for doubt in title.doubts):
        return proposal  # there may be a plan with that title
    old, new = plan.path.split("/")[1], slug(named, "plan")
    new = old if new in taken else new
    doubt = Doubt("title-of-report", {"title": str(title.value)[:100]})
    files = []
    for file in proposal.files:
        fields = dict(file.fields)
        if file is plan:
            fields |= {"id": ProposedValue(new), "title": replace(title, value=named, doubts=(*title.doubts, doubt))}
        elif file.kind == "result":
            fields["plan"] = ProposedValue(new)
        path = f"plans/{new}/{file.path.removeprefix(f'plans/{old}/')}" if file.path.startswith(f"plans/{old}/") else ""
        files.append(replace(file, fields=fields, path=path or file.path))
    return replace(proposal, files=tuple(files))


def _plan_of_report(title: str, language: str) -> str:
    """Return the title of the plan that the title of a report names, "" if it is no such title or names none."""
    words = words_of(language)
    reports, whose = (
        "|".join(map(re.escape, sorted(some, key=len, reverse=True))) or "(?!)"
        for some in ((*words.follow_up, *words.follow_up_named), words.of_plan)
    )
    ways = (
        rf"(?:{reports})\b(?P<when>.*?)\s*(?:\b(?:{whose})\s+|[:–—-]\s+)(?P<plan>\S.*)",
        rf"(?P<plan>\S.*?)(?P<apart>\s*[,:–—-])?\s+(?:{reports})\b(?P<when>.*)",
    )
    for match in (re.match(way, title, re.IGNORECASE) for way in ways):
        # Between the two stands nothing but the time that it is about.
        if match and not dated(match["when"], language).rest.strip(" ,.:–-()"):
            found = _without_part_of_year(match["plan"].strip(" ,:–-"), language)
            if "apart" in match.groupdict() and not match["apart"]:
                found = re.sub(r"['’]?s\Z|(?<=a)n\Z", "", found)  # of the plan: planens
            return found[:1].upper() + found[1:] if words.names_plan(found) else ""
    return ""


def _without_part_of_year(title: str, language: str) -> str:
    """Return a title without the part of a year at its end, which is that of a report: Klimatplanen, augusti 2024."""
    about = dated(title, language)
    is_part = about.period is not None and about.period.frequency is not Frequency.YEAR and not _SPAN.search(title)
    return about.rest.strip(" ,:–-") if is_part else title


def as_result(source: SourceFile, proposal: Proposal, plans: Sequence[HeldPlan], language: Language) -> Proposal:
    """Return a proposal whose plan is a result of the one that it follows, or asks which that is.

    It is one if its title names exactly one plan and a period of it, and that plan has all indicators with numbers.
    """
    plan = next((file for file in proposal.files if file.kind in {"plan", "strategy"}), None)
    title = _title_of_plan(proposal)
    if plan is None or title is None or not plans:
        return proposal
    followed = _followed(proposal, title, plans, language.code)
    if followed is None:
        return proposal
    results = [file for file in proposal.files if file.kind == "result"]
    periods = [*filter(None, map(_period, results))]
    # The title of the plan itself does not say what its report is about; the shortest of its last periods does.
    is_own = len(followed) == 1 and _named(followed[0].title, language.code) == _named(str(title.value), language.code)
    said = None if is_own else _period_said(title, language.code)
    period = said or max(periods, key=lambda each: (each.last, each.first), default=None)
    held = followed[0] if len(followed) == 1 else None
    if held and held.period and not (_has_place(held.period, periods) and (not period or meets(held.period, period))):
        held = None  # an earlier plan with the same name
    if held and plan.kind == "plan":
        proposal = _with_others_apart(proposal, plan, held)
        plan = next(file for file in proposal.files if file.kind == "plan")
        results = [file for file in proposal.files if file.kind == "result"]
    fits = held and all(
        {*_names(file, "measurements")} <= held.measured and {*_names(file, "targets")} <= held.targets.keys()
        for file in results
    )
    if plan.kind != "plan" or held is None or period is None or not fits:
        named = "; ".join(each.title for each in (followed or plans))[:200]
        asked = replace(title, doubts=(*title.doubts, Doubt("which-plan", {"plans": named})))
        changed = replace(plan, fields={**plan.fields, "title": asked})
        return replace(proposal, files=tuple(changed if file is plan else file for file in proposal.files))
    return _with_result(source, proposal, plan, held, period, language)


def _has_place(span: Period, periods: Iterable[TimePeriod]) -> bool:
    """Return whether a plan of that span can have results of all these periods: its own, or those of its history."""
    return not any(is_doubted(span, each) for each in periods)


def _with_others_apart(proposal: Proposal, plan: Proposed, held: HeldPlan) -> Proposal:
    """Return a follow-up whose results have what its plan measures; other numbers are statistics, with a question.

    One with more indicators of others than of the plan stays as it is: it may be of another plan.
    """
    results = [file for file in proposal.files if file.kind == "result"]
    names = {name for file in results for name in _names(file, "measurements")}
    others = names - held.measured
    if 2 * len(others) >= len(names):
        return proposal
    rows: dict[str, dict[str, ProposedValue]] = {}
    made: list[Proposed] = []
    dropped: list[ProposedValue] = []
    for file in results:
        kept, apart = _parted(file, "measurements", held.measured)
        kept, unaimed = _parted(kept, "targets", held.targets.keys())
        dropped += [each for name, each in {**apart, **unaimed}.items() if row_of(each) is None or name in unaimed]
        when = str(_period(file))
        for name, each in apart.items():
            if row := row_of(each):
                rows.setdefault(name, {})[when] = replace(each, value=row)
        made += [kept] if {"measurements", "targets", "activities"} & kept.fields.keys() else []
    marks = [ProposedValue(name, next(iter(found.values())).lines[:1], (Doubt("indicator-not-in-plan", {"id": name}),))
             for name, found in rows.items()]  # fmt: skip
    series = {f"plans/statistics/{name}.csv": found for name, found in rows.items()}
    files = [replace(plan, marks=(*plan.marks, *marks)) if file is plan
             else replace(file, fields={**file.fields, **series.pop(file.path, {})})
             for file in proposal.files if file.kind != "result"]  # fmt: skip
    files[1:1] = [*made, *(Proposed(path, "statistics", found) for path, found in series.items())]
    placed = {cell for file in files for _, piece in file.pieces() for cell in piece.cells}
    lost = dict.fromkeys(cell for piece in dropped for cell in piece.cells if cell not in placed)
    left = (*proposal.left, *(LeftCell(cell, "not-measured-in-plan") for cell in lost))
    return replace(proposal, files=tuple(files), left=left)


def _parted(file: Proposed, key: str, known: Set[str]) -> tuple[Proposed, dict[str, ProposedValue]]:
    """Return a result with the entries of a field that are `known`, and the other entries by their names."""
    piece = file.fields.get(key)
    if not isinstance(piece, ProposedValue) or not isinstance(piece.value, dict):
        return file, {}
    entries = dict(zip(piece.value, piece.parts, strict=True))
    kept = {name: each for name, each in entries.items() if name in known}
    fields = {name: each for name, each in file.fields.items() if name != key}
    if kept:
        joined = ProposedValue({name: each.value for name, each in kept.items()}, parts=tuple(kept.values()))
        fields = {name: joined if name == key else each for name, each in file.fields.items()}
    return replace(file, fields=fields), {name: each for name, each in entries.items() if name not in known}


def _with_result(
    source: SourceFile, proposal: Proposal, plan: Proposed, held: HeldPlan, period: TimePeriod, language: Language
) -> Proposal:
    title = plan.fields["title"]
    assert isinstance(title, ProposedValue)
    named = ProposedValue(
        held.id,
        title.lines,
        (Doubt("follows-plan", {"title": held.title, "period": language.period(period)}),),
        title.cells,
    )
    reports, rest = _reports(plan, held)
    # What an activity of the plan has no field for in a result stands in the text, with its whole table.
    tables = [block for block in source.blocks if block.sort is BlockSort.TABLE
              and any(row.line == cell.line for row in block.rows for each in rest for cell in each.cells)]  # fmt: skip
    marks = tuple(
        ProposedValue(each.value, each.lines or tuple(cell.line for cell in each.cells[:1]), (Doubt("not-in-plan"),))
        for each in rest if isinstance(each.value, dict) and str(each.value["title"]).casefold() not in held.activities
    )  # fmt: skip
    marks += tuple(_other_targets(source, plan, held, language))
    files = [_moved(file, named, held) for file in proposal.files if file.kind == "result"]
    own = next((file for file in files if _period(file) == period), None)
    key = "year" if period.name.isdecimal() else "period"
    fields = own.fields if own else {"plan": named, key: ProposedValue(Plain(period.written))}
    head = {name: piece for name, piece in fields.items() if name in {"plan", "year", "period"}}
    filled = {
        **head,
        "summary": own.fields["summary"] if own and _is_made_up(plan.fields["summary"]) else plan.fields["summary"],
        "sources": plan.fields.get("sources", ()),
        **({"activities": reports} if reports else {}),
        **{name: piece for name, piece in fields.items() if name not in {*head, "summary"}},
    }
    prose = sorted((*plan.prose, *tables), key=lambda block: block.every_line[0].origin)
    made = Proposed(
        f"{held.folder}/results/{period.slug}.md", "result", filled, tuple(prose), (*plan.marks, *marks), plan.heads
    )
    others = [file for file in proposal.files if file is not plan and file.kind != "result"]
    return _accounted(replace(proposal, files=(made, *(file for file in files if file is not own), *others)), plan)


def _is_made_up(piece: ProposedValue | tuple[ProposedValue, ...]) -> bool:
    return isinstance(piece, ProposedValue) and any(doubt.code == "made-up-summary" for doubt in piece.doubts)


def _other_targets(source: SourceFile, plan: Proposed, held: HeldPlan, language: Language) -> Iterator[ProposedValue]:
    """Yield a question for each target number of a follow-up that the plan has otherwise, or not at all."""
    pieces = plan.fields.get("targets", ())
    for piece in [pieces] if isinstance(pieces, ProposedValue) else pieces:
        value = piece.value if isinstance(piece.value, dict) else {}
        known = held.targets.get(str(value.get("indicator")), {})
        for written, given in (value.get("values") or {}).items():
            sort, number = next(iter(given.items())) if isinstance(given, dict) else ("value", given)
            period = time_period(written)
            if sort not in _NUMBERS or period is None or known.get(written) == Decimal(number):
                continue
            title = _text_of(source, piece.cells[0]) if piece.cells else str(value["indicator"])
            facts = {"title": shortened(title, 60), "period": language.period(period),
                     "value": language.number(Decimal(number))}  # fmt: skip
            if written in known:
                doubt = Doubt("target-differs", {**facts, "held": language.number(known[written])})
            else:
                doubt = Doubt("target-not-in-plan", facts)
            yield ProposedValue(number, piece.lines or tuple(cell.line for cell in piece.cells[:1]), (doubt,))


def _text_of(source: SourceFile, cell: SourceCell) -> str:
    rows = (row for block in source.blocks for row in block.rows if row.line == cell.line)
    return next((row.cells[cell.at] for row in rows), "")


def _reports(plan: Proposed, held: HeldPlan) -> tuple[ProposedValue | None, list[ProposedValue]]:
    """Return what the activities of a follow-up say of those of the plan, and those with more, or of another plan."""
    pieces = plan.fields.get("activities", ())
    found: dict[str, ProposedValue] = {}
    rest = []
    for each in [pieces] if isinstance(pieces, ProposedValue) else pieces:
        value = each.value if isinstance(each.value, dict) else {}
        name = _activity(str(value.get("title", "")), held)
        if name and name not in found:
            said = {key: value[key] for key in ("status", "complete") if key in value}
            comment = {"comment": value["text"]} if "text" in value else {}
            found[name] = replace(each, value={**said, **comment})
        known = held.facts.get(name, {})
        more = (key for key in {*value} - _REPORTED if _plain(value[key]) != _plain(known.get(key)))
        if not name or any(more):
            rest.append(each)
    joined = ProposedValue({name: each.value for name, each in found.items()}, parts=tuple(found.values()))
    return (joined if found else None), rest


def _plain(value: object) -> object:
    """Return a value of a draft or of a model for comparison: its scalars as text, a list of one as that."""
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return _plain(value[0]) if len(value) == 1 else [_plain(each) for each in value]
    return str(value)


def _activity(title: str, held: HeldPlan) -> str:
    """Return the id of the plan's activity with a title; "" without one, or with several that are as much alike."""
    if title.casefold() in held.activities:
        return held.activities[title.casefold()]
    # One of them may not say by which code people call it: T1 Byt till elbilar.
    bare = {name for known, name in held.activities.items() if _without_code(known) == _without_code(title.casefold())}
    if len(bare) == 1:
        return next(iter(bare))
    alike = {name for known, name in held.activities.items() if fuzz.ratio(known, title.casefold()) >= _ALIKE}
    return next(iter(alike)) if len(alike) == 1 else ""


def _without_code(title: str) -> str:
    """Return the title of an activity without the code before it, T1 or 2.3."""
    return re.sub(r"\A(?:[^\W\d_]{1,4}[-.]?\d+(?:\.\d+)*|\d+(?:\.\d+)+|\d+[a-z])\s+", "", title)


def _moved(file: Proposed, plan: ProposedValue, held: HeldPlan) -> Proposed:
    name = file.path.rpartition("/")[2]
    return replace(file, path=f"{held.folder}/results/{name}", fields={**file.fields, "plan": plan})


def _accounted(proposal: Proposal, plan: Proposed) -> Proposal:
    """Return a proposal that leaves out, with the reason, what only the plan itself could have: its targets."""
    pieces = [piece for file in proposal.files for _, piece in file.pieces()]
    cells = {cell for piece in pieces for cell in piece.cells} | {
        cell for file in proposal.files for cell in file.heads
    }
    blocks = [block for file in proposal.files for block in file.prose]
    cells |= {cell for block in blocks for row in block.rows for cell in row.filled}
    lines = {line for piece in pieces for line in piece.lines} | {line for each in blocks for line in each.every_line}
    lines |= {cell.line for cell in cells}
    dropped = [piece for _, piece in plan.pieces()]
    lost = dict.fromkeys(cell for piece in dropped for cell in piece.cells if cell not in cells)
    gone = dict.fromkeys(line for piece in dropped for line in piece.lines if line not in lines)
    return replace(
        proposal,
        left=(*(LeftCell(cell, "of-plan") for cell in lost), *proposal.left),
        lines=(*proposal.lines, *(LeftOut(line, "of-plan") for line in gone)),
    )


def _names(file: Proposed, key: str) -> Iterator[str]:
    piece = file.fields.get(key)
    yield from piece.value if isinstance(piece, ProposedValue) and isinstance(piece.value, dict) else ()


def _period(file: Proposed) -> TimePeriod | None:
    piece = file.fields.get("year", file.fields.get("period"))
    return time_period(str(piece.value)) if isinstance(piece, ProposedValue) else None
