"""Which sentences with modal verbs commit somebody: main clauses, and no clauses of aims, conditions and questions."""

import pytest

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceLine
from publisher.importing.prose.commitments import commitments
from publisher.importing.prose.steering_words import words_of


def found(language: str, text: str) -> list[tuple[str, str, bool]]:
    """Return the modality of each commitment of a paragraph, a verb of its own, and whether it is asked about."""
    block = SourceBlock(BlockSort.PARAGRAPH, text, (SourceLine(Origin(line=1), text),))
    every = commitments([block], words_of(language))
    return [(each.modality.value, each.verb, bool(each.doubts)) for each in every]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Vi behöver hjälpas åt för att det ska gå."),
        ("sv", "Vi arbetar för att alla barn ska må bra."),
        ("sv", "Om kommunen ska klara målen behöver alla bidra."),
        ("sv", "Hur ska vi nå dit?"),
        ("sv", "Arbetet är delat så att varje skola ska klara sig."),
        ("da", "Vi hjælper hinanden, for at det skal lykkes."),
        ("da", "Hvordan skal vi nå målet?"),
        ("nb", "Vi samarbeider for at alle skal lykkes."),
        ("nb", "Hvordan skal vi nå målet?"),
        ("en", "We work together so that the goals will be reached."),
        ("en", "How will we get there?"),
        ("de", "Wir arbeiten zusammen, damit alle teilhaben sollen."),
        ("fi", "Teemme työtä, jotta kaikki voivat osallistua."),
        # To be given something, and what others may do, is no permission of a body.
        ("sv", "Nämnden får en rapport varje år."),
        ("sv", "Barn- och utbildningsnämnden får därmed bättre underlag."),
        ("sv", "Föreningar kan få bidrag."),
        ("nb", "Utvalget får en rapport hvert år."),
    ],
)
def test_clauses_that_commit_nobody(language: str, text: str) -> None:
    assert found(language, text) == []


@pytest.mark.parametrize(
    ("language", "text", "modality", "verb"),
    [
        ("sv", "För att nå målen ska kommunen minska utsläppen.", "shall", ""),
        ("sv", "När planen antas ska nämnden redovisa den.", "shall", ""),
        ("sv", "Om möjligt ska kommunen samverka.", "shall", ""),
        ("sv", "När planen ska tas fram bör nämnden samråda.", "should", ""),
        ("sv", "Kommunen ska verka för att alla ska få arbete.", "shall-work-for", ""),
        ("sv", "Kommunen ska skydda mark som bör bevaras.", "shall", ""),
        ("sv", "Nämnderna ska redovisa hur de ska nå målen.", "shall", ""),
        ("sv", "Åtgärderna ska genomföras senast 2027.", "shall", ""),
        ("sv", "Kommunen ska inte bygga på åkermark.", "shall", ""),
        ("da", "For at nå målene skal kommunen mindske udledningen.", "shall", ""),
        ("da", "Hvis vi skal lykkes, skal kommunen samarbejde.", "shall", ""),
        ("nb", "For å nå målene skal kommunen redusere utslippene.", "shall", ""),
        ("en", "To reach the goals the council shall cut emissions.", "shall", ""),
        ("en", "If we will succeed, all must help.", "shall", "must"),
        # The body is called by its whole name.
        ("sv", "Nämnden får anlita föreningar.", "may", "får"),
        ("sv", "Socialnämnden får besluta om avgifter.", "may", "får"),
        ("sv", "Kultur- och fritidsnämnden kan ge bidrag.", "may", ""),
        ("sv", "Nämnden för lärande får hyra lokaler.", "may", "får"),
        ("sv", "Kommunstyrelsens arbetsutskott får fatta beslut.", "may", "får"),
        ("da", "Socialudvalget kan give tilskud.", "may", ""),
        ("nb", "Oppvekstutvalget kan gi tilskudd.", "may", ""),
        ("en", "The planning committee may give grants.", "may", ""),
        # What may not be done.
        ("sv", "Nämnden får inte höja avgiften.", "may", "får inte"),
        ("sv", "Avgifterna får inte höjas.", "may", "får inte"),
        ("da", "Taksterne må ikke hæves.", "may", "må ikke"),
    ],
)
def test_main_clauses_commit_without_a_question(language: str, text: str, modality: str, verb: str) -> None:
    assert found(language, text) == [(modality, verb, False)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("sv", "Beslut om avgift ska fattas av nämnden."),
        ("sv", "Arbetet för att minska utsläppen ska intensifieras."),
        ("sv", "Fullmäktige har beslutat att kommunen ska bygga."),
        ("sv", "Det finns en plan som ska följas."),
        ("sv", "Hur arbetet ska gå till beslutas av nämnden."),
        ("sv", "Nämnden redovisar vad som ska göras."),
        ("da", "Planen beskriver, hvordan målene skal nås."),
        ("nb", "Planen beskriver hvordan målene skal nås."),
    ],
)
def test_what_may_be_either_is_asked_about(language: str, text: str) -> None:
    assert found(language, text) == [("shall", "", True)]
