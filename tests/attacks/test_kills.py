"""Some moments at which a command is killed or its disk is full; `python -m tests.kills` tries hundreds."""

import pytest

from tests.kills import series


@pytest.mark.parametrize("command", ["lock"])
def test_what_was_there_stands_and_the_next_one_does_right(command: str) -> None:
    tried = dict(series(command, 2, 1))
    assert len(tried) >= 4
    assert {what: found for what, found in tried.items() if found} == {}
