"""A few sources stand in a line on paper, and many in a list."""

from lxml import html

from publisher.publish.layout.source_lines import with_source_lines


def lines(content: str) -> str:
    root = html.fragment_fromstring(f'<div class="sources">{content}</div>', create_parent="article")
    with_source_lines(root)
    return html.tostring(root[0], encoding="unicode")


TITLE = '<h2 id="kallor">Källor</h2>'


def test_one_and_two_sources_stand_behind_their_title() -> None:
    assert lines(f'{TITLE}<ul><li><a href="x">A</a>, B</li></ul>') == (
        '<div class="sources"><p id="kallor"><strong>Källor</strong>: <a href="x">A</a>, B</p></div>'
    )
    assert ": A; <em>B</em> c</p>" in lines(f"{TITLE}<ul>\n<li>A</li>\n<li><em>B</em> c</li>\n</ul>")


def test_many_sources_and_long_ones_stay_a_list() -> None:
    assert "<h2" in lines(f"{TITLE}<ul><li>A</li><li>B</li><li>C</li></ul>")
    assert "<h2" in lines(f"{TITLE}<ul><li><p>A</p><p>B</p></li></ul>")
