"""The mapping file: the roles of a table's columns, as detected and as corrected by people."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import wrap

from publisher.importing.columns.headers import ROLES
from publisher.language import Language
from publisher.locales import word_lists
from publisher.mend.dump import WIDTH, as_yaml
from publisher.model.period import Period
from publisher.model.time_period import TimePeriod
from publisher.problem import Problem, ProblemsFound, nearest
from publisher.read.document import read_register
from publisher.read.files import read_text

DIRECTIONS = ("higher", "lower", "neither")
PERIODS = ("day", "month", "quarter", "tertial", "half", "year")


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
    """Return the text of a mapping file, with its possible values in a comment at the top.

    Each role has a word of the language beside it, as a table would have it in a header.
    """
    said = word_lists("tables", language.code)
    roles = [role if role in said.get(role, [role]) else f"{role} ({said[role][0]})" for role in ROLES]
    allowed = {"roles": roles, "directions": DIRECTIONS, "periods": PERIODS}
    about = language.text("import.mapping", **{name: ", ".join(words) for name, words in allowed.items()})
    wrapped = (part for line in about.split("\n") for part in wrap(line, WIDTH))
    lines = "".join(f"# {line}\n" for line in wrapped)
    return lines + as_yaml(
        {
            "columns": dict(columns),
            "directions": dict(asked.directions),
            "periods": dict(asked.periods),
            "plans": dict(asked.plans),
        }
    )


def read_mapping(path: Path) -> TableAsked:
    """Return the content of a mapping file. Raises ProblemsFound for unknown roles."""
    text, problems = read_text(path, path.name)
    document, misread = read_register(path.name, text) if text is not None else (None, [])
    if document is None:
        raise ProblemsFound([*problems, *misread])
    found: dict[str, dict[str, str]] = {"columns": {}, "directions": {}, "periods": {}, "plans": {}}
    for key, allowed in (("columns", ("", *ROLES)), ("directions", DIRECTIONS), ("periods", PERIODS)):
        given = document.fields.get(key)
        for name, value in given.items() if isinstance(given, dict) else ():
            if str(value) not in allowed:
                facts = {"value": value, "allowed": ", ".join(filter(None, allowed)), "key": name}
                near = nearest(str(value), allowed)
                problems.append(Problem.at(document.place(key, name), "unknown-value", near=near, **facts))
            found[key][str(name)] = str(value)
    plans = document.fields.get("plans")
    found["plans"] |= {str(name): str(title) for name, title in plans.items()} if isinstance(plans, dict) else {}
    if problems:
        raise ProblemsFound(problems)
    return TableAsked(columns=found["columns"], directions=found["directions"], periods=found["periods"],
                      plans=found["plans"])  # fmt: skip
