"""A real scan, whose text is not ours to keep here: what it says is found, and where.

Only collected where STRATEGY_SCAN names the text that was read from Haninge's strategy; see CONTRIBUTING.
"""

import re
from os import environ
from pathlib import Path

import pytest

from publisher.importing.form.accounting import account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.formats import read_source
from publisher.ocr.lexicon import lexicon
from tests.importing.pieces import entry, text_of

SCAN = Path(environ["STRATEGY_SCAN"])


@pytest.fixture(scope="module")
def scan() -> SourceFile:
    return read_source(SCAN, "ocr-text", "sv")


@pytest.fixture(scope="module")
def proposal(scan: SourceFile) -> Proposal:
    return steering_document(scan, "sv", Asked("Arbetsmarknadsstrategi"), set())


def test_nearly_every_word_is_one(scan: SourceFile) -> None:
    words = re.findall(r"[^\W\d_]{2,}", "\n".join(line.text for line in scan.lines()))
    known = lexicon("sv")
    unknown = [word for word in words if not known.has(word.casefold()) and not known.accepts(word.casefold())]
    assert len(words) > 2500
    assert len(unknown) < 0.005 * len(words), unknown


def test_sections_strategies_and_modalities(proposal: Proposal) -> None:
    members = {
        text_of(file.fields, "number"): [entry(piece) for way, piece in file.pieces() if way.startswith("commitments")]
        for file in proposal.files[1:]
        if "strategisk" not in file.path
    }
    assert sorted(members) == ["1", "2", "3"]
    numbered = {
        number: [each["id"] for each in found if re.fullmatch(r"\d\.\d", each["id"])]
        for number, found in members.items()
    }
    assert numbered == {"1": ["1.1", "1.2", "1.3", "1.4"], "2": ["2.1", "2.2", "2.3", "2.4"], "3": []}
    # Each commitment below a subheading names its section.
    sections = [str(each.get("section", "")) for each in members["3"]]
    assert {name: sections.count(name) for name in sections} == {"": 3, "3.1": 8, "3.2": 15, "3.3": 3}
    everything = [
        entry(piece) for file in proposal.files[1:] for way, piece in file.pieces() if way.startswith("commitments")
    ]
    assert [str(each["modality"]) for each in everything].count("should") == 7
    vision = text_of(proposal.files[0].fields, "vision")
    assert vision.startswith("Haninge är en attraktiv kommun där medborgarna") and vision.endswith("stad.")


def test_every_line_is_accounted_for(scan: SourceFile, proposal: Proposal) -> None:
    lines = account(scan, proposal)
    said = [line for line in SCAN.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) == len(said)
    assert {each.why for each in lines if not each.places} == {"contents", "page-number"}
