"""Printed pages with a long and a short column are read column by column, and what goes across both in its place."""

from pathlib import Path

import pytest
import typst

from publisher.importing.form.source import BlockSort
from publisher.importing.readers.formats import read_source

TEXT = (
    "Provköpings kommun har många föreningar, och de gör ett viktigt arbete för kulturen i byarna och i staden. "
    "Biblioteken är välbesökta, men öppettiderna passar inte alla som arbetar på dagarna eller bor långt bort. "
)
LONG = "\n\n".join(f"{at} {TEXT}" for at in ("Först.", "Sedan.", "Därpå.", "Sist."))
SHORT = "Nämnden följer upp planen varje år."
CELLS = "[Indikator], [2024], [Mål 2028], [Besök], [900], [1200], [Lån], [40], [50]"
TABLE, WIDE = f"#table(columns: 3, {CELLS})", f"#table(columns: (1fr, 1fr, 1fr), {CELLS})"
COLUMNS = "#set page(columns: 2)\n"


def read(folder: Path, typed: str) -> list[str]:
    """Return the headings, the first words of paragraphs, and tables, in the order in which a page is read."""
    page = f'#set page(paper: "a4")\n#set text(size: 10pt, lang: "sv")\n{typed}'
    (folder / "k.typ").write_text(page, encoding="utf-8")
    typst.compile(folder / "k.typ", folder / "k.pdf")
    blocks = read_source(folder / "k.pdf", None, "sv").blocks
    return [
        f"{each.number} {each.text}".strip() if each.sort is BlockSort.HEADING
        else "table" if each.sort is BlockSort.TABLE else each.text.split(".")[0]
        for each in blocks
    ]  # fmt: skip


LONG_READ, SHORT_READ = ["Först", "Sedan", "Därpå", "Sist"], [SHORT.rstrip(".")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (f"= 1 Inledning\n{LONG}\n#colbreak()\n= 3 Uppföljning\n{SHORT}",
         ["1 Inledning", *LONG_READ, "3 Uppföljning", *SHORT_READ]),
        (f"= 1 Inledning\n{LONG}\n#colbreak()\n= 3 Uppföljning\n{SHORT}\n{TABLE}",
         ["1 Inledning", *LONG_READ, "3 Uppföljning", *SHORT_READ, "table"]),
        (f"= 1 Inledning\n{LONG}\n#colbreak()\n{TABLE}", ["1 Inledning", *LONG_READ, "table"]),
        (f"= 1 Inledning\n{SHORT}\n#colbreak()\n= 2 Läget\n{LONG}",
         ["1 Inledning", *SHORT_READ, "2 Läget", *LONG_READ]),
        # Two columns that are both short have the distance of those of another page, before or behind them.
        (f"= 1 Inledning\n{LONG}\n#colbreak()\n= 2 Läget\n{LONG}\n#pagebreak()\n"
         "= 3 Ansvar\nNämnden svarar.\n#colbreak()\n= 4 Slut\nTack.",
         ["1 Inledning", *LONG_READ, "2 Läget", *LONG_READ, "3 Ansvar", "Nämnden svarar", "4 Slut", "Tack"]),
        (f"= 1 Ansvar\nNämnden svarar.\n#colbreak()\n= 2 Slut\nTack.\n#pagebreak()\n"
         f"= 3 Inledning\n{LONG}\n#colbreak()\n= 4 Läget\n{LONG}",
         ["1 Ansvar", "Nämnden svarar", "2 Slut", "Tack", "3 Inledning", *LONG_READ, "4 Läget", *LONG_READ]),
    ],
)  # fmt: skip
def test_a_short_column_beside_a_long_one(tmp_path: Path, typed: str, expected: list[str]) -> None:
    assert read(tmp_path, COLUMNS + typed) == expected


def test_headings_and_tables_across_both_columns_stay_between_what_is_above_and_below_them(tmp_path: Path) -> None:
    typed = (
        f"= Kulturplan för Provköping\n#columns(2)[\n== 1 Inledning\n{LONG}\n#colbreak()\n== 2 Läget\n{SHORT}\n]\n"
        f"== 3 Indikatorer\n{WIDE}\n== 4 Genomförande\n#columns(2)[{LONG}\n#colbreak()\n== 5 Slut\n{LONG}]\n"
    )
    assert read(tmp_path, typed) == [
        "Kulturplan för Provköping", "1 Inledning", *LONG_READ, "2 Läget", *SHORT_READ, "3 Indikatorer", "table",
        "4 Genomförande", *LONG_READ, "5 Slut", *LONG_READ,
    ]  # fmt: skip


def test_labels_with_facts_beside_them_are_no_columns(tmp_path: Path) -> None:
    facts = [("Ansvarig", "Kulturnämnden"), ("Antagen", "2025-01-27"), ("Gäller till", "2028-12-31"),
             ("Gäller för", "Alla nämnder"), ("Diarienummer", "KN 2025-11")]  # fmt: skip
    grid = "#grid(columns: (1fr, 1fr), row-gutter: 8pt, " + ", ".join(f"[{a}], [{b}]" for a, b in facts) + ")"
    said = " ".join(read(tmp_path, f"= Kulturplan\n{grid}\n\n{LONG}"))
    assert "Ansvarig Kulturnämnden" in said
