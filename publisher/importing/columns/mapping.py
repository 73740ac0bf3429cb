"""The mapping file: the roles of a table's columns, as detected and as corrected by people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap
from typing import Final

from publisher.importing.columns.headers import ROLES
from publisher.importing.columns.table_words import table_words
from publisher.language import Language
from publisher.locales import languages
from publisher.mend.dump import WIDTH, as_yaml
from publisher.model.period import Period
from publisher.model.time_period import TimePeriod
from publisher.problem import Problem, ProblemsFound, nearest
from publisher.read.document import read_register
from publisher.read.files import read_text

DIRECTIONS = ("higher", "lower", "neither")
PERIODS = ("day", "month", "quarter", "tertial", "half", "year")
# The parts of a mapping file, what their values are, and these.
_SORTS: Final = {"columns": "column", "directions": "direction", "periods": "length"}
_VALUES: Final[Mapping[str, tuple[str, ...]]] = {"column": ROLES, "direction": DIRECTIONS, "length": PERIODS}


@dataclass(frozen=True, slots=True)
class TableAsked:
    """What people specify about tables: the plan's title, and the roles of columns, by header.

    `file` is the name of the file, without its ending; `doubt` is the code of a doubt about the title; `period` is that
    of numbers for which a table names none. `year` is the year of the import, after which there are no outcomes yet.
    `plans` maps sheets, by name, to titles of plans. `directions` maps indicators, by title, to the better direction,
    and `periods` to the length of the period of each number, if the table gives a day within it. `plan_period` is
    the plan's own, if its document says it or the publication has it, and `plan_targets` are the indicators that the
    publication's plan has targets for. `municipality` is the publisher's name.
    `in_document`: the title is that of a document with the tables in it.
    """

    title: str = ""
    file: str = ""
    doubt: str = ""
    period: TimePeriod | None = None
    year: int = 9999
    columns: Mapping[str, str] = field(default_factory=dict)
    directions: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)
    plans: Mapping[str, str] = field(default_factory=dict)
    plan_period: Period | None = None
    plan_targets: frozenset[str] = frozenset()
    municipality: str = ""
    in_document: bool = False

    @property
    def reads_otherwise(self) -> bool:
        """Whether people specify how to read a table, so that the same file may become something else."""
        return any((self.columns, self.directions, self.periods, self.plans, self.period))


def mapping_text(columns: Mapping[str, str], asked: TableAsked, language: Language) -> str:
    """Return the text of a mapping file in words of a language, with its possible ones in a comment at the top."""
    allowed = {name: ", ".join(_words(sort, language).values()) for name, sort in _SORTS.items()}
    allowed["roles"] = allowed.pop("columns")
    about = language.text("import.mapping", **allowed)
    wrapped = (part for line in about.split("\n") for part in wrap(line, WIDTH))
    lines = "".join(f"# {line}\n" for line in wrapped)
    given = {"columns": columns, "directions": asked.directions, "periods": asked.periods}
    said = {key: {name: _words(_SORTS[key], language).get(value, value) for name, value in values.items()}
            for key, values in given.items()}  # fmt: skip
    return lines + as_yaml({**said, "plans": dict(asked.plans)})


def read_mapping(path: Path, language: Language) -> TableAsked:
    """Return the content of a mapping file, in words of any language. Raises ProblemsFound for unknown ones."""
    text, problems = read_text(path, path.name)
    document, misread = read_register(path.name, text) if text is not None else (None, [])
    if document is None:
        raise ProblemsFound([*problems, *misread])
    found: dict[str, dict[str, str]] = {"columns": {}, "directions": {}, "periods": {}, "plans": {}}
    for key, sort in _SORTS.items():
        given = document.fields.get(key)
        for name, value in given.items() if isinstance(given, dict) else ():
            meant = _meant(str(value), sort) if str(value) or key != "columns" else ""
            if meant is None:
                allowed = [*_words(sort, language).values()]
                facts = {"value": value, "allowed": ", ".join(allowed), "key": name}
                near = nearest(str(value), (*allowed, *_words(sort, None)))
                problems.append(Problem.at(document.place(key, name), "unknown-value", near=near, **facts))
            found[key][str(name)] = meant or ""
    plans = document.fields.get("plans")
    found["plans"] |= {str(name): str(title) for name, title in plans.items()} if isinstance(plans, dict) else {}
    if problems:
        raise ProblemsFound(problems)
    return TableAsked(columns=found["columns"], directions=found["directions"], periods=found["periods"],
                      plans=found["plans"])  # fmt: skip


def _words(sort: str, language: Language | None) -> dict[str, str]:
    """Return the words of a language for each value of a sort; the values themselves for None."""
    return {each: language.text(f"import.{sort}.{each}") if language else each for each in _VALUES[sort]}


def _meant(said: str, sort: str) -> str | None:
    """Return the value that a word of any language means, or a header that people write for it; None if it is none."""
    plain = " ".join(said.casefold().split())
    for language in (None, *map(Language, languages())):
        for value, word in _words(sort, language).items():
            if plain == word.casefold():
                return value
    headers = table_words("sv") if sort == "column" else {}
    return next((role for role in ROLES if headers and plain in headers.get(role, ())), None)
