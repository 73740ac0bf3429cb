"""Decoding: from a word as read to the words that may have been printed, with the cost of each, in nats."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from heapq import heappop, heappush
from typing import Final, NamedTuple, TypeAlias
from unicodedata import normalize

from publisher.ocr.lexicon import Lexicon
from publisher.ocr.noise import Noise

# Beam search: the number of states kept at each letter, the most that one may cost above the best, and words returned.
_BEAM: Final = 60
_BEHIND: Final = 14.0
_KEPT: Final = 8
# A compound is rarer than its parts, but far more frequent than their chance combination.
_FIRST_JOINT: Final = 10.0
_JOINT: Final = 4.0
_OF_PART: Final = 0.35
_MOST_PARTS: Final = 4
# The parts of a compound are real words of some length.
_PART: Final = 3
_LEAST_PART: Final = 3e-7
# The costs of an unknown misreading, of an extra letter, and of a missing one.
_OTHER: Final = 9.0
_EXTRA: Final = 11.0
_MISSING: Final = 11.0
# The cost of a first letter lost at the edge of a page.
_MISSING_FIRST: Final = 6.0
# The cost of a word that the spelling dictionary rejects: frequency lists contain misspellings, and compounds are
# guesses.
_UNACCEPTED: Final = 3.0
_UNACCEPTED_COMPOUND: Final = 8.0
# The cost of a lost space; and the frequency from which a short word may stand alone.
_SPACE: Final = 3.0
_SHORT_WORD: Final = 1e-3
# The cost of a word that only the dictionary accepts, and of each of its letters; the misreadings tried and kept.
_UNLISTED: Final = 15.5
_LETTER: Final = 0.3
_TRIED: Final = 200
_FOUND: Final = 3
_FARTHEST: Final = 12.0

Misread: TypeAlias = tuple[tuple[str, str], ...]
"""What was printed and what was read, for each piece that differs."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may have been printed, its cost regardless of context, and the misreadings involved.

    `guessed` says that it involves an unknown misreading, `is_word` that the dictionary accepts it.
    """

    word: str
    cost: float
    misread: Misread = ()
    parts: int = 1
    guessed: bool = False
    is_word: bool = False


class _State(NamedTuple):
    cost: float
    done: str
    part: str
    parts: int
    misread: Misread
    free: int


def candidates(read: str, lexicon: Lexicon, noise: Noise, *, wide: bool = False) -> list[Candidate]:
    """Return the words that may have been printed for `read`, in lower case, most probable first.

    With `wide`, one letter before the ending may be any other, extra or missing.
    """
    columns: list[dict[tuple[str, str, int], _State]] = [{} for _ in range(len(read) + 1)]
    columns[0]["", "", 0] = _State(0.0, "", "", 1, (), int(wide))
    for at in range(len(read)):
        for state in _followed(columns[at].values(), len(read) - at, lexicon):
            for step, after in _steps(state, read, at, lexicon, noise):
                key = (after.done, after.part, after.free)
                best = columns[at + step].get(key)
                if best is None or after.cost < best.cost:
                    columns[at + step][key] = after
    ends = list(columns[len(read)].values())
    # The last letter may be missing as well: "f" for få.
    longer = (_step(state, "", printed, cost, lexicon) for state in ends for printed, cost in noise.printed.get("", ()))
    return _words([*ends, *(state for state in longer if state)], lexicon, wide=wide)


def _followed(states: Iterable[_State], rest: int, lexicon: Lexicon) -> list[_State]:
    """Return the cheapest states, adding, at the end of a word, the beginnings of a compound's next word."""
    ranked = sorted(states)[:_BEAM]
    # A compound has already paid for its first word; it only competes with other compounds.
    best: dict[int, float] = {}
    for state in ranked:
        best.setdefault(state.parts, state.cost)
    near = [state for state in ranked if state.cost <= best[state.parts] + _BEHIND]
    return [*near, *(more for state in near if (more := _next_part(state, rest, lexicon)))]


def _words(states: Iterable[_State], lexicon: Lexicon, *, wide: bool) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for state in states:
        if not lexicon.has(state.part) or (state.done and len(state.part) < _PART):
            continue
        word = state.done + state.part
        cost = state.cost - (_OF_PART if state.done else 1.0) * lexicon.log_frequency(state.part)
        if word not in found or cost < found[word].cost:
            found[word] = Candidate(word, cost, state.misread, state.parts, guessed=wide and not state.free)
    best = sorted(found.values(), key=lambda each: (each.cost, each.word))[: 2 * _KEPT]
    judged = [_judged(each, lexicon) for each in best]
    return sorted(judged, key=lambda each: (each.cost, each.word))[:_KEPT]


def accepted(read: str, lexicon: Lexicon, noise: Noise) -> list[Candidate]:
    """Return words in no list that the spelling dictionary accepts, most probable misreadings first."""
    found: list[Candidate] = []
    queue: list[tuple[float, int, str, Misread]] = [(0.0, 0, "", ())]
    tried = 0
    while queue and tried < _TRIED and len(found) < _FOUND:
        cost, at, word, misread = heappop(queue)
        if at == len(read):
            tried += 1
            if lexicon.accepts(word):
                found.append(Candidate(word, cost + _UNLISTED + _LETTER * len(word), misread))
            continue
        for length in range(1, min(noise.longest, len(read) - at) + 1):
            piece = read[at : at + length]
            for printed, more in noise.printed.get(piece, ((piece, 0.5),) if length == 1 else ()):
                if cost + more <= _FARTHEST:
                    pair = () if printed == piece else ((printed, piece),)
                    heappush(queue, (cost + more, at + length, word + printed, (*misread, *pair)))
    return found


def unmarked(read: str, lexicon: Lexicon, noise: Noise) -> list[Candidate]:
    """Return a common word, and words that it may be a misreading of if a speck added a diacritic to a letter."""
    found = [Candidate(read, -lexicon.log_frequency(read))]
    for at, letter in enumerate(read):
        plain = normalize("NFD", letter)[0]
        word = read[:at] + plain + read[at + 1 :]
        if plain != letter and lexicon.has(word):
            cost = noise.cost(plain, letter) - lexicon.log_frequency(word)
            found.append(Candidate(word, cost, ((plain, letter),)))
    return sorted(found, key=lambda each: (each.cost, each.word))


def without_first(read: str, lexicon: Lexicon, noise: Noise) -> list[Candidate]:
    """Return the words whose first letter was lost at the edge of a page: "erspektiv" is perspektiv."""
    found = (
        replace(each, cost=each.cost + _MISSING_FIRST, misread=(), guessed=True)
        for letter in lexicon.next_letters("")
        for each in candidates(letter + read, lexicon, noise)
        if each.parts == 1 and each.word.startswith(letter)
    )
    return sorted(found, key=lambda each: (each.cost, each.word))[:_KEPT]


def divided(read: str, lexicon: Lexicon) -> list[Candidate]:
    """Return a token as two words with a lost space between them, most probable split only."""
    pairs = ((read[:at], read[at:]) for at in range(1, len(read)))
    both = [
        pair for pair in pairs if min(map(len, pair)) <= _PART and all(_is_familiar(word, lexicon) for word in pair)
    ]
    found = [
        Candidate(f"{one} {other}", _SPACE - lexicon.log_frequency(one) - lexicon.log_frequency(other), guessed=True)
        for one, other in both
    ]
    return sorted(found, key=lambda each: (each.cost, each.word))[:1]


def _is_familiar(word: str, lexicon: Lexicon) -> bool:
    often = lexicon.frequency.get(word, 0.0)
    return often >= (_SHORT_WORD if len(word) < _PART + 1 else _LEAST_PART) and lexicon.accepts(word)


def _judged(each: Candidate, lexicon: Lexicon) -> Candidate:
    if lexicon.accepts(each.word):
        return each
    compound = each.parts > 1
    more = _UNACCEPTED_COMPOUND if compound else _UNACCEPTED
    return Candidate(each.word, each.cost + more, each.misread, each.parts, guessed=each.guessed or compound)


def _next_part(state: _State, rest: int, lexicon: Lexicon) -> _State | None:
    """Return the state for a compound's next word after a complete one, or None."""
    if len(state.part) < _PART or state.parts >= _MOST_PARTS or rest < _PART:
        return None
    # Many first parts have a linking s that they never have alone: försörjnings-svårigheter.
    word = max(state.part, state.part.removesuffix("s"), key=lambda each: lexicon.frequency.get(each, 0.0))
    if lexicon.frequency.get(word, 0.0) < _LEAST_PART or len(word) < _PART:
        return None
    cost = state.cost - _OF_PART * lexicon.log_frequency(word) + (_JOINT if state.done else _FIRST_JOINT)
    return _State(cost, state.done + state.part, "", state.parts + 1, state.misread, state.free)


def _steps(state: _State, read: str, at: int, lexicon: Lexicon, noise: Noise) -> Iterator[tuple[int, _State]]:
    for length in range(1, min(noise.longest, len(read) - at) + 1):
        piece = read[at : at + length]
        for printed, cost in noise.printed.get(piece, ()):
            if after := _step(state, piece, printed, cost, lexicon):
                yield length, after
    piece = read[at]
    if piece not in noise.printed and (after := _step(state, piece, piece, 0.5, lexicon)):
        yield 1, after
    if state.free and at < len(read) - 2:
        yield from ((1, after) for after in _guesses(state._replace(free=0), piece, lexicon))
    for printed, cost in noise.printed.get("", ()):
        lost = _step(state, "", printed, cost, lexicon)
        if lost and (after := _step(lost, piece, piece, noise.least(piece), lexicon)):
            yield 1, after


def _guesses(state: _State, piece: str, lexicon: Lexicon) -> Iterator[_State]:
    for printed in lexicon.next_letters(state.part):
        if printed != piece:
            for letters, cost in ((printed, _OTHER), (printed + piece, _MISSING)):
                if after := _step(state, piece, letters, cost, lexicon):
                    yield after
    yield state._replace(cost=state.cost + _EXTRA, misread=(*state.misread, ("", piece)))


def _step(state: _State, piece: str, printed: str, cost: float, lexicon: Lexicon) -> _State | None:
    """Return the state after a printed piece; None if no word continues like that."""
    part = state.part
    for character in printed:
        # A linking s continues to the next word of a compound.
        if character not in lexicon.next_letters(part) and not (
            character == "s" and lexicon.frequency.get(part, 0.0) >= _LEAST_PART
        ):
            return None
        part += character
    misread = state.misread if piece == printed else (*state.misread, (printed, piece))
    return _State(state.cost + cost, state.done, part, state.parts, misread, state.free)
