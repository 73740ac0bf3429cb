"""Attacks by mass: what no page for people has is told with its line, and quickly, whatever it is."""

import time
from pathlib import Path

import pytest

from tests.publications import problems_in, smallest, write

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
    "entities": "&amp;" * 150_000,
    "quotes": "> " * 2_000 + "a",
    "entries": "- en punkt\n" * 20_000,
    "length": "Ett ord. " * 60_000,
}


@pytest.mark.parametrize("mass", MASSES)
def test_a_mass_is_told_with_its_line(tmp_path: Path, mass: str) -> None:
    write(tmp_path, smallest(MASSES[mass]))
    begun = time.monotonic()
    problems = problems_in(tmp_path)
    assert time.monotonic() - begun < 5
    assert problems
    assert all(problem.place.line > 0 for problem in problems)


@pytest.mark.parametrize("text", ["9" * 5_000 + ". a\n", "a\n" * 2_000, "\\" * 2_000])
def test_what_is_only_odd_is_borne(tmp_path: Path, text: str) -> None:
    write(tmp_path, smallest(text))
    assert problems_in(tmp_path) == ()


def test_a_long_list_takes_no_square_of_its_time(tmp_path: Path) -> None:
    """What is looked for in a list is not looked for from its beginning, entry by entry."""
    write(tmp_path, smallest("- en punkt\n" * 3_900))
    begun = time.process_time()
    assert problems_in(tmp_path) == ()
    assert time.process_time() - begun < 3
