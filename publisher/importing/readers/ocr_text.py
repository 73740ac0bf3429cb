"""OCR text: the text of a scan, repaired before its structure is analysed."""

from collections.abc import Sequence
from pathlib import Path

from publisher.importing.form.source import Doubt, LeftOut, Repaired, SourceFile, SourceLine
from publisher.importing.layout.structure import structured
from publisher.importing.prose.steering_words import words_of
from publisher.importing.readers.plain_text import decoded, lines_of
from publisher.ocr.lexicon import available
from publisher.ocr.repair import RepairedText, repair
from publisher.problem import Place, Problem, ProblemsFound


def read(path: Path, digest: str, language: str) -> SourceFile:
    """Return the text as a source. Raises ProblemsFound if the packages for the repair are missing."""
    return repaired_source(path.name, digest, language, lines_of(decoded(path.read_bytes())))


def repaired_source(name: str, digest: str, language: str, lines: Sequence[SourceLine]) -> SourceFile:
    """Return the lines of a scan as a source, repaired. Raises ProblemsFound if the packages are missing."""
    if not available():
        raise ProblemsFound([Problem.at(Place(name), "import-needs", package="roda-traden[ocr]")])
    made = repair([line.text for line in lines], language, tuple(words_of(language).joining))
    mended = _with_doubts(lines, made)
    kept, empty = [], []
    for line, new in zip(lines, mended, strict=True):
        says = any(character.isalnum() for character in new.text)
        kept.append(new if says else SourceLine(line.origin, ""))
        if line.text.strip() and not says:
            empty.append(LeftOut(line, "specks" if new.text else "joined"))
    blocks, left = structured(kept, language)
    repaired = tuple(Repaired(lines[each.line].origin, each.read, each.word, each.sure) for each in made.readings)
    return SourceFile(name, digest, blocks, (*left, *empty), repaired)


def _with_doubts(lines: Sequence[SourceLine], made: RepairedText) -> list[SourceLine]:
    """Return the repaired lines, each with its words that a person has to check."""
    doubtful: dict[int, list[Doubt]] = {}
    for each in made.readings:
        if not each.sure:
            code = "word-kept" if each.read == each.word else "word"
            doubtful.setdefault(each.line, []).append(Doubt(code, {"word": each.word, "read": each.read}))
    return [
        SourceLine(line.origin, text, tuple(doubtful.get(number, ())))
        for number, (line, text) in enumerate(zip(lines, made.lines, strict=True))
    ]
