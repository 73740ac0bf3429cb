"""Updates: which indicators have key figures in Kolada, and their new files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from publisher.importing.columns.known_groups import SEXES, known_groups
from publisher.importing.columns.table_words import words_for
from publisher.importing.kolada.client import MOST, Kolada
from publisher.importing.kolada.statistics_files import Fetching, StatisticsFile, statistics_file
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.mend.edited import edited
from publisher.model.correction import cell_of
from publisher.model.groups import Dimension
from publisher.model.register import Indicator, Indicators
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.csv_table import OF_SERIES, PRELIMINARY_SERIES, read_table
from publisher.read.document import read_register
from publisher.read.field_tree import Fields, Tree, fields_at
from publisher.read.scalar import Plain

REGISTER = "plans/indicators.yml"
SOURCE = "Kolada"


def chosen(publication: Publication, only: Sequence[str]) -> list[Indicator]:
    """Return the indicators with a key figure of Kolada, or those of them in `only`.

    Raises ProblemsFound if one in `only` has none.
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
    root: Path,
    years: Sequence[int],
    fetching: Fetching,
    tick: Callable[[], object],
) -> Iterator[StatisticsFile | Problem]:
    """Yield the file of each indicator in turn, or a notice for a key figure that Kolada does not have.

    Each is complete when yielded, so that an interrupted run can be continued. Raises ProblemsFound.
    """
    for at in range(0, len(indicators), MOST):
        some = indicators[at : at + MOST]
        titles = client.titles([str(each.kolada) for each in some])
        asked = [str(each.kolada) for each in some if each.kolada in titles]
        codes = [fetching.settings.municipality, *fetching.settings.comparisons.values()]
        values = list(client.values(asked, list(dict.fromkeys(codes)), years)) if asked else []
        for each in some:
            if each.kolada in titles:
                own = (value for value in values if value.kpi == each.kolada)
                yield statistics_file(each, own, cells_now(root, each), fetching)
            else:
                yield Problem.notice(Place(REGISTER), "kolada-unknown", id=each.kolada, indicator=each.id)
            tick()


def sexes_of(publication: Publication, language: Language) -> tuple[Dimension, bool]:
    """Return the dimension of the sexes, and whether the register declares it already."""
    groups = known_groups(publication.dimensions, language)
    found = [groups.dimension_of(groups.words[words_for(role, language.code)[0]]) for role, _ in SEXES.values()]
    chosen = next((each for each in found if each.id not in groups.fresh), found[0])
    return chosen, chosen.id not in groups.fresh


def cells_now(root: Path, indicator: Indicator) -> dict[str, dict[str, str]]:
    """Return the cells of an indicator's existing file, by period; without one, those in its register."""
    path = f"plans/statistics/{indicator.id}.csv"
    if (root / path).is_file():
        document, _ = read_table(path, (root / path).read_text(encoding="utf-8-sig"))
        periods = document.fields["periods"] if document else {}
        return {str(name): _cells(each) for name, each in periods.items()} if isinstance(periods, dict) else {}
    return {
        period.name: {
            **({"value": f"{seen.value:f}"} if seen.value is not None else {}),
            **{name: f"{number:f}" for name, number in seen.series.items()},
            **({"note": seen.note} if seen.note else {}),
            **({"corrections": cell_of(seen.corrections)} if seen.corrections else {}),
            **({"preliminary": "true"} if seen.preliminary else {}),
            **{OF_SERIES + name: str(unsure).lower() for name, unsure in seen.preliminary_series.items()},
        }
        for period, seen in indicator.statistics.items()
    }


def _cells(period: Tree) -> dict[str, str]:
    if not isinstance(period, dict):
        return {"value": str(period)}
    series = period.get("series")
    own = {name: str(period[name]) for name in ("value", "preliminary", "note", "corrections") if period.get(name)}
    unsure = {OF_SERIES + name: str(each) for name, each in fields_at(period, (PRELIMINARY_SERIES,)).items()}
    return own | {str(name): str(each) for name, each in (series if isinstance(series, dict) else {}).items()} | unsure


def with_source(root: Path, indicators: Mapping[str, str], sexes: Dimension | None = None) -> bytes | None:
    """Return the register with Kolada added as a dated source of indicators, by id; None if nothing changes.

    `sexes` is a dimension that must be declared too.
    """
    path = root / REGISTER
    content = path.read_bytes()
    document, problems = read_register(REGISTER, content.decode("utf-8-sig").replace("\r\n", "\n"))
    if document is None or problems:
        return None
    entries = document.fields.get("indicators")
    if not isinstance(entries, list):
        return None
    made = [
        _with_date(each, indicators.get(str(each.get("id")))) if isinstance(each, dict) else each for each in entries
    ]
    fields = {**document.fields, "indicators": made}
    if sexes is not None:
        declared = fields.get("dimensions")
        fresh = sexes.model_dump(mode="json", include={"id", "title", "groups"})
        fields["dimensions"] = [*(declared if isinstance(declared, list) else []), fresh]
    written = edited(content, Indicators, fields)
    return written if written != content else None


def _with_date(fields: Fields, day: str | None) -> Fields:
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
