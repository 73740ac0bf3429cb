"""A document in its adopted wording alone: each text below its own heading, with its place in the source."""

from pathlib import Path

import pytest

from publisher.model.settings import EditionKind
from publisher.pipeline import load
from publisher.publish.print.composition import composed
from publisher.publish.print.selection import pages_of
from publisher.render.volumes import Volume
from tests.publications import page, smallest, without_problems, write
from tests.publish.document import every

STRATEGY = """\
---
kind: strategy
id: strategi
title: Strategin
summary: S
vision: Vi vill.
adopted:
  summary: {text: Kortformen som den beslutades., section: '1', page: '3'}
  vision: {text: Bilden som den beslutades., page: '4'}
  text: {text: Brödtexten som den beslutades., section: '2.1'}
---
"""
AREA = """\
---
kind: focus-area
id: omrade
number: "1"
title: Område
summary: S
adopted: ADOPTED
commitments:
  - {id: "1.1", title: Vägar, text: Fler vägar., modality: shall, adopted: {text: Vägar ska byggas., page: '9'}}
---
"""
WHOLE = "{summary: {text: Området som det beslutades., page: '5'}, text: Områdets brödtext.}"
SUMMARY = "{summary: {text: Området som det beslutades., page: '5'}}"
PATH = "strategi/antagen-text.md"


def files(adopted: str = WHOLE) -> dict[str, str]:
    return smallest() | {"docs/strategi.md": STRATEGY, "docs/omrade.md": AREA.replace("ADOPTED", adopted)}


def below(markdown: str) -> dict[str, str]:
    """Return the texts of a page by the heading that they stand below."""
    found: dict[str, list[str]] = {}
    for line in markdown.splitlines():
        if line.startswith("#"):
            found[line.strip("# ").partition(" {")[0].partition("](")[0].lstrip("[")] = at = []
        elif line.strip("\ufdd0\ufdd1") and not line.startswith("{:"):
            at.append(line)
    return {name: " ".join(lines) for name, lines in found.items()}


def test_each_text_stands_below_its_own_heading_with_its_place(tmp_path: Path) -> None:
    texts = below(page(without_problems(write(tmp_path, files())), PATH).markdown)
    title, vision, area, commitment = texts.values()
    assert "> Kortformen som den beslutades. Avsnitt 1, sidan 3 > Brödtexten som den beslutades. Avsnitt 2.1" in title
    assert vision == "> Bilden som den beslutades. Sidan 4"
    assert area == "> Området som det beslutades. Sidan 5 > Områdets brödtext."
    assert commitment == "> Vägar ska byggas. Sidan 9"


@pytest.mark.parametrize(("adopted", "area"), [(WHOLE, ["> Områdets brödtext."]), (SUMMARY, [])])
def test_no_heading_is_printed_above_another_text(tmp_path: Path, adopted: str, area: list[str]) -> None:
    loaded = load(write(tmp_path, files(adopted)))
    chosen = pages_of(loaded, Volume("allt", EditionKind.COMPLETE, "Allt"))
    (placed,) = (each for top in composed(chosen) for each in every(top) if each.page.path == PATH)
    title, *others = below(placed.markdown).values()
    assert "Brödtexten som den beslutades." in title
    assert "Bilden som den beslutades." not in title
    assert others == area


def test_an_area_has_the_adopted_words_of_its_commitments_beside_the_plain_ones(tmp_path: Path) -> None:
    markdown = page(without_problems(write(tmp_path, files())), "omrade.md").markdown
    plain, adopted = markdown.index("Fler vägar."), markdown.index("Antagen text (sidan 9):\n\n> Vägar ska byggas.")
    assert plain < adopted
