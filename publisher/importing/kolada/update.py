"""Updating: which indicators are followed in Kolada, and their files as they are to be."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from publisher.importing.kolada.client import MOST, Kolada
from publisher.importing.kolada.statistics_files import StatisticsFile, statistics_file
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.mend.edited import edited
from publisher.model.kolada_settings import KoladaSettings
from publisher.model.register import Indicator, Indicators
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.document import read_register
from publisher.read.field_tree import Fields
from publisher.read.scalar import Plain

REGISTER = "plans/indicators.yml"
SOURCE = "Kolada"


def chosen(publication: Publication, only: Sequence[str]) -> list[Indicator]:
    """Return the indicators that name a key figure of Kolada, or those of them that are asked for.

    Raises ProblemsFound where one that is asked for is none of them.
    """
    known = {each.id: each for each in publication.indicators if each.kolada}
    wrong = [name for name in only if name not in known]
    if wrong:
        problems = [Problem.at(Place(REGISTER), "unknown-id", id=name, near=nearest(name, known)) for name in wrong]
        raise ProblemsFound(problems)
    return [known[name] for name in only] if only else list(known.values())


def updated(
    client: Kolada,
    indicators: Sequence[Indicator],
    settings: KoladaSettings,
    years: Sequence[int],
    language: Language,
    day: str,
    tick: Callable[[], object],
) -> Iterator[StatisticsFile | Problem]:
    """Yield the file of each indicator in turn, or a notice for a key figure that Kolada does not have.

    What was yielded is finished, so that a run that ends early can go on with the rest. Raises ProblemsFound.
    """  # fmt: skip
    for at in range(0, len(indicators), MOST):
        some = indicators[at : at + MOST]
        titles = client.titles([str(each.kolada) for each in some])
        asked = [str(each.kolada) for each in some if each.kolada in titles]
        codes = [settings.municipality, *settings.comparisons.values()]
        values = list(client.values(asked, list(dict.fromkeys(codes)), years)) if asked else []
        for each in some:
            if each.kolada in titles:
                own = (value for value in values if value.kpi == each.kolada)
                yield statistics_file(each, own, settings, language, day)
            else:
                yield Problem.notice(Place(REGISTER), "kolada-unknown", id=each.kolada, indicator=each.id)
            tick()


def with_source(root: Path, indicators: Mapping[str, str]) -> bytes | None:
    """Return the register with Kolada as a source of indicators, by id with the day; None where nothing changes."""
    path = root / REGISTER
    content = path.read_bytes()
    document, problems = read_register(REGISTER, content.decode("utf-8-sig").replace("\r\n", "\n"))
    if document is None or problems:
        return None
    entries = document.fields.get("indicators")
    if not isinstance(entries, list):
        return None
    made = [_with(each, indicators.get(str(each.get("id")))) if isinstance(each, dict) else each for each in entries]
    written = edited(content, Indicators, {**document.fields, "indicators": made})
    return written if written != content else None


def _with(fields: Fields, day: str | None) -> Fields:
    if day is None:
        return fields
    given = fields.get("sources")
    sources = [dict(each) for each in (given if isinstance(given, list) else []) if isinstance(each, dict)]
    own = next((each for each in sources if each.get("title") == SOURCE), None)
    if own is None:
        own = {"title": SOURCE, "publisher": "RKA", "url": "https://www.kolada.se"}
        sources.append(own)
    own["updated"] = Plain(day)
    return {**fields, "sources": [*sources]}
