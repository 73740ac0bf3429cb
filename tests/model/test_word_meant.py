"""A word of everyday language for a value of a closed set is answered with that value, in every language."""

from enum import StrEnum

import pytest

from publisher.model.article import Section
from publisher.model.catalogue_settings import DataFrequency
from publisher.model.judgement import Trend
from publisher.model.modality import Modality
from publisher.model.plan import Status
from publisher.model.register import BodyKind
from publisher.model.settings import EditionKind
from publisher.model.statement import Compliance
from publisher.model.strategy import DocumentForm, DocumentStatus
from publisher.model.word_meant import word_meant


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (BodyKind, {"assembly": "council", "Kommunfullmäktige": "council", "committee": "board", "styrelse": "board",
                    "utskott": "board", "avdelning": "unit", "referensgrupp": "advisory", "myndighet": "state",
                    "bolag": "company", "yhtiö": "company", "Stadtrat": "council", "formannskap": "board"}),
        (Modality, {"ska": "shall", "bör": "should", "kan": "may", "måste": "shall", "ska verka för": "shall-work-for",
                    "bør": "should", "must": "shall"}),
        (DocumentForm, {"riktlinjer": "guidelines", "strategi": "strategy", "program": "programme",
                        "budsjett": "budget", "Leitlinien": "policy", "suunnitelma": "plan"}),
        (DocumentStatus, {"upphävd": "expired", "repealed": "expired", "aufgehoben": "expired"}),
        (Status, {"okänd": "unknown", "igång": "ongoing"}),
        (Section, {"om": "about"}),
        (Compliance, {"inte": "not", "ei": "not"}),
        (DataFrequency, {"årlig": "annual", "kvartalsvis": "quarterly", "yearly": "annual", "monatlich": "monthly",
                         "halvårlig": "semiannual", "tarvittaessa": "irregular", "løpende": "continuous"}),
        (Trend, {"uppåt": "improving", "sämre": "worsening", "samma": "unchanged", "besser": "improving",
                 "nedad": "worsening", "vakaa": "unchanged", "dårligere": "worsening", "up": "improving"}),
        (EditionKind, {"hela": "whole", "handlingsplaner": "plan", "vuosi": "year", "Ausschuss": "body",
                       "årsredovisning": "year", "udvalg": "body", "all": "whole"}),
        # A word that means nothing here, or several things.
        (BodyKind, {"kommunalförbund": "", "2024": ""}),
    ],
)  # fmt: skip
def test_a_word_means_a_value(values: type[StrEnum], words: dict[str, str]) -> None:
    assert {word: word_meant(word, [str(each) for each in values]) for word in words} == words
