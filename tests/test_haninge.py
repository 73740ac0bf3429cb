"""Haninge's own publication says no more than its strategy does, and no less."""

import re
from collections import Counter
from pathlib import Path

from publisher.link.figures.standing import Standing
from publisher.model.modality import Modality
from publisher.model.roles import Relation
from publisher.model.strategy import section_of
from publisher.pipeline import Loaded
from tests.words import reading

# Counted by hand in the strategy: each ska, bör and kan of parts 2 and 3, and what is said with other words.
COUNTED = {
    "2": {Modality.SHALL: 4, Modality.SHOULD: 2, Modality.MAY: 1, Modality.OTHER: 4},
    "2.1": {Modality.SHALL_WORK_FOR: 5, Modality.SHALL: 6, Modality.MAY: 1, Modality.OTHER: 3},
    "2.2": {Modality.SHALL_WORK_FOR: 4, Modality.SHALL: 4, Modality.SHOULD: 3},
    "3": {Modality.SHALL: 3, Modality.OTHER: 1},
    "3.1": {Modality.SHALL: 6, Modality.SHOULD: 1},
    "3.2": {Modality.SHALL: 13, Modality.SHOULD: 1, Modality.MAY: 5, Modality.OTHER: 4},
    "3.3": {Modality.SHALL: 3, Modality.OTHER: 2},
}
WORDS = {
    Modality.SHALL: r"\bska\b",
    Modality.SHALL_WORK_FOR: r"\bska kommunen verka för\b|\bska verka för\b",
    Modality.SHOULD: r"\bbör\b",
    Modality.MAY: r"\bkan\b",
}


def test_the_ledger_is_whole(haninge: Loaded) -> None:
    publication = haninge.publication
    found: dict[str, Counter[Modality]] = {}
    for commitment in publication.commitments:
        section = section_of(commitment, publication.chapter_of[commitment.id])
        found.setdefault(section, Counter())[commitment.modality] += 1
    assert found == COUNTED
    assert sum(counted[Modality.SHOULD] for counted in found.values()) == 7


def test_a_text_has_the_word_that_it_declares(haninge: Loaded) -> None:
    for commitment in haninge.publication.commitments:
        if commitment.modality is not Modality.OTHER:
            assert re.search(WORDS[commitment.modality], commitment.text), commitment.id


def test_no_sentence_obliges_more_than_the_strategy_does(haninge: Loaded) -> None:
    publication = haninge.publication
    for commitment in publication.commitments:
        if commitment.modality not in {Modality.SHALL, Modality.OTHER}:
            obliged = len(re.findall(r"\bska\b", commitment.text))
            assert obliged == (commitment.modality is Modality.SHALL_WORK_FOR), commitment.id
    for chapter in publication.chapters:
        assert not re.findall(r"\b(?:ska|bör)\b", publication.nodes[chapter.id].document.body), chapter.id


def test_the_council_answers_for_its_budget_and_not_for_the_strategy(haninge: Loaded) -> None:
    (page,) = [page.markdown for page in haninge.pages if page.path == "ansvar/kommunfullmaktige.md"]
    assert "## Ansvarar för steg i styrkedjan" in page
    assert "- Mål och budget ([Haninges arbetsmarknadsstrategi](" in page
    assert "Ansvarar för styrdokumenten" not in page


def test_nobody_answers_for_what_no_source_gives_them(haninge: Loaded) -> None:
    publication = haninge.publication
    answering = {ref.source for ref in publication.references if ref.relation is Relation.RESPONSIBLE}
    assert answering == {"arbetsmarknadsstrategin"}, "of the chain, where the council's own yearly document is a step"
    assert (publication.settings.site_url or "").startswith("https://haninge.example/"), (
        "the municipality has no such page"
    )


# In Swedish, the program's words for missing information.
EMPTY = ("uppgift saknas", "uppgift om", "ännu inte", "inte utsedd", "inga är redovisade")


def test_it_is_made_for_reading(site: Path, large: Path) -> None:
    read = reading(site)
    assert read.words <= 14_000
    assert read.recurring < 0.15
    # A history grows with every commit, whatever the pages look like.
    read = reading(site, frozenset({"historik"}))
    assert read.words <= 13_300
    assert read.recurring < 0.145
    # Ekbacka shows the same targets by year, plan, body and area; more than its rows should not come again.
    assert reading(large).recurring < 0.28
    for path, lines in read.pages.items():
        said = " ".join(lines).casefold()
        assert sum(said.count(words) for words in EMPTY) <= 1, path


def test_silence_is_published_as_no_fact(haninge: Loaded) -> None:
    publication = haninge.publication
    assert not publication.gaps.counted
    assert not (publication.gaps.uncovered or publication.gaps.unreported or publication.gaps.unanswered)
    assert {plan.id for plan in publication.action_plans} == {"jobbspar"}
    assert {line.standing for line in publication.ledger.lines} == {Standing.UNDERWAY, Standing.UNKNOWN}
    assert not any(line.lacks for line in publication.ledger.lines)
