"""Tables of contents that somebody has typed: runs of titles that occur again as headings; pages have their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from publisher.importing.form.source import BlockSort, LeftOut, SourceBlock, SourceFile, SourceLine
from publisher.importing.prose.steering_words import words_of

_LEAST: Final = 3
# So many of the titles in a table of contents are those of headings.
_SHARE: Final = 0.6
_PAGE: Final = re.compile(r"\d{1,3}")
_LETTER: Final = re.compile(r"[^\W\d]")
# What leads from a title to its page.
_LEADER: Final = " \t\n.…_·-"
_NUMBER: Final = re.compile(r"^\W*(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s+)?")


@dataclass(frozen=True, slots=True)
class _Title:
    """A line of a possible table of contents: the position of its block, its title, and its page, if it has one."""

    block: int
    line: SourceLine
    title: str
    page: int | None


def without_typed_contents(source: SourceFile, language: str) -> SourceFile:
    """Return a source without typed tables of contents, whose lines are left out.

    Titles with page numbers are one if most of them are those of headings; without page numbers they are one if all of
    them are, below the word for contents.
    """
    words = words_of(language).contents
    blocks = source.blocks
    headings = {_plain(block.text) for block in blocks if block.sort is BlockSort.HEADING}
    heads = {at for at, block in enumerate(blocks) if block.text.casefold().strip(" :") in words}
    above = {(line.origin.page, line.origin.line + 1) for each in source.left if each.why == "contents"
             for line in [each.line]}  # fmt: skip
    gone: set[int] = set()
    for run in _runs(blocks, heads):
        found = sum(each.title in headings for each in run)
        first = run[0]
        named = first.block - 1 in heads or (first.line.origin.page, first.line.origin.line) in above
        # The numbers of a table without that word may be anything.
        paged = first.page is not None and (
            named or all(blocks[each.block].sort is not BlockSort.TABLE for each in run)
        )
        if (paged and found >= _SHARE * len(run)) or (named and found == len(run)):
            gone |= {each.block for each in run} | ({first.block - 1} & heads)
    if not gone:
        return source
    left = (LeftOut(line, "contents") for at in sorted(gone) for line in blocks[at].every_line)
    kept = tuple(block for at, block in enumerate(blocks) if at not in gone)
    return replace(source, blocks=kept, left=(*source.left, *left))


def _runs(blocks: Sequence[SourceBlock], heads: set[int]) -> Iterator[list[_Title]]:
    """Yield consecutive lines that may be a table of contents: whole blocks, all with page numbers or all without."""
    run: list[_Title] = []
    for at, block in enumerate(blocks):
        titles = _titles(at, block) if at not in heads else []
        goes_on = bool(run and titles) and _follows(run[-1], titles[0])
        if run and not goes_on:
            if len(run) >= _LEAST:
                yield run
            run = []
        run += titles
    if len(run) >= _LEAST:
        yield run


def _follows(before: _Title, after: _Title) -> bool:
    if before.page is None or after.page is None:
        return before.page is after.page
    return before.page <= after.page


def _titles(at: int, block: SourceBlock) -> list[_Title]:
    """Return the titles of a block if each of its lines is one; empty if it is something else."""
    if block.sort is BlockSort.TABLE:
        pairs = [
            (row.line, " ".join(filter(None, (" ".join(cell.split()) for cell in row.cells)))) for row in block.rows
        ]
    elif block.sort in {BlockSort.PARAGRAPH, BlockSort.ENTRY, BlockSort.HEADING}:
        single = len(block.lines) == 1
        pairs = [(line, block.text if single else line.text) for line in block.lines]
    else:
        return []
    titles = [_title(at, line, text) for line, text in pairs]
    paged = [each.page for each in titles]
    if any(page is None for page in paged) and any(page is not None for page in paged):
        return []
    if None not in paged and paged != sorted(paged, key=lambda page: page or 0):
        return []
    # A heading or a table without page numbers is no line of a table of contents.
    return titles if None not in paged or block.sort in {BlockSort.PARAGRAPH, BlockSort.ENTRY} else []


def _title(at: int, line: SourceLine, text: str) -> _Title:
    title, page = [*text.rsplit(maxsplit=1), "", ""][:2]
    if _PAGE.fullmatch(page) and _LETTER.search(title):
        return _Title(at, line, _plain(title.rstrip(_LEADER)), int(page))
    return _Title(at, line, _plain(text), None)


def _plain(text: str) -> str:
    return " ".join(_NUMBER.sub("", text).casefold().split()).strip(" .:…_·-")
