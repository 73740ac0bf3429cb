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
    assert not list(unprintable(f"{text}, ትግርኛ, ქართული, Հայերեն, हिन्दी, ไทย, ☐ ☑ ✓ → ≤ ½ € № • \u2011"))


def test_emoji_and_common_symbols_are_printed() -> None:
    text = "😀 👨\u200d👩\u200d👧 👍🏽 ✅ ❌ ⚠\ufe0f ☀ ♻ 1\ufe0f\u20e3 🇸🇪 ❤\ufe0f ☎ ✉ ⏰ ⬆ ➡ ① ⓘ ⚖ ℃ ♥"
    assert not list(unprintable(text))


def test_a_run_is_reported_once() -> None:
    text = "Bra 中日 文 jobbat ★"
    assert list(unprintable(text)) == [(4, "中日 文"), (text.index("★"), "★")]
