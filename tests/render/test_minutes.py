"""Where a decision stands in the minutes: the words of each country, and a sign that is that of the publication."""

import pytest

from publisher.language import Language
from publisher.model.parts import Decision
from publisher.render.document_words import in_minutes


@pytest.mark.parametrize(
    ("paragraph", "language", "own", "words"),
    [
        ("45", "sv", "sv", "§ 45"),
        ("§ 45", "sv", "sv", "§ 45"),
        ("45", "fi", "fi", "§ 45"),
        ("112/23", "nb", "nb", "sak 112/23"),
        ("sak 112/23", "nb", "nb", "sak 112/23"),
        ("5", "da", "da", "pkt. 5"),
        ("5", "de", "de", "TOP 5"),
        ("12", "en", "en", "minute 12"),
        # In a translation a sign is that of the minutes; words are those of the reader.
        ("45", "en", "sv", "§ 45"),
        ("112/23", "en", "nb", "minute 112/23"),
        ("KS § 45", "sv", "sv", "KS § 45"),
    ],
)
def test_a_decision_in_the_minutes(paragraph: str, language: str, own: str, words: str) -> None:
    decision = Decision.model_validate({"body": "styrelsen", "paragraph": paragraph})
    assert in_minutes(decision, Language(language), own) == words


def test_without_a_number_nothing_is_said() -> None:
    assert in_minutes(Decision(body="styrelsen"), Language("sv"), "sv") == ""
