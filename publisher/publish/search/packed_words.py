"""The words of an index as separate byte strings, so that words that are on no changed page are copied unparsed.

Chunks of the index are such words in sequence. They are cached on this machine by the digest of the list of all chunks,
so a cache entry always belongs to the existing index, or is not found.
"""

import pickle
import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, islice
from operator import itemgetter
from typing import Any, Final, NamedTuple, TypeAlias

import cbor2

from publisher.own_cache import DiskCache, cache_folder

# A page's number as the difference from the previous page's, the word's positions in its text, and those in its
# metadata.
Posting: TypeAlias = list[Any]
Postings: TypeAlias = list[Posting]

# The number of languages of sites whose words are cached, and bytes for one: more take longer to read than they save.
_MOST: Final = 20
_LARGEST: Final = 100_000_000
# The first byte of a CBOR array of fewer than 24 elements, and those before a longer one's length in one, two and four
# bytes.
_ARRAY: Final = 0x80
_LONGER: Final = ((1, 0x98), (2, 0x99), (4, 0x9A))
_SHORT: Final = 24
# In CBOR the first byte separates numbers from lists, and how many bytes belong to it. A posting is a list of three.
_NUMBER: Final = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39]..|[\x1a\x3a].{4})"
_LIST: Final = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a.{4})"
_POSTING: Final = re.compile(rb"\x83(%b)(%b%b*%b%b*)" % (_NUMBER, _LIST, _NUMBER, _LIST, _NUMBER), re.DOTALL)
_NOTHING: Final = cbor2.dumps([])
# The beginnings of arrays of two and three.
_PAIR: Final = b"\x82"
_POSTED: Final = b"\x83"
# The bits of a first byte with the length.
_INFORMATION: Final = 0x1F


@dataclass(slots=True)
class Word:
    """The positions of one word, and those of its accented forms (é for e) by form."""

    postings: Postings = field(default_factory=list)
    forms: dict[str, Postings] = field(default_factory=dict)


class PackedWord(NamedTuple):
    """A word, its bytes in the index, and the number of its positions."""

    word: str
    content: bytes
    places: int


def packed(word: str, known: Word) -> PackedWord:
    """Return a word as its bytes in the index."""
    content = cbor2.dumps([word, known.postings, [*map(list, sorted(known.forms.items()))]])
    return PackedWord(word, content, sum(len(posting[1]) + 1 for posting in known.postings))


def unpacked(it: PackedWord) -> Word:
    """Return the positions of a word, from its bytes."""
    _, postings, forms = cbor2.loads(it.content)
    return Word(postings, dict(forms))


def repacked(it: PackedWord, gone: Collection[int], new: Word) -> PackedWord | None:
    """Return a word without its postings on the pages `gone` and with those of `new`, which have the numbers of pages.

    All other postings are copied unparsed. None if nothing would be left.
    """
    start = len(cbor2.dumps(it.word)) + 1
    postings, places, at = _changed(it.content, start, gone, new.postings)
    forms = dict(_changed_forms(it.content, at, gone, new.forms))
    left = [(form, each) for form, each in sorted(forms.items()) if each != _NOTHING]
    if postings == _NOTHING and not left:
        return None
    further = b"".join(_PAIR + cbor2.dumps(form) + each for form, each in left)
    return PackedWord(it.word, it.content[:start] + postings + _head(len(left)) + further, it.places + places)


def _changed(content: bytes, at: int, gone: Collection[int], new: Sequence[Posting]) -> tuple[bytes, int, int]:
    """Return the changed array of the postings that begins there, by how many positions it grew, and where it ended."""
    count, at = _length(content, at)
    found, end = _POSTING.findall(content, at), len(content) - 1
    if len(found) != count:
        # The postings of forms follow.
        matches = [*islice(_POSTING.finditer(content, at), count)]
        found, end = [match.groups() for match in matches], matches[-1].end() if matches else at
    # Common words have thousands: what runs for each of them is no code of Python's own.
    numbers = [*accumulate(map(_number, map(itemgetter(0), found)))]
    places = {number: place for number in gone if (place := _place(numbers, number)) is not None}
    grown = sum(len(within) + 1 for _, within, _ in new) - sum(_places(found[place][1]) for place in places.values())
    come = {number: cbor2.dumps(within) + cbor2.dumps(said) for number, within, said in new}
    if places.keys() == come.keys():
        # No number of a page differs from the one before it in another way.
        parts, last = [], 0
        for number, place in sorted(places.items()):
            parts += [_joined(found[last:place]), _POSTED, found[place][0], come[number]]
            last = place + 1
        return _head(count) + b"".join(parts) + _joined(found[last:]), grown, end
    rows = {at: rest for at, (_, rest) in zip(numbers, found, strict=True) if at not in places} | come
    return _array(rows), grown, end


def _joined(found: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return postings in a row, each from the bytes of its step and its rest."""
    return _POSTED + _POSTED.join(map(b"".join, found)) if found else b""


def _place(numbers: Sequence[int], number: int) -> int | None:
    """Return where a number is among others in order, or None."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else None


def _changed_forms(
    content: bytes, at: int, gone: Collection[int], new: Mapping[str, Sequence[Posting]]
) -> Iterator[tuple[str, bytes]]:
    """Yield the forms of a word, from where their array begins, and new ones, each with its changed postings."""
    count, at = _length(content, at)
    left = {**new}
    for _ in range(count):
        size, at = _length(content, at + len(_PAIR))
        form = content[at : at + size].decode()
        postings, _, at = _changed(content, at + size, gone, left.pop(form, ()))
        yield form, postings
    for form, further in left.items():
        yield form, _changed(_NOTHING, 0, (), further)[0]


def _array(rows: Mapping[int, bytes]) -> bytes:
    """Return postings, by the number of the page, as the index has them."""
    numbers = sorted(rows)
    steps = (at - last for last, at in zip([0, *numbers], numbers, strict=False))
    return _head(len(rows)) + b"".join(
        _POSTED + _step(step) + rows[at] for step, at in zip(steps, numbers, strict=True)
    )


def _length(content: bytes, at: int) -> tuple[int, int]:
    """Return the length of the array or text that begins there, and where its content does."""
    short = content[at] & _INFORMATION
    if short < _SHORT:
        return short, at + 1
    size = 1 << (short - _SHORT)
    return int.from_bytes(content[at + 1 : at + 1 + size], "big"), at + 1 + size


@cache
def _number(content: bytes) -> int:
    return int(cbor2.loads(content))


@cache
def _step(number: int) -> bytes:
    return cbor2.dumps(number)


def _places(rest: bytes) -> int:
    """Return the number of positions of a posting, from its bytes without those of its page."""
    within, _ = cbor2.loads(_PAIR + rest)
    return len(within) + 1


def as_array(words: Sequence[PackedWord]) -> bytes:
    """Return a chunk's only element: the array of its words, encoded as CBOR."""
    return _head(1) + _head(len(words)) + b"".join(it.content for it in words)


def _head(count: int) -> bytes:
    """Return the beginning of a CBOR array with so many elements."""
    if count < _SHORT:
        return bytes([_ARRAY | count])
    size, mark = next(each for each in _LONGER if count < 1 << (8 * each[0]))
    return bytes([mark]) + count.to_bytes(size, "big")


def keep_words(digest: str, words: Iterable[PackedWord]) -> None:
    """Cache the words of an index whose list of chunks has this digest."""
    rows = [(it.word, it.content, it.places) for it in words]
    if sum(len(content) for _, content, _ in rows) < _LARGEST:
        _cache().put(digest, pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))


def kept_words(digest: str) -> list[PackedWord] | None:
    """Return the cached words of an index, or None."""
    content = _cache().get(digest)
    with suppress(Exception):  # what cannot be loaded counts as missing
        return [PackedWord(*row) for row in pickle.loads(content)] if content else None
    return None


def _cache() -> DiskCache:
    return DiskCache(cache_folder("index-words"), _MOST)
