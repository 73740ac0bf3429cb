"""Drawings: how many shapes an SVG file draws, including those that it draws repeatedly by reference.

A one-kilobyte drawing that doubles its content ten times over becomes a million shapes for the viewer or printer.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The largest municipal map that we know has 30,000 shapes. Printing handles 130,000 in a second.
MOST_DRAWN: Final = 100_000
# The limit for all drawings of a publication together.
MOST_DRAWN_TOGETHER: Final = 1_000_000
# Shadows and blurs are computed pixel by pixel, so that each step of one costs as much as this many shapes.
FILTER_STEP: Final = 4_000
# CSS rules are matched against each shape; this many matches cost as much as one shape.
TRIALS: Final = 20
# Depth of references to references; no real drawing goes deeper.
DEEPEST: Final = 300
ENDLESS: Final = 10**9
# The filter primitives that drawing programs use for shadows. Others take time quadratic in a number in the file.
_STEPS: Final = frozenset(
    {"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow", "feFlood", "feFuncA", "feFuncB",
     "feFuncG", "feFuncR", "feGaussianBlur", "feMerge", "feMergeNode", "feOffset"}
)  # fmt: skip
# How far around a shape its shadow may reach: as a multiple of its width, or in units of the drawing.
_WIDEST: Final = {"objectBoundingBox": 3.0, "userSpaceOnUse": 5_000.0}
_FOUND: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)")
_RULE: Final = re.compile(r"(?P<what>[^{}]*)\{(?P<how>[^}]*)\}")
_CLASS: Final = re.compile(r"\.([\w-]+)")
_HREFS: Final = ("href", "{http://www.w3.org/1999/xlink}href")


def drawing_tree(drawing: bytes) -> "Element | None":
    """Return an SVG file as a tree, or None if it is invalid or nested deeper than libxml2 reads (256)."""
    # It takes time to import, and few publications have drawings.
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(drawing, parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def drawn_parts(root: "Element") -> int:
    """Return how many shapes a drawing draws, or `ENDLESS` if its references are circular."""
    return _Drawing(root).count()


class _Drawing:
    """A drawing whose shapes are counted, each with everything that it draws by reference."""

    def __init__(self, root: "Element") -> None:
        self.root = root
        self.elements = list(root.iter("*"))
        self.by_id = {str(name): each for each in self.elements if (name := each.get("id"))}
        self.known: dict[Element, int] = {}

    @cached_property
    def rules(self) -> tuple[tuple[frozenset[str], tuple[str, ...]], ...]:
        """The CSS rules: the classes that each applies to (none if it applies to any element), and the ids it uses."""
        texts = (each.text or "" for each in self.elements if _name(each) == "style")
        return tuple(
            (frozenset(_CLASS.findall(rule["what"])), tuple(_FOUND.findall(rule["how"])))
            for text in texts
            for rule in _RULE.finditer(text)
        )

    @cached_property
    def styled(self) -> Mapping[str, tuple[str, ...]]:
        """The ids that CSS rules use, by class; under "" those that any element may use."""
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
            # A circular reference would never end.
            self.known[element] = ENDLESS
            own = _own_cost(element)
            within = sum(self._count(child, depth + 1) for child in element if isinstance(child.tag, str))
            used = (self.by_id[name] for name in self._used(element) if name in self.by_id)
            self.known[element] = own + within + sum(self._count(each, depth + 1) for each in used)
        return self.known[element]

    def _used(self, element: "Element") -> Iterator[str]:
        """Yield the ids that an element refers to for drawing, besides its children."""
        yield from (address[1:] for key in _HREFS if (address := (element.get(key) or "").strip())[:1] == "#")
        yield from (name for value in element.values() for name in _FOUND.findall(str(value)))
        for name in ("", *str(element.get("class") or "").split()):
            yield from self.styled.get(name, ())


def _own_cost(element: "Element") -> int:
    """Return what an element itself costs, in shapes."""
    name = _name(element)
    if name == "filter":
        return 1 if _is_near(element) else ENDLESS
    if name.startswith("fe"):
        return FILTER_STEP if name in _STEPS else ENDLESS
    return 1


def _is_near(element: "Element") -> bool:
    """Return whether a filter only covers the near surroundings of its element."""
    most = _WIDEST.get(str(element.get("filterUnits") or "objectBoundingBox"), 0.0)
    return all(_number(str(element.get(key) or "0")) <= most for key in ("x", "y", "width", "height"))


def _number(text: str) -> float:
    """Return a length as a number, a percentage as a fraction; infinity if it cannot be parsed."""
    bare = text.strip().removesuffix("%").removesuffix("px")
    try:
        number = abs(float(bare)) / (100 if text.strip().endswith("%") else 1)
    except ValueError:
        return float("inf")
    return number if number == number else float("inf")  # not a number


def _name(element: "Element") -> str:
    return str(element.tag).rpartition("}")[2]
