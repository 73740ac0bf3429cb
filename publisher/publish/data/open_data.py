"""Open data: the whole publication as JSON, and each table as CSV, with ids and URLs."""

import csv
import json
import re
from io import StringIO
from typing import Any, Final, TypeAlias

from publisher.fingerprint import program_digest
from publisher.link.graph.node import Node
from publisher.model.article import Article
from publisher.model.fields import ALL_IDS
from publisher.model.register import Body, Indicator
from publisher.model.result import Result
from publisher.model.roles import Members, fields_playing
from publisher.model.strategy import Commitment, Implementation, SteeringDocument
from publisher.model.translation import way_name
from publisher.own_cache import DiskCache, cache_folder
from publisher.publish.data.open_data_source import OpenData
from publisher.publish.data.publication_schema import ANSWERING, UNTOLD, VERSION, all_of, publication_schema
from publisher.publish.data.stratml_file import stratml_files
from publisher.publish.data.table_package import data_package
from publisher.publish.data.workbook import workbook
from publisher.render.data_column import AnyTable
from publisher.render.data_files import FOLDER, PACKAGE, PUBLICATION, SCHEMA, WORKBOOK, has_catalogue
from publisher.render.data_tables import DATA_TABLES, tables_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap

# The fields of an object, as Pydantic dumps them.
_Dumped: TypeAlias = dict[str, Any]
# Schemas cached, of as many versions of the program.
KEPT: Final = 5


def data_files(site_map: SiteMap) -> dict[str, bytes]:
    """Return every file of open data, by its path below the site."""
    source = OpenData(site_map)
    made = {
        PUBLICATION: _json(source),
        # The same for all publications, and slower to make than the data of a small one.
        SCHEMA: DiskCache(cache_folder("schemas"), KEPT).get_or_make(program_digest().hex(), publication_schema),
        WORKBOOK: workbook(source),
        **{f"{name}.csv": _csv(table, source) for name, table in tables_of(source.publication).items()},
        PACKAGE: data_package(source),
        **stratml_files(source),
    }
    if has_catalogue(source.publication):
        # The RDF library takes a tenth of a second to import.
        from publisher.publish.data.catalogue import catalogue_files

        made |= catalogue_files(source, made)
    return {f"{FOLDER}/{name}": content for name, content in made.items()}


def _json(source: OpenData) -> bytes:
    publication = source.publication
    content = {
        "$schema": SCHEMA,
        "version": VERSION,
        "title": publication.settings.site_name,
        "publisher": sender(publication.settings.publication, source.language).model_dump(
            mode="json", include={"name", "url"}, exclude_none=True
        ),
        "language": source.language.code,
        **({"languages": source.languages} if source.languages else {}),
        "covers": publication.settings.publication.covers.model_dump(mode="json", exclude_none=True),
        **({"example": source.example} if source.example else {}),
        "objects": [_object(source, name) for name in publication.nodes],
        "references": list(DATA_TABLES["links"].cells(publication, source.url)),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _object(source: OpenData, name: str) -> dict[str, object]:
    node = source.publication.nodes[name]
    fields = _given(node.value.model_dump(mode="json", by_alias=True, exclude_none=True, exclude={"id", "kind"}))
    # A chapter lists the ids of its commitments, which are objects of their own.
    for members in fields_playing(type(node.value), Members):
        if members in fields:
            fields[members] = [member["id"] for member in fields[members]]
    # `kind` is the kind of object; the type of organisation of a body has another name.
    if isinstance(node.value, Body):
        fields = {"body_kind": str(node.value.kind), **fields}
    # Always present so far; for some indicators the value is unknown.
    if isinstance(node.value, Indicator):
        fields.setdefault("direction", UNTOLD)
    # So is the number of such a chapter; some have none.
    if isinstance(node.value, Implementation):
        fields.setdefault("number", "")
    # `kind` is `strategy` for all of them, whatever they are called, as it always was.
    if isinstance(node.value, SteeringDocument):
        fields |= {"form": str(node.value.called)}
    kind = getattr(node.value, "kind", node.kind) if isinstance(node.value, Article) else node.kind
    named = {"id": name, "kind": str(kind), "address": source.url(name)}
    return named | fields | _computed(source, node) | _translated(source, name)


def _given(fields: _Dumped) -> _Dumped:
    """Return dumped fields, at any depth; for fields of several ids, the first, and all of them in a second field."""
    found: _Dumped = {}
    for key, value in fields.items():
        if isinstance(value, dict) and ALL_IDS in value:
            found |= {key: value[ALL_IDS][0], all_of(key): value[ALL_IDS]} if value[ALL_IDS] else {}
        else:
            found[key] = _within(value)
            # The same name everywhere, also if the field itself is a list.
            found |= {all_of(key): value} if key in ANSWERING and value else {}
    return found


def _within(value: object) -> object:
    if isinstance(value, dict):
        return _given(value)
    return [_within(each) for each in value] if isinstance(value, list) else value


def _translated(source: OpenData, name: str) -> dict[str, object]:
    """Return the texts of a document in other languages, by their paths, and the URL of each translation's page."""
    found: dict[str, object] = {}
    for language in source.publication.settings.publication.languages:
        texts, address = source.publication.texts_in(name, language), source.address_in(name, language)
        if texts:
            own = {"texts": {way_name(way): text for way, text in texts.items()}}
            found[language.tag] = {"address": address, **own} if address else own
    return {"translations": found} if found else {}


def _computed(source: OpenData, node: Node) -> dict[str, object]:
    """Return what is computed: the standing of a commitment, whether a result precedes its plan, reviews due."""
    ledger = source.publication.ledger
    if isinstance(node.value, Commitment):
        # As pages show it, also where it is the id.
        numbered: dict[str, object] = {"number": node.value.shown_number} if node.value.shown_number else {}
        return numbered | {"standing": ledger.line(node.id).standing}
    if isinstance(node.value, Result):
        # Nothing is said where the plan does not say when it begins.
        known = source.publication.plan(node.value.plan).period is not None
        return {"before_plan": source.publication.is_history(node.value)} if known else {}
    due = [
        {"indicator": review.indicator, "limit": str(review.limit), "measured": str(review.measured)}
        | {"year": review.result.year, "result": review.result.id}
        for review in ledger.reviews.get(node.id, ())
    ]
    return {"reviews": due} if due else {}


def _csv(table: AnyTable, source: OpenData) -> bytes:
    text = StringIO()
    # In an example, each row of a table says so, since it may be seen on its own.
    mark = {"example": source.example} if source.example else {}
    rows = csv.DictWriter(text, (*table.columns, *mark), lineterminator="\r\n")  # RFC 4180
    rows.writeheader()
    for row in table.cells(source.publication, source.url):
        rows.writerow({key: _cell(value) for key, value in {**row, **mark}.items()})
    return text.getvalue().encode()


def _cell(value: object) -> object:
    """Return the value of a cell, with an apostrophe before text that a spreadsheet would run as a formula.

    This is OWASP's advice on CSV injection. Numbers stay numbers, including negative ones.
    """
    harmful = isinstance(value, str) and value.startswith(_FORMULA) and not _NUMBER.fullmatch(value)
    # The csv module writes None as an empty cell.
    return f"'{value}" if harmful else value


_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
