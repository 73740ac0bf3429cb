"""A file is read in a process of its own: what takes too much memory or time, or dies, is one sentence."""

import io
import multiprocessing
import os
import resource
import signal
import time
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine
from publisher.importing.readers.bounded import Read, _answer, read_bounded
from publisher.importing.stated.stated_labels import statements
from publisher.messages import as_text
from publisher.problem import ProblemsFound
from tests.publications import swedish

GIGABYTE = 1_000_000_000


def greedy(path: Path, wanted: str | None, language: str) -> SourceFile:
    return SourceFile(path.name, str(len(bytearray(4 * GIGABYTE))), ())


def slow(path: Path, wanted: str | None, language: str) -> SourceFile:
    time.sleep(60)
    raise AssertionError


def crashing(path: Path, wanted: str | None, language: str) -> SourceFile:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def failing(path: Path, wanted: str | None, language: str) -> SourceFile:
    raise ZeroDivisionError


def test_a_reader_that_dies_of_a_file_is_named_for_what_it_did(tmp_path: Path) -> None:
    path = tmp_path / "trasig.csv"
    path.write_text("a;b\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_bounded(path, None, "sv", read=crashing)
    [problem] = found.value.problems
    assert (problem.code, problem.facts) == ("import-crashed", {"reason": "SIGSEGV"})
    here, there = multiprocessing.Pipe(duplex=False)
    _answer(there, failing, path, None, "sv", resource.RLIM_INFINITY)
    [problem] = here.recv()
    assert problem.facts == {"reason": "ZeroDivisionError"}


@pytest.mark.parametrize("read", [greedy, slow])
def test_a_reader_that_takes_too_much_is_one_sentence(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "tung.csv"
    path.write_text("a;b\n1;2\n", encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_bounded(path, None, "sv", read=read, seconds=8)
    said = as_text(found.value.problems, swedish())
    assert said.startswith("tung.csv: Filen kräver mer än 3 GB minne eller 8 sekunder att läsa. [import-too-heavy]")


def test_a_source_and_its_problems_come_back_whole(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["Indikator", "=1+1"])
    book.save(tmp_path / "formel.xlsx")
    source = read_bounded(tmp_path / "formel.xlsx", None, "sv")
    [block] = source.blocks
    assert block.rows[0].cells[0] == "Indikator"
    assert [doubt.code for doubt in block.rows[0].line.doubts] == ["formula-without-value"]
    (tmp_path / "bild.xlsx").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 40)
    with pytest.raises(ProblemsFound) as found:
        read_bounded(tmp_path / "bild.xlsx", None, "sv")
    assert [problem.code for problem in found.value.problems] == ["import-other-content"]


def test_a_workbook_with_xml_that_grows_is_bounded(tmp_path: Path) -> None:
    """Entities within entities (billion laughs) and a sheet that says that it has a thousand million rows."""
    book = Workbook()
    made = io.BytesIO()
    book.save(made)
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    begin = f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">{laughs}]>'
    bomb = f"{begin}<worksheet><sheetData>&a9;</sheetData></worksheet>"
    path = tmp_path / "skratt.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, bomb if name.startswith("xl/worksheets/") else old.read(name))
    with pytest.raises(ProblemsFound) as found:
        read_bounded(path, None, "sv", seconds=60)
    assert {problem.code for problem in found.value.problems} < {"import-damaged", "import-too-heavy", "import-empty"}


@pytest.mark.parametrize("text", ["Mål" + " " * 300_000, "Mål (" * 50_000, " " * 300_000])
def test_labels_without_an_end_are_searched_once(text: str) -> None:
    block = SourceBlock(BlockSort.PARAGRAPH, text, (SourceLine(Origin(line=1), text),))
    begun = time.process_time()
    assert statements(block, "sv") == []
    assert time.process_time() - begun < 3
