"""Markup of other Markdown dialects, and lines that only look like a list: plain text here.

Editors come from other programs, and copy from them. Git hosts' previews show such markup as text too, so nobody would
notice before a reader does.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from publisher.commonmark.body import ReadBody, TextRun
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import value_at
from publisher.render.prose import problem_at
from publisher.shortening import shortened

# Wiki links, tables of contents, comments, formulas, highlighted and inserted words, superscripts, emoji names,
# attributes as Pandoc has them.
FOREIGN_MARKS: Final = re.compile(
    r"\[\[(?=\S|\Z)|\[(?:TOC|toc)\]|\[![A-Za-z]+\]|%%[^%\n]+%%|\$\$|\$[^$\n]*[\\^_{][^$\n]*\$"
    r"|(?<!=)==(?=[^\s=])[^=\n]*(?<=\S)==(?!=)|(?<!\+)\+\+(?=[^\s+])[^+\n]*(?<=\S)\+\+(?!\+)"
    r"|(?<=\w)\^[^\s^]+\^|\^\[(?=\w)|(?<![\w:]):[a-z][a-z0-9_+-]+:(?![\w:])"
    r"|(?<!\{)\{[#.] ?[\w-][^{}\n]*\}"
)
# Tabs, includes, containers.
# Comments of others would be published.
_AT_LINE: Final = re.compile(
    r'={3}[!+]? "|-{1,2}8<-{1,2}|:{3,}(?=[ \t]*(?:[\w{]|\Z))|%%(?=[ \t]*\w)|//[ \t]+(?=\w)|--+>\s*\Z|/\*(?=[ \t]*\w)'
    # Headings of wikis.
    r"|={1,6}[ \t]+[^=\n]+[ \t]+={1,6}\s*\Z|h[1-6]\.[ \t]+(?=\w)"
)
# Commands of LaTeX: with an argument, or alone at the beginning of a line. Others may be paths: G:\item\end.
_COMMAND: Final = re.compile(
    r"(?<![\w:\\])\\(?:begin|end|chapter|(?:sub)*section|paragraph|text(?:bf|it|tt))\*?[{\[][^\n]{0,20}"
    r"|(?m:^)(?:[ \t>*+-]|\d+[.)])*(\\(?:item|newpage|pagebreak)(?![\w\\])[^\n]{0,20})"
)
_FIELD: Final = re.compile(r"[a-z_]+: ")
_DRAWN: Final = frozenset({"mermaid", "math", "plantuml", "graphviz", "dot"})
_STRUCK: Final = re.compile(r"\w~(?!~)[^~\s]+~(?!~)")
# List markers of other programs that begin an ordinary line here.
_ENTRY: Final = (
    re.compile(r"[–—](?=\s*\S)"),
    re.compile(r"[-*](?=[^\W\d_])"),
    re.compile(r"\d{1,2}[.)](?=[^\W\d_]|[\u00a0\u2007\u202f])"),
    re.compile(r"[a-zåäöæø](?:\)(?=\s*\S)|\.(?=[ \t\u00a0]+\S))"),
    re.compile(r"o[ \t]+(?=\S)"),
    re.compile(r"(?:\((?:\d{1,2}|[a-z]|[ivx]{1,4})\)|[ivx]{1,4}[.)])[ \t\u00a0]+(?=\S)"),
    re.compile(r"\d{1,2}[ \u00a0]+[–—-][ \t\u00a0]+(?=\S)"),
    re.compile(r"§{1,2}[ \u00a0]*\d+"),
    # A line of typed contents ends with its page.
    re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?[ \t\u00a0]+(?=[A-ZÅÄÖÆØÜ])(?![^\n]*\s\d{1,3}\s*\Z)"),
    re.compile(r"[✓✔✗✘☐☑☒□■◆◇►▶▸➢➤➔→»›][ \t\u00a0]*(?=\S)"),
)
_CAPITAL: Final = re.compile(r"(?P<letter>[A-Z])(?P<mark>[.)])[ \t\u00a0]+(?=\S)")
_COUNTED: Final = re.compile(
    r"(?P<word>[^\W\d_]{2,}) (?P<number>\d{1,2})(?:[.:)]|[ \u00a0]+[–—-])[ \u00a0]+(?=\S)"
    r"|(?P<bare>\d{1,2})[,:]?[ \u00a0]+(?=[^\W\d_])"
)
# A line that begins with a word in bold and a colon, as facts do: **Tid:** 2024.
_LABELLED: Final = re.compile(r"(\*\*|__)[^*_\n]{1,40}(?::\1|\1:)[ \t\u00a0]+\S")
_LONGEST_ITEM: Final = 20
_IN_LIST: Final = re.compile(r"(?P<indent> *)(?:[-*+]|\d{1,9}[.)])[ \t]+\S")
# UTF-8 characters decoded as Windows-1252, the replacement character for undecodable bytes, and two letters in one, as
# a PDF has them: no search finds the word.
_GARBLED: Final = re.compile(
    r"\ufffd|[\ufb00-\ufb06]|[ÃÂâ][\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]{1,2}"
)


def check_foreign_marks(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield the markup of other dialects, lines that look like a list, and garbled letters."""
    lines: dict[int, list[TextRun]] = {}
    for text in body.texts:
        # Where there is one on a line there are usually more.
        match = FOREIGN_MARKS.search(text.content) or (_AT_LINE.match(text.content) if text.opening else None)
        if match and "{{" not in text.content:
            yield problem_at(document, text.start + match.start(), "mark-of-others", words=_words(text, match))
        if text.opening and text.block == "paragraph_open":
            lines.setdefault(text.number, []).append(text)
    for texts in lines.values():
        if entry := _first_entry(texts) or next((text for text in texts if _is_lost_entry(text, body)), None):
            yield problem_at(document, entry.start, "list-not-read", words=shortened(entry.content.strip(), 30))
    yield from _blocks(document, body)


def _words(text: TextRun, match: re.Match[str]) -> str:
    return shortened(text.content[match.start() :].strip(), len(match[0]) + 20)


def _first_entry(texts: list[TextRun]) -> TextRun | None:
    """Return the first of two consecutive lines that begin like list items."""
    for one, two in pairwise(texts):
        # Other capitals may be the initials of names.
        first, second = _CAPITAL.match(one.content), _CAPITAL.match(two.content)
        if first and second and ord(second["letter"]) == ord(first["letter"]) + 1 and first["mark"] == second["mark"]:
            return one
        first, second = _COUNTED.match(one.content), _COUNTED.match(two.content)
        if first and second and first["word"] == second["word"] and _number(second) == _number(first) + 1:
            return one
    for mark in _ENTRY:
        for one, two in pairwise(texts):
            if mark.match(one.content) and mark.match(two.content):
                return one
    return None


def _number(match: re.Match[str]) -> int:
    return int(match["number"] or match["bare"])


def _is_lost_entry(text: TextRun, body: ReadBody) -> bool:
    """Return whether a line begins like a list item, between real ones: it goes on in the item before it."""
    if not any(mark.match(text.content) for mark in _ENTRY):
        return False
    rows, row = body.lines.rows, body.lines.row_of(text.start)
    indent = len(rows[row]) - len(rows[row].lstrip(" "))
    # An item is seldom longer than a few lines.
    nearest_rows = reversed(rows[max(row - _LONGEST_ITEM, 0) : row])
    above = next((each for each in nearest_rows if len(each) - len(each.lstrip(" ")) <= indent), "")
    near = (_IN_LIST.match(each) for each in (above, *rows[row + 1 : row + 2]))
    return any(match and len(match["indent"]) == indent for match in near)


def _blocks(document: Document, body: ReadBody) -> Iterator[Problem]:
    for token in body.tokens:
        if not token.map:
            continue
        start = body.lines.start(token.map[0])
        if token.type == "fence" and token.info.strip().lower() in _DRAWN:
            yield problem_at(document, start, "mark-of-others", words=f"{token.markup}{token.info.strip()}")
        elif token.type == "code_block":
            yield problem_at(document, start, "text-indented", words=shortened(" ".join(token.content.split()), 30))
        elif token.type == "heading_open" and token.markup in {"-", "="} and _is_sentence(body, token.map):
            yield problem_at(document, start, "heading-underlined", mark=token.markup * 3)
    for before, token, stretch in body.blocks:
        lines = token.content.split("\n") if before.type == "paragraph_open" else []
        first = next((at for at, each in enumerate(pairwise(lines))
                      if all(map(_LABELLED.match, each)) and not each[0].endswith(("  ", "\\"))), None)  # fmt: skip
        if first is not None:
            start = stretch.at(sum(len(line) + 1 for line in lines[:first]))
            yield problem_at(document, start, "list-not-read", words=shortened(lines[first].strip(), 30))
    for command in _COMMAND.finditer(body.prose):
        at = 1 if command[1] else 0
        yield problem_at(document, command.start(at), "mark-of-others", words=command[at])
    for _, token, stretch in body.blocks:
        struck = any(child.type == "s_open" for child in token.children or ())
        if struck and (match := _STRUCK.search(token.content)):
            yield problem_at(document, stretch.at(match.start()), "mark-of-others", words=match[0])


def _is_sentence(body: ReadBody, span: list[int]) -> bool:
    """Return whether the text underlined as a heading is a sentence: it ends like one, or spans several lines."""
    rows = body.lines.rows[span[0] : span[1] - 1]
    # Front matter belongs at the top of the file, and only once.
    return len(rows) > 1 or rows[-1].rstrip().endswith((".", ",", ":", ";")) or bool(_FIELD.match(rows[-1]))


def garbled(document: Document) -> Iterator[Problem]:
    """Yield letters garbled by a wrong character encoding: Ã¥ for å."""
    for match in _GARBLED.finditer(document.body):
        near = _redecoded(match[0])
        if near or match[0] == "\ufffd":
            yield problem_at(document, match.start(), "text-garbled", text=match[0], near=near)
            return
    for path in document.marks:
        value = value_at(document.fields, path)
        for match in _GARBLED.finditer(value) if isinstance(value, str) and not value.isascii() else ():
            near = _redecoded(match[0])
            if near or match[0] == "\ufffd":
                yield Problem.at(document.place(*path), "text-garbled", text=match[0], near=near)
                return


def _redecoded(letters: str) -> str:
    if "\ufb00" <= letters <= "\ufb06":
        return unicodedata.normalize("NFKC", letters)
    try:
        return letters.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
