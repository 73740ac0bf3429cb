"""Long pages in parts: every row stands once, every link leads where it led, and short pages are as they were."""

import posixpath
import re
from pathlib import Path

import pytest

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.pipeline import prepare
from publisher.publish.preview.preview import Preview
from publisher.render.division import LONGEST, divided
from publisher.render.markdown import converted
from publisher.render.page import url_of

ROW = "| [{title}](../planer/{name}.md) | {filling} |"
LINKED = re.compile(r"(?<=\]\()[^)]+")


def table(titles: list[str], filling: int = 200) -> str:
    rows = [ROW.format(title=title, name=f"p-{at}", filling="x" * filling) for at, title in enumerate(titles)]
    lines = ["# Lista", "", "## Alla {: #alla }", "", "Planer", "{: .caption }", "", "| Plan | Text |", "|---|---|"]
    return "\n".join([*lines, *rows, "", "Sist.", ""])


def targets(markdown: str, path: str) -> list[str]:
    folder = posixpath.dirname(path)
    return [posixpath.normpath(posixpath.join(folder, target)) for target in LINKED.findall(markdown)]


def test_a_short_page_is_as_it_was() -> None:
    text = table(["Arbete", "Bygg"])
    assert divided("ansvar/alla.md", "Lista", text) == (text, ())


@pytest.mark.parametrize(
    "titles",
    [
        [f"{letter}rbete {at}" for at in range(90) for letter in "abå"],
        [f"Praktik inom {word} {at}" for at in range(150) for word in ("vård", "bygg", "it")],
        ["Samma namn"] * 400,
        ["", *(f"{at} kap." for at in range(400))],
    ],
)
def test_every_row_stands_once_and_leads_where_it_led(titles: list[str]) -> None:
    path, text = "ansvar/alla.md", table(titles)
    short, parts = divided(path, "Lista", text)
    below = [target for part in parts for target in targets(part.markdown, part.path)]
    assert sorted(target for target in below if target.startswith("planer/")) == sorted(targets(text, path))
    led = {*targets(short, path), *(target for target in below if target.startswith("ansvar/"))}
    assert led == {part.path for part in parts}
    assert "Sist." in short and "## Alla {: #alla }" in short
    assert all(len(each.encode()) < LONGEST for each in [short, *(part.markdown for part in parts)])
    assert len({part.path for part in parts}) == len({part.title for part in parts}) == len(parts)


def test_a_part_has_the_caption_and_the_head_of_its_table() -> None:
    _, (first, *_) = divided("index.md", "Lista", table([f"{letter} {at}" for at in range(90) for letter in "abc"]))
    assert first.path == "a-z/alla-a.md"
    assert first.markdown.startswith("# Lista: Alla, a\n\nPlaner\n{: .caption }\n\n| Plan | Text |\n|---|---|\n| [a 0]")


def test_an_address_stays_when_its_rows_are_divided_again() -> None:
    some = [f"a{letter} {at}" for at in range(80) for letter in "xy"] + [f"b {at}" for at in range(150)]
    more = some + [f"a{letter} {at}" for at in range(80, 200) for letter in "xy"]
    before, after = (
        {part.path for part in divided("p/index.md", "Lista", table(titles))[1]} for titles in (some, more)
    )
    assert before == {"p/a-z/alla-a.md", "p/a-z/alla-b.md"}
    assert before < after


def test_no_page_of_a_large_publication_is_heavy(tmp_path: Path) -> None:
    make(tmp_path, Size(260, 1, 24), seed=3)
    ready = prepare(tmp_path)
    renderer = ready.renderer
    assert renderer
    pages = renderer.pages()
    assert any(page.parts for page in pages)
    known = {page.path for page in pages} | {*ready.site_map.addresses.lists.values()}
    for page in pages:
        if page.kind.name not in {"plan", "result", "history"}:
            assert len(converted(page.markdown, "sv").html.encode()) < 130_000, page.path
        for part in page.parts:
            assert {target for target in targets(part.markdown, part.path) if target.endswith(".md")} <= known
    preview = Preview(ready, renderer)
    last = next(page for page in reversed(pages) if "/a-z/" in page.path)
    answer = preview.answer(url_of(last.path))
    assert answer and last.title in answer[0].decode()
