"""A Markdown file keeps its headings, lists, tables and notes, and loses only the marks that made them."""

from pathlib import Path

from publisher.importing.form.accounting import account
from publisher.importing.form.source import BlockSort, SourceFile
from publisher.importing.prose.sections import Asked
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.plain_text import read
from tests.importing.pieces import entry, text_of

TEXT = """---
title: Klimatstrategi för Provköping
author: någon
---

Antagen av kommunfullmäktige den 12 juni 2023, § 41.

## 1. Resor[^2]

Provköping ska vara *fossilfritt* 2040, se [färdplanen](https://exempel.se/plan)[^1].

<!-- ska bort -->

Kommunen ska:

- minska **bilresorna** <br>
  i centrum
    - flyget
- [x] bör köpa elbilar

## 2. Hus

| Nyckeltal | Utfall 2023 |
| --- | --: |
| Solceller<br>på tak | 12 |

> Bygg med trä, 5 < 6.

***

[^1]: Beslutad 2022.
[^2]: Se nästa kapitel.
"""


def source(folder: Path, text: str = TEXT, name: str = "klimat.md") -> SourceFile:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read(file, "", "sv")


def test_blocks_are_what_their_marks_say(tmp_path: Path) -> None:
    found = [(block.sort.value, block.level, block.number, block.text) for block in source(tmp_path).blocks]
    assert found == [
        ("heading", 1, "", "Klimatstrategi för Provköping"),
        ("paragraph", 0, "", "Antagen av kommunfullmäktige den 12 juni 2023, § 41."),
        ("heading", 2, "1", "Resor (2)"),
        ("paragraph", 0, "", "Provköping ska vara fossilfritt 2040, se färdplanen (https://exempel.se/plan) (1)."),
        ("paragraph", 0, "", "Kommunen ska:"),
        ("entry", 0, "", "minska bilresorna i centrum"),
        ("entry", 1, "", "flyget"),
        ("entry", 0, "", "bör köpa elbilar"),
        ("heading", 2, "2", "Hus"),
        ("table", 0, "", ""),
        ("paragraph", 0, "", "Bygg med trä, 5 < 6."),
        ("note", 0, "2", "Se nästa kapitel."),
        ("note", 0, "1", "Beslutad 2022."),
    ]
    [table] = [block for block in source(tmp_path).blocks if block.sort is BlockSort.TABLE]
    assert [row.cells for row in table.rows] == [("Nyckeltal", "Utfall 2023"), ("Solceller\npå tak", "12")]
    assert [row.line.origin.line for row in table.rows] == [23, 25]


def test_every_line_is_accounted_for_and_the_marks_are_left_out(tmp_path: Path) -> None:
    read_file = source(tmp_path)
    lines = {each.line.origin.line for each in account(read_file, steering_document(read_file, "sv", Asked(), set()))}
    assert lines == {number for number, line in enumerate(TEXT.split("\n"), start=1) if line.strip()}
    assert {each.line.text: each.why for each in read_file.left} == {
        "---": "front-matter",
        "author: någon": "front-matter",
        "<!-- ska bort -->": "markup",
        "| --- | --: |": "markup",
        "***": "markup",
    }


def test_a_note_follows_the_text_that_refers_to_it_and_no_title_refers_to_one(tmp_path: Path) -> None:
    made = steering_document(source(tmp_path), "sv", Asked(), set())
    index, resor = made.files
    assert text_of(index.fields, "summary").startswith("Provköping ska"), "who adopted it is no summary"
    assert text_of(resor.fields, "title") == "Resor"
    assert text_of(resor.fields, "summary") == (
        "Provköping ska vara fossilfritt 2040, se färdplanen (https://exempel.se/plan)."
    )
    assert [block.text for block in resor.prose if block.sort is BlockSort.NOTE] == [
        "Se nästa kapitel.", "Beslutad 2022.",
    ]  # fmt: skip
    assert not [block for block in index.prose if block.sort is BlockSort.NOTE]
    pieces = resor.fields["commitments"]
    assert isinstance(pieces, tuple)
    assert [entry(each)["title"] for each in pieces] == [
        "Provköping ska vara fossilfritt 2040, se färdplanen", "minska bilresorna i centrum", "flyget",
        "bör köpa elbilar",
    ]  # fmt: skip


def test_the_first_heading_is_the_title_before_that_of_the_front_matter(tmp_path: Path) -> None:
    text = "---\ntitle: Annat\n---\n# Trafikplan\n\nText.\n"
    assert [block.text for block in source(tmp_path, text).blocks] == ["Trafikplan", "Text."]


def test_without_marked_headings_it_is_read_as_plain_text(tmp_path: Path) -> None:
    text = "Trafikplan\n\n1. INRIKTNING\n\nKommunen ska bygga.\n"
    heads = [block.text for block in source(tmp_path, text).blocks if block.sort is BlockSort.HEADING]
    assert heads == ["Trafikplan", "INRIKTNING"]
    assert [block.text for block in source(tmp_path, text, "trafik.txt").blocks][1] == "INRIKTNING"


def test_the_summary_of_a_long_paragraph_is_its_first_sentences(tmp_path: Path) -> None:
    first = "Provköping vill att alla t.ex. ska kunna gå till skolan på egen hand, också de yngsta."
    second = "Därför byggs nya gångvägar, och de som finns belyses bättre."
    rest = "Det sker i den ordning som barn och föräldrar själva har önskat i den stora enkäten. " * 4
    area_text = f"## Område 1: Skolvägar\n\n{second} {rest}\n\nKommunen ska bygga.\n"
    text = f"# Trygga vägar\n\n{first} {second} {rest}\n\n{area_text}"
    index, area = steering_document(source(tmp_path, text), "sv", Asked(), set()).files
    lead = f"{first} {second} {rest[:84]}"
    assert text_of(index.fields, "summary") == lead
    assert text_of(area.fields, "summary") == f"{second} {' '.join([rest[:84]] * 2)}"
    assert [block.text for block in index.prose][:1] == [f"{first} {second} {rest}".strip()], "the text is whole"
