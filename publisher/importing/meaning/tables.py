"""Tables as proposed files: a workbook becomes one plan with its targets and activities, its results, and registers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from slugify import slugify

from publisher.importing.form.proposal import Proposal, Proposed, ProposedValue
from publisher.importing.form.source import Doubt, SourceBlock, SourceFile, SourceLine
from publisher.importing.meaning.actions import Acted, acted, activity_values
from publisher.importing.meaning.follow_up import Followed, KnownIndicators, followed
from publisher.importing.meaning.follow_up_files import indicator_values, results, target_values
from publisher.importing.meaning.headers import Headed, headed
from publisher.importing.meaning.table_words import table_words
from publisher.language import Language


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What people say of tables: the plan's title, and what columns hold, by their headers.

    `directions` says of indicators, by title, whether higher or lower is better.
    """

    title: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Present:
    """What the publication has: indicators and bodies by the small letters of their titles, and ids in use."""

    indicators: Mapping[str, tuple[str, str]]
    bodies: Mapping[str, str]
    taken: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sheet:
    title: str
    block: SourceBlock
    table: Headed


def table_proposal(source: SourceFile, language: Language, present: Present, asked: TableAsked) -> Proposal:
    """Return the files that the tables of a source would become; empty where no table is understood."""
    sheets = [sheet for block in source.blocks if block.rows for sheet in _sheets(block, language.code, asked)]
    if not sheets:
        return Proposal()
    title = asked.title or next((each.title for each in sheets if each.title), "") or PurePath(source.name).stem
    plan = _free(slugify(title, max_length=60, word_boundary=True, save_order=True) or "plan", present.taken)
    known = KnownIndicators(present.indicators, present.taken | {plan})
    found: dict[str, Followed] = {}
    activities: list[Acted] = []
    for sheet in sheets:
        if sheet.table.first("action"):
            activities += acted(sheet.table, sheet.block.rows, language.code)
        else:
            own = followed(sheet.table, sheet.block.rows, known, language.code, asked.directions)
            several = sum(not each.table.first("action") for each in sheets) > 1
            for name, each in own.items():
                each.theme = each.theme or (sheet.block.text if several else "")
                found.setdefault(name, each)
    every = list(found.values())
    bodies, new_bodies = _bodies([*every, *activities], present, language.code)
    folder = f"plans/{plan}"
    heads = tuple(row.line for sheet in sheets for row in sheet.block.rows[: sheet.table.begin])
    summary = language.text("import.result-summary", name=source.name, period="{period}")
    files = [
        _plan(plan, title, source, heads, every, activities, bodies, language),
        *results(every, plan, folder, summary, heads[:1]),
    ]
    if fresh := indicator_values(every):
        files.append(Proposed("plans/indicators.yml", "indicators", {"indicators": fresh}))
    if new_bodies:
        files.append(Proposed("plans/bodies.yml", "bodies", {"bodies": new_bodies}))
    return Proposal(tuple(files))


def columns_of(source: SourceFile, language: Language, asked: TableAsked) -> dict[str, str]:
    """Return what each header of a source was taken to hold, for people to look over; "" where nobody knows."""
    sheets = [sheet for block in source.blocks if block.rows for sheet in _sheets(block, language.code, asked)]
    return {column.header: column.role for sheet in sheets for column in sheet.table.columns if column.header}


def _sheets(block: SourceBlock, language: str, asked: TableAsked) -> Iterator[_Sheet]:
    table = headed(block.rows, language, asked.columns)
    if table is None:
        return
    above = [row for row in block.rows[: table.begin - 1] if sum(map(bool, set(row.cells))) <= 2]
    title = next((cell for row in above for cell in row.cells if cell), "")
    yield _Sheet(title, block, table)


def _plan(
    plan: str, title: str, source: SourceFile, heads: tuple[SourceLine, ...], every: Sequence[Followed],
    activities: Sequence[Acted],
    bodies: Mapping[str, str], language: Language,
) -> Proposed:  # fmt: skip
    themes = _themes(every)
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "id": ProposedValue(plan),
        "title": ProposedValue(title, heads),
        "summary": ProposedValue(
            language.text("import.plan-summary", name=source.name), heads[:1], (Doubt("made-up-summary"),)
        ),
        "status": ProposedValue("ongoing", heads[:1], (Doubt("status-guessed"),)),
    }
    targets = target_values(every, themes, bodies)
    with_target = {str(each.value["indicator"]) for each in targets if isinstance(each.value, dict)}
    if plain := [each.id for each in every if each.id not in with_target]:
        lines = tuple(line for each in every if each.id in plain for line in each.lines)
        fields["indicators"] = ProposedValue(plain, lines)
    if activities:
        fields["activities"] = activity_values(activities, bodies)
    if used := [theme for theme in themes if any(each.theme == theme and each.id in with_target for each in every)]:
        fields["themes"] = tuple(ProposedValue({"id": themes[theme], "title": theme}) for theme in used)
    if targets:
        fields["targets"] = targets
    fields["sources"] = (ProposedValue({"title": source.name}),)
    return Proposed(f"plans/{plan}/plan.md", "plan", fields)


def _themes(every: Iterable[Followed]) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in every:
        if each.theme and each.theme not in found:
            name = slugify(each.theme, max_length=50, word_boundary=True, save_order=True) or "tema"
            found[each.theme] = _free(name, frozenset(found.values()))
    return found


def _bodies(
    found: Iterable[Followed | Acted], present: Present, language: str
) -> tuple[dict[str, str], tuple[ProposedValue, ...]]:
    """Return the ids of the bodies that are named, by the name that stands there, and the ones to be added."""
    ids: dict[str, str] = {}
    fresh: list[ProposedValue] = []
    for each in found:
        name = each.responsible
        if not name or name in ids:
            continue
        if known := present.bodies.get(name.casefold()):
            ids[name] = known
            continue
        ids[name] = _free(
            slugify(name, max_length=60, save_order=True) or "organisation", present.taken | {*ids.values()}
        )
        kind = body_kind(name, language)
        value = {"id": ids[name], "title": name, "kind": kind or "unit"}
        fresh.append(ProposedValue(value, tuple(each.lines[:1]), () if kind else (Doubt("body-kind"),)))
    return ids, tuple(fresh)


def body_kind(name: str, language: str) -> str:
    """Return what sort of organisation a name says that it is, by how it ends, or nothing."""
    words, plain = table_words(language), name.casefold()
    kinds = ("board", "administration", "council")
    return next((kind for kind in kinds if any(plain.endswith(word) for word in words.get(kind, ()))), "")


def _free(name: str, taken: frozenset[str]) -> str:
    unique, number = name, 2
    while unique in taken:
        unique, number = f"{name}-{number}", number + 1
    return unique
