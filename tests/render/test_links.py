from pathlib import Path

import pytest

from publisher.commonmark.body import read_body
from publisher.link.publication import Publication
from publisher.pipeline import Loaded
from publisher.render.markdown import converted
from publisher.render.page import pictures_of, url_of
from tests.publications import HERE, START, page, picture, problems_in, smallest, without_problems, write

ABOUT = START.replace("section: start", "section: about")


def targets(text: str) -> list[str]:
    return [link.target for link in read_body(text).links]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[a](b.md) och [c](<https://d.se> 'e')", ["b.md", "https://d.se"]),
        ("[![a](b.png)](c.md#d)", ["b.png", "c.md#d"]),
        ("[a [b] c](d.md)", ["d.md"]),
        ("[a](min fil (1).pdf)", []),
        ("[a](<min fil (1).pdf>)", ["min%20fil%20(1).pdf"]),
        ("[a](https://sv.wikipedia.org/wiki/A_(b))", ["https://sv.wikipedia.org/wiki/A_(b)"]),
        ("[a][b]\n\n[b]: c.md 'd'\n  [e]:\n  f.md\n[^1]: fot", ["c.md", "f.md"]),
        ("<https://a.se> <b@c.se>", ["https://a.se", "mailto:b@c.se"]),
        ("`[a](b.md)` ``[`](c.md)``", []),
        ("```\n[a](b.md)\n\n[c](d.md)\n```\n[e](f.md)", ["f.md"]),
        ("~~~ {.x}\n[a](b.md)\n~~~", []),
        ("``` a b\n\n[a](b.md)\n\n```", []),
        ("[a] (b.md) \\[c\\]", []),
    ],
)
def test_links_of_a_text(text: str, found: list[str]) -> None:
    assert targets(text) == found


def test_a_link_knows_where_its_target_is_written() -> None:
    text = "| a \\| b | [c](d.md 'e') |\n|---|---|\n| > | [f](<g h.md>) [i][j] |\n\n> - ![k](l.png)\n\n[j]: m.md"
    written = [text[link.start : link.end] for link in read_body(text).links]
    assert written == ["d.md", "g h.md", "l.png", "m.md"]


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    plan = "---\nid: vagen\ntitle: V\nsummary: S\nstatus: ongoing\n---\n"
    body = (
        "[1](../../docs/om/index.md#x) [2](bild.png) [3](ref:start#y 'titel') [4][r] `[5](ref:start)`\n\n"
        "[r]: ref:vagen\n\n## Z\n"
    )
    files = {
        "docs/index.md": START.replace("kind:", "id: start\nkind:")
        + "[om](om/index.md) [alla](planer/index.md)\n\n## Y\n",
        "docs/om/index.md": ABOUT
        + "[hem](../index.md) [plan](../../plans/vagen/plan.md) [vagen](ref:vagen#z)\n\n## X\n",
        "plans/vagen/plan.md": plan + body,
    }
    root = write(tmp_path_factory.mktemp("links"), smallest() | files)
    (root / "plans/vagen/bild.png").write_bytes(picture("PNG"))
    return without_problems(root)


def test_links_are_relative_between_pages(loaded: Loaded) -> None:
    assert "[om](om/index.md) [alla](planer/index.md)" in page(loaded, "index.md").markdown
    about = page(loaded, "om/index.md").markdown
    assert "[hem](../index.md) [plan](../planer/vagen.md) [vagen](../planer/vagen.md#z)" in about


def test_every_way_to_write_a_link_is_followed(loaded: Loaded) -> None:
    plan = page(loaded, "planer/vagen.md").markdown
    assert "[1](../om/index.md#x) [2](../filer/planer/vagen/bild.png) [3](../index.md#y 'titel') [4][r]" in plan
    assert "`[5](ref:start)`" in plan
    assert "[r]: vagen.md" in plan


def test_every_link_between_pages_leads_to_a_page() -> None:
    loaded = without_problems(HERE / "cases" / "thread" / "input")
    known = {page.path for page in loaded.pages} | set(pictures_of(loaded.pages))
    checked = 0
    for each in loaded.pages:
        for target in targets(each.markdown):
            if not target.startswith("https://"):
                path = (Path("/") / each.path).parent.joinpath(target.partition("#")[0]).resolve()
                assert path.relative_to("/").as_posix() in known
                checked += 1
    assert checked > 50


def test_every_node_with_an_id_has_its_page() -> None:
    loaded = without_problems(HERE / "cases" / "thread" / "input")
    publication: Publication = loaded.publication
    own = {page.source for page in loaded.pages}
    assert {node.document.file for node in publication.nodes.values()} <= own


def test_address_of_a_page() -> None:
    assert [url_of(path) for path in ("index.md", "a/index.md", "a/b.md")] == ["", "a/", "a/b/"]


def test_empty_link_is_broken(tmp_path: Path) -> None:
    codes = [problem.code for problem in problems_in(write(tmp_path, smallest("[a]() [b](#b)\n\n## B\n\nText.\n")))]
    assert codes == ["broken-link"]


def test_a_paragraph_may_hold_four_hundred_costly_characters(tmp_path: Path) -> None:
    for name, count, codes in (("few", 400, []), ("many", 401, ["too-many-signs"])):
        body = "a [b\n" * count
        assert [each.code for each in problems_in(write(tmp_path / name, smallest(body)))] == codes


@pytest.mark.parametrize(
    ("written", "name", "published"),
    [
        ("![Hamn](bilder/min%20bild.png)", "bilder/min bild.png", 'src="filer/bilder/min%20bild.png"'),
        ("![Hamn](<bilder/min bild.png>)", "bilder/min bild.png", 'src="filer/bilder/min%20bild.png"'),
        ("![Hamn](min\\_bild%20två.png)", "min_bild två.png", 'src="filer/min_bild%20två.png"'),
        ("[Fil](Beslut%202024%20(1).pdf)", "Beslut 2024 (1).pdf", 'href="filer/Beslut%202024%20%281%29.pdf"'),
        ("[Fil](<Beslut 2024 (1).pdf>)", "Beslut 2024 (1).pdf", 'href="filer/Beslut%202024%20%281%29.pdf"'),
        ("[Fil][b]\n\n[b]: Beslut%202024%20(1).pdf", "Beslut 2024 (1).pdf", 'href="filer/Beslut%202024%20%281%29.pdf"'),
        ("[Fil](a&amp;b.pdf)", "a&b.pdf", 'href="filer/a&amp;b.pdf"'),
        ("[Fil](50%.pdf)", "50%.pdf", 'href="filer/50%25.pdf"'),
    ],
)
def test_a_file_is_linked_however_its_name_is_written(tmp_path: Path, written: str, name: str, published: str) -> None:
    """A name with a space had been published as the text ![Hamn](…), and one with an escape had not been published."""
    content = picture("PNG") if name.endswith(".png") else "%PDF-1.7\n%%EOF"
    loaded = without_problems(write(tmp_path, smallest(written, **{f"docs/{name}": content})))
    assert [problem.code for problem in loaded.problems] == []
    assert loaded.publication.assets == {f"docs/{name}"}
    html = converted(page(loaded, "index.md").markdown, "sv").html
    assert published in html
    assert "](" not in html


def test_a_link_to_a_file_that_cannot_be_read_is_no_problem_of_its_own(tmp_path: Path) -> None:
    unread = f"{ABOUT}\nHej på er.".encode("utf-16")
    for name, content, code in (("ny.md", unread, "not-utf-8"), ("ny.eps", b"%!PS", "file-type-refused")):
        body = f"[Ny]({name})" if name.endswith(".md") else f"![Ny]({name})"
        found = problems_in(write(tmp_path / name, smallest(body, **{f"docs/{name}": content})))
        assert [(each.code, each.place.file) for each in found] == [(code, f"docs/{name}")]


def test_only_files_that_something_links_to_are_published(tmp_path: Path) -> None:
    body = "[a](bilagor/en%20fil.pdf) och [b](<bilagor/å ä.txt>)"
    names = ("docs/bilagor/en fil.pdf", "docs/bilagor/å ä.txt", "docs/bilagor/hemlig.docx", "docs/en fil.pdf")
    loaded = without_problems(write(tmp_path, smallest(body) | dict.fromkeys(names, "%PDF-1.7\n%%EOF")))
    assert loaded.publication.assets == frozenset(names[:2])
    unlinked = {problem.place.file for problem in loaded.problems if problem.code == "file-not-linked"}
    assert unlinked == set(names[2:])
