"""The made-up strategy with its commitments, and the pages around it."""

from collections.abc import Mapping
from random import Random
from typing import Any, Final

from benchmarks.words import BRANCHES, MUNICIPALITY, NOTE, THINGS, VERBS, bullets, sentences

Fields = dict[str, Any]
Documents = Mapping[str, tuple[Fields, str]]
"""Each document's front matter and body, by its file."""

CHAPTERS: Final = ("omrade-1", "omrade-2", "genomforande")
BODIES: Final = (
    ("fullmaktige", "Kommunfullmäktige", "council"),
    ("arbetsnamnden", "Arbetsnämnden", "board"),
    ("arbetsforvaltningen", "Arbetsförvaltningen", "administration"),
    ("skolforvaltningen", "Skolförvaltningen", "administration"),
    ("jobbcentrum", "Jobbcentrum", "unit"),
    ("foretagsradet", "Företagsrådet", "advisory"),
    ("foretagen", "Företagen i Exempelby", "partner"),
    ("myndigheten", "Den påhittade arbetsmyndigheten", "state"),
)


def commitment_ids(number: int) -> tuple[str, ...]:
    """Return the ids of so many commitments, evenly over the chapters: 1.1, 2.1, 3-1, 1.2 and so on."""
    marks = (".", ".", "-")
    return tuple(f"{at % 3 + 1}{marks[at % 3]}{at // 3 + 1}" for at in range(number))


def strategy_documents(random: Random, commitments: int) -> Documents:
    """Return the strategy, its two focus areas and its implementation part."""
    ids = commitment_ids(commitments)
    areas = {f"docs/strategi/{name}.md": _chapter(random, name, at, ids[at::3]) for at, name in enumerate(CHAPTERS)}
    return {"docs/strategi/index.md": (_strategy(random), _background(random)), **areas}


def _strategy(random: Random) -> Fields:
    return {
        "kind": "strategy",
        "id": "strategin",
        "title": "Exempelbys påhittade arbetsstrategi",
        "summary": "En strategi som inte finns, för en kommun som inte finns. Den visar hur stora publikationer byggs.",
        "vision": sentences(random, 4),
        "document_type": "Övergripande styrdokument",
        "period": {"from": "2020-01-01"},
        "responsible": "arbetsnamnden",
        "decisions": [{"body": "fullmaktige", "date": "2019-11-18", "paragraph": "101"}],
        "chain": [
            {"title": "Strategin", "text": sentences(random, 1), "responsible": "fullmaktige"},
            {"title": "Handlingsplaner", "text": sentences(random, 1), "responsible": "arbetsnamnden"},
            {"title": "Resultat", "text": sentences(random, 1)},
        ],
        "sources": [{"title": "Påhittad källa", "publisher": MUNICIPALITY, "updated": "2019-11-18"}],
        "updated": "2020-01-15",
    }


def _chapter(random: Random, name: str, at: int, ids: tuple[str, ...]) -> tuple[Fields, str]:
    fields = {
        "kind": "implementation" if name == "genomforande" else "focus-area",
        "id": name,
        "number": str(at + 1),
        "title": ("Förebygga arbetslöshet", "Stödja den som söker arbete", "Så genomförs strategin")[at],
        "summary": sentences(random, 2),
        "commitments": [_commitment(random, each) for each in ids],
        "updated": "2020-01-15",
    }
    return fields, _background(random)


_MODAL: Final = {"shall": "ska", "should": "bör", "may": "kan"}


def _commitment(random: Random, name: str) -> Fields:
    verb, thing = random.choice(VERBS), random.choice(THINGS)
    branch, more = random.choice(BRANCHES), sentences(random, 1)
    modality = random.choice(("shall", "shall", "should", "may"))
    return {
        "id": name,
        "title": f"{verb.capitalize()} {thing} inom {branch}",
        "text": f"Kommunen {_MODAL[modality]} {verb} {thing}. {more}",
        "modality": modality,
        "responsible": [random.choice(("arbetsforvaltningen", "skolforvaltningen"))],
        "partners": [random.choice(("foretagen", "myndigheten"))],
    }


def _background(random: Random) -> str:
    return f"## Bakgrund\n\n{sentences(random, 8)}\n\n{bullets(random, 4)}\n\n{sentences(random, 6)}\n"


START: Final = """## Vart vi vill

{{ vision() }}

## Två områden

{{ areas() }}

## Hur går det?

{{ standing() }}

## Senaste resultaten

{{ latest_results() }}

## Läs på papper

{{ editions() }}
"""


def articles(random: Random) -> Documents:
    """Return the start page and the pages about the publication."""

    def article(section: str, title: str, **more: object) -> Fields:
        return {"kind": "article", "section": section, "title": title, "description": NOTE, **more}

    return {
        "docs/index.md": (article("start", "Så arbetar det påhittade Exempelby"), START),
        "docs/om/index.md": (article("about", "Om publikationen", order=1, id="om"), _background(random)),
        "docs/om/tillganglighet.md": (
            article("about", "Tillgänglighetsredogörelse", order=2, id="tillganglighet"),
            _background(random),
        ),
        "docs/om/oppna-data.md": (
            article("about", "Öppna data", order=3, id="oppna-data"),
            f"## Filerna\n\n{{{{ data_files() }}}}\n\n{_background(random)}",
        ),
    }
