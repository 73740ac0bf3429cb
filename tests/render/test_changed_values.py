"""Changes in the words and units of what they are about: levels, groups, money, per cent completed, periods."""

from pathlib import Path

import pytest

from publisher.link.time.differences import changes
from publisher.render.change_words import ChangeWords
from publisher.render.site_map import SiteMap
from tests.publications import linked, smallest, swedish

SCALE = """\
site_name: Provköpings strategi
theme: {language: sv}
extra:
  publication:
    organisation: {name: Provköping}
    judgements:
      - {id: green, title: Grönt, meaning: reached, shape: full}
      - {id: red, title: Rött, meaning: missed, shape: empty}
"""
REGISTER = """\
dimensions:
  - {id: kon, title: Kön, groups: [{id: man, title: Män}, {id: kvinnor, title: Kvinnor}]}
indicators:
  - {id: alfa, title: Alfa, unit: mass-tonne, direction: lower, comparisons: [{id: lanet, title: Länet}]}
"""
PLAN = """\
---
id: planen
title: Planen
summary: S
status: ongoing
activities:
  - {id: forst, title: Förstudie, status: ongoing, complete: 0}
  - {id: bygge, title: Bygget, status: ongoing}
themes: [{id: t1, title: Luften}, {id: t2, title: Vattnet}]
assumptions: [{text: Priset står sig., indicator: alfa, limit: {above: 40}}]
targets: [{indicator: alfa, theme: t1, values: {2024: 100}}]
money: {currency: SEK, periods: {2024: {budget: 100}}}
---
"""
RESULT = """\
---
plan: planen
year: 2024
summary: S
measurements:
  alfa: {value: 115, groups: {man: 60, kvinnor: 55}}
targets:
  alfa: {judgement: {value: LEVEL}}
---
"""
STATISTICS = "period;value;lanet\n2022;130;200\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("budget: 100", "budget: 110", "pengar, period 2024, budget från 100 kr till 110 kr"),
        ("budget: 100", "budget: 100, outcome: 90", "pengar, period 2024, utfall: 90 kr"),
        ("{value: 115,", "{value: 116,", "mätvärde Alfa från 115 ton till 116 ton"),
        ("values: {2024: 100}", "values: {2024: 100, 2024-T2: 90}", "mål Alfa, tertial 2 2024: 90 ton"),
        ("2022;130;200", "2022;131;200", "statistik 2022 från 130 ton till 131 ton"),
        ("title: Luften", "title: alfa", "från Luften till alfa"),
        ("currency: SEK", "currency: EUR", "valuta från svenska kronor till euro"),
        ("complete: 0", "complete: 10", "aktivitet Förstudie, hur mycket som är klart från 0 % till 10 %"),
        ("title: Bygget, status: ongoing", "title: Bygget, status: ongoing, after: [forst]", "göras först: Förstudie"),
        ("theme: t1", "theme: t2", "från Luften till Vattnet"),
        ("above: 40", "above: 50", "från 40 ton till 50 ton"),
        ("man: 60", "man: 59", "mätvärde Alfa, grupp Män från 60 ton till 59 ton"),
        ("value: 115", "value: 115, period: 2023", "mätvärde Alfa, period: 2023"),
        ("alfa: {judgement: {value: LEVEL}}", "alfa: {judgement: {value: unclear}}", "Delvis uppfyllt till Går inte"),
        ("2022;130;200", "2022;130;210", "serie Länet från 200 ton till 210 ton"),
        ("unit: mass-tonne", "unit: mass-kilogram", "från ton till kilogram"),
    ],
)
def test_a_change_has_the_words_and_the_unit_of_its_model(tmp_path: Path, old: str, new: str, line: str) -> None:
    assert line in said(tmp_path, old, new)


def test_a_level_of_an_own_scale_has_its_title(tmp_path: Path) -> None:
    found = said(tmp_path, "value: green", "value: red", settings=SCALE, level="green")
    assert "från Grönt till Rött" in found


def test_a_number_has_the_unit_of_its_own_time(tmp_path: Path) -> None:
    was = {"currency: SEK": "currency: EUR", "budget: 100": "budget: 110"}
    before = files()
    after = files()
    for old, new in was.items():
        after["plans/planen/plan.md"] = after["plans/planen/plan.md"].replace(old, new)
    assert "budget från 100 kr till 110 €" in lines(tmp_path, before, after)


def test_the_level_of_an_objective_has_its_name_in_the_document(tmp_path: Path) -> None:
    document = {
        "docs/p/index.md": "---\nkind: steering-document\nid: p\ntitle: P\nsummary: S\n"
        "levels: [{id: mal, one: Mål}, {id: lang, one: Långsiktigt mål}]\n---\n",
        "docs/p/del.md": "---\nkind: focus-area\nid: del\ntitle: D\nsummary: S\n"
        "objectives: [{id: luft, title: Ren luft, level: mal}]\n---\n",
    }
    after = {name: text.replace("level: mal", "level: lang") for name, text in document.items()}
    assert "nivå från Mål till Långsiktigt mål" in lines(tmp_path, smallest() | document, smallest() | after)


def files(settings: str | None = None, level: str = "partly") -> dict[str, str]:
    own = {"mkdocs.yml": settings} if settings else {}
    return smallest() | own | {
        "plans/indicators.yml": REGISTER,
        "plans/planen/plan.md": PLAN,
        "plans/planen/results/2024.md": RESULT.replace("LEVEL", level),
        "plans/statistics/alfa.csv": STATISTICS,
    }  # fmt: skip


def said(tmp_path: Path, old: str, new: str, settings: str | None = None, level: str = "partly") -> str:
    """Return the lines about what is different when words in the files are replaced."""
    before = files(settings, level)
    old = old.replace("LEVEL", level)
    assert sum(text.count(old) for text in before.values()) == 1, old
    return lines(tmp_path, before, {name: text.replace(old, new) for name, text in before.items()})


def lines(tmp_path: Path, before: dict[str, str], after: dict[str, str]) -> str:
    earlier, later = linked(tmp_path / "before", before), linked(tmp_path / "after", after)
    views = [SiteMap(each, swedish()).views for each in (earlier, later)]
    words = ChangeWords(*views)
    found = " | ".join(str(line) for group in words.groups(changes(earlier, later)) for line in group.lines)
    return found.replace("\u00a0", " ").replace("\\", "")
