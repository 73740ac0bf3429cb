"""Several steering documents: their order, what belongs to each, and how the site grows from one to twenty."""

from pathlib import Path

import pytest

from publisher.link.figures.ledger import Facet
from publisher.pipeline import Loaded, load
from publisher.publish.site.theme_values import theme_extra
from tests.publications import HERE, smallest, without_problems, write

DOCUMENT = "---\nkind: steering-document\nid: d{0}\ntitle: Dokument {0}\nsummary: Det {0}:e.\nform: {1}\n{2}---\n"
PART = (
    "---\nkind: focus-area\nid: del-{0}\nnumber: '1'\ntitle: Ämne a{0}\nsummary: Om del {0}.\n"
    "commitments: [{{id: a{0}, title: Åtagande {0}, text: Det ska göras., modality: shall}}]\n---\n"
)


def several(root: Path, count: int, form: str = "programme") -> Loaded:
    files = {f"docs/d{at}/index.md": DOCUMENT.format(at, form, "") for at in range(1, count + 1)}
    files |= {f"docs/d{at}/del.md": PART.format(at) for at in range(1, count + 1)}
    write(root, smallest("{{ documents() }}\n\n{{ areas() }}\n", **files))
    return without_problems(root)


@pytest.mark.parametrize("count", [1, 2, 20])
def test_each_document_has_its_own_parts_however_many_there_are(tmp_path: Path, count: int) -> None:
    tree = several(tmp_path, count).publication.tree
    assert len(tree.documents) == count
    for document in tree.documents:
        at = document.id.removeprefix("d")
        assert [chapter.id for chapter in tree.chapters_of(document.id)] == [f"del-{at}"]
        assert [commitment.id for commitment in tree.commitments_of(document.id)] == [f"a{at}"]
        assert tree.document_of[f"a{at}"] is document


def test_a_card_says_of_a_document_that_it_is_not_in_force(tmp_path: Path) -> None:
    given = {
        1: "status: in-force\n",
        2: "status: replaced\n",
        3: "status: expired\n",
        4: "status: draft\nas_of: 2024-02\n",
    }
    given |= {5: "part_of: d1\nstatus: draft\n", 6: "part_of: d1\n"}
    files = {f"docs/d{at}/index.md": DOCUMENT.format(at, "plan", more) for at, more in given.items()}
    files |= {f"docs/d{at}/del.md": PART.format(at) for at in (1, 4)}
    root = write(tmp_path, smallest("{{ documents() }}\n\n{{ areas() }}\n", **files))
    text = next(page for page in load(root).pages if page.path == "index.md").markdown
    draft, parts = "**Utkast**{ .status .status-draft }", "[Dokument 5](d5/index.md)"
    assert f"Det 1:e. Till det hör: [Dokument 6](d6/index.md), {parts} {draft}.\n" in text
    assert "**[Dokument 2](d2/index.md)** **Ersatt**{ .status .status-replaced } Det 2:e.\n" in text
    assert "**[Dokument 3](d3/index.md)** **Gäller inte längre**{ .status .status-expired } Det 3:e.\n" in text
    assert text.count(f"**[Dokument 4](d4/index.md)** {draft} (februari 2024)") == 2


def test_one_document_is_the_head_of_its_section_and_several_have_a_list(tmp_path: Path) -> None:
    one, two = several(tmp_path / "one", 1), several(tmp_path / "two", 2)
    assert "styrdokument/index.md" not in {page.path for page in one.pages}
    trails = {page.path: [step.url for step in page.trail] for page in two.pages}
    assert trails["d1/index.md"] == ["", "styrdokument/"]
    assert trails["d2/del.md"] == ["", "styrdokument/", "d2/"]
    assert trails["ataganden/index.md"] == ["", "styrdokument/"]


def test_areas_of_several_documents_stand_by_the_names_of_these(tmp_path: Path) -> None:
    start = next(page for page in several(tmp_path / "two", 2).pages if page.path == "index.md").markdown
    assert "- **[Dokument 1](d1/index.md)** [Område 1: Ämne a1](d1/del.md)" in start
    assert "- **[Dokument 2](d2/index.md)** [Område 1: Ämne a2](d2/del.md)" in start
    start = next(page for page in several(tmp_path / "one", 1).pages if page.path == "index.md").markdown
    assert "- **[Område 1: Ämne a1](d1/del.md)** Om del 1." in start


def test_each_document_is_seen_by_its_vision_and_many_in_a_list(tmp_path: Path) -> None:
    def start(count: int) -> str:
        files = {
            f"docs/d{at}/index.md": DOCUMENT.format(at, "plan", f"vision: Målet {at}.\n" if at > 1 else "")
            for at in range(1, count + 1)
        }
        loaded = without_problems(write(tmp_path / str(count), smallest("## Dit\n\n{{ vision() }}\n", **files)))
        return next(page for page in loaded.pages if page.path == "index.md").markdown

    assert "Dit" not in start(1)
    assert "**[Dokument 2](d2/index.md)**" in start(3)
    assert "Dokument 1" not in start(3)
    assert "- [Dokument 5](d5/index.md): Målet 5." in start(5)


def test_the_ledger_is_chosen_by_document_where_there_are_several(tmp_path: Path) -> None:
    two = several(tmp_path / "two", 2)
    assert [choice.name for choice in two.publication.ledger.choices[Facet.DOCUMENT]] == ["document:d1", "document:d2"]
    (page,) = (page for page in two.pages if page.path == "ataganden/dokument/d2.md")
    assert page.title == "Åtaganden i Dokument 2"
    assert "Åtagande 2" in page.markdown
    assert "Åtagande 1" not in page.markdown
    assert several(tmp_path / "one", 1).publication.ledger.choices[Facet.DOCUMENT] == ()


def test_numbers_in_the_names_of_files_count_as_numbers(tmp_path: Path) -> None:
    found = [document.id for document in several(tmp_path, 12).publication.documents]
    assert found == [f"d{at}" for at in range(1, 13)]


def test_every_page_leads_to_the_list_of_documents_where_there_are_several(tmp_path: Path) -> None:
    assert theme_extra(several(tmp_path / "two", 2).site_map)["links"]["documents"] == "styrdokument/"
    assert "documents" not in theme_extra(several(tmp_path / "one", 1).site_map)["links"]


def test_the_site_calls_a_document_what_it_is(tmp_path: Path) -> None:
    policy = several(tmp_path / "policy", 1, "policy")
    assert theme_extra(policy.site_map)["words"]["theme.section.strategy"] == "Policy"
    assert theme_extra(several(tmp_path / "two", 2).site_map)["words"]["theme.section.strategy"] == "Styrdokument"
    text = "\n".join(page.markdown for page in policy.pages)
    assert "Policyns delar" in text
    assert "trategi" not in text


def test_what_holds_comes_before_what_no_longer_does(tmp_path: Path) -> None:
    files = {
        "docs/a/index.md": DOCUMENT.format("1", "policy", "status: replaced\n"),
        "docs/b/index.md": DOCUMENT.format("2", "policy", "replaces: [d1]\n"),
        "docs/c/index.md": DOCUMENT.format("3", "plan", "part_of: d2\n"),
        "docs/d/index.md": DOCUMENT.format("4", "plan", "status: in-force\n"),
    }
    publication = without_problems(write(tmp_path, smallest(**files))).publication
    assert [document.id for document in publication.documents] == ["d4", "d2", "d3", "d1"]
    assert [document.id for document in publication.documents_replacing("d1")] == ["d2"]


def test_a_part_may_name_its_document_and_lie_elsewhere(tmp_path: Path) -> None:
    files = {f"docs/d{at}/index.md": DOCUMENT.format(at, "plan", "") for at in (1, 2)}
    files["docs/delar/x.md"] = PART.format("9").replace("title: Ämne", "document: d2\ntitle: Ämne", 1)
    publication = without_problems(write(tmp_path, smallest(**files))).publication
    assert publication.tree.document_of["a9"].id == "d2"


def test_strategy_of_old_is_read_as_a_steering_document_that_is_a_strategy() -> None:
    publication = load(HERE / "cases" / "thread" / "input", draw=False).publication
    assert [str(document.called) for document in publication.documents] == ["strategy"]
