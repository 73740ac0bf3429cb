"""A value is text wherever it stands: what an editor typed comes out as it went in, and nothing else."""

import re
from pathlib import Path

import lxml.html
import pytest

from publisher.render.escape import escape
from tests.publications import page, smallest, without_problems, write
from tests.render.test_markdown import first, html, tree

TITLES = [
    "<script>alert(1)</script>",
    "</title><img src=x onerror=alert(1)>",
    "[länk](javascript:alert(1))",
    "](ref:vagen) [x",
    "![bild](x.png)",
    "**fet** _kursiv_ `kod` ~~struken~~",
    "{{ vision() }} {% raw %} {# x #}",
    "{: onclick=alert(1) }",
    "Mål {#id .klass}",
    "| a | b |",
    "# Rubrik",
    "- punkt",
    "1. punkt",
    "1) punkt",
    "> citat",
    "+ plus",
    "= lika",
    ": definition",
    "/// box | facts",
    "!!! note",
    "~~~",
    "```",
    "[^1]: fot",
    "*[HTML]: x",
    "&lt;b&gt; &amp; &nbsp;",
    "Åtgärd 100 % & \"citat\" 'enkelt'",
    "bakåt\\snedstreck \\* \\",
    "slut ---",
    "https://example.se/ <https://example.se/>",
    "1 234 kronor",
    "\\x02wzxhzdk:0",
]


def words(text: str) -> str:
    # A number keeps to its sign, and to a short word behind it.
    return " ".join(re.split(r"[ \n\u00a0]+", text.strip()))


@pytest.mark.parametrize("title", TITLES)
def test_value_is_only_text(title: str) -> None:
    in_heading, in_paragraph = tree(f"# {escape(title)}\n\nText {escape(title)} slut\n")
    assert words(in_heading.text_content()) == title
    assert words(in_paragraph.text_content()) == f"Text {title} slut"
    assert not [*in_heading, *in_paragraph]
    (start,) = tree(str(escape(title)))
    assert (start.tag, words(start.text_content()), list(start)) == ("p", title, [])
    (link,) = tree(f"[{escape(title)}](a.md)").iter("a")
    assert (words(link.text_content()), list(link)) == (title, [])
    row = first(tree(f"| A | B |\n|---|---|\n| {escape(title)} | b |\n"), "div/table/tbody/tr")
    assert [words(cell.text_content()) for cell in row] == [title, "b"]


@pytest.mark.parametrize("space", ["\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\t"])
def test_value_stays_on_one_line(space: str) -> None:
    assert escape(f"a{space}{space}# b") == "a &#35; b"


def test_space_that_does_not_break_is_kept() -> None:
    assert escape("1\u00a0234\u202fkr") == "1\u00a0234\u202fkr"


@pytest.mark.parametrize("title", TITLES)
def test_hostile_title_through_a_whole_page(title: str, tmp_path: Path) -> None:
    quoted = title.replace("'", "''")
    plan = (
        f"---\nid: vagen\ntitle: '{quoted}'\nsummary: '{quoted}'\nstatus: ongoing\ncontact: {{text: '{quoted}'}}\n---\n"
    )
    loaded = without_problems(write(tmp_path, smallest("{{ plan_list() }}") | {"plans/vagen/plan.md": plan}))
    about = lxml.html.fragment_fromstring(html(page(loaded, "planer/vagen.md").markdown), create_parent="main")
    assert words(first(about, "h1").text_content()) == title
    assert words(about.find_class("lead")[0].text_content()) == title
    assert words(about.find_class("turn")[0].text_content()) == title
    listed = lxml.html.fragment_fromstring(html(page(loaded, "index.md").markdown), create_parent="main")
    (link,) = listed.iterfind(".//tbody//a")
    assert (words(link.text_content()), link.get("href")) == (title, "planer/vagen.md")
