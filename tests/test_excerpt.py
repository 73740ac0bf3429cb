"""In an excerpt, silence is no statement: no page, edition, table, feed or message says that something is missing.

From a publication that covers an excerpt, one fact after another is taken away. What then is said that was not said
before may be about fewer facts, but not that something is not there, unless it is said of the publication: *Här …*.
"""

import csv
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Final

import pypdfium2
import pytest

from publisher.pipeline import Loaded, load
from publisher.publish.data.feed import feed_files
from publisher.publish.data.open_data import data_files
from publisher.publish.print.editions import edition_files
from publisher.render.site_map import SiteMap
from tests.publications import HERE, MODULE

THREAD: Final = HERE / "cases" / "thread" / "input"
PLAN: Final = "plans/vagen/plan.md"
RESULT: Final = "plans/vagen/results/2024.md"
COMMITMENT: Final = "docs/omrade.md"
STRATEGY: Final = "docs/strategi.md"
# An excerpt with an edition of everything.
EXCERPT: Final = ("covers: complete\n", "covers: excerpt\n    editions: [{id: allt, title: Allt}]\n")
# What is taken away: the file, the passage with the fact, and what is left of it; "" is the whole file.
FACTS: Final[Mapping[str, tuple[tuple[str, str, str], ...]]] = {
    "who answers for an activity": ((PLAN, ", responsible: vagvisarna}", "}"),),
    "who answers for a plan": ((PLAN, "responsible: vagvisarna\nreplaces", "replaces"),),
    "who answers for a commitment": ((COMMITMENT, "    responsible: [arbetsnamnden]\n", ""),),
    "who answers for a document": ((STRATEGY, "responsible: arbetsnamnden\n", ""),),
    "when a plan applies": ((PLAN, "period: {from: 2023-02, to: 2025}\n", ""),),
    "when a document applies": ((STRATEGY, "period: {from: 2022, to: 2030}\n", ""),),
    "who decided": (
        (PLAN, "decisions:\n", "without: []\n"),
        (PLAN, '  - {body: arbetsnamnden, date: 2023-01-18, paragraph: "7", reference: AN 2023/12}\n', ""),
    ),
    "what was decided of a target": (
        (PLAN, "    regulations:\n      - {year: 2023, verdict: kept, reason: Kursen hade just börjat.}\n", ""),
    ),
    "what is done": (
        (PLAN, "activities:\n  - {id: kurs, title: Kurs i svenska, status: ongoing, responsible: vagvisarna}\n", ""),
        (RESULT, "activities:\n  kurs: {status: delayed, comment: En lärare saknades.}\n", ""),
    ),
    "what a plan serves": ((PLAN, 'serves: ["1.10"]\n', ""),),
    "a target": ((PLAN, ", 2024: 70", ""),),
    "a number": ((RESULT, "  vantan: 41\n", ""),),
    "when it was measured": ((RESULT, "as_of: 2024-12-31\n", ""),),
    "which way is better": (("plans/indicators.yml", ", direction: lower", ""),),
    "what a document is for": ((STRATEGY, "vision: Alla har ett arbete.\n", ""),),
    "a result": ((RESULT, "", ""),),
}
# Words by which a text says that something is not there, in Swedish.
_ABSENT: Final = re.compile(
    r"\b(?:ingen|inget|inga|ingenting|inte|ej|utan|saknar?|saknas|ännu|varken|0(?! av [1-9]))\b", re.IGNORECASE
)
# What may be said of silence: of the publication itself, or of what cannot be computed from it.
_OF_ITSELF: Final = re.compile(r"\bHär |\bgår (?:det )?inte att säga\b|\bkan inte räknas ut\b", re.IGNORECASE)
# What the facts that are left say of a target that was reported.
_REPORTED: Final = re.compile(r"\bmål(?:et)? inte nått\b", re.IGNORECASE)
# What the program may compute without a fact: that no target is given here, that it does not know, or what people say
# of the work.
UNKNOWN: Final = frozenset({"unknown", "uncomputable", "untargeted", "underway"})
# Questions to the authors, about what they typed and not about the world.
QUESTIONS: Final = frozenset({"status-undated", "target-undirected"})


def excerpt(root: Path, *facts: str) -> Loaded:
    """Return the excerpt in `root`, without these facts."""
    shutil.copytree(THREAD, root, dirs_exist_ok=True)
    settings = root / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    assert EXCERPT[0] in text
    # Only a site with an address has a feed.
    settings.write_text("site_url: https://example.org/\n" + text.replace(*EXCERPT), encoding="utf-8")
    for file, passage, left in (each for fact in facts for each in FACTS[fact]):
        path = root / file
        if not passage:
            path.unlink()
            continue
        held = path.read_text(encoding="utf-8")
        assert passage in held, (file, passage)
        path.write_text(held.replace(passage, left), encoding="utf-8")
    return load(root)


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences, headings and cells of a text, without marks."""
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)|\{[^}]*\}|<[^>]*>|[*#_>]", r"\1", text)
    yield from (each.strip(" -") for each in re.split(r"\n|(?<=[.!?:])\s|\s\|\s|; ", plain))


def said(loaded: Loaded) -> set[str]:
    """Return every sentence of an excerpt's pages and feeds."""
    changed = dict.fromkeys((PLAN, COMMITMENT, STRATEGY), "2024-05-06")
    publication = replace(loaded.publication, changed=changed)
    feeds = feed_files(SiteMap(publication, loaded.language), loaded.pages)
    assert feeds
    texts = [page.document.partition("\n---\n")[2] for page in loaded.every_page]
    texts += [content.decode() for content in feeds.values()]
    return {sentence for text in texts for sentence in sentences(text) if sentence}


def cells(loaded: Loaded) -> set[tuple[str, str]]:
    """Return each column and value of the tables of open data."""
    tables = [content for name, content in data_files(loaded.site_map).items() if name.endswith(".csv")]
    assert tables
    rows = (row for content in tables for row in csv.DictReader(StringIO(content.decode("utf-8-sig"))))
    return {(column, value) for row in rows for column, value in row.items() if value}


def absent(sentence: str) -> bool:
    """Return whether a sentence says that something is not there, and not only here."""
    return bool(_ABSENT.search(sentence) and not (_OF_ITSELF.search(sentence) or _REPORTED.search(sentence)))


@pytest.fixture(scope=MODULE)
def everything(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The excerpt with all that is known."""
    return excerpt(tmp_path_factory.mktemp("everything"))


@pytest.mark.parametrize("fact", FACTS)
def test_what_is_not_known_is_not_said_to_be_missing(everything: Loaded, fact: str, tmp_path: Path) -> None:
    less = excerpt(tmp_path, fact)
    assert less.pages
    assert {problem.code for problem in less.problems} <= QUESTIONS
    assert [each for each in said(less) - said(everything) if absent(each)] == []
    more = cells(less) - cells(everything)
    assert {value for column, value in more if column in {"standing", "progress"}} <= UNKNOWN
    assert {column for column, _ in more} <= {"standing", "progress", "not_known"}


def test_no_edition_says_that_something_is_missing(everything: Loaded, tmp_path: Path) -> None:
    less = excerpt(tmp_path, *(fact for fact in FACTS if fact != "who answers for an activity"))
    [content] = edition_files(less).values()
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(content)).split())
    assert "Kursen tar tio veckor." in text
    known = [each for each in said(everything) if absent(each)]
    found = [each for each in re.split(r"(?<=[.!?:]) ", text) if absent(each)]
    assert [each for each in found if not any(sentence in each for sentence in known)] == []


def test_a_complete_publication_does_say_what_is_missing(tmp_path: Path) -> None:
    """Return to the same facts in a publication that covers everything: the test above would notice."""
    excerpt(tmp_path, "what a plan serves", "a result")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("covers: excerpt", "covers: complete"))
    assert [each for each in said(load(tmp_path)) if absent(each) and "handlingsplan" in each]
