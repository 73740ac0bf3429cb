"""Slips: markup that an author meant but that is plain text, so that no broken markup is published.

The text is parsed as the previews of git hosts and editors do. What is reported here looks the same everywhere, and yet
is hardly ever meant: a table pasted with tabs, a missing footnote, a heading without a space.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from markdown_it.token import Token

from publisher.commonmark.body import ReadBody, TextRun
from publisher.model.fields import LONGEST_TITLE
from publisher.problem import Problem, Severity, nearest
from publisher.read.authors_files import PICTURES
from publisher.read.document import Document
from publisher.render.definition_slips import definition_slips, named
from publisher.render.misleading_texts import misleading_texts
from publisher.render.pasted_texts import pasted_texts
from publisher.render.prose import problem_at
from publisher.render.table_slips import table_slips
from publisher.render.typing_slips import typing_slips
from publisher.render.unpaired_marks import boxes_unread, marks_shown
from publisher.render.word_slips import headings_alone, word_slips
from publisher.shortening import shortened, surrounding

# Searched for in plain text only: delimiters of actual markup are not in it.
_IN_TEXT: Final = (
    (
        "link-not-read",
        re.compile(r"\]\(|(?<!\[)\[[^\[\]\n]+\]\[[^\[\]\n^]*\]|\[[^\[\]\n]+\] \((?:ref:|https?:|\S+\.\w+\))"),
    ),
    ("link-not-read", re.compile(r"\([^()\n]+\)\[(?:ref:|mailto:|https?:|\S+\.md\])")),
    # An address without brackets; a number in brackets may be that of a source.
    (
        "link-not-read",
        re.compile(r"\[[^\[\]\n]*[^\W\d][^\[\]\n]*\](?:[\w./-]+\.(?:md|pdf|docx)\b|(?:ref:|https?://|www\.)\w)"),
    ),
    ("link-not-read", re.compile(r"\[[^\[\]()\n]+\([\w./-]+\.md\)")),
    ("emphasis-open", re.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)")),
    # An asterisk at the beginning of a line or after a word leads to a note; within a sentence it is left over.
    ("emphasis-open", re.compile(r"(?<=[^\W\d_] )(?:\*|_)(?=[^\W\d_])")),
    ("macro-not-a-call", re.compile(r"(?<!\{)\{ ?[a-z_]+\([^{}\n]*\) ?\}(?!\})")),
    ("attributes-lost", re.compile(r"(?<!\{)\{:[^{}\n]*\}")),
)
_AT_LINE: Final = (
    ("link-not-read", re.compile(r"\[[^\[\]\n]+\]:[ \t]*<>")),
    ("bullet-sign", re.compile(r"[•‣▪◦●·\uf0b7\uf0a7][ \t\u00a0]*(?=\S)|[-*+](?=[\u00a0\u2007\u202f])")),
    ("heading-without-space", re.compile(r"#{1,6}(?=[^ \t\n#])|#{7,}(?=[ \t]*[^\W\d_])")),
    ("box-unknown", re.compile(r"/{3,}")),
    ("table-not-read", re.compile(r"\|.*\|[ \t]*$", re.MULTILINE)),
)
# Elements that end as soon as they begin.
_EMPTY: Final = {
    ("heading_open", "heading_close"): "heading-empty",
    ("list_item_open", "list_item_close"): "entry-empty",
}
_CONTACT: Final = re.compile(r"\]\((?P<scheme>mailto|tel|ref):(?P<rest>[^()\n \t]*[ \t][^()\n]*)\)", re.IGNORECASE)
_ID: Final = re.compile(r"[a-z0-9][a-z0-9.#-]*")
# A note without its colon.
_NOTE_LINE: Final = re.compile(r"\[\^(?P<label>[^\]\s]+)\][ \t]+\S")
_NOTE: Final = re.compile(r"\[\^(?P<label>(?:(?!\[\^)[^\]\s])+)\]")
_NOTE_APART: Final = re.compile(r"\[\^(?P<label>(?:(?!\[\^)[^\]\n])+)\]")
_WORDS_APART: Final = re.compile(r"\S[ \t]+\S")
# A link whose URL became a link by itself, since a space precedes it or its brackets are swapped.
_BEFORE_ADDRESS: Final = re.compile(r"(?:\[[^\[\]\n]+\] \(|\([^()\n]+\)\[)$")
_ADDRESS: Final = ("http://", "https://", "www.")
# A picture whose exclamation mark stands apart, or whose brackets are swapped: ! [Hamn](b.png), !(b.png)[Hamn].
_PICTURE_APART: Final = re.compile(
    rf"![ \t]+\[[^\[\]\n]{{0,200}}\]\([^()\n]{{0,200}}(?:{'|'.join(map(re.escape, PICTURES))})[^()\n]{{0,80}}\)"
    r"|!\([^()\n]{1,200}\)\[[^\[\]\n]{0,200}\]",
    re.IGNORECASE,
)
# The words of a link in brackets that emphasis has parted from its address: *[Planen]*(plan.md).
_EMPHASISED: Final = re.compile(r"\][*_]{1,3}\Z")
_TARGET: Final = re.compile(r"\((?:ref:|mailto:|https?:|[^\s()]+\.\w+\))")
# A line in bold alone, as somebody writes a heading in a word processor.
_BOLD_LINE: Final = re.compile(
    r"(?:\A\s*|\n\n)(?P<words>(\*\*|__)[^*_\n]{2,80}[^*_\n.!:,;]\2)[ \t]*\n\n(?=[^\s*_|!<{#-])"
)
# How many headings that stand twice are reported of one text.
_MOST: Final = 20
_TIMES: Final = re.compile(r"(?<=\d)[*](?=\d)")


def check_slips(document: Document, body: ReadBody, refused: Collection[int]) -> Iterator[Problem]:
    """Yield markup that was meant but is plain text, except on the lines in `refused`, which have a Problem already."""
    found = [
        *_texts(document, body),
        *_times(document, body),
        *_headings(document, body),
        *_blocks(document, body),
        *table_slips(document, body),
        *definition_slips(document, body),
        *word_slips(document, body),
        *typing_slips(document, body),
        *boxes_unread(document, body),
        *misleading_texts(document, body),
        *pasted_texts(document, body),
        *_bold_lines(document, body),
        *islice(_headings_twice(document, body), _MOST),
        *(problem_at(document, start, "link-without-words") for start in body.unseen_links),
    ]
    # One slip does not cascade: what it lacks may be a mark nearby.
    lost = {problem.place.line for problem in found if problem.code == "link-not-read"}
    found = [each for each in found if each.code != "bracket-open" or each.place.line not in lost]
    wrong = {problem.place.line for problem in found}
    found += [each for each in marks_shown(document, body) if not refused and each.place.line not in wrong]
    # Markup that was not read may be what stands below a heading.
    found = found or [*headings_alone(document, body)]
    yield from (problem for problem in found if problem.place.line not in refused)


def _texts(document: Document, body: ReadBody) -> Iterator[Problem]:
    shown: set[tuple[str, int]] = set()
    lines = (_NOTE_LINE.match(text.content) for text in body.texts if text.opening)
    uncoloned = {line["label"] for line in lines if line}
    for text in body.texts:
        if "{{" in text.content:
            continue
        lost = _BEFORE_ADDRESS.search(text.content)
        if lost and body.prose.startswith(_ADDRESS, text.start + lost.end()):
            yield problem_at(document, text.start + lost.start(), "link-not-read", words=_context(text, lost))
        if _EMPHASISED.search(body.prose, max(text.start - 4, 0), text.start) and _TARGET.match(body.prose, text.start):
            yield problem_at(
                document, text.start, "link-not-read", words=shortened(body.prose[text.start :].partition("\n")[0], 30)
            )
        for mark in re.finditer(r"(?<!\S)!(?=\(|[ \t]+\Z)", text.content):
            if apart := _PICTURE_APART.match(body.prose, text.start + mark.start()):
                yield problem_at(document, apart.start(), "link-not-read", words=shortened(apart[0], 40))
        for code, match in _markup_in_text(text):
            # Where there is one slip in a block there are usually more, and a box has two ends.
            once = (code, 0 if code == "box-unknown" else text.number)
            if code == "link-not-read" or once not in shown:
                shown.add(once)
                yield _slip(document, body, text, code, match)
        for match in _NOTE.finditer(text.content):
            if match["label"] in uncoloned and not (text.opening and _NOTE_LINE.match(text.content)):
                continue
            facts = {"label": match["label"], "near": nearest(match["label"], body.notes)}
            yield problem_at(document, text.start + match.start(), "note-missing", **facts)
        for match in _NOTE_APART.finditer(text.content):
            if _WORDS_APART.search(match["label"]):
                yield problem_at(document, text.start + match.start(), "note-name", **named(match["label"]))


def _slip(document: Document, body: ReadBody, text: TextRun, code: str, match: re.Match[str]) -> Problem:
    """Return the problem of markup that is plain text; for an e-mail address or a phone number, with what is meant."""
    at = text.start + match.start()
    contact = _CONTACT.match(body.prose, at)
    if contact is None:
        return problem_at(document, at, code, words=_context(text, match))
    joined = "".join(contact["rest"].split())
    # The words of a title, joined, are no id.
    is_title = contact["scheme"].lower() == "ref" and not _ID.fullmatch(joined)
    near = "" if is_title else f"{contact['scheme']}:{joined}"
    return problem_at(document, at, "link-spaced", words=contact[0].strip("]()"), near=near)


def _markup_in_text(text: TextRun) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield what looks like markup in what the parser took for plain text."""
    for code, pattern in _IN_TEXT:
        yield from ((code, match) for match in pattern.finditer(text.content))
    if text.opening:
        for code, pattern in _AT_LINE:
            if match := pattern.match(text.content):
                yield code, match


def _context(text: TextRun, match: re.Match[str]) -> str:
    return surrounding(text.content, match.start(), match.end(), 20)


def _times(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield asterisks between digits that would be read as emphasis."""
    for _, token, stretch in body.blocks:
        if not any(child.type == "em_open" and child.markup == "*" for child in token.children or ()):
            continue
        for match in _TIMES.finditer(token.content):
            yield problem_at(document, stretch.at(match.start()), "star-between-figures")
            break


def _headings(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield empty headings, and those that skip a level: the page's own title is the first."""
    above = 1
    for heading in body.headings:
        if heading.empty:
            yield problem_at(document, heading.start, "heading-empty")
        elif heading.level > above + 1:
            facts = {"mark": "#" * heading.level, "right": "#" * (above + 1), "words": heading.words}
            yield problem_at(document, heading.start, "heading-skips", **facts)
        if len(heading.words) > LONGEST_TITLE:
            yield problem_at(document, heading.start, "text-too-long", size=len(heading.words), limit=LONGEST_TITLE)
        above = heading.level


def _headings_twice(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each heading that stands twice in one part of a text: one was pasted again, or belongs deeper.

    The same heading below several others is usual.
    """
    above: list[tuple[int, str]] = []
    seen: set[tuple[tuple[int, str], ...]] = set()
    for heading in body.headings:
        while above and above[-1][0] >= heading.level:
            above.pop()
        above.append((heading.level, " ".join(heading.words.casefold().split())))
        if tuple(above) in seen and not heading.empty:
            found = problem_at(document, heading.start, "heading-twice", words=heading.words)
            yield replace(found, severity=Severity.NOTICE)
        seen.add(tuple(above))


def _blocks(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield boxes that are not closed, and empty ones."""
    opened = 0
    for before, token in zip([None, *body.tokens], body.tokens, strict=False):
        if token.type == "fence" and token.map and not _is_closed(token, body):
            yield problem_at(document, body.lines.start(token.map[0]), "fence-open", mark=token.markup)
        if token.type == "box_open" and token.map and not token.meta["closed"]:
            yield problem_at(document, body.lines.start(token.map[0]), "box-open")
        if token.type == "admonition_open" and token.map:
            opened = token.map[0]
        if token.type == "admonition_close" and before is not None and before.type.startswith("admonition_"):
            yield problem_at(document, body.lines.start(opened), "box-empty")
        if before is not None and before.map and (code := _EMPTY.get((before.type, token.type))):
            yield problem_at(document, body.lines.start(before.map[0]), code)


def _is_closed(fence: Token, body: ReadBody) -> bool:
    first, end = fence.map or (0, 0)
    last = body.lines.rows[min(end, len(body.lines.rows)) - 1].lstrip(" >\t")
    return end - first > 1 and last.rstrip().startswith(fence.markup)


def _bold_lines(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield bold lines that look like headings but cannot be navigated as headings."""
    for match in _BOLD_LINE.finditer(body.prose):
        found = problem_at(document, match.start("words"), "heading-in-bold", words=match["words"].strip("*_"))
        yield replace(found, severity=Severity.NOTICE)
