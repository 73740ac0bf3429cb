"""Of references that go in circles, those are reported without which none is left."""

from collections.abc import Sequence

import pytest

from publisher.link.rules.targets import closing_circles


@pytest.mark.parametrize(
    ("references", "closing"),
    [
        (["ab", "bc"], set()),
        (["aa"], {"aa"}),
        (["ab", "ba"], {"ab"}),
        (["ca", "ab", "bc", "da"], {"ca"}),
        # Two circles with a member in common are two causes.
        (["ab", "ba", "bc", "cb"], {"ab", "bc"}),
        # Two circles that one reference closes are one.
        (["ab", "bc", "bd", "ca", "da"], {"ab"}),
        # The same twice, and two ways that are no circle.
        (["ab", "ab", "ac", "bd", "cd"], set()),
    ],
)
def test_of_each_circle_the_first_reference_is_reported(references: Sequence[str], closing: set[str]) -> None:
    found = closing_circles((each[0], each[1]) for each in references)
    assert found == {(each[0], each[1]) for each in closing}
