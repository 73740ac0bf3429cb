"""Texts have the structure that GitHub's own parser gives them, or a Problem says at which line they do not.

cmark-gfm reads each text as well. What the two make of it must be the same elements with the same words.
"""

import re
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm
import lxml.html
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.read.document import Document
from publisher.render.body_check import check_body, check_targets
from publisher.render.link_check import Known
from publisher.render.markdown import to_html
from tests.commonmark.samples import SAMPLES

OPTIONS = Options.CMARK_OPT_FOOTNOTES | Options.CMARK_OPT_UNSAFE
KNOWN = Known(frozenset(), {}, frozenset())
# A frame that scrolls, and a mark on the head of a row, are ours.
SAME = {"s": "del", "b": "strong", "i": "em"}

PIECES = [
    "ord", "två ord", "*a*", "**b**", "_c_", "`kod`", "~~d~~", "[e](https://e.se)", "https://f.se/g", "\\*", "&amp;",
    "1", "2*3", "2.", "1)", "-", "+", "#", "##", ">", "|", "a | b", "|---|---|", "---", "===", "  ", "    ", "\t",
    "```", "[ ]", "- [x] klart", "- punkt", "   - tre", "1. ett", "10. tio", "> citat", "## Rubrik", "| a | b |",
    "[h]: https://h.se", "[h]", "![i](https://i.se/j.png)", "å", "slut  ", "slut\\", "<", "http", "*", "_", "**",
]  # fmt: skip
line = st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join)
texts = st.lists(st.one_of(st.sampled_from(PIECES), line, st.just("")), max_size=9).map("\n".join)


def reference(text: str) -> list[object]:
    return structure(cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS))


def ours(text: str) -> list[object]:
    return structure(to_html(text, {}))


def structure(html: str) -> list[object]:
    """Return the elements and words of a text, without what only one of the two adds to them."""
    root = lxml.html.fragment_fromstring(html, create_parent="main")
    # Where in an entry its box stands is a matter of looks.
    for box in root.xpath("//input[@type='checkbox'] | //li//span[@role='img']"):
        next(box.iterancestors("li")).set("box", str("checked" in box.attrib or box.text == "☑"))
        box.drop_tag() if box.tag == "input" else box.drop_tree()
    return list(_flat(root))


def _flat(element: lxml.html.HtmlElement) -> list[object]:
    tag = SAME.get(str(element.tag), str(element.tag))
    if tag == "div" and "table" in (element.get("class") or "").split():
        return [each for child in element for each in _flat(child)]
    if tag == "pre":
        return ["pre", element.text_content().rstrip(), "/pre"]
    tag = "td" if tag == "th" and element.xpath("boolean(parent::*/parent::tbody)") else tag
    wanted = {"href": "a", "src": "img", "alt": "img", "start": "ol", "box": "li"}
    facts = {
        name: unquote(element.get(name, "")) for name, owner in wanted.items() if tag == owner and element.get(name)
    }
    inner: list[object] = [*_words(element.text, tag == "code")]
    for child in element:
        inner += [*_flat(child), *_words(child.tail)]
    return [(tag, facts), *inner, f"/{tag}"]


def _words(text: str | None, verbatim: bool = False) -> list[object]:  # noqa: FBT001, FBT002
    words = " ".join((text or "").split(" " if verbatim else None))
    return [words] if words.strip() else []


def problems(text: str) -> list[str]:
    document = Document("docs/a.md", {}, {}, text, 1)
    found, linked = check_body(document, ())
    return [problem.code for problem in (*found, *(check_targets(document, KNOWN) if linked else ()))]


@pytest.mark.parametrize("text", SAMPLES)
def test_sample_reads_as_at_github(text: str) -> None:
    assert ours(text) == reference(text)


@settings(max_examples=2000, deadline=None, derandomize=True)
@given(texts)
def test_text_reads_as_at_github_or_is_reported(text: str) -> None:
    assert ours(text) == reference(text) or problems(text)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_no_other_character_ends_a_line(end: str) -> None:
    html = to_html(f"## a{end}b\n\n| c |\n|---|\n| d{end}e |\n", {})
    root = lxml.html.fragment_fromstring(html.replace(end, "¤") if end < " " else html, create_parent="main")
    assert re.sub(r"\W", "", root.findtext("h2") or "") == "ab"
    assert len(root.xpath("//tbody/tr")) == 1


def test_footnotes_speak_the_language() -> None:
    text = "Text[^1] och[^1].\n\n[^1]: Not."
    for language, words in {
        "sv": "Tillbaka till texten",
        "da": "Tilbage til teksten",
        "en": "Back to the text",
    }.items():
        html = to_html(text, {"publisher.render.markdown": {"language": language}})
        assert html.count(f'title="{words}') == 2
        assert "Jump" not in html


def test_boxes_lie_in_each_other() -> None:
    text = "/// box | cards\n\n/// box | facts\n\na\n\n///\n\nb\n\n///\n\nc"
    root = lxml.html.fragment_fromstring(to_html(text, {}), create_parent="main")
    assert [child.tag for child in root] == ["div", "p"]
    assert root.findtext("div/div/p") == "a"
    assert root.findtext("div/p") == "b"


def test_other_extensions_change_nothing() -> None:
    text = Path(__file__).with_name("samples.py").read_text(encoding="utf-8")
    every = ["toc", "fenced_code", "footnotes", "attr_list", "abbr", "tables", "admonition", "def_list", "sane_lists"]
    assert to_html(text, {name: {} for name in every}) == to_html(text, {"toc": {}})
