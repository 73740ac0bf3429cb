"""StratML (ISO 17469), the standard format of strategic plans: its texts as list items, each with its path.

No declarations in the file are processed: no entities, no other files, no network.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree

from publisher.importing.form.source import BlockSort, Origin, SourceBlock, SourceFile, SourceLine
from publisher.problem import Place, Problem, ProblemsFound

ROOTS: Final = frozenset({"StrategicPlan", "PerformancePlanOrReport"})
"""The two document types of the standard; its namespaces vary by edition."""
_NAMESPACE: Final = re.compile(r"\{[^}]*\}")


def read(path: Path, digest: str, language: str) -> SourceFile:  # the common signature of readers
    """Return a StratML file as list items, each numbered by its path: `Goal[2]/Name`. Raises ProblemsFound."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.fromstring(path.read_bytes(), parser).getroottree()
    except etree.XMLSyntaxError as error:
        raise ProblemsFound([Problem.at(Place(path.name, *_position(error)), "import-damaged")]) from error
    root = tree.getroot()
    if tree.docinfo.doctype or not isinstance(root.tag, str) or _NAMESPACE.sub("", root.tag) not in ROOTS:
        facts = {"expected": "stratml", "content": "xml"}
        raise ProblemsFound([Problem.at(Place(path.name), "import-other-content", **facts)])
    return SourceFile(path.name, digest, tuple(_entries(tree)))


def _entries(tree: etree._ElementTree) -> Iterator[SourceBlock]:
    for element in tree.getroot().iter():
        text = " ".join((element.text or "").split())
        if isinstance(element.tag, str) and text:
            line = SourceLine(Origin(line=element.sourceline or 0), text)
            place = _NAMESPACE.sub("", tree.getelementpath(element))
            yield SourceBlock(BlockSort.ENTRY, text, (line,), number=f"/{place}")


def _position(error: etree.XMLSyntaxError) -> tuple[int, int]:
    line, column = error.position
    return max(line or 1, 1), max(column or 1, 1)
