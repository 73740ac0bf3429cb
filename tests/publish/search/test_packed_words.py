"""The words of an index are changed as bytes: what comes out is what Pagefind would have read and written."""

from random import Random

import pytest

from publisher.publish.search.packed_words import PackedWord, Postings, Word, packed, repacked

# Around the lengths at which CBOR's numbers and lists get another byte.
NUMBERS = (0, 1, 23, 24, 255, 256, 65_535, 65_536, 70_000)
LENGTHS = (0, 1, 23, 24, 255, 256)


def postings(pages: dict[int, tuple[list[int], list[int]]]) -> Postings:
    """Return postings by the numbers of pages as the index has them: each as the difference from the one before."""
    numbers = sorted(pages)
    return [[at - last, *pages[at]] for last, at in zip([0, *numbers], numbers, strict=False)]


def some(random: Random) -> tuple[list[int], list[int]]:
    within = [random.choice(NUMBERS) for _ in range(random.choice(LENGTHS))]
    return within, [random.choice((-24, -25, -3, 5)) for _ in range(random.randrange(3))]


@pytest.mark.parametrize("seed", range(20))
def test_postings_are_replaced_as_if_all_had_been_written_anew(seed: int) -> None:
    random = Random(seed)
    counts = (1, 22, 23, 24, 25, 256)
    forms = ["", *random.sample(("ångbåt", "Ångbåt", "à" * 30, "\U00010003", "b" * 300), random.randrange(4))]
    pages = {
        form: {number: some(random) for number in random.sample(range(70_000), random.choice(counts))} for form in forms
    }
    every = sorted({number for own in pages.values() for number in own})
    gone = {*random.sample(every, random.randrange(min(3, len(every)))), 70_001}
    new = {
        form: {number: some(random) for number in [*gone][: random.randrange(3)]}
        for form in random.sample([*forms, "ny"], random.randrange(len(forms) + 1))
    }
    left = {
        form: {number: held for number, held in pages.get(form, {}).items() if number not in gone} | new.get(form, {})
        for form in [*forms, "ny"]
    }
    rows = {form: [[number, *held] for number, held in own.items()] for form, own in new.items()}
    found = repacked(as_packed(pages), gone, Word(rows.pop("", []), rows))
    assert found == as_packed(left)


def as_packed(pages: dict[str, dict[int, tuple[list[int], list[int]]]]) -> PackedWord:
    """Return a word with postings by form, as it is written anew."""
    found = {form: postings(own) for form, own in pages.items() if own}
    return packed("ångbåt", Word(found.pop("", []), found))


def test_a_word_of_which_nothing_is_left_is_not_changed_as_bytes() -> None:
    held = postings({3: ([1], [])})
    assert repacked(packed("ide", Word(held)), {3}, Word()) is None
    assert repacked(packed("ide", Word(held, {"idé": held})), {3}, Word()) is None
    assert repacked(packed("ide", Word(held)), {3}, Word([[4, [2], []]])) == packed(
        "ide", Word(postings({4: ([2], [])}))
    )
