"""Links to headings that are not there are reported beside other problems, and never a heading that may be there."""

from pathlib import Path

import pytest

from tests.publications import SETTINGS, problems_in, smallest, write

ARTICLE = "---\nkind: article\nsection: about\nid: om\ntitle: Om\n---\n\n"
PLAN = "---\nid: p\ntitle: P\nsummary: S.\nstatus: paagaar\n---\n"


def codes(root: Path, body: str = "", **files: str) -> list[str]:
    return sorted({each.code for each in problems_in(write(root, smallest(body, **files)))} - {"article-not-linked"})


LINKED = "[a](#finns), [b](#fins)\n\n## Finns\n\nText.\n"


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (LINKED, ["anchor-missing"]),
        (f"{LINKED}[c](saknas.md)\n", ["anchor-missing", "broken-link"]),
        # What looks like a heading, but is none because of the other error, may become one.
        ("[a](#mer)\n\n##Mer\n\n[c](saknas.md)\n", ["broken-link", "heading-without-space"]),
        ("[a](#mer)\n\n#### Mer\n", ["heading-skips"]),
        # What an unreadable part adds is not known.
        ("[a](#mer) {{ plan_lst() }}\n", ["macro-unknown"]),
    ],
)
def test_a_lost_anchor_is_reported_beside_other_problems_of_texts(tmp_path: Path, body: str, found: list[str]) -> None:
    assert codes(tmp_path, body) == found


def test_a_lost_anchor_of_another_page_is_reported_beside_errors_elsewhere(tmp_path: Path) -> None:
    files = {"docs/om.md": f"{ARTICLE}## Finns\n\n[c](saknas.md)\n"}
    assert codes(tmp_path / "a", "[a](om.md#fins), [b](ref:om#finns)\n", **files) == ["anchor-missing", "broken-link"]
    # A settings file with an error may name an extension that does not exist.
    settings = f"{SETTINGS}markdown_extensions: [finns.inte]\n"
    assert "anchor-missing" not in codes(tmp_path / "b", LINKED, **{"mkdocs.yml": settings})


def test_a_misspelt_heading_of_an_article_is_reported_where_nothing_can_be_drawn(tmp_path: Path) -> None:
    files = {"plans/p/plan.md": PLAN, "docs/om.md": f"{ARTICLE}{LINKED}"}
    assert codes(tmp_path / "a", **files) == ["anchor-missing", "unknown-value"]
    # The headings of other kinds may come from the fields that could not be read.
    files = {"plans/p/plan.md": PLAN + LINKED, "docs/om.md": f"{ARTICLE}## Finns\n\n[p](ref:p#nyckeltal)\n"}
    assert codes(tmp_path / "b", **files) == ["unknown-value"]


def test_a_link_to_a_heading_that_an_article_lacks_is_reported_beside_errors_in_fields(tmp_path: Path) -> None:
    text = "[a](om.md#helt-annat), [b](ref:om#ingenting), [c](om.md#finns), [d](om.md#om) och [e](om.md#oklar)\n"
    om = f"{ARTICLE}## Finns\n\n[f](#kallor)\n\n##Oklar\n\nText.\n"
    root = write(tmp_path, smallest(text, **{"plans/p/plan.md": PLAN, "docs/om.md": om}))
    found = [(each.place.file, each.facts["anchor"]) for each in problems_in(root) if each.code == "anchor-missing"]
    start = "docs/index.md"
    assert found == [(start, "helt-annat"), (start, "ingenting"), ("docs/om.md", "kallor")]
    # Its page has headings of whatever else the article has, and of what a publication's own template adds.
    write(tmp_path, {"docs/om.md": om.replace("title: Om", "title: Om\nsources: [{title: K}]")})
    assert "anchor-missing" not in {each.code for each in problems_in(root)}
    write(tmp_path, {"docs/om.md": om, "macros/pages/article.md": "# {{ it.title }}\n\n{{ body }}\n"})
    assert "anchor-missing" not in {each.code for each in problems_in(root)}


def test_an_error_in_the_settings_hides_no_lost_heading(tmp_path: Path) -> None:
    settings = SETTINGS.replace("}}}", "}, logo: saknas.svg}}")
    assert settings != SETTINGS
    files = {"mkdocs.yml": settings, "docs/om.md": ARTICLE + LINKED}
    assert codes(tmp_path, "[a](om.md#fins)\n", **files) == ["anchor-missing", "not-in-docs"]


def test_no_anchor_is_looked_for_in_texts_that_are_too_large(tmp_path: Path) -> None:
    assert codes(tmp_path, LINKED + "a" * 3_000) == ["word-too-long"]
