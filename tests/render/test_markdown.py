"""The second net: whatever the first one lets through, HTML from Markdown holds nothing that acts."""

import re
from functools import cache

import lxml.html
import pytest

from publisher.commonmark.html_tree import LINE_END
from publisher.locales import HOUSE
from publisher.model.settings import Settings
from publisher.render.markdown import ATTRIBUTES, converted, to_html
from publisher.settings_file import read_settings

HOSTILE = [
    "<script>alert(1)</script>",
    "Text <img src=x onerror=alert(1)> text",
    "<svg onload=alert(1)>",
    "<div markdown onclick=alert(1)>\n\n*a*\n\n</div>",
    "<!-- a --><base href=//example.com>",
    "- a\n\n    <iframe src=x></iframe>\n\n        <script>x</script>",
    "| a |\n|---|\n| <object data=x> |",
    "[^1]\n\n[^1]: <embed src=x>",
    "*[HTML]: \"><script>x</script>\n\nHTML",
    '!!! note "<script>x</script>"\n    text',
    "<javascript:alert(1)>",
    "<javascript:alert@x>",
    "[a](javascript:alert(1))",
    "[a]( JaVaScRiPt:alert(1) 'b')",
    "[a](java\nscript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](javascript&#58;alert(1))",
    "[a](&#x6A;avascript:alert(1))",
    "[a](&#0000106avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](&Tab;javascript:alert(1))",
    "[a](java&NewLine;script:alert(1))",
    "[a](javascript\\:alert(1))",
    "[a](<javascript:alert(1)>)",
    "[a][b]\n\n[b]: javascript:alert(1)",
    "[a][b]\n\n[b]: <data:text/html,x> 'c'",
    "[a](vbscript:x) [b](file:///etc/passwd) [c](data:text/html;base64,x) [d](feed:x)",
    "![a](javascript:x) ![b](data:image/svg+xml,x)",
    "[![a](javascript:x)](javascript:y)",
    "[a](https://a.se/ \"b\\\" onclick=alert(1)\")",
    "# a {: onclick=alert(1) style=position:fixed }",
    "*a*{: onmouseover=alert(1) formaction=x }",
    "[a](b.md){: href=javascript:alert(1) }",
    "[a](b.md){: href=javascript&#58;alert(1) ping=//example.com }",
    "![a](b.png){: src=javascript:x srcset=x }",
    "```{.python onclick=alert(1)}\nx\n```",
    "~~~ { onclick=alert(1) }\nx\n~~~",
    '``` python hl_lines="1" onclick=x\nx\n```',
    "/// box | facts\n    attrs: {onclick: alert(1), style: x}\n\na\n\n///",
    "/// box | script\na\n///",
    "``` a b\n\n[a](javascript:x)\n\n```",
    "\x02wzxhzdk:0\x03 `<script>`",
]  # fmt: skip
ELEMENTS = {
    "p", "h1", "h2", "h3", "h4", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th",
    "td", "div", "a", "img", "em", "strong", "code", "pre", "br", "hr", "blockquote", "abbr", "sup",
}  # fmt: skip
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@cache
def settings() -> Settings:
    return read_settings(HOUSE)


def html(text: str) -> str:
    return to_html(text, settings().markdown_extensions)


def tree(text: str) -> lxml.html.HtmlElement:
    """Return the HTML as a browser reads it: entities decoded, white space and controls in a scheme ignored."""
    return lxml.html.fragment_fromstring(html(text), create_parent="main")


def first(root: lxml.html.HtmlElement, path: str) -> lxml.html.HtmlElement:
    """Return the first element on a path, which must be there."""
    found = root.find(path)
    assert found is not None
    return found


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_acts(text: str) -> None:
    for element in tree(text).iterdescendants():
        assert element.tag in ELEMENTS
        assert set(element.attrib) <= ATTRIBUTES
        for name in {"href", "src"} & set(element.attrib):
            scheme = SCHEME.match(re.sub(r"[\x00-\x20]", "", element.attrib[name]))
            assert scheme is None or scheme[0] in {"http:", "https:", "mailto:"}


def test_what_is_harmless_stays() -> None:
    kept = html("[a](https://a.se/x_y) [b](mailto:b@a.se) [c](../c.md#d) ![e](e.png) *f*{: .g lang=en } &#58; `<b>`")
    for piece in ('href="https://a.se/x_y"', 'href="mailto:b@a.se"', 'href="../c.md#d"', 'src="e.png"', 'class="g"'):
        assert piece in kept
    assert 'lang="en"' in kept
    assert "<code>&lt;b&gt;</code>" in kept


def test_table_has_caption_and_scopes() -> None:
    frame = first(tree("Siffror\n{: .caption }\n\n| A | B |\n|---|--:|\n| x | 1 |\n"), "div")
    assert frame.get("class") == "table rows counts"
    assert frame.findtext("table/caption") == "Siffror"
    assert [head.get("scope") for head in frame.iterfind("table/thead/tr/th")] == ["col", "col"]
    (row,) = frame.iterfind("table/tbody/tr")
    assert [(cell.tag, cell.get("scope"), cell.get("class")) for cell in row] == [
        ("th", "row", None),
        ("td", None, "right"),
    ]
    assert "style" not in html("| A |\n|--:|\n| 1 |\n")


@pytest.mark.parametrize(("count", "stacked"), [(13, True), (14, False)])
def test_cells_of_a_few_columns_say_which_they_stand_in(count: int, *, stacked: bool) -> None:
    line = "|".join(f"Kolumn {number}" for number in range(count))
    frame = first(tree(f"|{line}|\n|{'---|' * count}\n|{line}|\n"), "div")
    assert frame.get("class") == ("table rows many" if stacked else "table")
    labels = [cell.get("data-label") for cell in frame.iterfind("table/tbody/tr/td")]
    assert labels == [f"Kolumn {number}" if stacked else None for number in range(1, count)]


def test_caption_without_a_table_is_a_paragraph() -> None:
    assert first(tree("Bild\n{: .caption }\n\nText"), "p").get("class") == "caption"


def test_box_frames_markdown() -> None:
    (box,) = tree("/// box | facts\n\nA\n:   *b*\n\n///")
    assert (box.tag, box.get("class")) == ("div", "facts")
    assert box.findtext("dl/dd/em") == "b"


def test_id_of_a_commitment_may_begin_with_a_figure() -> None:
    assert first(tree("### 1.10 Vägar {: #1.10 }"), "h3").get("id") == "1.10"


def test_an_admonition_without_a_title_has_the_words_of_its_language() -> None:
    for kind, code, words in (("note", "sv", "Observera"), ("danger", "sv", "Var försiktig"), ("note", "en", "Note")):
        assert f'<p class="admonition-title">{words}</p>' in converted(f"!!! {kind}\n    a\n", code).html
    assert '<p class="admonition-title">Min</p>' in converted('!!! note "Min"\n    a\n', "sv").html
    assert "admonition-title" not in converted('!!! note ""\n    a\n', "sv").html


def test_a_template_ends_a_line_within_a_cell() -> None:
    cell = first(tree(f"| A | B |\n|---|---|\n| a | **b**{LINE_END}c |\n"), "div/table/tbody/tr/td")
    assert [child.tag for child in cell] == ["strong", "br"]
    assert (cell[1].tail or "").strip() == "c"


def test_the_words_of_a_unit_are_set_apart() -> None:
    (strong,) = tree("**60 *kronor*{.unit}**").iter("strong")
    assert [(child.tag, child.get("class"), child.text) for child in strong] == [("span", "unit", "kronor")]
