"""The files of open data: their names and media types, and which of them a publication has."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from markupsafe import Markup

from publisher.link.publication import Publication
from publisher.render.data_tables import DATA_TABLES, tables_of

FOLDER: Final = "data"
"""Their folder on the site."""
PUBLICATION: Final = "publication.json"
"""The whole publication."""
SCHEMA: Final = "publication.schema.json"
"""The JSON Schema of that file."""
WORKBOOK: Final = "tables.xlsx"
"""All tables in one spreadsheet, for people."""
PACKAGE: Final = "datapackage.json"
"""The description of the tables' columns, and of the references between tables (Data Package)."""
CATALOGUES: Final = MappingProxyType({"catalogue.rdf": "application/rdf+xml", "catalogue.ttl": "text/turtle"})
"""The catalogue for data portals, in two serialisations; all its URLs are absolute."""
_STRATML: Final = "stratml-"
CSV: Final = "text/csv"
DATA_FILES: Final[Mapping[str, str]] = MappingProxyType(
    {
        PUBLICATION: "application/json",
        SCHEMA: "application/schema+json",
        WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        **{f"{name}.csv": CSV for name in DATA_TABLES},
        PACKAGE: "application/json",
        **CATALOGUES,
    }
)
"""The media type of each file, by its name below the folder, in the order of the page on open data."""


def has_catalogue(publication: Publication) -> bool:
    """Return whether there is a catalogue: the settings must ask for one and give the site's address."""
    return bool(publication.settings.publication.catalogue and publication.settings.site_url)


def data_file_names(publication: Publication) -> tuple[str, ...]:
    """Return the names of a publication's files of open data."""
    plans = tuple(stratml_name(each.id) for each in publication.documents if publication.tree.chapters_of(each.id))
    tables = {f"{name}.csv" for name in tables_of(publication)}
    own = tuple(name for name, form in DATA_FILES.items() if name in tables or not (form == CSV or name in CATALOGUES))
    return (*own, *plans, *(CATALOGUES if has_catalogue(publication) else ()))


def stratml_name(document: str) -> str:
    """Return the file name of a steering document in StratML."""
    return f"{_STRATML}{document}.xml"


def media_type(name: str) -> str:
    """Return the media type of a file of open data."""
    return DATA_FILES.get(name, "application/xml")


def data_about(name: str) -> str:
    """Return the catalogue key of the description of a file of open data."""
    return "data.stratml" if name.startswith(_STRATML) else f"data.{name}"


def data_address(publication: Publication) -> Markup:
    """Return the URL of the data folder for code examples; a placeholder if the site's address is unknown."""
    return Markup(f"{publication.settings.address or 'https://www.example.org/'}{FOLDER}/")
