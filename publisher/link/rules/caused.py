"""Consequential problems: those that disappear when another one is mended are not reported."""

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final

from publisher.kinds import tongue_of
from publisher.problem import Place, Problem, Severity, in_order
from publisher.read.placeholders import UNFINISHED

# Files that are empty, or without anything to read: references to their contents are broken until they are filled.
_HOLLOW: Final = frozenset(
    {
        "file-empty", "no-fields", "front-matter-missing", "front-matter-dashes", "front-matter-closed", "not-utf-8",
        "control-character",
    }
)  # fmt: skip
# Slips that leave the rest of a text readable; all others in YAML end it.
_READ_ON: Final = frozenset({"yaml-comment-cut", "yaml-number-cut", "yaml-hard-space"})
# Files that are never opened: any missing target may be in them.
_UNOPENED: Final = frozenset({"file-too-large", "not-a-file", "symbolic-link"})
# Problems of a value that must be replaced anyway.
_OF_VALUE: Final = frozenset({"print-character", "word-too-long", "word-error", UNFINISHED})
# Problems of a value that a # has cut off, so that nothing or a part of it is left.
_OF_CUT: Final = frozenset({"bad-id", "not-a-number", "not-a-date", "not-a-time-period", "unknown-value", "unknown-id",
                              "word-error"})  # fmt: skip
# Problems of a period that may not be what it is taken for.
_OF_PERIOD: Final = frozenset({"year-differs", "year-outside-period"})
_UNKNOWN: Final = "unknown-id"
# What the last entry of a register lacks that was cut off; then many ids are unknown.
_TORN: Final = frozenset({"missing-key", "missing-choice", "result-without-period", "text-empty", "key-without-colon"})
_MANY: Final = 4
# What is said of the last entry of a register that was cut off.
_OF_LAST: Final = frozenset({*_TORN, "not-a-mapping"})
# Ids that a register lost when it was cut off, how many of them are shown, and the beginning of an entry.
_SEVERAL: Final = 2
_SHOWN: Final = 5
_ENTRY: Final = re.compile(r"^ {0,4}- ", re.MULTILINE)
# Slips by which an id that was declared is lost: another one stands in its place.
_OF_DECLARED: Final = frozenset({"duplicate-id", "duplicate-number", "duplicate-key"})
# What a result may date: it is asked for once every result can be read.
_UNDATED: Final = "status-undated"
# Problems of a reference that leads to the other one of two plans with the same id.
_OF_PLAN: Final = frozenset({"measurement-not-in-plan", "target-not-in-plan"})
# Problems of a reference to an id that is declared twice: which of the two it means is not known.
_OF_TWICE: Final = frozenset({"wrong-kind", "listed-twice"})
# Problems whose cause is one line elsewhere: the unit of an indicator, the targets of a plan, a header, the languages.
_OF_ONE: Final = frozenset({"unit-differs", "language-not-declared", "bad-series", *_OF_PLAN})
# Notices about what follows from numbers that are still to be mended.
_OF_NUMBERS: Final = frozenset({"hidden-number-told"})
# What is only known of texts without errors: whether their translations and their locks still fit.
_OF_TEXT: Final = frozenset({"translation-outdated", "translation-outdated-text", "translation-outdated-new"})
_LOCKED: Final = "locked-"
# A line that differs from the decided one: known of a text that could be read, whatever errors other lines have.
_OF_LINE: Final = frozenset({"locked-line", "locked-new-line", "locked-part"})
# Links and pictures that lead nowhere, often since the name of a file is written in another way.
_OF_LINK: Final = frozenset({"broken-link", "image-missing", "link-not-read", "link-spaced", "path-on-computer"})
_KEYS: Final = frozenset({"missing-key", "result-without-period", "unknown-key"})


def without_consequences(problems: Iterable[Problem], texts: Mapping[str, str] | None = None) -> list[Problem]:
    """Return the problems without those that another one causes.

    These are unknown ids that may be declared in a file or a list that could not be read, characters in a value that
    must be replaced anyway, periods that may be others, keys that are missing since their colon is, and what is said of
    locks, translations and hidden numbers while the text itself has errors. `texts` are the publication's files by
    name: of a register that was cut off there is one problem.
    """
    found = [*problems]
    unknown = {each.facts["id"] for each in found if each.code == _UNKNOWN}
    misspelt = {(_subject(each.place.file), each.facts.get("near")) for each in found if each.code == _UNKNOWN}
    hollow = {each.place.file for each in found if _is_hollow(each) or (len(unknown) >= _MANY and _is_torn(each))}
    unopened = any(each.code in _UNOPENED and each.place.file.endswith((".md", ".yml")) for each in found)
    wrong = {each.place for each in found if each.code not in _OF_VALUE}
    unsure = {each.place for each in found if each.code == "month-or-year"}
    misnamed = {each.place for each in found if each.code == "year-differs"}
    stopped = any(each.severity is Severity.ERROR for each in found)
    cut = {(it.place.file, it.place.line) for it in found if it.code in {"yaml-comment-cut", "yaml-number-cut"}}
    joined = {(each.place.file, each.facts["key"]) for each in found if each.code == "key-without-colon"}
    twice = {each.facts["id"] for each in found if each.code == "duplicate-id"}
    lost = {each.place.file for each in found if each.code in _OF_DECLARED}
    linked = " ".join(_words(each) for each in found if each.code in _OF_LINK)
    nameless = any("id" in (each.facts.get("near"), each.facts.get("key")) for each in found if each.code in _KEYS)
    left = [
        each
        for each in found
        if not (each.code in _OF_VALUE and each.place in wrong)
        and not (each.code == "file-not-linked" and PurePosixPath(each.place.file).name.casefold() in linked)
        and not (each.code in _OF_PERIOD and each.place in unsure)
        and not (each.code == _UNDATED and stopped)
        and not (each.code == "year-outside-period" and each.place in misnamed)
        and not (each.code in _OF_CUT and (each.place.file, each.place.line) in cut)
        and not (each.code == "missing-key" and (each.place.file, each.facts["key"]) in joined)
        and not (each.code in _OF_PLAN and each.facts["plan"] in twice)
        and not (each.code in _OF_TWICE and each.facts["id"] in twice)
        and not (each.code in _OF_PLAN and (_subject(each.place.file), each.facts["id"]) in misspelt)
        and not (each.code == _UNKNOWN and (unopened or _is_somewhere(each, hollow, lost, nameless=nameless)))
    ]
    return _with_cut_registers(_without_repeated(_of_sound_texts(left)), texts or {})


def _words(problem: Problem) -> str:
    """Return what a link that leads nowhere says of the file that it was to lead to."""
    return " ".join(str(problem.facts.get(name, "")) for name in ("words", "target", "near")).casefold()


def _with_cut_registers(problems: Sequence[Problem], texts: Mapping[str, str]) -> list[Problem]:
    """Return the problems, with one at the end of a register that was cut off in place of the ids that it lost.

    A register was probably cut off if it ends within a line and several
    ids in many places are unknown and resemble no other. Of its last entry, and its translations, nothing more is said.
    """
    cut = [file for file, text in texts.items() if _is_register(file) and text and not text.endswith("\n")]
    cut = [file for file in cut if not tongue_of(file)]
    lost = [each for each in problems if each.code == _UNKNOWN and not each.facts.get("near")]
    ids = sorted({each.facts["id"] for each in lost})
    if len(cut) != 1 or len(ids) < _SEVERAL or len(lost) < _MANY:
        return [*problems]
    file, text = cut[0], texts[cut[0]]
    begun = [text.count("\n", 0, match.start()) + 1 for match in _ENTRY.finditer(text)]
    shown = ", ".join(ids[:_SHOWN]) + (" …" if len(ids) > _SHOWN else "")
    place = Place(file, text.count("\n") + 1, len(text) - text.rfind("\n"))
    caused = [
        each
        for each in problems
        if (each.code == _UNKNOWN and not each.facts.get("near"))
        or (each.code in _OF_LAST and each.place.file == file and each.place.line >= max(begun, default=1))
        or (each.code in _OF_TEXT and each.facts["original"] == file)
    ]
    gone = {each.sort_key for each in caused}
    left = [each for each in problems if each.sort_key not in gone]
    return [*in_order([*left, Problem.at(place, "register-cut", count=len(ids), ids=shown)])]


def without_late(problems: Sequence[Problem], late: Iterable[Problem]) -> list[Problem]:
    """Return the notices of what is late, without those of plans and texts that have errors."""
    wrong = _with_errors(problems) | {_subject(each.place.file) for each in problems if each.code == "split-year-alone"}
    # What replaces a plan is not known while its id is that of something else.
    twice = any(each.code == "duplicate-id" for each in problems)
    return [each for each in late
            if _subject(each.place.file) not in wrong and not (twice and each.code == "replaced-by-none")]  # fmt: skip


def without_doubted(problems: Iterable[Problem], coming: Iterable[Problem]) -> list[Problem]:
    """Return the notices of days to come, without those of values that are doubted already."""
    doubted = {each.place for each in problems if each.code == "number-doubted"}
    return [each for each in coming if each.place not in doubted]


def _with_errors(problems: Sequence[Problem]) -> frozenset[str]:
    """Return the subjects that have errors, except those of locks, and those that share an id with another."""
    errors = (each for each in problems if each.severity is Severity.ERROR and not each.code.startswith(_LOCKED))
    twice = (each.facts["first"].partition(":")[0] for each in problems if each.code == "duplicate-id")
    return frozenset(_subject(file) for file in (*(each.place.file for each in errors), *twice))


def _subject(file: str) -> str:
    """Return what a file is about: the folder of a plan with its results, or the file, whatever its language."""
    if _is_of_plan(file):
        return "/".join(file.split("/")[:2])
    tongue = tongue_of(file)
    return tongue.original if tongue else file


def _is_of_plan(file: str) -> bool:
    return file.startswith("plans/") and file.count("/") > 1 and not file.startswith("plans/statistics/")


def _of_sound_texts(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems without those of locks, translations and hidden numbers of a text that has errors."""
    wrong = _with_errors(problems)
    changing = {each.place.file for each in problems if each.severity is Severity.ERROR or each.code == UNFINISHED}
    lines = {each.place.file: set[int]() for each in problems}
    for each in problems:
        if each.severity is Severity.ERROR and not each.code.startswith(_LOCKED):
            lines[each.place.file].add(each.place.line)
    doubted = {_subject(each.place.file) for each in problems if each.code == "number-doubted"} | wrong
    chapters = any(file.startswith("docs/") for file in wrong)
    return [
        each
        for each in problems
        # Only mending the original changes what it is compared with.
        if not (each.code in _OF_TEXT and each.facts["original"] in changing)
        and not (each.code in _OF_NUMBERS and _subject(each.place.file) in doubted)
        and not (each.code in _OF_LINE and each.place.line in lines[each.place.file])
        and not (each.code.startswith(_LOCKED) and each.code not in _OF_LINE and _subject(each.place.file) in wrong)
        # A chapter that could not be read has not been removed.
        and not (each.code == "locked-removed" and chapters)
    ]


def _without_repeated(problems: Sequence[Problem]) -> list[Problem]:
    """Return the problems; of those with one cause elsewhere, each only where it stands first."""
    seen: set[tuple[str, str]] = set()
    left = []
    for each in in_order(problems):
        # A column has one header, however many rows are below it.
        column = f"{each.place.file} {each.facts.get('value')}" if each.code == "bad-series" else ""
        key = each.code, column or each.facts.get("language") or f"{each.facts.get('id')} {each.facts.get('plan')}"
        if each.code not in _OF_ONE or key not in seen:
            left.append(each)
        seen.add(key)
    return left


def _is_hollow(problem: Problem) -> bool:
    """Return whether nothing is known of what a file declares, or not of all: a register ends at a slip in YAML."""
    file, code = problem.place.file, problem.code
    ends = code.startswith("yaml-") and code not in _READ_ON and (_is_register(file) or _is_of_plan(file))
    whole = code == "missing-key" and problem.facts["key"] == PurePosixPath(file).stem
    return code in _HOLLOW or ends or whole


def _is_register(file: str) -> bool:
    return file.startswith("plans/") and file.endswith(".yml")


def _is_torn(problem: Problem) -> bool:
    """Return whether a register lacks something, as one does that was cut off in the middle of an entry."""
    return problem.code in _TORN and _is_register(problem.place.file)


def _is_somewhere(unknown: Problem, hollow: Iterable[str], lost: Iterable[str], *, nameless: bool) -> bool:
    """Return whether an unknown id will be known once what declares it is mended.

    That may be a `hollow` file, one in which an id is `lost`, or, if some key is misspelt, a `nameless` member.
    """
    near, name = unknown.facts.get("near", ""), str(unknown.facts.get("id"))
    file = unknown.place.file
    # Of two commitments 2.1 one is 2.2, which is no misspelt 2.1.
    is_next = near[:-1] == name[:-1] and name[-1:].isdecimal()
    replaced = any(
        _may_declare(each, name, file) for each in lost
        if not near or is_next or PurePosixPath(each).parent.name == name
    )  # fmt: skip
    inside = any(_may_declare(each, name, file) for each in hollow if not near or not each.startswith("docs/"))
    return (nameless and not near) or near == name or replaced or inside


def _may_declare(file: str, name: str, referring: str) -> bool:
    """Return whether a file may declare an id that another file refers to.

    A register or a chapter may declare any. A plan's id is usually the name of its folder, and a result's begins so.
    """
    if not _is_of_plan(file):
        return file.endswith(".yml") or file.startswith("docs/")
    folder = PurePosixPath(_subject(file)).name
    is_plan = file.endswith("/plan.md")
    return name.startswith(f"{folder}/") or (is_plan and (name == folder or referring.startswith(f"plans/{folder}/")))
