"""Merging indexes: adds new pages to the existing index, in the order of the pages' URLs."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import Final, TypeAlias

from publisher.publish.search.index_format import FIELDS, LanguageIndex
from publisher.publish.search.packed_words import PackedWord, Posting, Postings, Word, packed, repacked, unpacked

# The new number of a page by its old one; removed pages have none.
Numbers: TypeAlias = Mapping[int, int]
_NOTHING: Final = Word()


def joined(
    before: LanguageIndex,
    paths: Sequence[str],
    gone: Collection[str],
    new: LanguageIndex,
    fresh: Sequence[str],
    was: tuple[LanguageIndex, Sequence[str]] | None = None,
) -> tuple[LanguageIndex, list[str]]:
    """Return an index without the pages that are `gone` and with the new ones, and the paths of its pages in order.

    `paths` are those of the existing pages, `fresh` those of the new ones, both by number; `was` is an index of the
    removed pages alone, with their paths, if known. Words are merged lazily.
    """
    held = {path: page for path, page in zip(paths, before.pages, strict=True) if path not in gone}
    held |= dict(zip(fresh, new.pages, strict=True))
    order = sorted(held)
    number = {path: at for at, path in enumerate(order)}
    old = {at: number[path] for at, path in enumerate(paths) if path not in gone}
    added = {at: number[path] for at, path in enumerate(fresh)}
    fields = [*FIELDS, *sorted({*before.fields, *new.fields}.difference(FIELDS))]
    same = all(at == to for at, to in old.items())
    numbered = _with_fields(new, fields)
    filters = _filters(before, old, new, added)
    if before.packed is not None and was is not None and order == [*paths] and [*before.fields] == fields:
        # If no page changes its number, only words with different positions on changed pages differ.
        left = {at: number[path] for at, path in enumerate(was[1])}
        differing = _differing(dict(_with_fields(was[0], fields)), left, dict(numbered), added)
        index = LanguageIndex(new.wasm or before.wasm, [held[path] for path in order], filters=filters, fields=fields)
        index.packed = _patched(before.packed, differing, old, added, {*range(len(paths))} - old.keys())
        index.sorts = [[name, [added[at] for at in numbers]] for name, numbers in new.sorts]
        return index, order
    words = _words(before.words, numbered, None if same and len(old) == len(paths) else old, added)
    sorts = [[name, [added[at] for at in numbers]] for name, numbers in new.sorts]
    pages = [held[path] for path in order]
    return LanguageIndex(new.wasm or before.wasm, pages, words, None, filters, sorts, fields), order


def _differing(was: Mapping[str, Word], left: Numbers, new: Mapping[str, Word], added: Numbers) -> dict[str, Word]:
    """Return the words whose positions on pages have changed, as the new pages have them."""
    return {
        word: new.get(word, _NOTHING)
        for word in {**was, **new}
        if _spread(was.get(word, _NOTHING), left) != _spread(new.get(word, _NOTHING), added)
    }


def _spread(word: Word, numbers: Numbers) -> dict[str, Postings]:
    """Return the positions of a word and its forms, by the current numbers of pages."""
    every = {"": word.postings, **word.forms}
    found = {form: sorted(_numbered(postings, numbers), key=itemgetter(0)) for form, postings in every.items()}
    return {form: places for form, places in found.items() if places}


def _patched(
    before: Iterable[PackedWord], new: Mapping[str, Word], old: Numbers, added: Numbers, gone: Collection[int]
) -> Iterator[PackedWord]:
    """Yield the existing and new words, in order; words not on new pages are passed on unchanged."""
    held = {it.word: it for it in before if it.word in new}
    spliced = {word: it for word, each in held.items() if (it := repacked(each, gone, _with_numbers(new[word], added)))}
    parsed = ((word, unpacked(it)) for word, it in held.items() if word not in spliced)
    further = sorted(((word, it) for word, it in new.items() if word not in spliced), key=itemgetter(0))
    changed = (packed(word, known) for word, known in _words(parsed, further, old, added))
    # All are in order, which sorting makes use of, and takes less time than merging them one by one.
    yield from sorted([*(it for it in before if it.word not in new), *spliced.values(), *changed], key=itemgetter(0))


def _words(
    before: Iterable[tuple[str, Word]], new: Iterable[tuple[str, Word]], old: Numbers | None, added: Numbers
) -> Iterator[tuple[str, Word]]:
    """Yield the words of both, in order."""
    rows = merge(((word, 0, it) for word, it in before), ((word, 1, it) for word, it in new), key=itemgetter(0, 1))
    for word, found in groupby(rows, key=itemgetter(0)):
        each = {at: it for _, at, it in found}
        one, other = each.get(0, _NOTHING), each.get(1, _NOTHING)
        if old is None and other is _NOTHING:
            yield word, one
            continue
        postings = _postings(one.postings, other.postings, old, added)
        forms = {
            form: places
            for form in {**one.forms, **other.forms}
            if (places := _postings(one.forms.get(form, []), other.forms.get(form, []), old, added))
        }
        if postings or forms:
            yield word, Word(postings, forms)


def _postings(before: Postings, new: Postings, old: Numbers | None, added: Numbers) -> Postings:
    """Return the positions of a word, with the current numbers of pages."""
    rows = [*_numbered(before, old), *_numbered(new, added)]
    if new:
        rows.sort(key=itemgetter(0))
    last = 0
    for row in rows:
        row[0], last = row[0] - last, row[0]
    return rows


def _numbered(postings: Postings, numbers: Numbers | None) -> Iterator[Posting]:
    number = 0
    for step, places, said in postings:
        number += step
        if numbers is None:
            yield [number, places, said]
        elif number in numbers:
            yield [numbers[number], places, said]


def _with_numbers(word: Word, numbers: Numbers) -> Word:
    """Return a word's positions with the current numbers of pages, not their differences."""
    forms = {form: [*_numbered(postings, numbers)] for form, postings in word.forms.items()}
    return Word([*_numbered(word.postings, numbers)], forms)


def _with_fields(index: LanguageIndex, fields: Sequence[str]) -> Iterator[tuple[str, Word]]:
    """Yield words with the negative numbers that all indexes use for metadata fields."""
    number = {-(at + 1): -(fields.index(name) + 1) for at, name in enumerate(index.fields)}
    same = all(at == to for at, to in number.items())
    for word, known in index.words:
        for postings in () if same else (known.postings, *known.forms.values()):
            for posting in postings:
                posting[2] = [number.get(each, each) for each in posting[2]]
        yield word, known


def _filters(
    before: LanguageIndex, old: Numbers, new: LanguageIndex, added: Numbers
) -> dict[str, dict[str, list[int]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for index, numbers in ((before, old), (new, added)):
        for name, values in index.filters.items():
            for value, pages in values.items():
                if kept := [numbers[at] for at in pages if at in numbers]:
                    of_value = found.setdefault(name, {}).setdefault(value, [])
                    of_value += kept
                    of_value.sort()
    return found
