"""How a file is written may change without a new day for its text; a word, a value or the words of code may not."""

import pytest

from publisher.read.same_text import says_the_same

TEXT = '---\nid: a\ntitle: Ett ord  till\nserves: ["1.10"]\n---\n\nText och `a  b`.\n'


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("title: Ett", "title:   Ett", True),
        ('["1.10"]', '[ "1.10" ]', True),
        ("id: a\n", "id: a  # ett id\n", True),
        ("id: a\ntitle: Ett ord  till\n", "title: Ett ord  till\nid: a\n", True),
        ("`.\n", "`.  \n\n\n", True),
        ("id: a\n", "id: a\ntranslated_from: 0123456789ab\n", True),
        ("ord  till", "ord till", False),
        ("`a  b`", "`a b`", False),
        ("id: a", "id: b", False),
        ("Text och", "Text  och", False),
    ],
)
def test_a_change_of_white_space_gives_a_text_no_new_day(old: str, new: str, same: bool) -> None:  # noqa: FBT001
    assert TEXT.count(old) == 1
    changed = TEXT.replace(old, new)
    assert says_the_same("docs/a.md", TEXT.encode(), changed.encode()) is same
    assert says_the_same("docs/a.md", changed.encode(), TEXT.encode()) is same


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (('["1.10"]', '["1.2"]'), True),
        (('["1.10"]', '["1.3"]'), False),
        # A longer id, and words that begin or end alike, are others.
        (('["1.10"]', '["1.10.1"]'), False),
        (("Text och", "Texten och"), False),
    ],
)
def test_a_new_name_of_what_is_referred_to_is_no_change(new: tuple[str, str], same: bool) -> None:  # noqa: FBT001
    after = TEXT.replace(*new).encode()
    assert says_the_same("docs/a.md", TEXT.encode(), after, {"1.10": "1.2", "Tex": "Texten"}) is same
    assert not says_the_same("docs/a.md", TEXT.encode(), after)
