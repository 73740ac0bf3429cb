"""Sources in print: one or two are put on one line with their heading, instead of a list below it."""

from typing import Final

from lxml import html

MOST: Final = 2
_BLOCKS: Final = "p | ul | ol | div"


def with_source_lines(root: html.HtmlElement) -> None:
    """Merge the sources of a page, or of a part of it, into one paragraph with their heading, if there are few."""
    for box in root.xpath(".//div[@class='sources']"):
        items = box.findall("ul/li")
        if len(box) == 2 and box[1].tag == "ul" and len(items) <= MOST and not any(li.xpath(_BLOCKS) for li in items):
            _into_line(box, items)


def _into_line(box: html.HtmlElement, items: list[html.HtmlElement]) -> None:
    heading = box[0]
    line, title = html.Element("p"), html.Element("strong")
    title.text, title.tail = heading.text_content(), ": "
    if name := heading.get("id"):
        line.set("id", name)
    line.append(title)
    for number, item in enumerate(items):
        last = line[-1]
        last.tail = (last.tail or "") + ("; " if number else "") + (item.text or "").lstrip()
        line.extend(list(item))
    line[-1].tail = (line[-1].tail or "").rstrip()
    box[:] = [line]
