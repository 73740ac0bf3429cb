"""Slips of what is pasted: paths of somebody's computer, line breaks in letters, a bracket too many, ends of mails."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Final

from markdown_it.token import Token

from publisher.commonmark.body import ReadBody, words_of
from publisher.locales import word_lists
from publisher.problem import Problem
from publisher.read.document import Document
from publisher.read.field_tree import placed_texts
from publisher.render.prose import position
from publisher.shortening import shortened, surrounding

# A file or folder of a disk or a server, and addresses that lead to one or to the computer itself.
_INSIDE: Final = re.compile(
    r"(?<![\w\\/])(?:[A-Za-z]:\\{1,2}(?=\w)|\\{2,4}(?=[\w.-]+\\{1,2}\w)|file:/{2,3}(?=\w))[^\s\"”’»)\],;]+"
    r"|(?<![\w/])https?://(?:localhost|127(?:\.\d+){3}|(?:10|192\.168)(?:\.\d+){2,3}"
    r"|[\w-]+(?:\.(?:local|lan|internal))?)(?=[:/\s,;)]|\.?(?:\s|\Z))(?::\d+)?(?:/[^\s\"”’»)\],;]*)?"
)
# A line break as programs write it in letters, after a sentence or between two words: in a path it is a folder's name.
_BREAK: Final = re.compile(r"(?<=[\w.,:;!?)”»\"])(?:\\r)?\\n(?=\\n|\s|\Z|[A-ZÅÄÖÆØ\d–-]|[a-zåäöæø]{2})")
_PATH: Final = re.compile(r"\w:\\|\\\\|\\(?!n)\w")
_MARKS: Final = re.compile(r"\\n|:\\|\\\\|file:/|https?:/")
_OPENING: Final = {")": "(", "]": "["}
_SHOWN: Final = 30
_MOST: Final = 20


def pasted_texts(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each leftover of what was pasted into a body, of very many the first."""
    yield from islice(_texts(document, body), _MOST)
    yield from islice(_brackets(document, body), _MOST)
    for match in islice(_mail_ends().finditer(body.prose), _MOST):
        place = document.body_place(*position(document.body, match.start("words")))
        yield Problem.notice(place, "text-from-mail", words=match["words"])


def pasted_fields(document: Document) -> Iterator[Problem]:
    """Yield a notice for the first such leftover in each field that holds words."""
    for path, text in placed_texts(document.fields):
        for _, code, facts in islice(_slips(text) if " " in text else (), 1):
            yield Problem.notice(document.place(*path), code, **facts)


def _texts(document: Document, body: ReadBody) -> Iterator[Problem]:
    for _, token, stretch in body.blocks:
        text = _without_code(token) if _MARKS.search(token.content) else ""
        for start, code, facts in _slips(text):
            yield Problem.notice(document.body_place(*position(document.body, stretch.at(start))), code, **facts)


def _without_code(token: Token) -> str:
    """Return the source of a block in which code and the addresses of links are blanked out."""
    text = token.content
    for child in token.children or ():
        # An address that is a link by itself has no other target.
        spot = "span" if child.type == "code_inline" or child.info == "auto" else "target"
        if spot in child.meta:
            start, end = child.meta[spot]
            text = text[:start] + " " * (end - start) + text[end:]
    return text


def _slips(text: str) -> Iterator[tuple[int, str, dict[str, str]]]:
    """Yield the position, the code and the facts of each path and each line break in a text."""
    if not _MARKS.search(text):
        return
    for match in _INSIDE.finditer(text):
        yield match.start(), "link-inside", {"target": match[0].rstrip(".:")}
    if not _PATH.search(text):
        for match in islice(_BREAK.finditer(text), 1):
            words = surrounding(text, match.start(), match.end(), _SHOWN // 2).split("\n")[0].strip()
            yield match.start(), "mark-shown", {"mark": match[0], "words": words}


def _brackets(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for the first bracket of each block that stands right after a link and closes nothing."""
    for _, token, stretch in body.blocks:
        children = token.children or []
        links = [child for child in children if child.type == "link_open"]
        before, closed = "", 0
        for at, child in enumerate(children):
            mark = child.content[:1] if child.type == "text" else ""
            is_after = mark in _OPENING and children[at - 1].type == "link_close"
            if is_after and before.count(mark) >= before.count(_OPENING[mark]) and "target" in links[closed - 1].meta:
                place = document.body_place(*position(document.body, stretch.at(links[closed - 1].meta["span"][1])))
                words = shortened(f"{words_of(children[max(at - 2, 0) : at])}{child.content}", _SHOWN)
                yield Problem.notice(place, "mark-shown", mark=mark, words=words)
                break
            closed += child.type == "link_close"
            before += child.content if child.type == "text" else ""


@cache
def _mail_ends() -> re.Pattern[str]:
    """Return what the lines look like that mail programs add below a mail, in all languages."""
    ends = "|".join(word_lists("slips")["mail_ends"])
    return re.compile(rf"^[ \t>*_]*(?P<words>(?:{ends})(?: [^\s.]+){{0,4}})[ \t.*_\\]*$", re.MULTILINE)
