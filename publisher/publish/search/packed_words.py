"""The words of an index as bytes, each by itself: so that words which no changed page has are passed on as they are.

Pieces of the index hold nothing but such words behind each other. They are kept on this machine by the digest of the
list that names all pieces, so what is kept belongs to what stands, or is not found.
"""

import pickle
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple, TypeAlias

import cbor2

from publisher.own_cache import DiskCache, cache_folder

# A page's number less that of the page before it, where the word stands in its text, and where in what is said of it.
Posting: TypeAlias = list[Any]
Postings: TypeAlias = list[Posting]

# Languages of sites of which the words are kept, and how many bytes of one: more take longer to read than they spare.
_MOST: Final = 20
_LARGEST: Final = 100_000_000
# The first byte of a CBOR array of fewer than 24, and those before a longer one's length in one, two and four bytes.
_ARRAY: Final = 0x80
_LONGER: Final = ((1, 0x98), (2, 0x99), (4, 0x9A))
_SHORT: Final = 24


@dataclass(slots=True)
class Word:
    """Where one word stands, and by its forms with other letters (é for e) where these stand."""

    postings: Postings = field(default_factory=list)
    forms: dict[str, Postings] = field(default_factory=dict)


class PackedWord(NamedTuple):
    """A word, the bytes that it is in the index, and in how many places it stands."""

    word: str
    content: bytes
    places: int


def packed(word: str, known: Word) -> PackedWord:
    """Return a word as the bytes that it is in the index."""
    content = cbor2.dumps([word, known.postings, [*map(list, sorted(known.forms.items()))]])
    return PackedWord(word, content, sum(len(posting[1]) + 1 for posting in known.postings))


def unpacked(it: PackedWord) -> Word:
    """Return where a word stands, from its bytes."""
    _, postings, forms = cbor2.loads(it.content)
    return Word(postings, dict(forms))


def as_array(words: Sequence[PackedWord]) -> bytes:
    """Return a piece's only element: the array of its words, as CBOR writes it."""
    count, head = len(words), bytes([_ARRAY | 1])
    if count < _SHORT:
        start = bytes([_ARRAY | count])
    else:
        size, mark = next(each for each in _LONGER if count < 1 << (8 * each[0]))
        start = bytes([mark]) + count.to_bytes(size, "big")
    return head + start + b"".join(it.content for it in words)


def keep_words(digest: str, words: Iterable[PackedWord]) -> None:
    """Keep the words of an index whose list of pieces has this digest."""
    rows = [(it.word, it.content, it.places) for it in words]
    if sum(len(content) for _, content, _ in rows) < _LARGEST:
        _kept().put(digest, pickle.dumps(rows, pickle.HIGHEST_PROTOCOL))


def kept_words(digest: str) -> list[PackedWord] | None:
    """Return the words that are kept of an index; None where they are not."""
    content = _kept().get(digest)
    with suppress(Exception):  # what cannot be read back is as if it were not there
        return [PackedWord(*row) for row in pickle.loads(content)] if content else None
    return None


def _kept() -> DiskCache:
    return DiskCache(cache_folder("index-words"), _MOST)
