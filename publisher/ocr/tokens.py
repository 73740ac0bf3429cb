"""Tokens: the words in the lines of a scan, with their punctuation; a word hyphenated at a line end is one token."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

_AFFIXES: Final = re.compile(r"^((?:[^\w&|¢@+$]|_)*)(.*?)((?:[^\w&|@+$]|_)*)$", re.DOTALL)
# What joins two words, and what a speck is read as between them.
_JOINTS: Final = re.compile(r"(?<=[^\W\d_])([-/–](?=[^\W\d_]{2})|[.:;,'’‘·]{1,2}(?=[^\W\d_]))")
_STROKES: Final = "-/–"
_QUOTES: Final = {"‘": "’", "‚": "‘"}
# Never words, however misread: numbers, dates, addresses.
_NO_WORD: Final = re.compile(
    r"[\d.,:;%§()/\-–—×+=<>≥≤ ]*|\S*@\S+\.\S+|https?:\S+|www\.\S+"
    r"|\d+(?:[.,:]\d+)*(?:[a-h%x]|st|kr|km|mkr|tkr|m2|kg|min|tim|:\w{1,3})?[.,]?|\d{2,}\w{0,2}"
    r"|[ckdm]?m[23²³]|[A-Z][A-Za-z]?O[0-9x]"
    # T2, A4, N15428; S6 may be Så, and a digit the letter behind any of those that begin such a word.
    r"|[ABCEHIJKQRTUVWXYZ]\d{1,2}|[A-ZÅÄÖÆØ]\d{3,}"
)
# A bullet, with a speck beside it; a quotation has no space behind its mark, and § 65 is a paragraph.
_BULLETS: Final = re.compile(
    r"""^\s*(?!§\s*\d)(?:(?:[¢©®°*•●▪◦■□«»~+>§]{1,2}|e|o|¢e)["'_]?|["'](?=\s+[A-ZÅÄÖÆØ]))\s+(?:[—–_]\s+)?(?=\S)"""
)
# Characters alone between words that are not dashes.
_SPECKS: Final = frozenset("_=|~—")
_HYPHENS: Final = "-\u00ad\u2010¬"
# Letters that may be the rest of a two-letter word; among other single letters they are an abbreviation.
_LONE: Final = frozenset("fpsnr")
_ARTICLES: Final = frozenset({"en", "et"})
_OPENING: Final = {"[": "]", "{": "}", "(": ")"}

Apart: TypeAlias = Callable[[str, str, str], str | None]
"""Returns what was printed after the first of two words joined by a character; None if they are one word."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a scan: its first line, the characters before and after it, and the text to decode.

    `plain` says that it is to stay as it is. `together` is the text of the scan if a speck joins it to the next word.
    """

    line: int
    before: str
    read: str
    after: str
    plain: bool = False
    together: str = ""


def tokens(lines: Sequence[str], joining: Iterable[str], apart: Apart = lambda *_: None) -> list[Token]:
    """Return the words of lines in order. Words hyphenated at the end of a line are joined."""
    found = [token for number, line in enumerate(lines) for token in _tokens(number, line, apart)]
    kept = frozenset(joining)
    made: list[Token] = []
    for token in found:
        if made and _is_divided(made[-1], token) and not token.read:
            continue  # a speck before the rest of the word
        if made and _goes_on(made[-1], token, kept):
            last = made[-1]
            made[-1] = replace(last, read=last.read + token.read, after=token.after, plain=last.plain or token.plain)
        else:
            made.append(token)
    return _lone(made)


def _lone(made: Sequence[Token]) -> list[Token]:
    """Return the tokens with single letters beside other short ones left as they are: t ex, m m, s k."""
    short = [len(token.read) <= 2 for token in made]
    return [
        replace(token, plain=True)
        if len(token.read) == 1 and (token.after[:1] == "." or any(short[max(0, at - 1) : at] + short[at + 1 : at + 2]))
        and token.read.isalpha() and not (at + 1 < len(made) and made[at + 1].read in _ARTICLES)
        else token
        for at, token in enumerate(made)
    ]  # fmt: skip


def _goes_on(last: Token, token: Token, joining: frozenset[str]) -> bool:
    """Return whether a word continues on the next line with text."""
    begins = token.read[:1].islower() or (token.read[:1].isdigit() and not token.plain)
    return (
        _is_divided(last, token)
        and begins
        and not token.before.strip("_")
        and token.read not in joining
        and last.read[-1:].isalpha()
    )


def _is_divided(last: Token, token: Token) -> bool:
    """Return whether a word ends its line with a hyphen, and another token is on a line below."""
    return last.after in _HYPHENS and bool(last.after) and token.line > last.line


def _tokens(number: int, line: str, apart: Apart) -> Iterator[Token]:
    text = line
    if bullet := _BULLETS.match(text):
        yield Token(number, "", "•", "", plain=True)
        text = text[bullet.end() :]
    capitals = _is_capitals(text)
    for part in _without_lone_quotes(text).split():
        for before, core, after, together in _words(part, apart):
            yield Token(number, before, core, after, _stays(core, capitals=capitals), together)


def _without_lone_quotes(text: str) -> str:
    """Return a line without unclosed single quotes, which are specks before a word."""
    for opening, closing in _QUOTES.items():
        if opening in text and closing not in text:
            text = re.sub(rf"(?<!\w){opening}(?=\w)", "", text)
    return text


def _words(part: str, apart: Apart) -> Iterator[tuple[str, str, str, str]]:
    """Yield the words of a part between spaces, separated at hyphens, slashes and specks."""
    match = _AFFIXES.match(part)
    before, core, after = match.groups() if match else ("", part, "")
    if _NO_WORD.fullmatch(core):
        yield before, core, after, ""
        return
    word, *rest = _JOINTS.split(core)
    for joint, piece in zip(rest[::2], rest[1::2], strict=True):
        printed = apart(word, joint, piece)
        if printed is not None:
            yield before, word, printed, f"{word}{joint}{piece}"
            before, word = "", piece
        elif joint in _STROKES:
            yield before, word, joint, ""
            before, word = "\u2060", piece
        else:
            word += joint + piece
    yield before, word, after, ""


def _is_capitals(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) >= 5 and sum(character.isupper() for character in letters) > 0.8 * len(letters)


def _stays(core: str, *, capitals: bool) -> bool:
    if not core or _NO_WORD.fullmatch(core) or (len(core) == 1 and core not in {"&", *_LONE}):
        return True
    # SKR, CC0 and SiS are names, and id:t is one with an ending.
    if re.fullmatch(r"\w+:\w{1,3}", core) or re.fullmatch(
        r"[^\W\d_a-zåäöæø][^\W\d_A-ZÅÄÖÆØ]{1,2}[A-ZÅÄÖÆØ]{1,2}", core
    ):
        return True
    upper = sum(character.isupper() for character in core)
    return not capitals and upper >= 2 and upper + sum(map(str.isdigit, core)) == len(core) <= 5


def written(made: Sequence[Token], words: Sequence[str], count: int) -> list[str]:
    """Return `count` lines with each token's word in place of what was read."""
    lines: list[str] = [""] * count
    for token, word in zip(made, words, strict=True):
        joined = token.before == "\u2060"
        shown = f"{'' if joined else _opened(token)}{word}{_closed(token.after)}"
        space = "" if joined or not lines[token.line] or not shown else " "
        lines[token.line] += f"{space}{shown}"
    return lines


def _opened(token: Token) -> str:
    """Return the characters before a word, without an unclosed bracket, which is the page's edge."""
    if not token.read and not token.after and _is_speck(token.before):
        return ""
    character = token.before.replace("_", "")
    return "" if character in _OPENING and character != "(" else character


def _is_speck(text: str) -> bool:
    """Return whether the text between two words is only specks; a lone dash is not."""
    return text != "—" and bool(text) and {*text} <= _SPECKS


def _closed(after: str) -> str:
    """Return the characters after a word, without specks; of adjacent comma and full stop only one was printed."""
    return {",.": ".", ".,": ".", ",,": ",", "..": "."}.get(after, after.replace("_", ""))
