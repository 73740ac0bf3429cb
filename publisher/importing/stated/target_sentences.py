"""Targets in sentences that give all of it, Andelen … ska öka från 32 % till minst 50 % senast 2027, as tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from publisher.importing.columns.cell_numbers import cell_number
from publisher.importing.columns.table_words import ends_as_goal, meaning, table_words, words_for
from publisher.importing.form.source import BlockSort, Doubt, SourceBlock, SourceLine, SourceRow
from publisher.importing.prose.commitments import sentences
from publisher.importing.prose.steering_words import words_of
from publisher.importing.stated.generic_headings import is_generic_heading
from publisher.importing.stated.label_runs import label_runs
from publisher.importing.stated.stated_labels import TEXTS
from publisher.locales import word_lists

# A name has two words at the least, or is a compound of so many letters; and it has so many characters at the most.
_WORDS: Final = 2
_COMPOUND: Final = 13
_LONGEST: Final = 120
# A longer sentence says more than one target.
_SENTENCE: Final = 300
_YEAR: Final = r"(?:19|20)\d\d"
# A number with its unit, and no year.
_AMOUNT: Final = r"[<>≥≤]?\s?(?!(?:19|20)\d\d(?![\d.,]))\d[\d\s.,\u00a0]*(?:%|‰|[^\W\d][^\d,;:()]*?)?"
# A number that is neither a year nor a part of a date or of a section's number.
_NUMBER: Final = re.compile(r"(?<![\d.,:/§-])(?!(?:19|20)\d\d(?!\d))\d[\d.,\u00a0]*(?![\d/:-])")
# The end of a number in per cent in words; that of another unit may be a word before the year: 400 år 2028.
_PERCENT: Final = r"(?:(?<=pro[cs]ent)|(?<=percent)|(?<=prozent)|(?<=pct)|(?<=pct\.))"
_ANY_YEAR: Final = re.compile(r"(?<![\d-])20\d\d(?![\d-])")


@dataclass(frozen=True, slots=True)
class TextTarget:
    """A target in a sentence: the name of what is measured, its number with the limit, its year, and which is better.

    `low` is the number that it starts from, with `since`, the year of that, if the sentence has both.
    """

    name: str
    amount: str
    year: str
    direction: str
    low: str = ""
    since: str = ""


def sentence_targets(blocks: Sequence[SourceBlock], language: str) -> list[SourceBlock]:
    """Return a table of one row for each sentence that gives an indicator, a number, its unit and its year.

    The last heading above it is its area. Each is asked about, since it was read from running text.
    """
    return [_table(target, text, block.lines, heading, language)
            for text, block, heading in _sentences(blocks, language)
            if (target := target_in(text, language))]  # fmt: skip


def unread_targets(blocks: Sequence[SourceBlock], language: str) -> list[tuple[str, tuple[SourceLine, ...]]]:
    """Return the sentences with a number and a year that may be targets and are no facts, with the lines of each."""
    verbs = _words("sentence_rise", "sentence_fall", "at_least", "at_most", language=language)
    aims = re.compile(rf"(?<!\w)(?:{verbs})(?!\w)", re.IGNORECASE)
    facts = [each for run in label_runs(blocks, language) for each in run.statements
             if each.role in {"indicator", "goal"}]  # fmt: skip
    labelled = {each.said for each in facts}
    every = [(text, block.lines) for text, block, _ in _sentences(blocks, language)
             if text not in labelled and (aims.search(text) or _is_listed(block, blocks, language))]  # fmt: skip
    # A value may stand below its label.
    every += [(f"{each.label}: {each.said}", each.lines[-1:]) for each in facts if not target_in(each.said, language)]
    return [(text, lines) for text, lines in every
            if _NUMBER.search(text) and _ANY_YEAR.search(text) and not target_in(text, language)]  # fmt: skip


def listed_goals(blocks: Sequence[SourceBlock], language: str) -> list[tuple[SourceBlock, list[SourceBlock]]]:
    """Return each heading that only says that goals follow, with those items of the list below it that are not read."""
    asked = {lines for _, lines in unread_targets(blocks, language)}
    found: list[tuple[SourceBlock, list[SourceBlock]]] = []
    above: SourceBlock | None = None
    for block in blocks:
        if block.sort is not BlockSort.ENTRY:
            above = block
            if _heads_goals(block, language):
                found.append((block, []))
        elif (
            above
            and found
            and found[-1][0] is above
            and block.lines not in asked
            and not target_in(block.text, language)
        ):
            found[-1][1].append(block)
    return [(heading, items) for heading, items in found if items]


def _heads_goals(block: SourceBlock, language: str) -> bool:
    last = block.text.strip(" .:").split()[-1:]
    goals = bool(last) and meaning(last[0], ("goal", "target"), language) != ""
    return goals and not block.number and is_generic_heading(block, language)


def _is_listed(block: SourceBlock, blocks: Sequence[SourceBlock], language: str) -> bool:
    """Return whether a list item stands below words that only say that goals or indicators follow: Indikatorer:."""
    if block.sort is not BlockSort.ENTRY:
        return False
    at = next(number for number, each in enumerate(blocks) if each is block)
    above = next((each for each in reversed(blocks[:at]) if each.sort is not BlockSort.ENTRY), None)
    return above is not None and not above.number and is_generic_heading(above, language)


def target_in(text: str, language: str) -> TextTarget | None:
    """Return the target that a sentence gives in full; None if it says anything else, or if a part is not clear."""
    plain = _in_one_case(_unlabelled(" ".join(text.split()).rstrip(" ."), language), language)
    if len(plain) > _SENTENCE or not _ANY_YEAR.search(plain):
        return None
    match = next((found for pattern in _patterns(language) if (found := pattern.fullmatch(plain))), None)
    if match is None:
        return None
    articles = _words("sentence_article", language=language)
    name, groups = re.sub(rf"(?i)^(?:{articles})\s+", "", match["name"].strip()), match.groupdict()
    number = cell_number(match["amount"].strip(), language)
    counted = name.casefold().startswith(tuple(words_for("count_name", language)))
    # What is to be 20 % less is no name.
    said = re.search(rf"\b(?:{_words('sentence_says', language=language)})\b", name.casefold())
    known = (
        not said and "%" not in name and number and not number.high and not number.unsure and (number.unit or counted)
    )
    if not known or len(name) > _LONGEST or _is_short(name) or words_of(language).modal.search(name):
        return None
    low, since = ((groups.get(one) or groups.get(other) or "").strip()
                  for one, other in (("low", "low_behind"), ("since", "since_behind")))  # fmt: skip
    same = low and (start := cell_number(low, language)) and number and (start.unit in {number.unit, ""})
    way = "higher" if groups.get("rise") else "lower" if groups.get("fall") else ""
    year = next(groups[each] for each in ("year", "beside", "after") if groups.get(each))
    return TextTarget(name[:1].upper() + name[1:], match["amount"].strip(), year, way,
                      low if same and since else "", since if same else "")  # fmt: skip


def _unlabelled(text: str, language: str) -> str:
    """Return a text without the word for a goal before it: Mål 1: Andelen …, Resultatmål: Andelen …."""
    label, colon, said = text.partition(":")
    word = re.sub(r"[\s\d.]+$", "", label)
    is_goal = meaning(word, ("goal", "target"), language) or ends_as_goal(word, language)
    return said.strip() if colon and is_goal and " " not in word else text


def _is_short(name: str) -> bool:
    """Return whether a name is too short for what is measured: Den, Barnen, but not Työllisyysaste."""
    return len(name.split()) < _WORDS and len(name) < _COMPOUND


def _in_one_case(text: str, language: str) -> str:
    """Return a text whose per cent are signs, behind a word for where they start: 62 prosentista, 75 prosenttiin."""
    into, begin = _own_words("percent_into", language), words_for("sentence_from", language)
    text = re.sub(rf"(\d)\s?(?:{into})(?!\w)", r"\1 %", text)
    return re.sub(rf"(\d[\d.,]*)\s?(?:{_own_words('percent_out_of', language)})(?!\w)", rf"{begin[0]} \1 %", text)


def _sentences(blocks: Sequence[SourceBlock], language: str) -> Iterator[tuple[str, SourceBlock, str]]:
    """Yield each sentence in running text, with its block and the heading above; of those with a label, the goals.

    A heading that only says what stands below it, Mål, is passed over for the one that it stands under.
    """
    runs = [*label_runs(blocks, language)]
    labelled = {id(block) for run in runs for block in run.blocks}
    goals = {each.lines[-1:]: each.said for run in runs for each in run.statements if each.role == "goal"}
    heading, level = "", 0
    for block in blocks:
        if block.sort is BlockSort.HEADING and not block.is_title:
            if not is_generic_heading(block, language):
                heading, level = block.headline if block.label else block.text, block.level
            elif block.level <= level:
                heading, level = "", 0
        if block.sort in TEXTS and id(block) not in labelled:
            for text in sentences(block.text, words_of(language)):
                yield text, block, heading
        elif said := goals.get(block.lines[-1:]):
            yield said, block, heading


def _table(target: TextTarget, text: str, lines: tuple[SourceLine, ...], heading: str, language: str) -> SourceBlock:
    words = table_words(language)
    pairs = [
        (words["indicator"][0], target.name),
        (words["theme"][0], heading),
        (f"{words['outcome'][0]} {target.since}", target.low),
        (f"{words['target'][0]} {target.year}", target.amount),
        (words["direction"][0], words[target.direction][0] if target.direction else ""),
        (words["goal"][0], text),
    ]
    kept = [pair for pair in pairs if all(pair)]
    doubt = Doubt("indicator-of-text", {"text": target.name[:60]})
    rows = (
        SourceRow(tuple(header.capitalize() for header, _ in kept), lines[0]),
        SourceRow(tuple(said for _, said in kept), lines[0], doubts=((0, doubt),)),
    )
    return SourceBlock(BlockSort.TABLE, "", lines, rows=rows)


def _words(*roles: str, language: str) -> str:
    every = {word for role in roles for word in words_for(role, language)}
    return "|".join(map(re.escape, sorted(every, key=len, reverse=True))) or r"(?!)"


def _own_words(role: str, language: str) -> str:
    """Return the words of one language alone: in others they may mean something else."""
    return "|".join(map(re.escape, word_lists("tables", language).get(role, ()))) or r"(?!)"


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    """Return patterns for a sentence that is a target: subject first, year first, as a demand, and verb last."""
    by, will = _words("sentence_by", language=language), _words("sentence_will", language=language)
    rise, fall = (_words(f"sentence_{way}", language=language) for way in ("rise", "fall"))
    begin, to = _words("sentence_from", language=language), _words("sentence_to", language=language)
    be = _words("sentence_be", language=language)
    start = rf"(?:(?:{begin})\s+(?P<low>{_AMOUNT})(?:\s+\(?(?:(?:{by})\s+)?(?P<since>{_YEAR})\)?)?\s+)?"
    limit = _words("at_least", "at_most", "above", "below", language=language)
    amount = rf"(?P<amount>(?:(?:{limit})\s+)?{_AMOUNT})"
    change = rf"(?:(?P<rise>{rise})|(?P<fall>{fall}))"
    ends = rf"(?:{change}\s+{start}(?:{to})|(?:{be}))\s+{amount}"
    year = rf"(?:{by})\s+(?P<year>{_YEAR})(?:\s+(?:{_words('sentence_by_behind', language=language)}))?"
    behind = rf"(?:\s+{year}|\s*\((?:(?:{by})\s+)?(?P<beside>{_YEAR})\)|(?:(?<=%)|{_PERCENT})\s+(?P<after>{_YEAR}))"
    # In the present tense: Osuus nousee 62 prosentista 75 prosenttiin vuoteen 2027 mennessä.
    goes = rf"(?:(?P<rise>{_own_words('sentence_rises', language)})|(?P<fall>{_own_words('sentence_falls', language)}))"
    bound = rf"(?P<amount>(?:{limit})\s+{_AMOUNT})"
    # What it was, in brackets behind: (2023: 58 %).
    known = rf"(?:\s*\((?P<since_behind>{_YEAR})\s*[:,]?\s*(?P<low_behind>{_AMOUNT})\))?"
    return tuple(
        re.compile(pattern, re.IGNORECASE)
        for pattern in (
            rf"(?P<name>[^:;]+?)\s+(?:{will})\s+{ends}{behind}{known}",
            rf"{year}\s+(?:{will})\s+(?P<name>[^:;]+?)\s+{ends}{known}",
            rf"{change}\s+(?P<name>[^:;]+?)\s+{start}(?:{to})\s+{amount}{behind}{known}",
            rf"(?P<name>[^:;]+?)\s+{goes}\s+{start}{amount}{behind}{known}",
            rf"{year}\s+(?P<name>[^:;]+?)\s+{goes}\s+{start}{amount}{known}",
            rf"(?P<name>[^:;]+?)\s+(?:{_own_words('sentence_is', language)})\s+{bound}{behind}{known}",
            # The verb last, as in German: Der Anteil … soll bis 2027 auf mindestens 60 Prozent steigen.
            rf"(?P<name>[^:;]+?)\s+(?:{will})\s+{year}\s+{start}(?:{to})\s+{amount}\s+{change}{known}",
            rf"(?P<name>[^:;]+?)\s+(?:{will})\s+{year}\s+(?:(?:{to})\s+)?{amount}\s+(?:{be}){known}",
        )
    )
