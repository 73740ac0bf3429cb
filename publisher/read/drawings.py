"""Drawings: how much there is to draw in an SVG file, also where it draws a part of itself again and again.

A drawing of a kilobyte that uses its parts twice, ten times over, has a million parts for whoever shows or prints it.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The largest map of a municipality that we know has 30,000 parts. Print bears 130,000 in a second.
MOST_DRAWN: Final = 100_000
# What is drawn of all drawings of a publication.
MOST_DRAWN_TOGETHER: Final = 1_000_000
# Shadows and blurs are worked out dot by dot, so that each step of one costs as much as so many parts.
FILTER_STEP: Final = 4_000
# Rules of style are tried on each part; so many trials cost as much as one part.
TRIALS: Final = 20
# References that lead to references; more are no drawing of people.
DEEPEST: Final = 300
ENDLESS: Final = 10**9
# What editors write for shadows. Others take the square of a number that stands in the file.
_STEPS: Final = frozenset(
    {"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
     "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset"}
)  # fmt: skip
# How far around a part its shadow may reach: in widths of the part, or in units of the drawing.
_WIDEST: Final = {"objectBoundingBox": 3.0, "userSpaceOnUse": 5_000.0}
_FOUND: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_RULE: Final = re.compile(r"(?P<what>[^{}]*)\{(?P<how>[^}]*)\}")
_CLASS: Final = re.compile(r"\.([\w-]+)")
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")


def drawing_tree(drawing: bytes) -> "Element | None":
    """Return an SVG file as a tree, None where it is none or nested deeper than libxml2 reads (256)."""
    # It takes time to load, and few publications have drawings.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(drawing, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def drawn_parts(root: "Element") -> int:
    """Return how many parts are drawn of a drawing, `ENDLESS` where there is no end of them."""
    return _Drawing(root).count()


class _Drawing:
    """A drawing whose parts are counted, each with all that it draws by reference."""

    def __init__(self, root: "Element") -> None:
        self.root = root
        self.elements = list(root.iter("*"))
        self.by_id = {str(name): each for each in self.elements if (name := each.get("id"))}
        self.known: dict[Element, int] = {}

    @cached_property
    def rules(self) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
        """The rules of style: the classes that they are for, none where they are for anything, and what they use."""
        texts = (each.text or "" for each in self.elements if _name(each) == "style")
        return tuple(
            (frozenset(_CLASS.findall(rule["what"])), tuple(_FOUND.findall(rule["how"])))
            for text in texts
            for rule in _RULE.finditer(text)
        )

    @cached_property
    def styled(self) -> Mapping[str, tuple[str, ...]]:
        """What parts of a class use by the rules of style; under nothing what any part may use."""
        found: dict[str, set[str]] = {}
        for classes, used in self.rules:
            for name in classes or {""}:
                found.setdefault(name, set()).update(used)
        return {name: tuple(sorted(used)) for name, used in found.items() if used}

    def count(self) -> int:
        return min(ENDLESS, self._count(self.root, 0) + len(self.rules) * len(self.elements) // TRIALS)

    def _count(self, element: "Element", depth: int) -> int:
        if depth > DEEPEST:
            return ENDLESS
        if element not in self.known:
            # What comes back to itself would never end.
            self.known[element] = ENDLESS
            own = _own(element)
            within = sum(self._count(child, depth + 1) for child in element if isinstance(child.tag, str))
            used = (self.by_id[name] for name in self._used(element) if name in self.by_id)
            self.known[element] = own + within + sum(self._count(each, depth + 1) for each in used)
        return self.known[element]

    def _used(self, element: "Element") -> Iterator[str]:
        """Yield the ids of what an element draws, or draws with, beside what it holds."""
        yield from (address[1:] for key in _HREFS if (address := (element.get(key) or "").strip())[:1] == "#")
        yield from (name for value in element.values() for name in _FOUND.findall(str(value)))
        for name in ("", *str(element.get("class") or "").split()):
            yield from self.styled.get(name, ())


def _own(element: "Element") -> int:
    """Return what an element costs by itself, in parts of a drawing."""
    name = _name(element)
    if name == "filter":
        return 1 if _is_near(element) else ENDLESS
    if name.startswith("fe"):
        return FILTER_STEP if name in _STEPS else ENDLESS
    return 1


def _is_near(element: "Element") -> bool:
    """Return whether a filter is worked out for no more than the surroundings of what it is for."""
    most = _WIDEST.get(str(element.get("filterUnits") or "objectBoundingBox"), 0.0)
    return all(_number(str(element.get(key) or "0")) <= most for key in ("x", "y", "width", "height"))


def _number(text: str) -> float:
    """Return how large a length is, a share of a hundred as a part of one; infinite where it is unknown."""
    bare = text.strip().removesuffix("%").removesuffix("px")
    try:
        number = abs(float(bare)) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        return float("inf")
    return number if number == number else float("inf")  # not a number


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]
