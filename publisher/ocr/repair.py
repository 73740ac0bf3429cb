"""Repair: the lines of a scan with its words as they were printed, with every change listed and doubts marked."""
# One meaning, so one file.

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final
from unicodedata import normalize

from publisher.ocr.decoding import Candidate, accepted, candidates, divided, unmarked, without_first
from publisher.ocr.lexicon import Lexicon, lexicon
from publisher.ocr.noise import Noise, noise
from publisher.ocr.section_numbers import misread_characters, section_numbers, with_characters
from publisher.ocr.specks import specks, titled, with_stops, without_stops
from publisher.ocr.surroundings import Cues, Own, cues_of, gain
from publisher.ocr.tokens import Token, tokens, written

# How much more probable than the next one a word must be to be certain, in nats.
_SURE: Final = 2.0
# The same for a choice between two words that the dictionary has: many errors are between such.
_SURE_OF_TWO: Final = 4.0
# How much more probable another word must be than one that is read and that the dictionary has, in a good scan, or
# if the other is a compound that no list has.
_AS_READ: Final = 3.0
# The cost of an unknown word, and of each of its letters; a name may be any word.
_UNKNOWN: Final = 17.0
_NAME: Final = 13.0
_LETTER: Final = 0.45
# With this many letters it is hardly a name, but a word that begins a title.
_LONG: Final = 12
# The log frequency from which a word in a good scan is hardly a misreading of another.
_COMMONPLACE: Final = -15.0
# The extra cost of a name that begins with a lower-case letter.
_SMALL: Final = 4.0
# The cost of a single letter as a word.
_SINGLE: Final = 5.0
# How close in cost a known word must be before others are tried.
_NEARLY: Final = 6.0
# The log frequency from which a word is not part of a name.
_FAMILIAR: Final = -16.0
# A shorter word is not taken for a name because it is repeated.
_SHORT_NAME: Final = 4
# The log frequency from which a repeated word is an ordinary one.
_PLAIN: Final = -13.0
# And that of a very common word.
_IN_EVERY_TEXT: Final = -10.0
# The share of a full line's length below which a line ends a paragraph or is a heading.
_SHORT_LINE: Final = 0.6
_ODD: Final = re.compile(r"[^\W\d_][^\w'’.-]|\d[^\W\d_]|[^\W\d_]\d")
# What an OCR engine makes of letters that it does not know.
_FOREIGN: Final = re.compile(r"[éáàâóòôüæø]")


@dataclass(frozen=True, slots=True)
class WordRead:
    """One word of a scan: its line number, from 0, what was read, the chosen word, and whether it is certain."""

    line: int
    read: str
    word: str
    sure: bool


@dataclass(frozen=True, slots=True)
class RepairedText:
    """The lines of a scan after repair, and every word that was changed or is doubtful."""

    lines: tuple[str, ...]
    readings: tuple[WordRead, ...]


def repair(lines: Sequence[str], language: str, joining: Sequence[str] = ()) -> RepairedText:
    """Return the lines of a scan with the words that were printed. Raises ImportError without the extra `ocr`."""
    words = lexicon(language)
    cues = cues_of(language)
    numbers = section_numbers(lines)
    lines = [line.replace(*numbers[at], 1) if at in numbers else line for at, line in enumerate(lines)]
    beside, lines = misread_characters(lines, language), [with_characters(line, language) for line in lines]
    general = noise("\n".join(lines), language)
    found = without_stops(tokens(lines, joining, specks(words, general, joining)), words, general)
    found = with_stops(found, words, general)
    capitals = titled(found, words, general)
    found = [capitals.get(at, token) for at, token in enumerate(found)]
    options = list(_options(found, words, general, _begun_anew(lines, found)))
    first = _chosen(found, options, cues, Own())
    # Certain words show how this text was misread, and its vocabulary.
    seen: Counter[tuple[str, str]] = Counter(pair for each in first if each.sure for pair in each.misread)
    own = Own.of([each.word if each.sure and len(each.word) > 2 else None for each in first])
    chosen = _chosen(found, _weighed(options, general, noise("\n".join(lines), language, seen)), cues, own)
    said = [_cased(token.read, each.word) for token, each in zip(found, chosen, strict=True)]
    said = [word.capitalize() if at in capitals else word for at, word in enumerate(said)]
    said = list(_in_case(lines, found, said, words, cues))
    readings = (
        WordRead(token.line, token.read, word, not each.marked)
        for token, word, each in zip(found, said, chosen, strict=True)
        if word != token.read or each.marked
    )
    parted = (
        WordRead(token.line, token.together, f"{one}{token.after} {other}", sure=False)
        for token, (one, other) in zip(found, pairwise(said), strict=False)
        if token.together
    )
    numbered = (WordRead(at, *pair, sure=False) for at, pair in (*numbers.items(), *beside))
    every = sorted([*numbered, *readings, *parted], key=lambda each: each.line)
    return RepairedText(tuple(written(found, said, len(lines))), tuple(every))


def _in_case(
    lines: Sequence[str], found: Sequence[Token], said: Sequence[str], words: Lexicon, cues: Cues
) -> Iterator[str]:
    """Yield words with the letter that they begin with: a capital at a beginning, and a small one within a sentence."""
    names, apart = _names(found), _begun_anew(lines, found)
    for at, (token, word) in enumerate(zip(found, said, strict=True)):
        if at in apart:
            yield _begun(token, word)
        else:
            # Where nouns have capitals, it may be that of any noun.
            yield word if cues.capital_nouns else _small(at, found, said, words, names)


@dataclass(frozen=True, slots=True)
class _Choice:
    word: str
    sure: bool
    marked: bool
    misread: tuple[tuple[str, str], ...] = ()


def _weighed(options: Sequence[Sequence[Candidate]], before: Noise, after: Noise) -> list[list[Candidate]]:
    """Return the candidates with the costs of misreadings in this text instead of the general ones."""
    change = {
        pair: after.cost(*pair) - before.cost(*pair)
        for each in options
        for one in each
        for pair in one.misread
        if pair[1]
    }
    return [
        [replace(one, cost=one.cost + sum(change.get(pair, 0.0) for pair in one.misread)) for one in each]
        for each in options
    ]


def _chosen(found: Sequence[Token], options: Sequence[Sequence[Candidate]], cues: Cues, own: Own) -> list[_Choice]:
    """Return the word chosen for each token, in lower case."""
    # First without context, then in the context of the words chosen.
    likeliest = [min(each, key=_cost).word for each in options]
    made: list[_Choice] = []
    for at, (token, each) in enumerate(zip(found, options, strict=True)):
        before = made[at - 1].word if at and not _ends(found[at - 1]) else ""
        if before and at > 1 and not _ends(found[at - 2]):
            before = f"{made[at - 2].word} {before}"
        behind = likeliest[at + 1 : at + 6] if not _ends(token) else []
        made.append(_best(token, each, before, behind, cues, own))
    return made


def _options(found: Sequence[Token], words: Lexicon, how: Noise, begun: frozenset[int]) -> Iterator[list[Candidate]]:
    """Yield the words that each token may be; `begun` are those that have a capital because they begin something."""
    known: dict[tuple[str, bool, bool, bool], list[Candidate]] = {}
    names = _names(found)
    for at, token in enumerate(found):
        capital = token.read[:1].isupper() and not token.read.isupper() and len(token.read) < _LONG
        name = capital and at > 0 and not _ends(found[at - 1]) and at not in begun
        edge = at == 0 or token.line > found[at - 1].line
        key = (token.read.casefold(), name, token.read[:1].islower(), edge)
        if key not in known:
            known[key] = [Candidate(key[0], 0.0)] if token.plain else _words(key[0], words, how, name=name, edge=edge)
            if token.read[:1].islower():
                known[key] = [_named(each, words) for each in known[key]]
            if token.read in names:
                known[key] = [each for each in known[key] if _keeps(each, key[0], words, how)]
            if name:
                known[key] = [each for each in known[key] if not (each.guessed and _begins_otherwise(each, key[0]))]
        yield known[key]


def _names(found: Sequence[Token]) -> frozenset[str]:
    """Return what stands several times with a capital, and never without: perhaps a place's name, with its forms."""
    often = Counter(token.read for token in found)
    names = (
        read
        for read, count in often.items()
        if count > 1 and len(read) > _SHORT_NAME and read.istitle() and read.isalpha() and read.lower() not in often
    )
    return frozenset(form for name in names for form in (name, f"{name}s", name.upper(), f"{name.upper()}S"))


def _keeps(each: Candidate, read: str, words: Lexicon, how: Noise) -> bool:
    """Say whether a word may be what stands there again and again: no other name whose letters only look alike."""
    plain = not words.is_name(each.word) and words.log_frequency(each.word) > _PLAIN
    return each.word == read or plain or all(letter in how.lost for letter, _ in each.misread)


def _begins_otherwise(each: Candidate, read: str) -> bool:
    """Return whether a candidate has another first letter than what was read: Likaså is not the village Vikåsa."""
    return normalize("NFD", each.word)[:1] != normalize("NFD", read)[:1]


def _words(read: str, words: Lexicon, how: Noise, *, name: bool, edge: bool) -> list[Candidate]:
    """Return the words that may have been printed; `name` says that it may be a name, `edge` that it begins a line."""
    if how.slight and words.log_frequency(read) > _COMMONPLACE and words.has(read):
        return unmarked(read, words, how)
    found = candidates(read, words, how)
    odd = _ODD.search(read) or (not how.slight and _FOREIGN.search(read))
    unknown = (_NAME if name else _UNKNOWN) + _LETTER * len(read) + (12.0 if odd else 0.0)
    if not found or found[0].cost > unknown - _NEARLY or found[0].parts > 1:
        found = sorted([*found, *accepted(read, words, how)], key=_cost)
    if not found or found[0].cost > unknown:
        found += [] if name else divided(read, words)
        found += without_first(read, words, how) if edge and len(read) >= _SHORT_NAME else []
        found = sorted([*found, *candidates(read, words, how, wide=True)], key=lambda each: each.cost)
    if len(read) == 1:
        # The rest of a two-letter word; hardly ever the letter itself.
        found = [
            replace(each, cost=each.cost + (_SINGLE if each.word == read else 0.0), guessed=True) for each in found
        ]
    if all(each.word != read for each in found):
        # Nothing vouches for a word that is in no list, but names often are in none.
        found.append(Candidate(read, unknown, guessed=not (name and how.slight) and not words.accepts(read)))
    found = [replace(each, is_word=words.accepts(each.word)) for each in found]
    if words.accepts(read) and (how.slight or min(found, key=_cost).parts > 1):
        found = [replace(each, cost=each.cost - _AS_READ) if each.word == read else each for each in found]
    unique = {each.word: each for each in reversed(found)}
    return sorted(unique.values(), key=lambda each: each.cost)


def _named(each: Candidate, words: Lexicon) -> Candidate:
    """Return a candidate with an extra cost if it is a name but the word has no capital letter."""
    return replace(each, cost=each.cost + _SMALL) if words.is_name(each.word) else each


def _best(
    token: Token, options: Sequence[Candidate], before: str, behind: Sequence[str], cues: Cues, own: Own
) -> _Choice:
    if token.plain:
        return _Choice(token.read.casefold(), sure=True, marked=False)
    weighed = [replace(each, cost=each.cost - gain(each.word, before, behind, cues, own)) for each in options]
    best, *others = sorted(weighed, key=_cost)
    margin = others[0].cost - best.cost if others else 99.0
    sure = margin >= (_SURE if best.parts == 1 else 2 * _SURE) and not best.guessed
    near = any(each.is_word for each in others if each.cost - best.cost < _SURE_OF_TWO)
    return _Choice(best.word, sure=sure, marked=not sure or (best.is_word and near), misread=best.misread)


def _cost(each: Candidate) -> tuple[float, str]:
    return each.cost, each.word


def _ends(token: Token) -> bool:
    return token.after[:1] in {".", "!", "?", ":", ";"} and bool(token.after)


def _cased(read: str, word: str) -> str:
    """Return a word in the letter case of what was read."""
    if read.casefold() == word:
        return read
    letters = [character for character in read if character.isalpha()]
    if " " in word or (len(letters) > 1 and any(character.isupper() for character in read[1:]) and not read.isupper()):
        # Capitals within a word are misread letters: ocksA, MOjligheten.
        return word[:1].upper() + word[1:] if read[:1].isupper() else word
    if len(letters) > 1 and all(character.isupper() for character in letters):
        return word.upper()
    return word[:1].upper() + word[1:] if letters and letters[0].isupper() and read[0] == letters[0] else word


def _begun_anew(lines: Sequence[str], found: Sequence[Token]) -> frozenset[int]:
    """Return the positions of words that begin a heading or a paragraph: after a short line, or a number of their own.

    A capital letter is right there, whatever the line before ended with.
    """
    lengths = sorted(len(line) for line in lines if line.strip())
    full = lengths[int(len(lengths) * 0.8)] if lengths else 0
    made: set[int] = set()
    heads = True
    for at, token in enumerate(found):
        if at == 0 or token.line > found[at - 1].line:
            before = lines[found[at - 1].line].strip() if at else ""
            heads = len(before) < _SHORT_LINE * full and not before.endswith((",", "-"))
            if heads:
                made.add(at)
            heads = heads or token.plain
        elif heads and found[at - 1].plain:
            made.add(at)
        else:
            heads = False
    return frozenset(made)


def _begun(token: Token, word: str) -> str:
    """Return the first word of a paragraph or a heading with its capital, if that was read as no letter: @konomi."""
    symbol = token.read[:1] and not token.read[:1].isalnum()
    return word[:1].upper() + word[1:] if symbol and not token.plain else word


def _is_head(token: Token) -> bool:
    """Return whether a token that stays as it is may stand before a title: a number or a bullet, not the word i."""
    return token.plain and not token.read.islower()


def _small(at: int, found: Sequence[Token], said: Sequence[str], words: Lexicon, names: frozenset[str]) -> str:
    """Return a word in lower case if its å, ä or ö was read as a capital A or O within a sentence, or its l as I."""
    word, token = said[at], found[at]
    stays = word[:1].isascii() and not (token.read[:1] == "I" and word[:1] == "L")
    if stays or word[:1] == token.read[:1] or at == 0 or _ends(found[at - 1]):
        return word
    starts = _is_head(found[at - 1]) or found[at - 1].line + 1 < token.line
    begins = at == 1 or _ends(found[at - 2])
    # Specks do not count.
    after = [] if _ends(token) else [each for each in said[at + 1 : at + 3] if each][:1]
    # Årskurs 9 has a number that is no year, and names have none.
    after = [each for each in after if not (each.isdigit() and len(each) < len("2030"))]
    beside = [*([] if begins else [said[at - 1]]), *after]
    plain = word[0].lower() + word[1:]
    if words.is_name(plain.casefold()) or (token.read in names and words.log_frequency(plain) < _FAMILIAR):
        return word
    # A very common word, among others on its line, is not a name whatever its neighbours.
    within = at > 1 and found[at - 2].line == token.line and not begins
    if within and words.log_frequency(plain) > _IN_EVERY_TEXT:
        return plain
    if starts or any(not each[:1].islower() for each in beside):
        return word
    return plain if words.log_frequency(plain) >= _FAMILIAR or words.accepts(plain) else word
