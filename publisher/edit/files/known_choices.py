"""The choices for references by title: nodes of the publication, and values of the document itself or the settings."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Final, Protocol

from babel import Locale

from publisher.edit.forms.form import Choices
from publisher.edit.forms.form_field import Option
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.link.scale_words import scale_titles
from publisher.model.groups import Dimension
from publisher.model.languages import is_language
from publisher.model.plan import Plan
from publisher.model.pools import Picks, Pool
from publisher.model.roles import Names, Repeats
from publisher.model.sdg import GOALS, TARGETS, goal_of, target_order
from publisher.model.unit import UnitName, cldr_units, other_names
from publisher.pipeline import Prepared
from publisher.read.authors_files import PICTURES
from publisher.read.field_tree import Fields, members_at
from publisher.schema.words import value_words

# With more crossings of groups than this, only those in use are listed.
_MOST_CROSSINGS: Final = 200


class _Titled(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...


def known_choices(ready: Prepared, file: str, tree: Fields) -> Choices:
    """Return the choices for the references of one document, including its unsaved members."""
    publication = ready.publication
    pools: Mapping[Pool, Callable[[], Iterable[Option]]] = {
        Pool.ACTIVITY: lambda: _members(tree, "activities") if "plan" not in tree else _activities(publication, tree),
        Pool.THEME: lambda: _members(tree, "themes"),
        Pool.LEVEL: lambda: _members(tree, "levels") or _levels(publication, file),
        Pool.SCALE: lambda: (Option(*each) for each in scale_titles(publication.settings).items()),
        Pool.GROUP: lambda: _groups(publication.dimensions),
        Pool.SERIES: lambda: (*_compared(publication), *_groups(publication.dimensions)),
        Pool.UNIT: lambda: units(ready.language),
        Pool.SDG: lambda: _sdgs(ready.language),
        Pool.PICTURE: lambda: _pictures(ready.root),
        Pool.LANGUAGE: lambda: _languages(ready.language),
    }  # fmt: skip
    found: dict[Names | Repeats | Picks, tuple[Option, ...]] = {}
    plan = _plan(publication, tree)
    first = {indicator: at for at, indicator in enumerate(plan.measured if plan else ())}

    def choices(names: Names | Repeats | Picks) -> tuple[Option, ...]:
        if names not in found:
            each = pools[names.pool]() if isinstance(names, Picks) else nodes(publication, names)
            # What the result's plan measures comes first, and the rest is found by search.
            found[names] = tuple(sorted(each, key=lambda option: first.get(option.value, len(first))))
        return found[names]

    return choices


def nodes(publication: Publication, names: Names | Repeats) -> Iterator[Option]:
    """Yield the ids of all nodes of the given kinds, with their titles."""
    for node in (node for kind in names.kinds for node in publication.of_kind(kind)):
        yield Option(node.id, str(getattr(node.value, "title", "") or node.id))


def _members(tree: Fields, key: str) -> list[Option]:
    """Return the members of a list in the document that already have an id."""
    found = []
    for member in members_at(tree, (key,)):
        if isinstance(member, Mapping) and member.get("id"):
            title = member.get("title") or member.get("one") or member["id"]
            found.append(Option(str(member["id"]), str(title)))
    return found


def _titled(members: Iterable[_Titled]) -> Iterator[Option]:
    return (Option(each.id, each.title) for each in members)


def _activities(publication: Publication, tree: Fields) -> Iterator[Option]:
    plan = _plan(publication, tree)
    return _titled(plan.activities if plan else ())


def _plan(publication: Publication, tree: Fields) -> Plan | None:
    """Return the plan of a result, if it is known."""
    node = publication.nodes.get(str(tree.get("plan", "")))
    return node.value if node and isinstance(node.value, Plan) else None


def _sdgs(language: Language) -> Iterator[Option]:
    """Yield the goals and targets of Agenda 2030: the number of each, with the name of the goal."""
    for number in sorted({*map(str, GOALS), *TARGETS}, key=target_order):
        yield Option(number, language.text("sdg.title", number=number, name=language.text(f"sdg.{goal_of(number)}")))


def _pictures(root: Path) -> Iterator[Option]:
    """Yield the pictures that texts and settings can show, by their path below docs/."""
    docs = root / "docs"
    for path in sorted(each for each in docs.rglob("*") if each.suffix.lower() in PICTURES):
        yield Option(path.relative_to(docs).as_posix(), path.name)


def _languages(language: Language) -> Iterator[Option]:
    """Yield an easy-to-read variant of a language, and then all languages in its words, sorted alphabetically."""
    yield Option(f"{language.code}-{language.text('address.easy')}", language.text("language.easy"))
    names = Locale.parse(language.code, sep="-").languages
    for code in sorted(filter(is_language, names), key=lambda each: str(names[each]).casefold()):
        yield Option(code, str(names[code]))


def _levels(publication: Publication, file: str) -> Iterator[Option]:
    node = next((node for node in publication.nodes.values() if node.document.file == file), None)
    own = publication.tree.document_of.get(node.id) if node else None
    documents = (own,) if own else () if file else publication.documents
    levels = {each.id: each.one for document in documents for each in document.levels}
    return (Option(*each) for each in levels.items())


def _compared(publication: Publication) -> Iterator[Option]:
    series = {each.id: each.title for indicator in publication.indicators for each in indicator.comparisons}
    return (Option(*each) for each in series.items())


def _groups(dimensions: Iterable[Dimension]) -> Iterator[Option]:
    each = [tuple(_titled(dimension.groups)) for dimension in dimensions]
    for groups in each:
        yield from groups
    crossings = [(a, b) for first, second in combinations(each, 2) for a in first for b in second]
    for a, b in crossings[:_MOST_CROSSINGS]:
        yield Option(f"{a.value}+{b.value}", f"{a.title}, {b.title}")


def units(language: Language) -> tuple[Option, ...]:
    """Return our own units, and those of CLDR that have another name: two of one name would leave a guess."""
    own = (Option(*each) for each in value_words(UnitName, language).items())
    found: dict[str, Option] = {}
    for each in (*own, *_cldr(language.code)):
        found.setdefault(each.title.casefold(), each)
    return tuple(replace(each, also=other_names(each.value, language.code)) for each in found.values())


@cache
def _cldr(code: str) -> tuple[Option, ...]:
    """Return the CLDR units in the words of a language, sorted alphabetically."""
    names = Locale.parse(code, sep="-").unit_display_names
    found = [Option(unit, str(names[unit]["long"])) for unit in cldr_units() if names.get(unit, {}).get("long")]
    return tuple(sorted(found, key=lambda each: (each.title.casefold(), each.value)))
