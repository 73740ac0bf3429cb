"""Targets in sentences that say what is measured, how much, in which unit and by when; others stay text."""

import pytest

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceLine
from publisher.importing.stated.target_sentences import (
    TextTarget,
    listed_goals,
    sentence_targets,
    target_in,
    unread_targets,
)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "Andelen elever med behörighet ska öka från 82 % till minst 90 % senast 2027.",
         TextTarget("Andelen elever med behörighet", "minst 90 %", "2027", "higher")),
        ("sv", "Andelen elever med behörighet ska öka från 82 % (2023) till 90 % till 2027",
         TextTarget("Andelen elever med behörighet", "90 %", "2027", "higher", "82 %", "2023")),
        ("sv", "Antalet laddpunkter ska vara minst 400 år 2028.",
         TextTarget("Antalet laddpunkter", "minst 400", "2028", "")),
        ("sv", "Vid utgången av 2026 ska andelen utbildade chefer vara minst 95 procent.",
         TextTarget("Andelen utbildade chefer", "minst 95 procent", "2026", "")),
        ("sv", "Minska utsläppen från transporter från 4 000 ton till högst 2 000 ton senast 2030.",
         TextTarget("Utsläppen från transporter", "högst 2 000 ton", "2030", "lower")),
        ("sv", "Sjukfrånvaron hos medarbetarna ska minska till högst 5,5 % (2026).",
         TextTarget("Sjukfrånvaron hos medarbetarna", "högst 5,5 %", "2026", "lower")),
        ("da", "Andelen af økologisk mad skal stige fra 32 % til mindst 50 % inden udgangen af 2027.",
         TextTarget("Andelen af økologisk mad", "mindst 50 %", "2027", "higher")),
        ("nb", "Andelen elever som fullfører, skal økes til 90 % innen 2028.",
         TextTarget("Andelen elever som fullfører,", "90 %", "2028", "higher")),
        ("en", "Increase the share of waste recycled from 41% to 50% by 2027.",
         TextTarget("The share of waste recycled", "50%", "2027", "higher")),
        ("en", "The number of incidents should fall to at most 900 by 2026.",
         TextTarget("The number of incidents", "at most 900", "2026", "lower")),
        # Behind a word for a goal, a year without another word, and what it was, in brackets.
        ("sv", "Mål: Andelen med funktionsnedsättning som har ett arbete ska öka till 60 procent 2027.",
         TextTarget("Andelen med funktionsnedsättning som har ett arbete", "60 procent", "2027", "higher")),
        ("sv", "Effektmål 2: Andelen utbildade ska vara minst 80 procent 2027 (2023: 61 procent).",
         TextTarget("Andelen utbildade", "minst 80 procent", "2027", "", "61 procent", "2023")),
        ("da", "Resultatmål: Andelen af jobklare ledige i job skal være mindst 62 pct. i 2025 (2023: 58 pct.).",
         TextTarget("Andelen af jobklare ledige i job", "mindst 62 pct.", "2025", "", "58 pct.", "2023")),
        ("de", "Der Anteil der Auszubildenden soll bis 2027 von 41 Prozent auf mindestens 60 Prozent steigen.",
         TextTarget("Anteil der Auszubildenden", "mindestens 60 Prozent", "2027", "higher")),
        ("de", "Ziel: Die Zahl der Ladepunkte soll bis Ende 2028 mindestens 400 betragen.",
         TextTarget("Zahl der Ladepunkte", "mindestens 400", "2028", "")),
        # In the present tense, with the cases of per cent; a long compound is a name.
        ("fi", "Kiusaamista kokevien osuus laskee 8,5 prosentista enintään 5 prosenttiin vuoteen 2028 mennessä.",
         TextTarget("Kiusaamista kokevien osuus", "enintään 5 %", "2028", "lower")),
        ("fi", "Vuoteen 2030 mennessä uusiutuvan energian osuus nousee 90 %:iin.",
         TextTarget("Uusiutuvan energian osuus", "90 %", "2030", "higher")),
        ("fi", "Työllisyysaste nousee 72 %:sta vähintään 75 %:iin vuoden 2027 loppuun mennessä.",
         TextTarget("Työllisyysaste", "vähintään 75 %", "2027", "higher")),
        ("fi", "Asiakkaiden tyytyväisyys on vähintään 85 % vuonna 2026.",
         TextTarget("Asiakkaiden tyytyväisyys", "vähintään 85 %", "2026", "")),
        ("sv", "Sjukfrånvaron ska vara högst 5,5 % år 2026.", TextTarget("Sjukfrånvaron", "högst 5,5 %", "2026", "")),
    ],
)  # fmt: skip
def test_a_sentence_that_gives_all_of_a_target(language: str, text: str, expected: TextTarget) -> None:
    assert target_in(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("sv", "Minska utsläppen med 50 % till 2030 jämfört med 2019.", True),
        ("sv", "Utsläppen ska minska till 50 % av 1990 års nivå senast 2030.", True),
        ("sv", "Andelen nöjda ska öka till 90 %.", False),  # no year: nothing may be one of its numbers
        ("sv", "Resandet med buss ska öka till 900 senast 2027.", True),  # no unit
        ("sv", "Den ska öka till 90 % senast 2027.", True),  # no name
        ("sv", "Under 2025 ska minst 80 procent av cheferna ha gått den.", True),
        ("sv", "Andelen som ska läsa mer ska öka till 90 % senast 2027.", True),  # two verbs
        ("sv", "Antalet olyckor ska minska från 30 till 20 jämfört med 2019.", True),
        ("sv", "Kommunens bilar ska vara fossilfria senast 2030.", False),
        ("sv", "Planen antogs 2024-05-13, § 57, och ska öka takten.", False),
        ("sv", "Sveriges mål är att andelen elbilar ska vara minst 50 % senast 2030.", True),  # whose is it?
        ("fi", "Asukkaiden määrä on 5 000 vuonna 2024.", False),
        ("fi", "Naisten osuus on 12 % vuonna 2024.", False),  # what is, and no limit
        ("fi", "Osuuden tulee olla vähintään 85 % vuonna 2026.", True),  # a name in the genitive
        ("da", "Udledningen skal falde med 70 % inden 2030.", True),
        ("sv", "Antalet platser ska öka till 80 2027.", True),  # where does the number end?
        ("de", "Die Emissionen sollen bis 2030 um 40 Prozent sinken.", True),
        ("en", "Reduce emissions by 40% by 2030 compared with 2019.", True),
    ],
)
def test_other_sentences_stay_text(language: str, text: str, asked: bool) -> None:  # noqa: FBT001
    assert target_in(text, language) is None
    block = SourceBlock(BlockSort.PARAGRAPH, text, (SourceLine(Origin(line=1), text),))
    assert sentence_targets([block], language) == []
    assert [said for said, _ in unread_targets([block], language)] == ([text] if asked else [])


def _block(sort: BlockSort, text: str, line: int, level: int = 2) -> SourceBlock:
    return SourceBlock(sort, text, (SourceLine(Origin(line=line), text),), level=level)


@pytest.mark.parametrize(
    ("language", "heading", "found"),
    [
        ("sv", "Mål", True),
        ("sv", "Delmål:", True),
        ("da", "Mål", True),
        ("en", "Targets", True),
        # What follows is something else, or the heading names something.
        ("sv", "Åtgärder", False),
        ("sv", "Uppföljning", False),
        ("sv", "Trygga gator", False),
    ],
)
def test_a_list_of_goals_without_numbers_is_asked_about_once(
    language: str,
    heading: str,
    found: bool,  # noqa: FBT001
) -> None:
    texts = [
        "Fler ska känna sig välkomna.",
        "Antalet laddpunkter ska vara minst 400 år 2028.",
        "Alla bilar är fossilfria.",
    ]
    items = [_block(BlockSort.ENTRY, text, number) for number, text in enumerate(texts, start=2)]
    after = [_block(BlockSort.PARAGRAPH, "Så här gör vi.", 6), _block(BlockSort.ENTRY, "En sak till.", 7)]
    head = _block(BlockSort.HEADING, heading, 1)
    # What is read as a target is no question, and another list is not that of the heading.
    read = listed_goals([head, *items, *after], language)
    assert read == ([(head, [items[0], items[2]])] if found else [])
