"""An example says that it is one, under every title and on every cover, whatever else its note says."""

import pytest

from publisher.language import Language
from publisher.model.settings import PublicationSettings
from publisher.render.example_mark import note_words


@pytest.mark.parametrize(
    ("example", "note", "words"),
    [
        (True, None, "Det här är ett exempel."),
        (True, "Remissversion.", "Exempel: Remissversion."),
        (True, "Påhittat exempel.", "Påhittat exempel."),
        (False, "Remissversion.", "Remissversion."),
        (False, None, ""),
    ],
)
def test_the_note_of_an_example(example: bool, note: str | None, words: str) -> None:  # noqa: FBT001
    settings = PublicationSettings.model_validate(
        {"organisation": {"name": "Ekbacka"}, "example": example} | ({"note": note} if note else {})
    )
    assert note_words(settings, Language("sv")) == words
