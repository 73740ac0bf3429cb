"""Labels in running text and what stands behind or below them: Indikator: …, Utfall 2024: 82 %, Status: Pågår."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Final

from publisher.importing.columns.cell_numbers import CellNumber, cell_number, rough_number
from publisher.importing.columns.header_words import Dated, dated
from publisher.importing.columns.table_words import meaning, table_words, words_for
from publisher.importing.form.source import BlockSort, SourceBlock, SourceLine
from publisher.importing.prose.steering_words import words_of

NUMBERS: Final = ("baseline", "target", "outcome", "forecast")
"""The roles of labels before numbers, in order of preference for a word with two meanings."""
WORDS: Final = (
    "indicator", "action", "goal", "judgement", "status", "responsible", "start", "due", "percent", "trend", "source",
    "comment", "what",
)  # fmt: skip
"""The roles of labels before words or dates, in the same order."""
OF_WORK: Final = frozenset({"responsible", "status", "start", "due", "percent"})
"""The roles of labels by which work is known: who does it, when, and how far it has come."""
TEXTS: Final = frozenset({BlockSort.PARAGRAPH, BlockSort.ENTRY})
EDGES: Final = " .,;"
LONGEST: Final = 200
"""The length of a paragraph below a label; a longer one is a text of its own."""
# That of one below a label without a colon.
_SHORT: Final = 120
# The rows of the shortest table of labels, and its columns.
_LEAST_ROWS: Final = 2
# The beginning of a sentence that is a label: at most three words.
_OTHER_LABEL: Final = re.compile(r"(?<=[.;])\s(?=[A-ZÅÄÖÆØÜ])([^\W\d_]{2,30}(?: [^\W\d_]{1,30}){0,2}):\s")
# The number of an indicator or a goal behind its label: Indikator 2.
_COUNTED: Final = re.compile(r"\d{1,2}[a-z]?(?:\.\d{1,2})*\.?")


@dataclass(frozen=True, slots=True)
class LabelFact:
    """A label and what it says: its role ("" if unknown), label and the time behind that as written, and lines."""

    role: str
    label: str
    when: str
    said: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class StatedNumber:
    """A number with its unit as it is written, and the time that stands beside it or in its label."""

    text: str
    number: CellNumber
    time: Dated


def number_of(said: str, when: str, language: str) -> StatedNumber | None:
    """Return the number that a statement says, with its time if it has one; None if it says anything else."""
    time = dated(f"{said} {when}" if when else said, language)
    words = time.rest.strip(EDGES).split()
    while words and words[-1].casefold().strip("()") in words_for("before_year", language):
        words.pop()
    text = " ".join(words).removesuffix("()").strip()
    number = cell_number(text, language) or rough_number(text, language)
    # 5 parker ska byggas is a sentence.
    sentence = number and words_of(language).modal.search(number.unit)
    return StatedNumber(text, number, time) if number and not sentence else None


def statements(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return the statements of a paragraph; none if it does not begin with a label."""
    found = [*_labels(block.text, language)]
    return _between(found, block, language) if found and not found[0].start else []


def named_statements(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return the facts behind a name, with the name as an indicator or an action; or none.

    Andel nöjda: mål 2026: 75 %; Bygg en park. Ansvarig: Tekniska nämnden. Klart: 2027.
    """
    name, made = _behind_name(block, language)
    roles = {each.role for each in made if each.role}
    numbers = roles <= {*NUMBERS} and name[-1:] != "."
    if not made or not (numbers or (roles <= {*OF_WORK, "comment"} and len(roles & OF_WORK) > 1)):
        return []
    return [LabelFact("indicator" if numbers else "action", "", "", name.rstrip(" .:,;(–—-"), block.lines), *made]


def facts_behind(block: SourceBlock, language: str) -> tuple[str, list[LabelFact]]:
    """Return what stands before the labels of an action, and its facts; the first alone where other labels are."""
    name, made = _behind_name(block, language)
    works = {each.role for each in made if each.role} <= {*OF_WORK, "comment"}
    return (name.rstrip(" .:,;(–—-"), made) if works else (block.text, [])


def _behind_name(block: SourceBlock, language: str) -> tuple[str, list[LabelFact]]:
    """Return a name and the facts behind it, each of a known label; no facts if it is no name."""
    found = [*_labels(block.text, language)]
    name = block.text[: found[0].start].rstrip() if found else ""
    if not name or len(name) > _SHORT or name[-1] not in ".:,;(–—-" or ". " in name or ":" in name[:-1]:
        return name, []
    made = _between(found, block, language)
    return name, made if sum(bool(each.role) for each in made) == len(found) else []


def action_of_entry(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return an action that its label calls one, with who does it or when: Åtgärd 2.1: … Ansvar: …; or none."""
    found = [*_labels(block.text, language)] if meaning(block.label, ("action",), language) else []
    name = block.text[: found[0].start].strip(EDGES) if found else ""
    made = _between(found, block, language) if name else []
    known = any(each.role in OF_WORK for each in made)
    return [LabelFact("action", block.label, "", name, block.lines), *made] if known else []


def value_below(block: SourceBlock, after: Sequence[SourceBlock], language: str) -> list[LabelFact]:
    """Return the statement of a paragraph that is a label alone, above the paragraph with its value; or none."""
    if block.sort not in {BlockSort.HEADING, *TEXTS} or block.number or not after or after[0].sort not in TEXTS:
        return []
    plain, value = block.text.strip(), after[0]
    match = _bare(language).fullmatch(plain)
    time = _time(match["when"] or "", language) if match else None
    longest = LONGEST if plain.endswith(":") else _SHORT
    if match is None or time is None or len(value.text) > longest or statements(value, language):
        return []
    if value.sort is BlockSort.ENTRY and len(after) > 1 and after[1].sort is BlockSort.ENTRY and (
        after[1].level == value.level and not statements(after[1], language)
    ):  # fmt: skip
        return []  # a list, not one value
    goes_on = len(after) > 1 and after[1].sort in TEXTS and not (
        _bare(language).fullmatch(after[1].text.strip()) or statements(after[1], language)
    )  # fmt: skip
    if _bare(language).fullmatch(value.text.strip()) or (block.sort is BlockSort.HEADING and goes_on):
        return []
    return [_statement(match["label"], time, value.text.strip(EDGES), (*block.lines, *value.lines), language)]


def label_table(block: SourceBlock, language: str) -> list[LabelFact]:
    """Return what a table of labels and values states of one indicator or goal, one in each row; or none."""
    rows = [[*dict.fromkeys(" ".join(cell.split()) for cell in row.cells if cell.strip())] for row in block.rows]
    if block.sort is not BlockSort.TABLE or len(rows) < _LEAST_ROWS or any(len(row) != _LEAST_ROWS for row in rows):
        return []
    made: list[LabelFact] = []
    for (label, said), row in zip(rows, block.rows, strict=True):
        match = _bare(language).fullmatch(label)
        time = _time(match["when"] or "", language) if match else None
        if match is None or time is None or _bare(language).fullmatch(said):
            return []
        made.append(_statement(match["label"], time, said, (row.line,), language))
    measured = any(each.role in NUMBERS and number_of(each.said, each.when, language) for each in made)
    return made if measured or any(each.role == "judgement" for each in made) else []


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in a text: where it begins, where its value begins, its word, and the time behind that."""

    start: int
    end: int
    word: str
    when: str


def _labels(text: str, language: str) -> Iterator[_Label]:
    position, dashed = 0, False
    while match := _pattern(language).search(text, position):
        time = _time(match["when"] or "", language)
        # Mål 3–5 are two of them.
        by_dash = (match.start() == 0 or dashed) and (time or not match["when"])
        known = time is not None and (match["mark"] or by_dash)
        dashed = dashed or bool(known and not match["mark"])
        position = match.end() if known else match.end("label")
        if time is not None and known:
            yield _Label(match.start(), match.end(), match["label"], time)


def _between(found: Sequence[_Label], block: SourceBlock, language: str) -> list[LabelFact]:
    ends = [*(each.start for each in found[1:]), len(block.text)]
    made: list[LabelFact] = []
    for each, end in zip(found, ends, strict=True):
        # Another label ends a fact, too, even if nobody knows it: Klart: 2026. Kostnad: 2,4 mnkr.
        said, *others = _OTHER_LABEL.split(block.text[each.end : end])
        if text := said.strip(f"{EDGES}("):
            text = text.rstrip(")") if "(" not in text else text
            made.append(_statement(each.word, each.when, text, block.lines, language))
        pairs = zip(others[::2], others[1::2], strict=True)
        made += [LabelFact("", label, "", text, block.lines) for label, fact in pairs if (text := fact.strip(EDGES))]
    return made


def _statement(word: str, when: str, said: str, lines: tuple[SourceLine, ...], language: str) -> LabelFact:
    known = _roles(language)[word.casefold()]
    order = NUMBERS if number_of(said, when, language) else WORDS
    role = next((each for each in order if each in known), known[0])
    return LabelFact("action" if role == "what" else role, word, when, said, lines)


def _time(when: str, language: str) -> str | None:
    """Return the time behind a label; "" if it is none but a number, and None if other words stand there."""
    plain = when.strip(" ()")
    if not plain or _COUNTED.fullmatch(plain):
        return ""
    found = dated(plain, language)
    allowed = {*words_for("before_year", language), *words_for("filler", language), *words_for("latest", language)}
    return plain if found.period and {*found.rest.casefold().split()} <= allowed else None


@cache
def _roles(language: str) -> Mapping[str, tuple[str, ...]]:
    words = table_words(language)
    found: dict[str, list[str]] = {}
    for role in (*NUMBERS, *WORDS):
        for word in words.get(role, ()):
            found.setdefault(word, []).append(role)
    return MappingProxyType({word: tuple(roles) for word, roles in found.items()})


def _one_of(words: Sequence[str]) -> str:
    return "|".join(map(re.escape, words))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """Return a pattern for a label with its colon, or at the beginning with a dash.

    Behind another fact it has a capital letter or a comma before it.
    """
    every = sorted(_roles(language), key=len, reverse=True)
    first, later = _one_of(every), _one_of([f"{each[0].upper()}{each[1:]}" for each in every])
    # Where many spaces follow, each number of them would be tried with each.
    when = r"(?P<when>[^\S\n]{1,9}[^:;,\n]{1,30}?|[^\S\n]{0,9}\([^():\n]{1,25}\))??"
    return re.compile(
        rf"(?P<label>(?:(?<![^\n])|(?<=[,;:–—-]\s)|(?<=\())(?i:{first})|(?<=\s)(?:{later}))"
        rf"{when}\??(?:\s{{0,9}}(?P<mark>:)|\s{{1,9}}[–—-](?=\s))\s*"
    )


@cache
def _bare(language: str) -> re.Pattern[str]:
    every = sorted(_roles(language), key=len, reverse=True)
    return re.compile(
        rf"(?P<label>(?i:{_one_of(every)}))(?P<when>\s{{1,9}}[^:]{{1,30}}?|\s{{0,9}}\([^()]{{1,25}}\))?\s{{0,9}}[:?]?"
    )
