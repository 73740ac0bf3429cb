"""Drafts: a plan, a result or a focus area as a file to fill in, with the problems it would have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypedDict

from slugify import slugify

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.link.rules.plan_of_result import is_doubted
from publisher.model.month_or_year import month_or_year
from publisher.model.time_meant import period_meant
from publisher.model.time_period import time_period
from publisher.model.typed import typed
from publisher.problem import Place, Problem, nearest
from publisher.read.document import read_document
from publisher.schema.json_schema import FOLDER
from publisher.start.commented import commented
from publisher.start.draft_templates import TEMPLATES, render


class GivenFields(TypedDict, total=False):
    """The given fields of a document, by their keys in its file."""

    id: str
    title: str
    summary: str
    status: str
    form: str
    number: str
    plan: str
    year: int
    period: str
    serves: list[str]
    responsible: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A file not yet written: its path in the publication, its text, and its problems."""

    path: str
    text: str
    problems: tuple[Problem, ...]


def slug(title: str) -> str:
    """Return an id for a title: lower-case letters, digits and hyphens; å, ä and ö become a, a and o."""
    return str(slugify(title, max_length=60, word_boundary=True))


def plan_draft(publication: Publication, language: Language, given: GivenFields) -> Draft:
    """Return a plan with the fields given, in a folder of its own."""
    path = f"plans/{given['id']}/plan.md"
    known = [commitment.id for commitment in publication.commitments]
    problems = [*_duplicate(publication, path, given["id"]), *_unknown(path, given.get("serves", ()), known)]
    problems += _unknown(path, [given["responsible"]] if "responsible" in given else [], _body_ids(publication))
    return _draft("plan", path, given, language, problems)


def result_draft(publication: Publication, language: Language, given: GivenFields) -> Draft:
    """Return the result of an existing plan for a year or another period."""
    plans = {plan.id: plan for plan in publication.plans}
    written = given.get("period") or given["year"]
    name, period = given["plan"], time_period(written) or time_period(period_meant(str(written)))
    if period is not None and "period" in given:
        given = {**given, "period": period.written}
    if period is None:
        return Draft("", "", (Problem.at(Place("--period"), "not-a-time-period", value=given.get("period", "")),))
    if period.is_either:
        return Draft("", "", (month_or_year(Place("--period"), period),))
    if name not in plans:
        problem = Problem.at(Place("plans"), "unknown-id", id=name, near=nearest(name, plans))
        return Draft("", "", (problem,))
    folder = PurePosixPath(publication.nodes[name].document.file).parent
    path = f"{folder}/results/{period.slug}.md"
    problems = _duplicate(publication, path, f"{name}/{period.slug}")
    span = plans[name].period
    if span and is_doubted(span, period):
        facts = {"year": period, "plan": name, "period": f"{span.from_} – {span.to or ''}".rstrip()}
        problems.append(Problem.at(Place(path), "year-outside-period", **facts))
    return _draft("result", path, given, language, problems)


def document_draft(publication: Publication, language: Language, given: GivenFields) -> Draft:
    """Return a steering document in a folder of its own."""
    path = f"docs/{given['id']}/index.md"
    problems = _duplicate(publication, path, given["id"])
    return _draft("steering-document", path, {"kind": "steering-document", **given}, language, problems)


def focus_area_draft(publication: Publication, language: Language, given: GivenFields, document: str = "") -> Draft:
    """Return a focus area in the folder of a steering document: the one with this id, or else the first."""
    documents = {each.id: each for each in publication.documents}
    if document and document not in documents:
        problem = Problem.at(Place("docs"), "unknown-id", id=document, near=nearest(document, documents))
        return Draft("", "", (problem,))
    above = documents[document] if document else publication.main_document
    beside = publication.nodes[above.id].document.file if above else "docs/index.md"
    path = f"{PurePosixPath(beside).parent}/{given['id']}.md"
    problems = _duplicate(publication, path, given["id"])
    return _draft("focus-area", path, {"kind": "focus-area", **given}, language, problems)


def next_number(publication: Publication, document: str = "") -> str:
    """Return the number following those of the focus areas of a document, or the first."""
    above = document or (publication.main_document.id if publication.main_document else "")
    areas = publication.tree.chapters_of(above) if above else publication.areas
    taken = [int(area.number) for area in areas if area.number and area.number.isdigit()]
    return str(max(taken, default=0) + 1)


def _draft(
    kind: str, path: str, given: Mapping[str, object], language: Language, problems: Iterable[Problem]
) -> Draft:  # fmt: skip
    model = KINDS[kind].model
    up = "../" * path.count("/")
    values = {
        "schema": f"{up}{FOLDER}/{language.code}/{kind}.schema.json",
        "fields": commented(kind, model, given, language),
        "below": language.text("new.below"),
    }
    text = render(TEMPLATES, "document.md", values)
    document, misread = read_document(path, text)
    mistyped = typed(document, model)[1] if document else []
    return Draft(path, text, (*misread, *mistyped, *problems))


def _duplicate(publication: Publication, path: str, name: str) -> list[Problem]:
    if name in publication.nodes:
        return [Problem.at(Place(path), "duplicate-id", id=name, first=publication.nodes[name].place)]
    return []


def _unknown(path: str, names: Iterable[str], known: Iterable[str]) -> list[Problem]:
    ids = list(known)
    return [
        Problem.at(Place(path), "unknown-id", id=name, near=nearest(name, ids)) for name in names if name not in ids
    ]


def _body_ids(publication: Publication) -> list[str]:
    return [body.id for body in publication.bodies]
