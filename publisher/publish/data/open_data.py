"""Open data: the whole publication as JSON, and one CSV for each table, with ids and addresses."""
# One meaning, so one file.

import csv
import json
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from types import MappingProxyType
from typing import Final, TypeAlias

from publisher.link.figures.shares import since_baseline
from publisher.link.graph.node import Node
from publisher.model.article import Article
from publisher.model.judgement import TargetReport
from publisher.model.plan import Regulation
from publisher.model.result import Hiding
from publisher.model.roles import Members, NodeKind, fields_playing
from publisher.model.strategy import section_of
from publisher.render.example_mark import example_words
from publisher.render.page import url_of
from publisher.render.site_map import SiteMap

FOLDER: Final = "data"
Row: TypeAlias = Mapping[str, object]


class OpenData:
    """What every output reads: the publication and the address of each document in it."""

    def __init__(self, site_map: SiteMap) -> None:
        self.publication = site_map.publication
        self.language = site_map.language
        self._paths = site_map.addresses.by_id
        self.example = example_words(self.publication.settings.publication, self.language)
        self._base = str(self.publication.settings.site_url or "")

    def url(self, name: str) -> str:
        """Return the permanent address of what has an id, absolute where the settings give the site's address."""
        return self._base.rstrip("/") + "/" + url_of(self._paths[name]) if self._base else url_of(self._paths[name])


def data_files(site_map: SiteMap) -> dict[str, bytes]:
    """Return every file of open data, by its path below the site."""
    source = OpenData(site_map)
    return {f"{FOLDER}/{name}": write(source) for name, write in OUTPUTS.items()}


def _json(source: OpenData) -> bytes:
    publication = source.publication
    content = {
        "title": publication.settings.site_name,
        "publisher": publication.settings.publication.organisation.model_dump(mode="json", exclude_none=True),
        "language": source.language.code,
        "covers": publication.settings.publication.covers.model_dump(mode="json", exclude_none=True),
        **({"example": source.example} if source.example else {}),
        "objects": [_object(source, name) for name in publication.nodes],
        "references": list(_links(source)),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _object(source: OpenData, name: str) -> dict[str, object]:
    node = source.publication.nodes[name]
    fields = node.value.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"id", "kind"})
    # Within a chapter its commitments are named; each stands among the objects in full.
    for members in fields_playing(type(node.value), Members):
        if members in fields:
            fields[members] = [member["id"] for member in fields[members]]
    kind = getattr(node.value, "kind", node.kind) if isinstance(node.value, Article) else node.kind
    return {"id": name, "kind": str(kind), "address": source.url(name), **fields, **_computed(source, node)}


def _computed(source: OpenData, node: Node) -> dict[str, object]:
    """Return what the program works out about a document: where a commitment stands, which reviews are due."""
    ledger = source.publication.ledger
    if node.kind is NodeKind.COMMITMENT:
        return {"standing": ledger.line(node.id).standing}
    due = [
        {"indicator": review.indicator, "limit": str(review.limit), "measured": str(review.measured)}
        | {"year": review.result.year, "result": review.result.id}
        for review in ledger.reviews.get(node.id, ())
    ]
    return {"reviews": due} if due else {}


def _plans(source: OpenData) -> Iterator[Row]:
    for plan in source.publication.plans:
        yield {
            "id": plan.id,
            "title": plan.title,
            "summary": plan.summary,
            "status": plan.status,
            "as_of": plan.as_of,
            "from": plan.period.from_ if plan.period else None,
            "to": plan.period.to if plan.period else None,
            "responsible": plan.responsible,
            "address": source.url(plan.id),
        }


def _commitments(source: OpenData) -> Iterator[Row]:
    for line in source.publication.ledger.lines:
        commitment = line.commitment
        yield {
            "id": commitment.id,
            "title": commitment.title,
            "text": commitment.text,
            "modality": commitment.modality,
            "chapter": source.publication.chapter_of[commitment.id].id,
            "section": section_of(commitment, source.publication.chapter_of[commitment.id]),
            "responsible": " ".join(commitment.responsible),
            "plans": " ".join(plan.id for plan in line.plans),
            "latest": line.latest.id if line.latest else None,
            "standing": line.standing,
            "review": str(bool(line.reviews)).lower(),
            "address": source.url(commitment.id),
        }


def _targets(source: OpenData) -> Iterator[Row]:
    for plan in source.publication.plans:
        for target in plan.targets:
            for line in source.publication.target_periods(plan.id, target):
                yield {
                    "plan": plan.id,
                    "theme": target.theme,
                    "indicator": target.indicator,
                    "year": line.year,
                    "wanted": line.wanted.value if line.wanted else None,
                    "measured": line.measured.number if line.measured else None,
                    "suppressed": line.measured.suppressed if line.measured else None,
                    "progress": line.progress,
                    **_verdict(line.regulation),
                    "period": line.period,
                    "unit": source.publication.indicator(target.indicator).unit.label,
                    "at_least": line.bounds.low if line.bounds else None,
                    "at_most": line.bounds.high if line.bounds else None,
                    "words": line.wanted.words if line.wanted else None,
                    "serves": " ".join(plan.serves_of(target)),
                    "responsible": plan.responsible_for(target),
                    **_reported(line.report),
                }


def _reported(report: TargetReport | None) -> Row:
    judgement, forecast = (report.judgement, report.forecast) if report else (None, None)
    row = {key: getattr(judgement, key) for key in ("trend", "comment")} if judgement else {}
    told = {"judgement": judgement.value, "judged_by": judgement.by} if judgement else {}
    return {**row, **told, "forecast": forecast.value if forecast else None}


def _verdict(regulation: Regulation | None) -> Row:
    if regulation is None:
        return {}
    decided = regulation.decision.date if regulation.decision else None
    return {"verdict": regulation.verdict, "reason": regulation.reason, "decided": decided}


def _measurements(source: OpenData) -> Iterator[Row]:
    for result in source.publication.results:
        for name, measurement in result.measurements.items():
            whole = result.measurements.get(measurement.of or "")
            indicator = source.publication.indicator(name)
            corrected = max(measurement.corrections, key=lambda correction: correction.date, default=None)
            yield {
                "plan": result.plan,
                "year": result.year,
                "indicator": name,
                "value": measurement.value,
                "share": measurement.share,
                "suppressed": measurement.suppressed,
                "of": measurement.of,
                "of_value": whole.value if whole else None,
                "open": measurement.open,
                "within_days": indicator.outcome.within_days if indicator.outcome else None,
                "change": since_baseline(measurement, indicator),
                "preliminary": str(measurement.preliminary).lower(),
                "was": corrected.was if corrected else None,
                "corrected": corrected.date if corrected else None,
                "as_of": result.as_of,
                "address": source.url(result.id),
                "period": result.period_of(name),
                "unit": indicator.unit.label,
            }


def _statistics(source: OpenData) -> Iterator[Row]:
    for indicator in source.publication.indicators:
        for period, observation in sorted(indicator.statistics.items()):
            row = {
                "indicator": indicator.id,
                "period": period,
                "unit": indicator.unit.label,
                "preliminary": str(observation.preliminary).lower(),
                "suppressed": Hiding.SMALL if observation.is_suppressed else None,
                "note": observation.note,
            }
            yield {**row, "series": "", "value": observation.value}
            yield from ({**row, "series": name, "value": value} for name, value in observation.series.items())


def _links(source: OpenData) -> Iterator[Row]:
    for reference in source.publication.references:
        yield {
            "source": reference.source,
            "relation": str(reference.relation),
            "target": reference.target,
            "detail": reference.detail,
        }


COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "plans": ("id", "title", "summary", "status", "as_of", "from", "to", "responsible", "address"),
        "commitments": (
            *("id", "title", "text", "modality", "chapter", "section", "responsible", "plans"),
            *("latest", "standing", "review", "address"),
        ),
        "targets": (
            "plan", "theme", "indicator", "year", "wanted", "measured", "suppressed", "progress", "verdict", "reason",
            "decided", "period", "unit", "at_least", "at_most", "words", "serves", "responsible", "judgement", "trend",
            "comment", "judged_by", "forecast",
        ),
        "measurements": (
            "plan", "year", "indicator", "value", "share", "suppressed", "of", "of_value", "open", "within_days",
            "change", "preliminary", "was", "corrected", "as_of", "address", "period", "unit",
        ),
        "statistics": ("indicator", "period", "series", "value", "unit", "preliminary", "suppressed", "note"),
        "links": ("source", "relation", "target", "detail"),
    }
)  # fmt: skip


def _csv(name: str, rows: Callable[[OpenData], Iterator[Row]]) -> Callable[[OpenData], bytes]:
    def write(source: OpenData) -> bytes:
        text = StringIO()
        # A table of an example says so in each row: it may be all that somebody sees.
        mark = {"example": source.example} if source.example else {}
        table = csv.DictWriter(text, (*COLUMNS[name], *mark), lineterminator="\r\n")  # RFC 4180
        table.writeheader()
        table.writerows(
            {key: "" if value is None else value for key, value in {**row, **mark}.items()} for row in rows(source)
        )
        return text.getvalue().encode()

    return write


OUTPUTS: Final[Mapping[str, Callable[[OpenData], bytes]]] = MappingProxyType(
    {
        "publication.json": _json,
        "plans.csv": _csv("plans", _plans),
        "commitments.csv": _csv("commitments", _commitments),
        "targets.csv": _csv("targets", _targets),
        "measurements.csv": _csv("measurements", _measurements),
        "statistics.csv": _csv("statistics", _statistics),
        "links.csv": _csv("links", _links),
    }
)
"""Every file of open data and what writes it. A new format is one more line."""
