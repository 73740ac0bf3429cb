"""Actions in lists below headings that only say that actions follow, Det här ska vi göra, as tables of one row."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import takewhile
from typing import Final

from publisher.importing.columns.header_words import dated
from publisher.importing.columns.table_words import body_kind, is_generic_body, meaning, table_words, words_for
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.importing.prose.commitments import sentences
from publisher.importing.prose.steering_words import words_of
from publisher.importing.stated.generic_headings import names_actions, names_facts
from publisher.importing.stated.stated_actions import StatedAction, stated_actions
from publisher.importing.stated.stated_labels import EDGES, OF_WORK, facts_behind

# A text in brackets at the end of another, and what stands between its facts.
_BEHIND: Final = re.compile(r"(?P<name>.*[^\s(])\s*\((?P<facts>[^()]+)\)", re.DOTALL)
_DASH: Final = re.compile(r"\s+[–—-]\s+")
# The letters of the longest abbreviation of a body, and the rows that headers of a table have.
_SHORT: Final = 6
_HEADERS: Final = 3


@dataclass(frozen=True, slots=True)
class ActionList:
    """The actions of one list, in order, and the block that says that they are actions.

    `is_work`: whether one of them says by whom or when; a list of actions in a strategy may be no plan of them.
    """

    heading: SourceBlock
    actions: tuple[StatedAction, ...]
    is_work: bool


def listed_actions(blocks: Sequence[SourceBlock], language: str) -> list[ActionList]:
    """Return the actions of each list directly below a heading, or a line, that only says that actions follow.

    By whom and when may stand behind labels, dashes or in brackets: Utbilda värdar – kulturnämnden – 2026. What
    labels state in full is left to `stated_actions`.
    """
    stated = {line for each in stated_actions(blocks, language) for block in each.blocks for line in block.lines}
    known = _responsible_names(blocks, language)
    found: list[ActionList] = []
    for at, heading in enumerate(blocks):
        entries = [*takewhile(lambda block: block.sort is BlockSort.ENTRY, blocks[at + 1 :])]
        if not entries or not _says_actions(heading, language):
            continue
        under = tuple(block for block in _goal_above(blocks[:at], heading, language))
        actions: list[StatedAction] = []
        work = False
        for own in _with_parts(entries):
            lines = [line for block in own for line in block.lines]
            if stated & {*lines}:
                work = True  # it has its labels
                continue
            facts = _facts(own[0], known, language)
            work = work or bool(facts.keys() & OF_WORK)
            blocks_of_it = own if actions or heading.sort is BlockSort.HEADING else (heading, *own)
            actions.append(StatedAction(_table(blocks_of_it, own, facts, heading, under, language), blocks_of_it, None))
        if actions:
            found.append(ActionList(heading, tuple(actions), work))
    return found


def _says_actions(heading: SourceBlock, language: str) -> bool:
    """Return whether a heading, or a short line with a colon, says that actions follow and nothing else."""
    line = heading.sort is BlockSort.PARAGRAPH and heading.text.rstrip().endswith(":")
    return (heading.sort is BlockSort.HEADING or line) and names_actions(heading, language)


def _goal_above(before: Sequence[SourceBlock], heading: SourceBlock, language: str) -> Iterator[SourceBlock]:
    """Yield the nearest heading above that says more than what stands below it: what its actions serve."""
    level = heading.level if heading.sort is BlockSort.HEADING else 100
    for block in reversed(before):
        if block.sort is BlockSort.HEADING and not block.is_title and block.level < level:
            level = block.level
            if not names_facts(block, language):
                yield block
                return


def _with_parts(entries: Sequence[SourceBlock]) -> Iterator[tuple[SourceBlock, ...]]:
    """Yield the entries of a list, each with the deeper ones below it."""
    highest = min(each.level for each in entries)
    own: list[SourceBlock] = []
    for each in entries:
        if own and each.level <= highest:
            yield (*own,)
            own = []
        own.append(each)
    yield (*own,)


def _facts(entry: SourceBlock, known: Set[str], language: str) -> Mapping[str, str]:
    """Return what an entry says by roles: its action, and by whom and when; all its words are in one of them."""
    text = entry.text.strip()
    if (match := _BEHIND.fullmatch(text.rstrip(EDGES))) and (facts := _only(re.split(r"\s*[,;]\s*", match["facts"]),
                                                                           known, language)):  # fmt: skip
        return {"action": match["name"], **facts}
    name, labelled = facts_behind(entry, language)
    if labelled and len({each.role for each in labelled}) == len(labelled):
        return {"action": name} | {each.role: each.said for each in labelled}
    parts = _DASH.split(text.rstrip(EDGES))
    for at in range(1, len(parts)):
        if facts := _only(parts[at:], known, language):
            return {"action": text[: text.rindex(parts[at])].rstrip(" –—-"), **facts}
    first, *others = sentences(text, words_of(language)) or [text]
    return {"action": first.rstrip(" .;,")} | ({"comment": " ".join(others)} if others else {})


def _only(parts: Sequence[str], known: Set[str], language: str) -> dict[str, str]:
    """Return the facts that parts of a text are, by roles; none if one of them is no fact, or two have one role."""
    found = [_fact(part.strip(), known, language) for part in parts]
    facts = {role: said for role, said in found if role}
    bodies = [said for role, said in found if role == "responsible"]
    if bodies:
        facts["responsible"] = ", ".join(bodies)
    return facts if len(facts) == len(parts) - max(len(bodies) - 1, 0) else {}


def _fact(part: str, known: Set[str], language: str) -> tuple[str, str]:
    """Return the role and the value of a text: a body, a time, or what stands behind a label; ("", "") if none."""
    label, colon, said = part.partition(":")
    if colon and said.strip() and (role := meaning(label, ("responsible", "due", "start"), language)):
        return role, said.strip()
    if _is_time(part, language):
        return "due", part
    short = part.isupper() and part.isalpha() and 1 < len(part) <= _SHORT
    named = short and part.casefold() in table_words(language).get("body_short", ())
    # A short name: a clause may end like a body, too.
    kind = len(part.split()) <= _SHORT and body_kind(part, language) and not is_generic_body(part, language)
    return ("responsible", part) if part.casefold() in known or named or kind else ("", "")


def _is_time(part: str, language: str) -> bool:
    """Return whether a text is a day, a period, or a word for work that goes on, and nothing else."""
    if part.casefold() in table_words(language).get("continuous", ()):
        return True
    found, before = dated(part, language), {*words_for("before_year", language), *words_for("latest", language)}
    rest = [word for word in re.findall(r"\w+", found.rest.casefold()) if word not in before]
    return not rest and bool(found.period or found.across or re.search(r"20\d\d", part))


def _responsible_names(blocks: Sequence[SourceBlock], language: str) -> set[str]:
    """Return the names below headers of tables that say who is responsible, in lower case."""
    found: set[str] = set()
    for block in blocks:
        for at, header in enumerate(block.rows[:_HEADERS]):
            columns = {cell.at for cell in header.filled if meaning(header.text(cell), ("responsible",), language)}
            below = ((row, cell) for row in block.rows[at + 1 :] for cell in row.filled if cell.at in columns)
            found |= {row.text(cell).casefold() for row, cell in below}
    return found


def _table(
    blocks: Sequence[SourceBlock], own: Sequence[SourceBlock], facts: Mapping[str, str], heading: SourceBlock,
    under: tuple[SourceBlock, ...], language: str,
) -> SourceBlock:  # fmt: skip
    """Return an action as a table of a header and a row; what stands below its entry is said of it."""
    words = table_words(language)
    comment = [text for text in (facts.get("comment", ""), "; ".join(each.text for each in own[1:])) if text]
    # Without any other column it would be no table of actions.
    row = {"action": facts["action"], "responsible": facts.get("responsible", ""),
           **{role: facts[role] for role in facts.keys() & OF_WORK},
           **({"comment": " ".join(comment)} if comment else {})}  # fmt: skip
    headers = {role: words["listed_due" if role == "due" else role][0].capitalize() for role in row}
    lines: tuple[SourceLine, ...] = tuple(line for block in blocks for line in block.lines)
    first = own[0].lines[0]
    doubt = Doubt("actions-of-list", {"heading": heading.headline.strip(" :")[:60]})
    rows = (
        SourceRow((*headers.values(),), first),
        SourceRow((*row.values(),), first, doubts=((0, doubt),)),
    )
    return SourceBlock(BlockSort.TABLE, "", lines, rows=rows, under=under)
