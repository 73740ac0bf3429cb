"""Tokens: the lines of a scan as words, with what stands around each; a word divided between two lines is one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

_AFFIXES: Final = re.compile(r"^([^\w&|¢@+$]*)(.*?)([^\w&|@+$]*)$", re.DOTALL)
# What is no word, whatever a scan made of it: numbers, dates, addresses.
_NO_WORD: Final = re.compile(
    r"[\d.,:;%§()/\-–—×+=<>≥≤ ]*|\S*@\S+\.\S+|https?:\S+|www\.\S+"
    r"|\d+(?:[.,:]\d+)*(?:[a-h%x]|st|kr|km|mkr|tkr|m2|kg|min|tim|:\w{1,3})?[.,]?|\d{2,}\w{0,2}"
)
_BULLETS: Final = re.compile(r"^\s*(?:[¢©®°*•●▪◦■□«»~+>§]|e|o|¢e)\s+(?=\S)")
_HYPHENS: Final = "-\u00ad\u2010¬"
# Letters that may be all that is left of a word of two; among other single letters they are a short form.
_LONE: Final = frozenset("fpsnr")
_ARTICLES: Final = frozenset({"en", "et"})
_OPENING: Final = {"[": "]", "{": "}", "(": ")"}


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a scan: the line that it begins on, what stands before and after it, and what is to be read.

    `plain` says that it is to stay as it is.
    """

    line: int
    before: str
    read: str
    after: str
    plain: bool = False


def tokens(lines: Sequence[str], joining: Iterable[str]) -> list[Token]:
    """Return the words of lines in order. Words divided at the end of a line are put together."""
    found = [token for number, line in enumerate(lines) for token in _tokens(number, line)]
    kept = frozenset(joining)
    made: list[Token] = []
    for token in found:
        if made and _goes_on(made[-1], token, kept):
            last = made[-1]
            made[-1] = replace(last, read=last.read + token.read, after=token.after, plain=last.plain or token.plain)
        else:
            made.append(token)
    return _lone(made)


def _lone(made: Sequence[Token]) -> list[Token]:
    """Return the tokens with single letters beside other short ones as they are: t ex, m m, s k."""
    short = [len(token.read) <= 2 for token in made]
    return [
        replace(token, plain=True)
        if len(token.read) == 1 and (token.after[:1] == "." or any(short[max(0, at - 1) : at] + short[at + 1 : at + 2]))
        and token.read.isalpha() and not (at + 1 < len(made) and made[at + 1].read in _ARTICLES)
        else token
        for at, token in enumerate(made)
    ]  # fmt: skip


def _goes_on(last: Token, token: Token, joining: frozenset[str]) -> bool:
    """Say whether a word goes on in the next line that says something."""
    divided = last.after in _HYPHENS and bool(last.after) and token.line > last.line
    begins = token.read[:1].islower() or (token.read[:1].isdigit() and not token.plain)
    return divided and begins and not token.before and token.read not in joining and last.read[-1:].isalpha()


def _tokens(number: int, line: str) -> Iterator[Token]:
    text = line
    if bullet := _BULLETS.match(text):
        yield Token(number, "", "•", "", plain=True)
        text = text[bullet.end() :]
    capitals = _is_capitals(text)
    for part in text.split():
        for before, core, after in _words(part):
            yield Token(number, before, core, after, plain=_stays(core, capitals=capitals))


def _words(part: str) -> Iterator[tuple[str, str, str]]:
    """Yield the words of a part between spaces: those that a hyphen or a stroke joins are words of their own."""
    match = _AFFIXES.match(part)
    before, core, after = match.groups() if match else ("", part, "")
    if _NO_WORD.fullmatch(core):
        yield before, core, after
        return
    pieces = re.split(r"(?<=[^\W\d_])([-/–])(?=[^\W\d_]{2})", core)
    for at in range(0, len(pieces), 2):
        joint = pieces[at + 1] if at + 1 < len(pieces) else after
        yield (before if at == 0 else "\u2060"), pieces[at], joint


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 5 and sum(character.isupper() for character in letters) > 0.8 * len(letters)


def _stays(core: str, *, capitals: bool) -> bool:
    if not core or _NO_WORD.fullmatch(core) or (len(core) == 1 and core not in {"&", *_LONE}):
        return True
    # SKR and CC0 are names, and id:t is one with an ending.
    if re.fullmatch(r"\w+:\w{1,3}", core):
        return True
    upper = sum(character.isupper() for character in core)
    return not capitals and upper >= 2 and upper + sum(map(str.isdigit, core)) == len(core) <= 5


def written(made: Sequence[Token], words: Sequence[str], count: int) -> list[str]:
    """Return `count` lines with each token's word in place of what was read."""
    lines: list[str] = [""] * count
    for token, word in zip(made, words, strict=True):
        joined = token.before == "\u2060"
        space = "" if joined or not lines[token.line] else " "
        lines[token.line] += f"{space}{'' if joined else _opened(token)}{word}{_closed(token.after)}"
    return lines


def _opened(token: Token) -> str:
    """Return what stands before a word, without a bracket that nothing closes: a stroke of the page's edge."""
    character = token.before
    return "" if character in _OPENING and character != "(" else character


def _closed(after: str) -> str:
    """Return what stands behind a word; of a comma and a full stop together only one was printed."""
    return {",.": ".", ".,": ".", ",,": ",", "..": "."}.get(after, after)
