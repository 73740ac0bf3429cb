"""Strategic plans in StratML: goals become chapters of a steering document, objectives commitments.

Their performance indicators, of the standard's second part, become the targets and results of plans.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from pydantic import ValidationError

from publisher.importing.form.proposal import Fields, Proposal, Proposed, ProposedValue
from publisher.importing.form.source import Doubt, LeftOut, SourceBlock, SourceFile
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked, free, named_or, own_source, slug, title_of
from publisher.importing.prose.steering_words import words_of
from publisher.importing.stratml.performance import performance_files
from publisher.importing.stratml.performers import performers
from publisher.language import Language
from publisher.model.modality import Modality
from publisher.model.parts import Source
from publisher.read.scalar import Plain

_GOAL: Final = re.compile(r"(/(?:.+/)?Goal(?:\[\d+\])?)/.+")
_OBJECTIVE: Final = re.compile(r"(/.+/Objective(?:\[\d+\])?)/.+")
_ID: Final = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

# Where a file says what a source of a document says.
_ORIGIN: Final = {"publisher": "/StrategicPlanCore/Organization/Name", "url": "/AdministrativeInformation/Source"}
_HAS_FIELD: Final = re.compile(
    r"/(?:Identifier|SequenceIndicator|(?:Start|End)Date|Stakeholder|PerformanceIndicator)\b"
)

Texts = Mapping[str, SourceBlock]


def is_strategic_plan(source: SourceFile) -> bool:
    """Return whether a source is StratML: texts numbered by their paths, including a goal."""
    return any(block.number.startswith("/") and _GOAL.fullmatch(block.number) for block in source.blocks)


def strategic_plan(source: SourceFile, language: Language, asked: Asked, present: Present) -> Proposal:
    """Return the files made from a strategic plan."""
    taken = {*present.taken}
    texts = {block.number: block for block in source.blocks}
    title = _value(texts, "/Name") if "/Name" in texts and not asked.title else title_of(source, asked, language.code)
    name = free(slug(named_or(title, "dokument"), "dokument"), taken)
    folder = asked.folder or f"docs/{name}"
    vision = next((path for path in texts if path.endswith("/Vision/Description")), "")
    fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {
        "kind": ProposedValue(Plain("strategy")),
        "id": ProposedValue(name),
        "title": title,
        "summary": _value(texts, "/Description") if "/Description" in texts else _unsure(title),
        **({"vision": _value(texts, vision)} if vision else {}),
        **_period(texts),
        "sources": _sources(title, texts),
    }
    goals = dict.fromkeys(found[1] for path in texts if (found := _GOAL.match(path)))
    objectives = _objectives(texts)
    commitments = {path: _commitment(path, texts, language, taken) for of in objectives.values() for path in of}
    bodies = performers(texts, present, taken, language.code)
    commitments = {path: bodies.added_to(each, path) for path, each in commitments.items()}
    chapters = [
        _chapter(goal, texts, name, folder, tuple(commitments[path] for path in objectives.get(goal, ())), taken)
        for goal in goals
    ]
    ids = {path: str(each.value["id"]) for path, each in commitments.items() if isinstance(each.value, dict)}
    follow_up = performance_files(texts, ids, title, language, present, taken)
    fresh = bodies.bodies.fresh
    register = (Proposed("plans/bodies.yml", "bodies", {"bodies": fresh}),) if fresh else ()
    files = (Proposed(f"{folder}/index.md", "strategy", fields), *chapters, *follow_up, *register)
    return Proposal(files, lines=tuple(_without_field(texts)))


def _without_field(texts: Texts) -> Iterator[LeftOut]:
    """Yield why lines are left out, if they are, that are about the document, its goals or objectives.

    An identifier, a stakeholder or a number of an indicator has a field, and another reason.
    """
    for path, block in texts.items():
        if not _HAS_FIELD.search(path):
            yield from (LeftOut(line, "no-field") for line in block.lines)


def _sources(title: ProposedValue, texts: Texts) -> tuple[ProposedValue, ...]:
    """Return the document as its own source: whose it is, and its address, if it has one."""
    return tuple(_with_origin(each, texts) for each in own_source(title))


def _with_origin(source: ProposedValue, texts: Texts) -> ProposedValue:
    value, lines = dict(source.value) if isinstance(source.value, dict) else {}, source.lines
    for key, path in _ORIGIN.items():
        block = texts.get(path)
        if not block:
            continue
        try:
            Source.model_validate({"title": "–", key: block.text})
        except ValidationError:
            continue  # an address that is none
        value[key], lines = block.text, (*lines, *block.lines)
    return ProposedValue(value, lines)


def _objectives(texts: Texts) -> dict[str, dict[str, None]]:
    """Return the paths of the objectives of each goal, in order."""
    found: dict[str, dict[str, None]] = {}
    for match in filter(None, map(_OBJECTIVE.match, texts)):
        goal = _GOAL.match(match[1])
        found.setdefault(goal[1] if goal else "", {})[match[1]] = None
    return found


def _chapter(
    goal: str, texts: Texts, document: str, folder: str, commitments: tuple[ProposedValue, ...], taken: set[str]
) -> Proposed:
    title = _name(texts, goal)
    identity = _identity(texts, goal, str(title.value), taken)
    number = texts.get(f"{goal}/SequenceIndicator")
    fields: Fields = {
        "kind": ProposedValue(Plain("focus-area")),
        "id": identity,
        **({"number": ProposedValue(number.text, number.lines)} if number else {}),
        "title": title,
        "summary": _value(texts, f"{goal}/Description") if f"{goal}/Description" in texts else _unsure(title),
        "document": ProposedValue(document),
        "commitments": commitments,
    }
    return Proposed(f"{folder}/{identity.value}.md", "focus-area", fields)


def _commitment(objective: str, texts: Texts, language: Language, taken: set[str]) -> ProposedValue:
    title = _name(texts, objective)
    about = texts.get(f"{objective}/Description")
    identity = _identity(texts, objective, str(title.value), taken)
    binding = {language.text(f"modality.{each}").casefold(): each for each in Modality}
    said = texts.get(f"{objective}/OtherInformation")
    known = binding.get(said.text.casefold()) if said else None
    verb = "" if known or not said else said.text.casefold()
    own = verb if verb in words_of(language.code).modality else ""
    number = texts.get(f"{objective}/SequenceIndicator")
    value = {
        "id": identity.value,
        "title": title.value,
        "text": about.text if about else title.value,
        **({"number": number.text} if number and number.text != identity.value else {}),
        "modality": Plain((known or Modality.OTHER).value),
        **({"modal_word": own} if own else {}),
    }
    lines = (
        *title.lines,
        *identity.lines,
        *(number.lines if number else ()),
        *(about.lines if about else ()),
        *(said.lines if said and (known or own) else ()),
    )
    doubts = (*(() if known or own else (Doubt("modality"),)), *(() if about else (Doubt("summary"),)))
    return ProposedValue(value, lines, doubts)


def _name(texts: Texts, parent: str) -> ProposedValue:
    """Return the name of something; without one, its description, marked for checking."""
    named = texts.get(f"{parent}/Name")
    if named:
        return ProposedValue(named.text, named.lines)
    about = texts.get(f"{parent}/Description")
    return ProposedValue(about.text if about else "–", about.lines if about else (), (Doubt("summary"),))


def _identity(texts: Texts, parent: str, title: str, taken: set[str]) -> ProposedValue:
    """Return the given id without the underscore that XML requires, or one made from the title."""
    given = texts.get(f"{parent}/Identifier")
    name = given.text.removeprefix("_") if given else ""
    if given and _ID.fullmatch(name) and name not in taken:
        taken.add(name)
        return ProposedValue(name, given.lines)
    return ProposedValue(free(slug(title, "x"), taken))


def _period(texts: Texts) -> dict[str, ProposedValue]:
    days = dict(_days(texts))
    if "from" not in days:
        return {}
    lines = tuple(line for block in days.values() for line in block.lines)
    return {"period": ProposedValue({key: Plain(block.text) for key, block in days.items()}, lines)}


def _days(texts: Texts) -> Iterator[tuple[str, SourceBlock]]:
    for key, name in (("from", "StartDate"), ("to", "EndDate")):
        block = texts.get(f"/AdministrativeInformation/{name}")
        if block and _DAY.fullmatch(block.text):
            yield key, block


def _value(texts: Texts, path: str) -> ProposedValue:
    return ProposedValue(texts[path].text, texts[path].lines)


def _unsure(title: ProposedValue) -> ProposedValue:
    return ProposedValue(title.value, title.lines, (Doubt("summary"),))
