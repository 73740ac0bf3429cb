"""Chunks: page furniture is removed, lines that belong together are joined, and hyphenated words restored."""
# One meaning, so one file.

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import Final

from publisher.importing.form.source import LeftOut, SourceLine
from publisher.importing.printed.cell_texts import ABBREVIATED
from publisher.importing.prose.steering_words import SteeringWords

_BULLET: Final = re.compile(
    r"^(?!§\s*\d)(?:[+>]?[*\uf0b7\uf0a7\uf0d8\uf0fc•●▪◦■□‣⁃∙·¢«»¤°§]|[-–—]|[eo](?=\s+[A-ZÅÄÖÆØ]))\s+(?=\S)"
)
_NUMBER: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,3}|[a-zåäö](?=\)))([.)]?)\s+(?=\S)")
PAGE_NUMBER: Final = re.compile(
    r"\W*(?:sid[ae]?|page)?\W*\d{1,4}(?:\s*(?:av|af|of|/|\()\s*\d{1,4}\)?)?\W*"
    r"|\d{1,4}\s*[|•·]\s*[^.]{0,60}|[^.]{0,60}\s[|•·]\s*\d{1,4}",
    re.IGNORECASE,
)
# A page number with the name of the municipality or of the document in capitals, not at the page's edge in a scan.
_FOOT: Final = re.compile(r"\d{1,4}\s*[|•·]\s*[A-ZÅÄÖÆØ ]{4,60}|[A-ZÅÄÖÆØ ]{4,60}\s*[|•·]\s*\d{1,4}")
# With other words, it is a page number if it counts up.
_COUNTED: Final = re.compile(r"\d{1,4}\s*[|•·]\s*[^.]{0,60}|[^.]{0,60}\s[|•·]\s*\d{1,4}")
_ENDED: Final = re.compile(r"[.!?:][\"”’)\]]*$")


@dataclass(frozen=True, slots=True)
class LineShape:
    """The typography of a line: the `level` of heading that its font size implies, 0 for none, or bold type."""

    level: int = 0
    bold: bool = False


PLAIN: Final = LineShape()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Lines that belong together, with their list marker: a bullet, or a number and its full stop.

    `label` is the word before the number.
    """

    lines: tuple[SourceLine, ...]
    text: str
    number: str = ""
    bullet: bool = False
    gap: bool = True
    label: str = ""

    @property
    def ended(self) -> bool:
        """Whether its last sentence is complete."""
        return bool(_ENDED.search(self.text))


# Within so many lines below a running head stands the title.
_NEAR_TOP: Final = 4
_TITLE_LETTERS: Final = 10


def width_of(lines: Iterable[SourceLine]) -> int:
    """Return the length of a full line: at most one line in ten is longer."""
    lengths = sorted(len(line.text) for line in lines if line.text.strip())
    return lengths[int(len(lengths) * 0.9)] if lengths else 0


def without_furniture(
    lines: Sequence[SourceLine], shapes: Mapping[SourceLine, LineShape] = MappingProxyType({})
) -> tuple[list[SourceLine], list[LeftOut]]:
    """Return the lines without page numbers and running heads, and the removed ones with the reason.

    A number in large type is part of a title: 2024–2027 on two lines.
    """
    pages = [list(page) for _, page in groupby(lines, key=lambda line: line.origin.page)]
    edges = [_edges(page) for page in pages]
    common = Counter(shape for page in edges for shape in {_shape(line) for line in page})
    enough = max(3 if len(pages) != 2 else 2, len(pages) // 4)
    why = {
        line: "running-head" if common[_shape(line)] >= enough else "page-number"
        for page in edges
        for line in page
        if not (shapes.get(line, PLAIN).level and PAGE_NUMBER.fullmatch(line.text.strip()))
        and (common[_shape(line)] >= enough or PAGE_NUMBER.fullmatch(line.text.strip()))
    }
    why |= dict.fromkeys(_head_of_first(lines, shapes), "running-head")
    feet = [*(line for line in lines if _FOOT.fullmatch(line.text.strip())), *_counting(lines)]
    why |= dict.fromkeys(feet, "page-number")
    return [line for line in lines if line not in why], [LeftOut(line, reason) for line, reason in why.items()]


def _head_of_first(lines: Sequence[SourceLine], shapes: Mapping[SourceLine, LineShape]) -> Iterator[SourceLine]:
    """Yield the first line if it is small and says the title below it: the running head of a first page."""
    said = [line for line in lines if line.text.strip()][: _NEAR_TOP + 1]
    titles = [line for line in said[1:] if shapes.get(line, PLAIN).level and line.origin.page == said[0].origin.page]
    for title in titles[:1]:
        words = " ".join(word for word in _shape(title).split() if word != "#")
        if (
            not shapes.get(said[0], PLAIN).level
            and len(words) >= _TITLE_LETTERS
            and f" {words} " in f" {_shape(said[0])} "
        ):
            yield said[0]


def _counting(lines: Sequence[SourceLine]) -> Iterator[SourceLine]:
    """Yield lines that repeat a text with a number that counts up, wherever they are: Strategi | 3."""
    series: dict[str, list[SourceLine]] = defaultdict(list)
    for line in lines:
        if _COUNTED.fullmatch(line.text.strip()):
            series[_shape(line)].append(line)
    for found in series.values():
        numbers = [int(number) for line in found for number in re.findall(r"^\d+|\d+$", line.text.strip())]
        if len(found) > 1 and len(numbers) == len(found) and all(one < other for one, other in pairwise(numbers)):
            yield from found


def _edges(page: Sequence[SourceLine]) -> list[SourceLine]:
    said = [line for line in page if line.text.strip()]
    # In a text without pages a page number may be anywhere, alone between blank lines.
    if said and said[0].origin.page == 0:
        padded = [SourceLine(said[0].origin, ""), *page, SourceLine(said[0].origin, "")]
        triples = zip(padded, padded[1:], padded[2:], strict=False)
        return [line for before, line, after in triples if line.text.strip() and not (before.text + after.text).strip()]
    return said if len(said) <= 4 else [*said[:2], *said[-2:]]


def _shape(line: SourceLine) -> str:  # without the marks between words, which a scan reads in many ways
    return " ".join(re.findall(r"[^\W_]+|#", re.sub(r"\d+", "#", line.text.casefold()))) or line.text.strip()


def chunks(
    lines: Sequence[SourceLine], words: SteeringWords, shapes: Mapping[SourceLine, LineShape] = MappingProxyType({})
) -> list[Chunk]:
    """Return the lines as chunks, each with or without a gap above it; lines of different typography are separated.

    A line in bold is separated from the plain one below it if that begins anew.
    """
    width = width_of(lines)
    made: list[list[SourceLine]] = []
    gaps: list[bool] = []
    gap, page = True, 0
    for line in lines:
        if not line.text.strip():
            gap = True
            continue
        gap = gap or line.origin.page != page
        page = line.origin.page
        changes = bool(made) and shapes.get(line, PLAIN) != shapes.get(made[-1][-1], PLAIN)
        if changes and (shapes.get(line, PLAIN).level or shapes.get(made[-1][-1], PLAIN).level):
            made.append([line])
            gaps.append(True)
        elif made and changes and _is_title(made[-1], line, shapes):
            made.append([line])
            gaps.append(gap)
        elif made and _goes_on(line, made[-1], width, shapes, words, gap=gap):
            made[-1].append(line)
        else:
            made.append([line])
            gaps.append(gap)
        gap = False
    found = [_chunk(each, words, gap=apart) for each, apart in zip(made, gaps, strict=True)]
    return list(_unmarked(_counted_on(found), words, width))


def _counted_on(found: Sequence[Chunk]) -> list[Chunk]:
    """Return chunks without the numbers that nothing counts up to or on from: 6 Year Strategic Plan.

    A number with a full stop or a bracket behind it is one in any case.
    """
    made: list[Chunk] = []
    marks = [chunk.lines[0].text.split(maxsplit=1)[0] for chunk in found]
    # Numbers with a bracket are those of lists.
    firsts = [0 if mark.endswith(")") else int(re.match(r"\d*", chunk.number)[0] or 0)  # type: ignore[index]
              for mark, chunk in zip(marks, found, strict=True)]  # fmt: skip
    for at, (chunk, mark, first) in enumerate(zip(found, marks, firsts, strict=True)):
        counted = {first - 1, first} & {*firsts[:at]} or {first, first + 1} & {*firsts[at + 1 :]}
        alone = mark == chunk.number and first > 1 and not counted
        made.append(replace(chunk, text=f"{chunk.number} {chunk.text}", number="") if alone else chunk)
    return made


def _unmarked(found: Sequence[Chunk], words: SteeringWords, width: int) -> Iterator[Chunk]:
    """Yield chunks; one in lower case after a colon is split as a list whose bullets were drawn and are not text.

    If lines ending with a comma have room for the next word, they end list items.
    """
    for before, chunk in zip([None, *found], found, strict=False):
        plain = not chunk.bullet and not chunk.number and chunk.text[:1].islower()
        if before is None or not before.text.endswith(":") or before.bullet or not plain:
            yield chunk
            continue
        entry: list[SourceLine] = []
        for line, after in zip(chunk.lines, [*chunk.lines[1:], None], strict=True):
            entry.append(line)
            last = line.text.strip()
            if after is None or (
                last.endswith((",", ";")) and len(last) + len(after.text.strip().split(maxsplit=1)[0]) < width
            ):
                yield replace(_chunk(entry, words, gap=False), bullet=True)
                entry = []


def _goes_on(
    line: SourceLine,
    before: Sequence[SourceLine],
    width: int,
    shapes: Mapping[SourceLine, LineShape],
    words: SteeringWords,
    *,
    gap: bool,
) -> bool:
    heading = not gap and _is_one_heading(line, before[-1], shapes)
    text = line.text.strip()
    if not heading and words.begins_area(text):
        return False  # even if no line separates it
    plain = words.unlabelled(text)
    open_title = not gap and len(before) == 1 and words.goes_on_below(before[-1].text) and not _marked(plain)
    return heading or open_title or not _begins(plain, before, width, gap=gap)


def _marked(text: str) -> bool:
    """Return whether a text begins with a bullet or a number of a list."""
    return bool(_BULLET.match(text) or _numbered(text, gap=False))


def _is_title(before: Sequence[SourceLine], line: SourceLine, shapes: Mapping[SourceLine, LineShape]) -> bool:
    """Return whether lines in bold are a heading of the plain line below: neither a label nor the same sentence."""
    bold = all(shapes.get(each, PLAIN).bold for each in before) and not shapes.get(line, PLAIN).bold
    text = line.text.strip()
    return bold and not before[-1].text.strip().endswith((",", ":", ";", "-")) and not text[:1].islower()


def _is_one_heading(line: SourceLine, before: SourceLine, shapes: Mapping[SourceLine, LineShape]) -> bool:
    """Return whether a line in large type continues the heading above it, however short that line is."""
    level, text = shapes.get(line, PLAIN).level, line.text.strip()
    same = level > 0 and shapes.get(before, PLAIN).level == level
    return same and not _BULLET.match(text) and not _numbered(text, gap=True)


def _begins(text: str, before: Sequence[SourceLine], width: int, *, gap: bool) -> bool:
    """Return whether a line begins a new chunk after the lines before it."""
    last = before[-1].text.strip()
    if _BULLET.match(text) or _numbered(text, gap=gap):
        return True
    goes_on = text[:1].islower() or last.endswith(("-", "\u00ad", "\u2010"))
    if gap:
        return not (goes_on and not _ENDED.search(last))
    bullet = _BULLET.match(before[0].text.strip())
    if bullet and _ENDED.search(last) and text[:1].isupper():
        # An item that continues with a sentence is the last; any other ended on a line with room for another word.
        return (
            before[0].text.strip()[bullet.end() :][:1].islower()
            or len(last) + len(text.split(maxsplit=1)[0]) < 0.9 * width
        )
    if re.search(r"[^\W\d]:$", last) and goes_on and len(last) < 0.7 * width:
        return True  # a list follows
    # A title in capitals continues.
    alone = len(before) == 1 and len(last) < 0.7 * width and not (last.isupper() and text.isupper())
    # A line with room for the next word, before one that begins anew, is a heading or a separate line.
    return alone and not goes_on and not _ENDED.search(last)


def _numbered(text: str, *, gap: bool) -> re.Match[str] | None:
    match = _NUMBER.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    # "10 procent" and "12 maj" continue a sentence; "3 Genomförande" may begin one if it is set apart.
    bare = "." not in match[1] and not match[2]
    # In capitals it is a heading even without a blank line.
    capitals = rest.isupper() and sum(map(str.isalpha, rest)) > len("ord")
    return None if bare and not (gap and rest[:1].isupper()) and not capitals else match


def _chunk(lines: Sequence[SourceLine], words: SteeringWords, *, gap: bool) -> Chunk:
    written = joined((line.text for line in lines), words)
    text = words.unlabelled(written)
    if bullet := _BULLET.match(text):
        return Chunk(tuple(lines), text[bullet.end() :], bullet=True, gap=gap)
    if number := _numbered(text, gap=gap):
        return Chunk(tuple(lines), text[number.end() :], number=number[1], gap=gap, label=words.label_of(written))
    return Chunk(tuple(lines), text, gap=gap)


def joined(lines: Iterable[str], words: SteeringWords) -> str:
    """Return lines as one text, with words hyphenated at line ends restored."""
    text = ""
    for line in (each.strip() for each in lines):
        if text.endswith(("-", "\u00ad", "\u2010")) and text[-2:-1].isalpha() and line:
            first = re.split(r"[\s,.;]", line, maxsplit=1)[0]
            if first in words.joining:
                text = f"{text} {line}"
            else:
                kept = line[0].isupper() or line[0].isdigit() or ABBREVIATED.search(text)
                text = (text if kept else text[:-1]) + line
        elif re.search(r"\d[-–]$", text) and line[:1].isdigit():
            text += line  # 2025-2035
        else:
            text = f"{text} {line}" if text else line
    return text.replace("\u00ad", "")


def merged(chunk: Chunk, more: Chunk, words: SteeringWords) -> Chunk:
    """Return two chunks merged into one."""
    return replace(chunk, lines=chunk.lines + more.lines, text=joined((chunk.text, more.text), words))
