"""Attacks by mass: excessive input of any kind is reported with its line, and quickly."""

import time
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest

from publisher.allowed import ALLOWED, SIZE
from publisher.pipeline import Loaded
from publisher.problem import Problem, ProblemsFound, stops
from publisher.publish.print import editions, typeset
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.editions import edition_files, templates
from publisher.publish.print.manuscript import Manuscript
from publisher.publish.print.typeset import CELL_EXTENT, prepared
from publisher.read.authors_files import harmless
from publisher.render import body_limits
from publisher.render.body_limits import MOST_FILES, check_number
from publisher.render.prose import position
from tests.mass_files import png, woven
from tests.program import REPOSITORY
from tests.publications import SETTINGS, problems_in, smallest, without_problems, write
from tests.publish.print.test_print import edition, page

MASSES = {
    "abbreviations": "".join(f"*[F{at}]: Ord {at}\n" for at in range(9_000)),
    "definitions": "".join(f"Ord {at}\n:   Mening {at}\n\n" for at in range(20_000)),
    "footnotes": "Se[^0]\n\n" + "".join(f"[^{at}]: se[^{at + 1}]\n" for at in range(200)) + "[^200]: slut\n",
    "cells": "|a" * 2_000 + "|\n" + "|-" * 2_000 + "|\n" + ("|b" * 2_000 + "|\n") * 80,
    "pictures": "![a](b.svg)\n\n" * 30_000,
    "headings": "".join(f"## R {at}\n\n" for at in range(50_000)),
    "parts": "{{ plan_list() }}\n\n" * 20_000,
    "backslashes": "\\" * 300_000,
    "emphasis": "**_" * 100_000,
    "bold words": "**a** *b* " * 3_000,
    "line breaks": "a  \n" * 3_000,
    "entities": "&amp;" * 150_000,
    "quotes": "> " * 2_000 + "a",
    "boxes": "!!! note\n    a\n\n" * 14_000,
    "notes": "ord[^a]\n\n" * 3_000 + "[^a]: Not\n",
    "entries": "- en punkt\n" * 20_000,
    "length": "Ett ord. " * 60_000,
    "abbreviations used": "*[F1]: Ord\n\n" + "F1 " * 70_000,
    "lines": "a\n" * 100_000,
    "line ends": "a\\\n" * 60_000,
    "quoted lines": "> a\n\n" * 40_000,
    "brackets begun": "[a " * 60_000,
    "notes begun": "[^a " * 50_000,
    "pictures begun": "![a](b " * 30_000,
    "angles begun": "<a " * 60_000,
    "emphasis begun": "**a* _b " * 25_000,
    "ticks begun": "`a`` " * 40_000,
}


@pytest.mark.parametrize("mass", MASSES)
def test_a_mass_is_reported_with_its_line(tmp_path: Path, mass: str) -> None:
    write(tmp_path, smallest(MASSES[mass]))
    begun = time.monotonic()
    problems = problems_in(tmp_path)
    assert time.monotonic() - begun < 5
    assert problems
    assert all(problem.place.line > 0 for problem in problems)


@pytest.mark.parametrize("text", ["9" * 1_900 + ". a\n", "a\n" * 2_000, "\\" * 2_000])
def test_what_is_only_odd_is_borne(tmp_path: Path, text: str) -> None:
    write(tmp_path, smallest(text))
    assert problems_in(tmp_path) == ()


def test_a_long_list_takes_no_square_of_its_time(tmp_path: Path) -> None:
    """What is looked for in a list is not looked for from its beginning, entry by entry."""
    write(tmp_path, smallest("- en punkt\n" * 3_900))
    begun = time.process_time()
    assert problems_in(tmp_path) == ()
    assert time.process_time() - begun < 3


def test_what_is_little_on_each_page_is_too_much_on_many(tmp_path: Path) -> None:
    head = "---\nkind: article\nsection: about\nid: s{0}\ntitle: Sida {0}\n---\n"
    text = "".join("**a** " * 20 + f"{number}\n\n" for number in range(1_000))
    files = {f"docs/om/s{at:02}.md": head.format(at) + text for at in range(6)}
    write(tmp_path, smallest(**files))
    problems = problems_in(tmp_path)
    assert [(problem.code, problem.place.file) for problem in problems] == [("publication-too-large", "docs/om/s02.md")]
    token = ALLOWED.set(frozenset({SIZE}))
    try:
        assert problems_in(tmp_path) == ()
    finally:
        ALLOWED.reset(token)


def test_more_files_than_a_minute_is_enough_for_are_reported() -> None:
    files = [f"docs/om/s{at}.md" for at in range(MOST_FILES + 5)]
    assert [*check_number(files[:MOST_FILES])] == []
    assert [problem.place.file for problem in check_number(files)] == [f"docs/om/s{MOST_FILES}.md"]


def test_more_pages_and_editions_than_a_minute_is_enough_for_are_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(body_limits, "MOST_PAGES", 3)
    monkeypatch.setattr(body_limits, "MOST_FILES", 4)
    head = "---\nkind: article\nsection: about\nid: s{0}\ntitle: Sida {0}\n---\n"
    files = {f"docs/s{at}.md": head.format(at) for at in range(4)}
    for number, stopped in ((2, None), (3, "docs/s2.md"), (4, "docs/s3.md")):
        few = {name: text for name, text in files.items() if name < f"docs/s{number}"}
        root = write(tmp_path / str(number), smallest(**few))
        found = [each.place.file for each in problems_in(root) if each.code == "publication-too-large"]
        assert found == ([stopped] if stopped else [])
    plan = "---\nid: p{0}\ntitle: P\nsummary: S.\nstatus: ongoing\n---\n"
    plans = {f"plans/p{at}/plan.md": plan.format(at) for at in range(3)}
    stopping = [each for each in problems_in(write(tmp_path / "plans", smallest(**plans))) if stops([each])]
    # The fourth page is the first plan's history, after the start page, the list of plans and the plan itself.
    assert [(each.code, each.place.file) for each in stopping] == [("publication-too-large", "plans/p0/plan.md")]
    own = ", ".join(f"{{id: e{at}, title: E}}" for at in range(101))
    settings = SETTINGS.replace("}}}", f"}}, editions: [{own}]}}}}")
    [many] = problems_in(write(tmp_path / "e", {**smallest(), "mkdocs.yml": settings}))
    assert (many.code, many.place.file, many.place.line) == ("publication-too-large", "mkdocs.yml", 3)


def test_references_of_everything_to_everything_count_as_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """450 plans that serve 450 commitments each took 115 s: all of them are lines on two pages."""
    write(tmp_path, smallest(**{name: text.decode() for name, text in woven(90).items()}))
    # 284 pages, and four for the 60 commitments that each of 90 plans serves beyond thirty.
    for most, stopped in ((284 + 90 * 4, []), (284 + 90 * 4 - 1, ["publication-too-large"])):
        monkeypatch.setattr(body_limits, "MOST_PAGES", most)
        found = [each for each in problems_in(tmp_path) if each.code == "publication-too-large"]
        assert [each.code for each in found] == stopped
        assert all(each.place.file.startswith("plans/p") for each in found)


def test_an_edition_that_takes_too_much_is_reported_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = SETTINGS.replace("}}}", "}, editions: [{id: allt, title: Allt}]}}")
    loaded = without_problems(write(tmp_path, {**smallest("Ett stycke.\n\n" * 50), "mkdocs.yml": settings}))
    monkeypatch.setattr(editions, "MOST_BYTES", 2_000)
    with pytest.raises(ProblemsFound) as found:
        edition_files(loaded)
    [problem] = found.value.problems
    assert (problem.code, problem.place.file, problem.place.line) == ("edition-too-large", "mkdocs.yml", 3)
    token = ALLOWED.set(frozenset({SIZE}))
    try:
        assert edition_files(loaded).keys() == {"pdf/allt.pdf"}
    finally:
        ALLOWED.reset(token)


def test_a_pixel_in_print_counts(haninge: Loaded) -> None:
    """Typst keeps each decoded: 200 pictures of 2,400 × 2,400 pixels took 4.9 GB."""
    work = prepared(
        Manuscript(edition(haninge), [(page("a.md", ""), "<h1>A</h1>")]),
        {},
        PrintContext(templates=templates(REPOSITORY)),
    )
    drawing = SVG.format('<rect width="9" height="9"/>').encode()
    with_pictures = replace(work, files={**work.files, "a.svg": drawing, "b.png": png(2_400, 2_000)})
    assert with_pictures.extent - work.extent == 2_400 * 2_000 // 50


def test_an_entry_of_a_long_list_counts_for_more_than_its_letters(haninge: Loaded) -> None:
    """9,000 corrections of one number, a line each, took two gigabytes in print."""
    found = {}
    for number in (10, 2_000):
        text = "<h1>A</h1><ul>" + "<li>C</li>" * number + "</ul>" + "<p>Ett stycke.</p>" * 200
        manuscript = Manuscript(edition(haninge), [(page("a.md", ""), text)])
        work = prepared(manuscript, {}, PrintContext(templates=templates(REPOSITORY)))
        found[number] = work.extent, len(work.files["pages.json"])
    assert found[10][0] == found[10][1]
    extent, size = found[2_000]
    assert extent == size + (2_000 - size // 500) * 800


def test_more_pixels_than_a_minute_is_enough_for_are_reported_at_their_picture(tmp_path: Path) -> None:
    """500 pictures of 49 million pixels, 3 MB together, took 108 s."""
    shown = "".join(f"![En väg med nummer {at}](b{at:02}.png)\n\n" for at in range(30))
    write(tmp_path, smallest(shown))
    for at in range(30):
        (tmp_path / f"docs/b{at:02}.png").write_bytes(png(7_000, 7_000))
    begun = time.process_time()
    # 24 of them are 1,176 million; the sum is passed with the twenty-fifth.
    found = [(each.code, each.place.file, each.place.line) for each in problems_in(tmp_path)]
    assert found == [("pictures-too-large", "docs/b24.png", 1)]
    assert time.process_time() - begun < 3
    token = ALLOWED.set(frozenset({SIZE}))
    try:
        assert problems_in(tmp_path) == ()
    finally:
        ALLOWED.reset(token)
    for at in range(24, 30):
        (tmp_path / f"docs/b{at:02}.png").write_bytes(png(40, 20))
    assert problems_in(tmp_path) == ()


def test_a_cell_of_a_table_counts_for_more_than_its_letters(haninge: Loaded) -> None:
    rows = "<tr><td>C</td><td>D</td></tr>" * 9
    text = f"<h1>A</h1><table><thead><tr><th>A</th><th>B</th></tr></thead><tbody>{rows}</tbody></table>"
    pages = [(page("a.md", ""), text)]
    work = prepared(Manuscript(edition(haninge), pages), {}, PrintContext(templates=templates(REPOSITORY)))
    assert work.extent == len(work.files["pages.json"]) + 20 * CELL_EXTENT


def test_what_is_too_large_is_left_out_where_a_whole_site_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = "{id: allt, title: Allt}, {id: igen, title: Igen}"
    settings = SETTINGS.replace("}}}", f"}}, editions: [{own}]}}}}")
    loaded = without_problems(write(tmp_path, {**smallest("Ett stycke.\n\n" * 50), "mkdocs.yml": settings}))
    monkeypatch.setattr(editions, "MOST_BYTES", 2_000)
    left_out: list[Problem] = []
    assert edition_files(loaded, left_out=left_out).keys() == set()
    assert [(each.code, each.place.line, dict(each.facts)) for each in left_out] == [
        ("edition-left-out", 3, {"title": "Allt", "count": "1"}),
        ("edition-left-out", 3, {"title": "Igen", "count": "1"}),
    ]
    assert not stops(left_out)
    # Nor is it converted, if its Markdown alone is too much.
    monkeypatch.setattr(editions, "MOST_BYTES", 5_000_000)
    monkeypatch.setattr(editions, "MOST_CHARACTERS", 500)
    monkeypatch.setattr(editions, "prepared", None)
    left_out.clear()
    assert edition_files(loaded, left_out=left_out).keys() == set()
    assert [each.facts["title"] for each in left_out] == ["Allt", "Igen"]
    monkeypatch.undo()
    # Together they are too much only from one of them on: what stands first in the settings is printed.
    monkeypatch.setattr(editions, "MOST_TOGETHER", 4_000)
    left_out.clear()
    printed = edition_files(loaded, left_out=left_out)
    assert [*printed] == ["pdf/allt.pdf"] and [each.facts["title"] for each in left_out] == ["Igen"]


def test_printing_that_the_machine_ends_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = SETTINGS.replace("}}}", "}, editions: [{id: allt, title: Allt}]}}")
    loaded = without_problems(write(tmp_path, {**smallest("Ett stycke.\n"), "mkdocs.yml": settings}))

    def ended(*_: object) -> None:
        raise BrokenProcessPool

    monkeypatch.setattr(typeset, "compiled", ended)
    with pytest.raises(ProblemsFound) as found:
        edition_files(loaded)
    assert [problem.code for problem in found.value.problems] == ["edition-too-large"]


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{}</svg>'
TWICE = "".join(f'<g id="g{at}"><use href="#g{at + 1}"/><use href="#g{at + 1}"/></g>' for at in range(20))
FILTER = '<filter id="f" {}>{}</filter><rect width="9" height="9" filter="url(#f)"/>'
DRAWINGS = {
    "uses": f'<defs>{TWICE}<rect id="g20" width="1" height="1"/></defs><use href="#g0"/>',
    "itself": '<g id="a"><use href="#a"/></g>',
    "classes": "<style>" + "rect{fill:red}" * 20_000 + "</style>" + '<rect width="1" height="1"/>' * 2_000,
    "blur": FILTER.format('width="3000" height="3000"', '<feGaussianBlur stdDeviation="5"/>'),
    "nothing": FILTER.format('width="nan"', '<feGaussianBlur stdDeviation="5"/>'),
    "turbulence": FILTER.format("", '<feTurbulence numOctaves="10000"/>'),
    "steps": FILTER.format("", '<feGaussianBlur stdDeviation="5"/>' * 30),
}


@pytest.mark.parametrize("kind", DRAWINGS)
def test_a_drawing_without_end_is_reported(tmp_path: Path, kind: str) -> None:
    write(tmp_path, smallest("![Hamn](a.svg)\n", **{"docs/a.svg": SVG.format(DRAWINGS[kind])}))
    assert [problem.code for problem in problems_in(tmp_path)] == ["drawing-too-large"]
    assert harmless(SVG.format(DRAWINGS[kind]).encode()) is None


def test_a_drawing_nested_without_end_is_none(tmp_path: Path) -> None:
    deep = SVG.format("<g>" * 100_000 + "</g>" * 100_000)
    write(tmp_path, smallest("![Hamn](a.svg)\n", **{"docs/a.svg": deep}))
    assert [problem.code for problem in problems_in(tmp_path)] == ["picture-damaged"]
    assert harmless(deep.encode()) is None


def test_shadows_and_gradients_of_drawing_programs_are_borne(tmp_path: Path) -> None:
    steps = '<feFlood/><feOffset dx="3"/><feGaussianBlur stdDeviation="5"/><feBlend in="SourceGraphic"/>'
    gradients = "".join(
        f'<linearGradient id="l{at}"><stop/></linearGradient><rect class="c{at}" width="1" height="1"/>'
        for at in range(200)
    )
    style = "<style>" + "".join(f".c{at}{{fill:url(#l{at})}}" for at in range(200)) + "</style>"
    drawing = SVG.format(style + gradients + FILTER.format('x="-10%" width="120%"', steps))
    write(tmp_path, smallest("![Hamn](a.svg)\n", **{"docs/a.svg": drawing}))
    assert problems_in(tmp_path) == ()


# Each was searched from every one of its characters to its end: 60,000 of them took from 3 s to several minutes.
SEARCHED_AGAIN = {
    "figures and dots of a description": "![bild " + ". " * 30_000 + "a](b.png)\n",
    "spaces in a note without an end": "[^" + "a b " * 15_000 + "\n",
    "spaces in an address without an end": "[a](mailto:" + " " * 60_000 + "\n",
    "letters without a space, as before a day": "a" * 60_000 + "\n",
    "tabs in a reference without an end": "[a](ref:" + "\t" * 60_000 + "x\n",
}


def test_places_are_not_counted_from_the_beginning_one_by_one(tmp_path: Path) -> None:
    """Of 6,000 days in a text each was counted from its beginning; a publication of such texts took minutes."""
    write(tmp_path, smallest("Den 1 maj 2025 gäller. Den 31 april gör det inte.\n\n" * 6_000))
    begun = time.process_time()
    problems_in(tmp_path)
    assert time.process_time() - begun < 3
    text = "ett\n\ntvå " * 40_000
    begun = time.process_time()
    places = [position(text, at) for at in range(0, len(text), 5)]
    assert time.process_time() - begun < 1
    for at in (*range(20), len(text) - 1, len(text)):
        assert position(text, at) == (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    assert len(places) == len({*places})


@pytest.mark.parametrize("mass", SEARCHED_AGAIN)
def test_what_has_no_end_is_searched_once(tmp_path: Path, mass: str) -> None:
    write(tmp_path, smallest(SEARCHED_AGAIN[mass]))
    begun = time.process_time()
    problems_in(tmp_path)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize(
    "text", ["1" * 1_900 + " " + "2" * 1_900, "12" + "\u00a0345" * 1_500, "1.1." * 400, "{{ " * 900]
)
def test_numbers_of_a_translation_may_be_of_any_length(tmp_path: Path, text: str) -> None:
    """Python refuses to read a number of more than 4,300 digits; it is compared as figures."""
    files = smallest("Ett stycke.\n")
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("{publication: {", "{publication: {languages: [{code: en}], ")
    files["docs/index.en.md"] = files["docs/index.md"].replace("section: start\n", "").replace("Ett stycke.", text)
    write(tmp_path, files)
    begun = time.process_time()
    said = [problem for problem in problems_in(tmp_path) if problem.code == "translation-number"]
    assert time.process_time() - begun < 3
    assert bool(said) is any(figure.isdigit() for figure in text)
