"""Pagefind's index as values: parsed from Pagefind's files, and written so that the same pages give the same bytes.

Its chunks are gzipped CBOR after a magic word, and are named by their content: a list of them (`pf_meta`) refers to
pages, words and filters, and `pagefind-entry.json` to the list of each language. cbor2 reads and writes the standard
(RFC 8949). Pagefind itself numbers pages in arbitrary order and writes filters in varying order.
"""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any, Final

import cbor2

from publisher.publish.search.packed_words import PackedWord, Word, as_array, keep_words, kept_words, packed

_MARK: Final = b"pagefind_dcd"
_ENTRY: Final = "pagefind-entry.json"
# A chunk of the index ends after this many positions, as in Pagefind: a search fetches one for each word.
_PLACES: Final = 20_000
# Fast, and nearly as small: a tenth larger in a third of the time.
_LEVEL: Final = 4
# Metadata fields, in the order of their numbers, which do not depend on the pages.
FIELDS: Final = ("answer", "image", "image_alt", "name", "name_parts", "parts", "section", "title")


@dataclass(slots=True)
class LanguageIndex:
    """The index of the pages in one language: a page is its fragment file and its number of words.

    `words` are in order and can be iterated once: all at once would take hundreds of megabytes for a large site. If
    their encoded bytes are known, they are `packed`.
    """

    wasm: str | None
    pages: list[tuple[str, int]] = field(default_factory=list)
    words: Iterable[tuple[str, Word]] = ()
    packed: Iterable[PackedWord] | None = None
    filters: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    sorts: list[Any] = field(default_factory=list)
    fields: Sequence[str] = FIELDS


def read_index(folder: Path) -> dict[str, LanguageIndex]:
    """Return the index in `folder`, by language."""
    entry = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
    return {code: _read(folder, about["hash"], about.get("wasm")) for code, about in entry["languages"].items()}


def _read(folder: Path, digest: str, wasm: str | None) -> LanguageIndex:
    _, pages, chunks, filters, sorts, fields = _piece(folder / f"pagefind.{digest}.pf_meta")
    index = LanguageIndex(wasm, [(name, count) for name, count in pages], sorts=sorts, fields=fields)
    index.packed = kept_words(digest)
    index.words = _words(folder, [name for _, _, name in chunks])
    for _, name in filters:
        title, values = _piece(folder / "filter" / f"{name}.pf_filter")
        index.filters[title] = dict(values)
    return index


def _words(folder: Path, names: Iterable[str]) -> Iterator[tuple[str, Word]]:
    for name in names:
        for word, postings, forms in _piece(folder / "index" / f"{name}.pf_index")[0]:
            yield word, Word(postings, dict(forms))


def page_address(folder: Path, name: str) -> str:
    """Return the URL of a page by its fragment file."""
    content = gzip.decompress((folder / "fragment" / f"{name}.pf_fragment").read_bytes())
    return str(json.loads(content.removeprefix(_MARK))["url"])


def write_index(folder: Path, indexes: dict[str, LanguageIndex], last: Path | None = None) -> None:
    """Write the index into `folder`, where Pagefind's program and the fragments are already.

    Chunks that are unchanged from the index in `last` are taken from there.
    """
    path = folder / _ENTRY
    entry = json.loads(path.read_text(encoding="utf-8"))
    version, languages = entry["version"], {}
    for code, index in sorted(indexes.items()):
        digest = _write(folder, code, version, index, last)
        languages[code] = {"hash": digest, "wasm": index.wasm, "page_count": len(index.pages)}
    entry["languages"] = languages
    path.write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _write(folder: Path, code: str, version: str, index: LanguageIndex, last: Path | None) -> str:
    """Write the index of one language, and return the hash in the name of its list."""
    listed, every = [], list[PackedWord]()
    for chunk in _chunks(index.packed or (packed(word, known) for word, known in index.words)):
        listed.append([chunk[0].word, chunk[-1].word, _put(folder, "index/{}.pf_index", code, as_array(chunk), last)])
        every += chunk
    for before, after in pairwise(listed):
        before[1], after[0] = _distinct_beginnings(before[1], after[0])
    filters = [
        [name, _put(folder, "filter/{}.pf_filter", code, cbor2.dumps([name, [*map(list, sorted(values.items()))]]))]
        for name, values in sorted(index.filters.items())
    ]
    pages = [[name, count] for name, count in index.pages]
    content = cbor2.dumps([version, pages, listed, filters, index.sorts, [*index.fields]])
    digest = _put(folder, "pagefind.{}.pf_meta", code, content)
    keep_words(digest, every)
    return digest


def _chunks(words: Iterable[PackedWord]) -> Iterator[list[PackedWord]]:
    """Yield the words, grouped by chunks of the index."""
    chunk: list[PackedWord] = []
    size = 0
    for each in words:
        chunk.append(each)
        size += each.places
        if size >= _PLACES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _distinct_beginnings(before: str, after: str) -> tuple[str, str]:
    """Return the shortest distinct prefixes of the last word of a chunk and the first word of the next."""
    shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))
    return before[: shared + 1], after[: shared + 1]


def _piece(path: Path) -> list[Any]:
    content: list[Any] = cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
    return content


def _put(folder: Path, name: str, code: str, content: bytes, last: Path | None = None) -> str:
    """Write a chunk under a name with the digest of its content, and return that digest."""
    written = _MARK + content
    digest = f"{code}_{sha256(written).hexdigest()[:10]}"
    path = folder / name.format(digest)
    path.parent.mkdir(exist_ok=True)
    stands = last / name.format(digest) if last else path
    if stands.is_file():
        path.write_bytes(stands.read_bytes())
    else:
        path.write_bytes(gzip.compress(written, _LEVEL, mtime=0))
    return digest


def moved_fragment(made: Path, folder: Path, code: str, name: str) -> str:
    """Move a page's fragment into `folder`, under a name that depends on its content alone, and return the name.

    Pagefind lengthens its names on collisions, depending on which page came first.
    """
    path = made / "fragment" / f"{name}.pf_fragment"
    digest = f"{code}_{sha256(path.read_bytes()).hexdigest()[:12]}"
    (folder / "fragment").mkdir(exist_ok=True)
    path.replace(folder / "fragment" / f"{digest}.pf_fragment")
    return digest
