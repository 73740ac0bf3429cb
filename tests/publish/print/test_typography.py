"""What a reader sees at once, on every edition of the publications here: no title and no row alone, nothing broken."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pdfplumber
import pytest

from publisher.pipeline import Loaded, load
from publisher.publish.print.compiler import joinable
from publisher.publish.print.editions import volumes_of
from publisher.render.page import Page
from tests.conftest import built_once
from tests.program import REPOSITORY
from tests.publish.letters_of_tables import small_in_tables
from tests.publish.print.test_print import edition, page, printed, set_in_type
from tests.publish.printed import printed as read
from tests.publish.sheets import (
    Line,
    SheetOfPrint,
    broken_addresses,
    broken_display,
    broken_near_an_end,
    colophon_alone,
    empty_sheets,
    lone_items,
    lone_rows,
    notes_apart,
    past_the_edge,
    sheets,
    titles_at_the_foot,
    too_small,
)

ROOTS = {
    "haninge": REPOSITORY,
    **{path.parent.name: path.parent for path in sorted((REPOSITORY / "examples").glob("*/mkdocs.yml"))},
}
# The number of sheets is a document's, and not a website's on paper.
MOST = {
    "haninge": {
        "pdf/helheten.pdf": 40,
        "pdf/strategin.pdf": 20,
        "pdf/planer/jobbspar.pdf": 4,
        "pdf/uppfoljning/2021.pdf": 4,
    },
    "ekbacka": {
        "pdf/helheten.pdf": 130,
        "pdf/uppfoljning-2025.pdf": 19,
        "pdf/strategin.pdf": 18,
        "pdf/branschspar.pdf": 14,
    },
}
LONG_NAME = "Kommunstyrelseförvaltningens arbetsmarknadsenhet"


def faults(content: bytes, found: list[SheetOfPrint]) -> dict[str, list[str]]:
    """Return what is wrong with the sheets of an edition, by rule."""
    rules = {
        "a title at the foot": titles_at_the_foot(found),
        "a row alone": lone_rows(content),
        "an item alone": lone_items(content),
        "less than a third full": empty_sheets(found),
        "a colophon alone": colophon_alone(found),
        "a word broken near its end": broken_near_an_end(found),
        "a word broken in display type": broken_display(found),
        "a hyphen in an address": broken_addresses(content, found),
        "past the edge": past_the_edge(found),
        "a note on another sheet": notes_apart(content),
        "less than 8 points": too_small(found),
        "less than 9.5 points in a table": small_in_tables(content),
    }
    return {rule: places for rule, places in rules.items() if places}


@pytest.mark.parametrize("name", ROOTS)
def test_no_edition_breaks_a_rule(name: str, site: Path, shared_folder: Path) -> None:
    root = ROOTS[name]
    built = site if root == REPOSITORY else built_once(root, shared_folder / root.name)
    loaded = load(root, draw=False)
    volumes = [volume for each in (loaded, *loaded.versions) for volume in volumes_of(each)]
    seen = dict[str, int]()
    for volume in volumes:
        content = (built / volume.path).read_bytes()
        found = sheets(content)
        assert faults(content, found) == {}, volume.path
        # What needs few sheets has a head and no contents; a cover has its title in large letters.
        covered = max(line.size for line in found[0].lines) > 26
        assert covered == bool(read(content).contents) == (len(found) >= 8), volume.path
        seen[volume.path] = len(found)
    assert len(seen) == len(volumes) > 0
    most = MOST.get(name, {})
    assert most.keys() <= seen.keys()
    assert {path: count for path, count in seen.items() if count > most.get(path, count)} == {}


@pytest.mark.parametrize("before", range(10, 24, 2))
def test_no_item_of_a_list_stands_alone_on_a_sheet(haninge: Loaded, before: int) -> None:
    item = "är ett eget stycke, och den är lagom lång för att vara en hel rad och lite till på papper"
    items = "".join(f"- Punkt {number} {item}\n" for number in range(9))
    content = printed(haninge, page("planer/a.md", "# A\n\n" + "Rad.\n\n" * before + "Inledning:\n\n" + items))
    counts = [sum("Punkt" in line.text for line in sheet.lines) for sheet in sheets(content)]
    assert sum(counts) == 9
    assert 1 not in counts
    assert lone_items(content) == []


@pytest.mark.parametrize("items", [5, 9])
@pytest.mark.parametrize("before", range(15, 20))
def test_a_title_stays_with_a_list_that_has_notes(haninge: Loaded, before: int, items: int) -> None:
    listed = "".join(f"- [Sida {number}](https://example.org/{number})\n" for number in range(items))
    text = "# A\n\n" + "Rad.\n\n" * before + "Två\\\nrader.\n\n## Dokument\n\n" + listed
    found = sheets(printed(haninge, page("planer/a.md", text)))
    titled = next(sheet for sheet in found if any(line.text == "Dokument" for line in sheet.lines))
    assert any(line.text.startswith("• Sida 0") for line in titled.lines)
    assert titles_at_the_foot(found) == []


LINKS = [f"[Sida {number}](https://example.org/{number})" for number in range(9)]
WITH_NOTES = {
    "a list": "Inledning:\n\n" + "".join(f"- {each}\n" for each in LINKS[:5]),
    "a longer list": "Inledning:\n\n" + "".join(f"- {each}\n" for each in LINKS),
    "a paragraph": f"## Dokument\n\nOrd {', '.join(LINKS)}.\n",
    "a table": "| A | B |\n|---|---|\n" + "".join(f"| {each} | Ord |\n" for each in LINKS),
    "a quotation": f"> Ord {', '.join(LINKS)}.\n",
    "sources": "/// box | sources\n\n## Källor\n\n" + "".join(f"- {each}\n" for each in LINKS) + "\n///\n",
    "footnotes": "- Ord[^1] och[^2]\n- Ord[^3] och[^4]\n\n"
    + "".join(f"[^{number}]: {'En lång not. ' * 15}\n\n" for number in range(1, 5)),
}


@pytest.mark.parametrize("kind", WITH_NOTES)
def test_notes_stand_on_the_sheet_of_their_marks(haninge: Loaded, kind: str) -> None:
    for before in range(14, 22):
        content = printed(haninge, page("planer/a.md", "# A\n\n" + "Rad.\n\n" * before + WITH_NOTES[kind]))
        assert notes_apart(content) == [], before


def test_no_long_word_is_broken_within_its_last_part(haninge: Loaded) -> None:
    words = "arbetslivsrådet, försörjningsstödet och arbetslivsrådets ledamöter"
    text = "# A\n\n" + "".join(f"{'x' * width} {'y' * 30} {words}\n\n" for width in range(1, 40))
    found = sheets(printed(haninge, page("planer/a.md", text)))
    broken = [line.text for sheet in found for line in sheet.lines if line.text.rstrip().endswith(("\u00ad", "\u2010"))]
    assert len(broken) > 5
    assert broken_near_an_end(found) == []


def joined(ends: dict[str, float], long: str = "", before: Sequence[str] = ()) -> list[str]:
    return joinable({name: (end, 20 if name == long else 1) for name, end in ends.items()}, before)


def test_a_chapter_follows_where_the_last_one_leaves_most_of_a_sheet_empty(haninge: Loaded) -> None:
    def chapter(name: str, count: int) -> tuple[Page, str]:
        return page(f"{name}.md", "", depth=0), f"<h1>{name}</h1>" + "<p>Text.</p>" * count

    chapters = [chapter("Ett", 40), chapter("Två", 60), chapter("Tre", 300)]
    found = sheets(set_in_type(edition(haninge), chapters))
    begun = {line.text: sheet.number for sheet in found for line in sheet.lines if line.text in ("Ett", "Två", "Tre")}
    assert begun["Två"] == begun["Ett"] + 1
    assert [empty_sheets(found), titles_at_the_foot(found)] == [[], []]
    assert joined({"b": 100.0, "c": 300.0, "d": 40.0, "back": 279.0}) == ["b", "back"]
    # What is joined moves the end of its chapter: from 700 over the foot of the sheet, and from 600 only on its own.
    assert joined({"b": 100.0, "c": 700.0, "d": 300.0}) == ["b", "c"]
    assert joined({"b": 100.0, "c": 600.0, "d": 300.0}) == ["b"]
    assert joined({"b": 100.0, "c": 700.0, "d": 300.0}, long="c") == ["b"]
    # In a layout in which it is joined already, nothing moves.
    assert joined({"b": 100.0, "c": 164.0, "d": 300.0}, before=["b"]) == ["b", "c"]


def test_a_plan_of_which_little_is_known_is_one_sheet(haninge: Loaded) -> None:
    text = "# Plan för sommarjobb\n\nUnga får sommarjobb.\n{: .lead }\n\n## Vad ska göras?\n\nKommunen letar platser.\n"
    found = sheets(printed(haninge, page("planer/sommarjobb.md", text)))
    assert len(found) == 1
    assert "Plan för sommarjobb" in [line.text for line in found[0].lines]


@pytest.mark.parametrize("count", range(20, 30))
def test_the_colophon_of_a_short_edition_does_not_stand_alone(haninge: Loaded, count: int) -> None:
    text = "Ett stycke som är lagom långt för att bli en hel rad och ännu lite till på papper.\n\n"
    content = printed(haninge, page("planer/a.md", "# A\n\n" + text * count))
    assert len(sheets(content)) <= 2
    assert colophon_alone(sheets(content)) == []


def test_tables_are_set_in_letters_of_at_least_nine_and_a_half_points(haninge: Loaded) -> None:
    row = "|" + "|".join(f" Ordet nummer {number} " for number in range(9)) + "|"
    content = printed(haninge, page("planer/a.md", f"# A\n\n{row}\n{'|---' * 9}|\n{row}\n"))
    with pdfplumber.open(BytesIO(content)) as pdf:
        sizes = {round(char["size"], 1) for each in pdf.pages for char in each.chars if each.width > each.height}
    assert 9.5 in sizes
    assert min(sizes) >= 8


def test_states_references_and_code_in_a_table_are_no_smaller_than_its_words(haninge: Loaded) -> None:
    said = "**Pågår**{ .status .status-ongoing } | [B](b.md) | `code`"
    pages = (
        page("planer/a.md", f"# A\n\n| Läge | Sida | Kod |\n|---|---|---|\n| {said} |\n"),
        page("planer/b.md", "# B\n"),
    )
    content = printed(haninge, *pages)
    assert small_in_tables(content) == []
    # Each of them is looked at: where more is asked for, none is large enough.
    words = " ".join(small_in_tables(content, least=9.6))
    assert all(each in words for each in ("Pågår", "(s.", "code"))


@pytest.mark.parametrize("before", range(2, 40, 8))
def test_a_table_over_several_sheets_leaves_no_row_alone(haninge: Loaded, before: int) -> None:
    rows = "".join(f"| Rad {number} | Ord |\n" for number in range(31))
    text = "# A\n\n" + "Rad.\n\n" * before
    content = printed(haninge, page("planer/a.md", f"{text}| A | B |\n|---|---|\n{rows}"))
    assert lone_rows(content) == []


@pytest.mark.parametrize("before", range(20, 23))
def test_a_low_table_below_a_caption_of_several_lines_stands_on_one_sheet(haninge: Loaded, before: int) -> None:
    caption = "Andelen vårdnadshavare som är nöjda med hur förskolan är anpassad: mål och utfall. " * 3
    table = f"{caption}\n{{: .caption }}\n\n| A | B |\n|---|---|\n| Rad 1 | Ord |\n| Rad 2 | Ord |\n"
    content = printed(haninge, page("planer/a.md", "# A\n\n" + "Rad.\n\n" * before + table))
    assert lone_rows(content) == []


def test_long_addresses_and_numbers_stay_whole_and_on_the_sheet(haninge: Loaded) -> None:
    address = f"https://ekbacka.example/{'a' * 60}/{'b' * 30}"
    mail = "forsta.andra-tredje@arbetsmarknadsforvaltningen.ekbacka.example"
    cells = f"| Var | Vad |\n|---|---|\n| {address} | {mail} |\n| 08-606 70 00 | +46 8-606 70 00 |\n"
    text = f"# A\n\n{'ord ' * 13}08-606 70 00 {'ord ' * 12}{mail}\n\n{cells}"
    content = printed(haninge, page("planer/a.md", text))
    found = sheets(content)
    assert faults(content, found) == {}
    with pdfplumber.open(BytesIO(content)) as pdf:
        letters = "".join(char["text"] for each in pdf.pages for char in each.chars)
    assert letters.count(address) == 1
    assert letters.count(mail) == 2
    assert not any(line.text.rstrip().endswith(("08-", "8-606")) for sheet in found for line in sheet.lines)


def test_no_word_is_broken_in_a_title_however_long(haninge: Loaded) -> None:
    about = replace(edition(haninge), title=f"Strategi för {LONG_NAME.replace(' ', '')}")
    text = f"<h1>Strategi för {LONG_NAME}</h1>" + "<p>Text.</p>" * 400
    found = sheets(set_in_type(about, [(page("a.md", ""), text)]))
    assert len(found) >= 8
    assert broken_display(found) == []
    assert past_the_edge(found) == []


def test_a_fault_is_noticed() -> None:
    title, text = Line("Titel", 16.0, sans=True), Line("förvalt-", 13.0, sans=True)
    first = SheetOfPrint(1, 595.0, 842.0, (title,), (80.0, 500.0), 700.0, 9.5)
    second = SheetOfPrint(2, 595.0, 842.0, (text, title), (2.0, 500.0), 200.0, 6.5)
    found = [first, second, SheetOfPrint(3, 595.0, 842.0, (text,), (80.0, 500.0), 700.0, 9.5)]
    assert titles_at_the_foot(found) == ["2: Titel"]
    assert broken_display(found) == ["2: förvalt-", "3: förvalt-"]
    assert past_the_edge(found) == ["2: (2.0, 500.0)"]
    assert empty_sheets(found) == ["2: 24%"]
    assert too_small(found) == ["2: 6.5"]
    alone = SheetOfPrint(2, 595.0, 842.0, (Line("Utgåva Ansvar", 8.5, sans=True),), (80.0, 500.0), 110.0, 8.5)
    assert colophon_alone([first, alone]) == ["2: Utgåva Ansvar"]
    assert [colophon_alone([alone]), colophon_alone([first, second])] == [[], []]


def test_a_hyphen_of_an_address_is_its_own_if_a_link_has_it(haninge: Loaded) -> None:
    content = printed(haninge, page("planer/a.md", "# A\n\n<https://ekbacka.example/sommar-jobb>\n"))
    lines = [Line(f"Se https://ekbacka.example/{end}\u00ad", 10.5, sans=False) for end in ("sommar", "som")]
    found = [SheetOfPrint(1, 595.0, 842.0, tuple(lines), (80.0, 500.0), 700.0, 9.5)]
    assert broken_addresses(content, found) == ["1: Se https://ekbacka.example/som\u00ad"]
