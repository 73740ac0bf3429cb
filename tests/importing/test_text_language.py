"""The language of a text is known without the dictionaries of all languages."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine
from publisher.importing.form.text_language import other_language
from publisher.locales import HOUSE, languages

# The texts of a new publication in each language, without the addresses in them.
TEXTS = {
    language: [
        re.sub(r"[{`<(][^}`>)]*[}`>)]", " ", line)
        for file in sorted((HOUSE / f"locale/{language}/publication").rglob("*.md"))
        for line in file.read_text("utf-8").splitlines()
        if len(line.split()) > 5
    ]
    for language in languages()
}


def source(lines: list[str]) -> SourceFile:
    made = tuple(SourceLine(Origin(line=at), text) for at, text in enumerate(lines, start=1))
    return SourceFile("plan.txt", "", (SourceBlock(BlockSort.PARAGRAPH, " ".join(lines), made),))


@pytest.mark.parametrize("read_as", languages())
@pytest.mark.parametrize("written_in", languages())
def test_a_text_in_another_language_is_noticed(written_in: str, read_as: str) -> None:
    found = other_language(source(TEXTS[written_in]), read_as)
    assert [each.facts["short"] for each in found] == ([] if written_in == read_as else [written_in])


def test_few_words_say_nothing() -> None:
    assert other_language(source(["Handleplan for klima", "Flere skal cykle"]), "sv") == ()


def test_dictionaries_are_read_only_in_doubt_and_but_two(tmp_path: Path) -> None:
    program = (
        "from simplemma.strategies.dictionaries import dictionary_factory as factory\n"
        "from tests.importing.test_text_language import TEXTS, source\n"
        "from publisher.importing.form.text_language import other_language\n"
        "read, load = [], factory._load_dictionary_from_disk\n"
        "factory._load_dictionary_from_disk = lambda language: read.append(language) or load(language)\n"
        "other_language(source(TEXTS['sv']), 'sv')\n"
        "print(*read)\n"
        "other_language(source(TEXTS['da']), 'sv')\n"
        "print(*sorted({*read}))\n"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, check=True)
    assert said.stdout.split("\n") == ["", "da sv", ""]
