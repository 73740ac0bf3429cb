"""Outlines (OPML 2.0, opml.org/spec2.opml) for Röda tråden: an output and a reader of it, as an example of both."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from publisher.importing.form.own_format import OwnFormat
from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.data.open_data_source import OpenData
from publisher.render.site_map import SiteMap


def outline_files(site_map: SiteMap) -> dict[str, bytes]:
    """Return one file: every steering document with its parts, their commitments, and the plans that serve each."""
    publication, url = site_map.publication, OpenData(site_map).url
    opml = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(opml, "head"), "title").text = publication.settings.site_name
    body = etree.SubElement(opml, "body")
    for document in publication.documents:
        under = _outline(body, document.title, url(document.id))
        for chapter in publication.tree.chapters_of(document.id):
            part = _outline(under, chapter.title, url(chapter.id))
            for commitment in chapter.commitments:
                own = _outline(part, f"{commitment.id} {commitment.title}", url(commitment.id))
                for plan in publication.plans_serving(commitment.id):
                    _outline(own, plan.title, url(plan.id))
    text = etree.tostring(opml, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return {"strategy.opml": text}


def _outline(above: etree._Element, text: str, address: str) -> etree._Element:
    return etree.SubElement(above, "outline", text=text, type="link", url=address)


def read_outline(path: Path, digest: str, language: str) -> SourceFile:  # as every reader takes it
    """Return an outline as a source: what has others under it is a heading, what has none a paragraph."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        raise ProblemsFound([Problem.at(Place(path.name, error.lineno or 1, 1), "import-damaged")]) from error
    return SourceFile(path.name, digest, tuple(_blocks(root.find("body"), 1)))


def _blocks(above: etree._Element | None, level: int) -> Iterator[SourceBlock]:
    for outline in above.iterchildren("outline") if above is not None else ():
        text = " ".join(outline.get("text", "").split())
        line = SourceLine(Origin(line=outline.sourceline or 0), text)
        heads = len(outline) > 0
        if text:
            yield SourceBlock(BlockSort.HEADING if heads else BlockSort.PARAGRAPH, text, (line,), level if heads else 0)
        yield from _blocks(outline, level + 1)


OUTLINES = OwnFormat(content="text", endings=(".opml",), read=read_outline)
