"""Ordinary, correct texts: nothing about them is asked.

Whatever `check` says about one of them is a false alarm, which teaches people not to read what it says.
"""

from pathlib import Path

import pytest

from publisher.language import Language
from publisher.messages import as_text
from publisher.pipeline import load
from publisher.start.new_publication import publication_files

TEXTS = Path(__file__).parent / "ordinary"
# What a new publication leaves to be filled in.
UNFINISHED = {"text-to-replace", "statement-lacks"}


@pytest.mark.parametrize("code", ["sv", "da", "en"])
def test_nothing_is_asked_about_ordinary_texts(code: str, tmp_path: Path) -> None:
    texts = {path.relative_to(TEXTS / code).as_posix(): path.read_bytes() for path in (TEXTS / code).rglob("*.*")}
    assert len(texts) >= 5
    for path, content in {**publication_files(Language(code), "Ekbacka", "", "roda-traden"), **texts}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    loaded = load(tmp_path, draw=False)
    found = [each for each in loaded.problems if each.code not in UNFINISHED]
    assert as_text(found, Language(code)) == "" and loaded.count > len(texts)
