"""The data package: describes the tables' columns and the references between tables (Data Package 2).

It is a small dictionary, so it is written by hand; frictionless, which implements the standard, validates it in the
tests.
"""

import json
from collections.abc import Sequence
from typing import Final

from publisher.publish.data.open_data_source import OpenData
from publisher.render.data_column import ADDRESS, AnyTable, DataColumn
from publisher.render.data_files import CSV
from publisher.render.data_tables import DATA_TABLES, tables_of
from publisher.render.sender import sender

PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE: Final = "https://datapackage.org/profiles/2.0/dataresource.json"
SCHEMA: Final = "https://datapackage.org/profiles/2.0/tableschema.json"
# A date known only to the month or the year is not a date to other programs.
DAY: Final = "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
EXAMPLE: Final = DataColumn(lambda _row: None)
"""The column that labels each row of an example as one."""


def data_package(source: OpenData) -> bytes:
    """Return the description of all tables."""
    settings = source.publication.settings
    licence = settings.publication.licence
    content = {
        "$schema": PROFILE,
        "title": settings.site_name,
        **({"description": settings.site_description} if settings.site_description else {}),
        **({"homepage": settings.address} if settings.address else {}),
        "contributors": [{"title": sender(settings.publication, source.language).name, "roles": ["publisher"]}],
        **({"licenses": [{"path": licence.known_as, "title": licence.title}]} if licence else {}),
        "resources": [_resource(name, table, source) for name, table in tables_of(source.publication).items()],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(name: str, table: AnyTable, source: OpenData) -> dict[str, object]:
    return {
        "$schema": RESOURCE,
        "name": name,
        "title": source.language.text(f"data.table.{name}"),
        "description": source.language.text(f"data.{name}.csv"),
        "type": "table",
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": CSV,
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": _schema(table, source),
    }


def _schema(table: AnyTable, source: OpenData) -> dict[str, object]:
    columns = dict(table.columns) | ({"example": EXAMPLE} if source.example else {})
    links = [(name, column.to) for name, column in columns.items() if column.to]
    return {
        "$schema": SCHEMA,
        "fields": [_field(name, column, table, source) for name, column in columns.items()],
        "missingValues": [""],
        **({"primaryKey": [*table.key]} if table.key else {}),
        **({"uniqueKeys": [[*table.unique]]} if table.unique else {}),
        "foreignKeys": [
            *(_foreign((name,), to, ("id",), table) for name, to in links),
            *([_foreign(parent.columns, parent.table, parent.known_as, table)] if (parent := table.parent) else []),
        ],
    }


def _field(name: str, column: DataColumn, table: AnyTable, source: OpenData) -> dict[str, object]:
    limits: dict[str, object] = {"required": True} if name in table.key else {}
    if column.day:
        limits["pattern"] = DAY
    absolute = name == ADDRESS and source.publication.settings.site_url
    return {
        "name": name,
        "type": str(column.type),
        **({"format": "uri"} if absolute else {}),
        "description": source.language.text(f"data.column.{name}"),
        **({"constraints": limits} if limits else {}),
    }


def _foreign(names: Sequence[str], to: str, known_as: Sequence[str], table: AnyTable) -> dict[str, object]:
    # A reference to the table itself names none (Table Schema 2).
    other = {} if DATA_TABLES[to] is table else {"resource": to}
    return {"fields": [*names], "reference": {**other, "fields": [*known_as]}}
