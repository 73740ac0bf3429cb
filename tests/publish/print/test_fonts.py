"""What a check takes for printable is what the fonts of print have."""

from publisher.commonmark.printable import RANGES, unprintable
from publisher.publish.print.typeset import letters


def test_the_characters_of_the_check_are_those_of_the_fonts() -> None:
    ends = [[int(end, 16) for end in each.split("-")] for each in RANGES.split()]
    listed = {number for each in ends for number in range(each[0], each[-1] + 1)}
    spaces = {number for number in listed if chr(number).isspace()}
    assert listed - spaces == letters() - spaces


def test_the_writing_of_the_north_and_of_its_newcomers_is_printed() -> None:
    text = "Åse läser – \u201dšđŋŧž\u201d, ǥǧǩʒǯ, þð, ĝĉ, Ελληνικά, Кириллица, العربية, עברית, Tiếng Việt"
    assert not list(unprintable(f"{text}, ☐ ☑ ✓ → ≤ ½ € № • \u2011"))


def test_a_run_is_told_once() -> None:
    text = "Bra 😀 👨\u200d👩\u200d👧 jobbat ★"
    assert list(unprintable(text)) == [(4, "😀 👨\u200d👩\u200d👧"), (text.index("★"), "★")]
