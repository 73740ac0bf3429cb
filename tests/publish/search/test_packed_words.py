"""The words of an index are changed as bytes: what comes out is what Pagefind would have read and written."""

from random import Random

import pytest

from publisher.publish.search.packed_words import Postings, Word, packed, repacked

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
    pages = {number: some(random) for number in random.sample(range(70_000), random.choice((1, 22, 23, 24, 25, 256)))}
    gone = {*random.sample(sorted(pages), random.randrange(min(3, len(pages)))), 70_001}
    new = {number: some(random) for number in [*gone][: random.randrange(3)]}
    left = {number: held for number, held in pages.items() if number not in gone} | new
    found = repacked(packed("ångbåt", Word(postings(pages))), gone, [[number, *held] for number, held in new.items()])
    assert found == packed("ångbåt", Word(postings(left)))


def test_a_word_with_accented_forms_and_one_of_which_nothing_is_left_are_not_changed_as_bytes() -> None:
    held = postings({3: ([1], [])})
    assert repacked(packed("ide", Word(held, {"idé": held})), {3}, []) is None
    assert repacked(packed("ide", Word(held)), {3}, []) is None
    assert repacked(packed("ide", Word(held)), {3}, [[4, [2], []]]) == packed("ide", Word(postings({4: ([2], [])})))
