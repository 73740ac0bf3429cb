"""The words of an index as separate byte strings, so that words that are on no changed page are copied unparsed.

Chunks of the index are such words in sequence. They are cached on this machine by the digest of the list of all chunks,
so a cache entry always belongs to the existing index, or is not found.
"""

import pickle
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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


def as_array(words: Sequence[PackedWord]) -> bytes:
    """Return a chunk's only element: the array of its words, encoded as CBOR."""
    count, head = len(words), bytes([_ARRAY | 1])
    if count < _SHORT:
        start = bytes([_ARRAY | count])
    else:
        size, mark = next(each for each in _LONGER if count < 1 << (8 * each[0]))
        start = bytes([mark]) + count.to_bytes(size, "big")
    return head + start + b"".join(it.content for it in words)


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
