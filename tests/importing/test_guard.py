"""What no reader may touch is refused with one sentence, and nothing is written."""

import io
import zipfile
from pathlib import Path

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from publisher.importing.opening.guard import MAX_BYTES, outside
from publisher.importing.readers.formats import read_source
from publisher.messages import as_text
from publisher.problem import ProblemsFound
from tests.publications import swedish

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 40
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def zipped(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def encrypted() -> bytes:
    made = bytearray(zipped(**{"word__document.xml": b"x"}))
    made[made.rindex(b"PK\x01\x02") + 8] |= 1  # the bit that says so, in the directory
    return bytes(made)


def parts_of(folder: Path, name: str) -> dict[str, bytes]:
    """Return the parts of a workbook with one row, by their names."""
    path = folder / name
    if name.endswith(".xlsx"):
        book = Workbook()
        book.worksheets[0].append(["Indikator", "Utfall 2024"])
        book.save(path)
    else:
        sheets, sheet, row, cell = OpenDocumentSpreadsheet(), Table(name="A"), TableRow(), TableCell()
        cell.addElement(P(text="Indikator"))
        row.addElement(cell)
        sheet.addElement(row)
        sheets.spreadsheet.addElement(sheet)
        sheets.save(str(path))
    with zipfile.ZipFile(path) as file:
        return {each: file.read(each) for each in file.namelist()}


@pytest.mark.parametrize(
    ("name", "part", "length"),
    [
        ("kalk.ods", "content.xml", 400),
        ("kalk.ods", "content.xml", 0),
        ("kalk.ods", "content.xml", None),
        ("kalk.ods", "styles.xml", 400),
        ("kalk.ods", "meta.xml", 400),
        ("kalk.xlsx", "xl/worksheets/sheet1.xml", 300),
        ("kalk.xlsx", "xl/worksheets/sheet1.xml", None),
    ],
)
def test_a_workbook_of_which_a_part_breaks_off_is_damaged_and_not_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, part: str, length: int | None
) -> None:
    parts = parts_of(tmp_path, name)
    assert read_source(tmp_path / name, None, "sv").blocks
    with zipfile.ZipFile(tmp_path / name, "w") as file:
        for each, content in parts.items():
            if each != part or length is not None:
                file.writestr(each, content[:length] if each == part else content)
    assert refused(tmp_path / name).startswith(f"{name}: Filen är trasig eller inte hel. [import-damaged]")
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refused(tmp_path / "borta.txt").startswith("borta.txt: Filen finns inte. [import-missing]")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("tom.txt", b"", "Filen är tom. [import-empty]"),
        ("bild.txt", PNG, "Filen är inte vad den heter: innehållet är av ett annat slag än .txt."),
        ("gammal.doc", OLE, "Filen är i Offices gamla format. [import-old-format]"),
        ("låst.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "Filen är skyddad med lösenord."),
        ("låst-zip.docx", encrypted(), "Filen är skyddad med lösenord."),
        ("halv.docx", zipped(word__document=b"x" * 900)[:-30], "Filen är trasig eller inte hel. [import-damaged]"),
        ("makro.docm", zipped(**{"word__vbaProject.bin": b"x"}), "Filen innehåller makron, och sådana läses inte."),
        ("bomb.docx", zipped(word__a=b"\0" * 30_000_000), "Filen är packad och skulle bli större än 300 MB"),
        ("okänd.bin", b"\x00\x01\x02" * 40, "Filens format går inte att läsa. [import-unknown-format]"),
    ],
)  # fmt: skip
def test_each_is_one_sentence(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    words = refused(path)
    assert words.startswith(f"{name}: {said}"), words
    assert words.count("\n") == 1, "the sentence and what to do"


def test_more_text_than_a_publication_has_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "lang.md"
    path.write_text("# Strategi\n\n" + "Kommunen ska öppna fler platser.\n\n" * 200_000, encoding="utf-8")
    words = refused(path)
    assert words.startswith("lang.md: Dokumentet har för mycket text: 6 MB. Gränsen är 5 MB. [import-too-much-text]")
    assert words.count("\n") == 1


def test_a_file_too_large_is_not_even_opened(tmp_path: Path) -> None:
    path = tmp_path / "stor.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # holes take no room
    assert "Filen är för stor: 100 MB. Gränsen är 100 MB. [import-too-large]" in refused(path)


def refused(path: Path) -> str:
    with pytest.raises(ProblemsFound) as found:
        read_source(path, None, "sv")
    return as_text(found.value.problems, swedish())


def test_what_is_outside_a_file_is_named_and_never_fetched(tmp_path: Path) -> None:
    relation = '<Relationship Id="r{}" Type="http://x/{}" Target="{}" TargetMode="External"/>'
    rels = relation.format(1, "hyperlink", "https://a.example/") + relation.format(
        2, "image", "https://b.example/b.png"
    )
    path = tmp_path / "a.docx"
    path.write_bytes(zipped(word__document=b"x", **{"word___rels__document.xml.rels": rels.encode()}))
    [notice] = outside(path)
    assert as_text([notice], swedish()).splitlines()[0] == (
        "a.docx: Att tänka på: Filen hänvisar till något utanför sig själv: b.png. Det hämtades inte. [import-outside]"
    )
    path.write_bytes(zipped(word__document=b"x"))
    assert outside(path) == ()


DANISH = """Skovbo Kommune skal skabe flere arbejdspladser og bedre skoler for alle, som bor her. Planen gælder fra
2024 til 2027, og kommunalbestyrelsen følger den op hvert år. Udvalget vil have, at flere unge gennemfører en
uddannelse, og at ingen står uden for arbejdsmarkedet. Derfor skal jobcentret hjælpe med at finde nye medarbejdere."""


def test_a_text_in_another_language_is_noticed(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(DANISH, encoding="utf-8")
    [notice] = read_source(path, None, "sv").notices
    assert as_text([notice], swedish()).splitlines()[0] == (
        "plan.txt: Att tänka på: Texten ser ut att vara på danska. [import-other-language]"
    )
    assert "`--language da`" in as_text([notice], swedish())
    assert read_source(path, None, "da").notices == ()
    # A few words, or numbers and names, say nothing.
    path.write_text("Skovbo\n\nHvert år: 12 34 56", encoding="utf-8")
    assert read_source(path, None, "sv").notices == ()
