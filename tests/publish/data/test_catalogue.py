"""The catalogue of open data agrees with DCAT-AP 3 and its Swedish profile, and says nothing that nobody has said."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import DCAT, DCTERMS, FOAF, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from publisher.model.catalogue_settings import Licence
from publisher.pipeline import Loaded, load
from publisher.publish.data.open_data import data_files
from tests.program import REPOSITORY
from tests.publications import MODULE, smallest, without_problems, write
from tests.publish.data.test_columns import FILES

# pySHACL asks rdflib in ways that rdflib means to leave.
pytestmark = pytest.mark.filterwarnings("ignore:(Dataset|ConjunctiveGraph)\\W:DeprecationWarning")

SHAPES = Path(__file__).parent / "dcat-ap-se.shapes.ttl"
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
SITE = "https://ekbacka.example/arbete/"
CATALOGUE = URIRef(f"{SITE}data/catalogue.rdf#catalogue")
AVAILABILITY = URIRef("http://data.europa.eu/r5r/availability")
EU = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope=MODULE)
def files() -> dict[str, bytes]:
    return data_files(load(REPOSITORY / "examples" / "ekbacka").site_map)


@pytest.fixture(scope=MODULE)
def graph(files: dict[str, bytes]) -> Graph:
    return Graph().parse(files["data/catalogue.rdf"], format="xml")


def faults(graph: Graph) -> str:
    """Return what the shapes find wrong; nothing where they find nothing."""
    conforms, _, words = validate(graph, shacl_graph=str(SHAPES), shacl_graph_format="turtle", advanced=False)
    return "" if conforms else str(words)


def test_the_catalogue_agrees_with_the_profile(graph: Graph) -> None:
    assert faults(graph) == ""


def test_that_of_a_publication_without_a_contact_does_too(haninge: Loaded) -> None:
    made = Graph().parse(data_files(haninge.site_map)["data/catalogue.rdf"], format="xml")
    assert faults(made) == ""
    assert not [*made.subjects(RDF.type, VCARD.Organization)]


@pytest.mark.parametrize(
    ("subject", "predicate", "value"),
    [
        (CATALOGUE, DCTERMS.title, None),
        (CATALOGUE, DCTERMS.license, URIRef("http://creativecommons.org/licenses/by/4.0/")),
        (CATALOGUE, DCTERMS.publisher, URIRef("https://example.org/nobody")),
        (CATALOGUE, DCTERMS.language, Literal("sv")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans"), DCAT.keyword, Literal("arbete")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans"), DCTERMS.accrualPeriodicity, Literal("annual")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans.csv"), AVAILABILITY, URIRef("https://example.org/always")),
        (URIRef(f"{SITE}data/catalogue.rdf#statistics-years"), DCAT.startDate, Literal("2021")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans"), DCTERMS.description, None),
        (URIRef(f"{SITE}data/catalogue.rdf#plans"), DCAT.theme, URIRef("https://example.org/theme")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans.csv"), DCAT.accessURL, None),
        (URIRef(f"{SITE}data/catalogue.rdf#plans.csv"), DCTERMS["format"], Literal("CSV")),
        (URIRef(f"{SITE}data/catalogue.rdf#plans.csv"), DCAT.byteSize, Literal("12")),
        (URIRef(f"{SITE}data/catalogue.rdf#publisher"), FOAF.name, None),
        (URIRef(f"{SITE}data/catalogue.rdf#contact"), VCARD.hasEmail, Literal("oppnadata@ekbacka.example")),
    ],
)
def test_the_shapes_notice_a_fault(graph: Graph, subject: URIRef, predicate: URIRef, value: object) -> None:
    broken = Graph()
    broken += graph
    assert [*broken.objects(subject, predicate)], "the test changes what is there"
    broken.remove((subject, predicate, None))
    if value is not None:
        broken.add((subject, predicate, value))  # type: ignore[arg-type]
    assert faults(broken)


def test_both_forms_of_writing_say_the_same(files: dict[str, bytes], graph: Graph) -> None:
    turtle = Graph().parse(files["data/catalogue.ttl"], format="turtle")
    assert isomorphic(graph, turtle)
    assert len(turtle) > 100


def test_what_the_settings_say_stands_in_it(graph: Graph) -> None:
    publisher = URIRef(f"{SITE}data/catalogue.rdf#publisher")
    contact = URIRef(f"{SITE}data/catalogue.rdf#contact")
    assert set(graph.objects(publisher, None)) == {
        FOAF.Agent,
        Literal("Ekbacka kommun (påhittad)"),
        URIRef("https://ekbacka.example/"),
        URIRef("http://purl.org/adms/publishertype/LocalAuthority"),
    }
    assert set(graph.objects(contact, None)) == {
        VCARD.Organization,
        Literal("Öppna data i Ekbacka"),
        URIRef("mailto:oppnadata@ekbacka.example"),
    }
    plans = URIRef(f"{SITE}data/catalogue.rdf#plans")
    assert set(graph.objects(plans, DCAT.theme)) == {
        URIRef(f"{EU}data-theme/{name}") for name in ("SOCI", "ECON", "EDUC")
    }
    assert set(graph.objects(plans, DCTERMS.language)) == {URIRef(f"{EU}language/SWE")}
    assert set(graph.objects(plans, DCAT.landingPage)) == {URIRef(f"{SITE}om/oppna-data/")}
    assert Literal("Handlingsplaner", lang="sv") in {*graph.objects(plans, DCTERMS.title)}


def test_portals_find_it_by_words_and_years(graph: Graph) -> None:
    statistics = URIRef(f"{SITE}data/catalogue.rdf#statistics")
    assert set(graph.objects(statistics, DCAT.keyword)) == {
        Literal(word, lang="sv") for word in ("arbete", "utbildning", "handlingsplan")
    }
    assert [*graph.objects(statistics, DCTERMS.accrualPeriodicity)] == [URIRef(f"{EU}frequency/ANNUAL")]
    file = URIRef(f"{SITE}data/catalogue.rdf#statistics.csv")
    assert [*graph.objects(file, AVAILABILITY)] == [URIRef(f"{EU}planned-availability/EXPERIMENTAL")]
    years = {
        str(each).rpartition("#")[2]: tuple(str(graph.value(time, end)) for end in (DCAT.startDate, DCAT.endDate))
        for each, time in graph.subject_objects(DCTERMS.temporal)
    }
    # Targets reach into the years to come; what has no periods says nothing.
    assert years["statistics"] == ("1990", "2025")
    assert years["measurements"] == ("2021", "2025")
    assert "bodies" not in years and "links" not in years
    assert years["publication"] == ("1990", max(last for _, last in years.values()))


@pytest.mark.parametrize(
    ("published", "kind"), [("2026-03-01", XSD.date), ("2026-03", XSD.gYearMonth), ("2026", XSD.gYear)]
)
def test_it_was_issued_when_readers_first_saw_it(tmp_path: Path, published: str, kind: URIRef) -> None:
    settings = FILES["mkdocs.yml"].replace(
        "{publication: {", f"{{publication: {{published: '{published}', catalogue: {{}}, "
    )
    loaded = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))
    made = Graph().parse(data_files(loaded.site_map)["data/catalogue.rdf"], format="xml")
    assert [*made.objects(None, DCTERMS.issued)] == [Literal(published, datatype=kind)]


def test_each_file_is_there_as_it_is_described(graph: Graph, files: dict[str, bytes]) -> None:
    described = [*graph.subjects(RDF.type, DCAT.Distribution)]
    for distribution in described:
        (address,) = graph.objects(distribution, DCAT.downloadURL)
        content = files[str(address).removeprefix(SITE)]
        assert int(str(graph.value(distribution, DCAT.byteSize))) == len(content)
        checksum = graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)
        assert checksum is not None
        assert str(checksum).lower() == hashlib.sha256(content).hexdigest()
        licence = graph.value(distribution, DCTERMS.license)
        assert str(licence) == "http://creativecommons.org/publicdomain/zero/1.0/"
    assert {str(each).rpartition("#")[2] for each in described} <= {name.rpartition("/")[2] for name in files}
    assert len(described) > 10


def test_a_table_without_rows_is_no_dataset(haninge: Loaded) -> None:
    made = Graph().parse(data_files(haninge.site_map)["data/catalogue.rdf"], format="xml")
    names = {str(each).rpartition("#")[2] for each in made.subjects(RDF.type, DCAT.Dataset)}
    assert "plans" in names and "money" not in names


def test_the_same_publication_gives_the_same_bytes(files: dict[str, bytes]) -> None:
    assert data_files(load(REPOSITORY / "examples" / "ekbacka").site_map) == files


def test_nobody_asked_for_a_catalogue(tmp_path: Path) -> None:
    assert "data/catalogue.rdf" not in data_files(without_problems(write(tmp_path, smallest())).site_map)


@pytest.mark.parametrize(
    ("given", "known"),
    [
        (
            "https://creativecommons.org/publicdomain/zero/1.0/deed.sv",
            "http://creativecommons.org/publicdomain/zero/1.0/",
        ),
        ("https://creativecommons.org/licenses/by/4.0", "http://creativecommons.org/licenses/by/4.0/"),
        ("https://example.org/licence", "https://example.org/licence"),
    ],
)
def test_a_licence_has_one_address(given: str, known: str) -> None:
    assert Licence(title="Licens", url=given).known_as == known


def test_each_dataset_has_the_day_on_which_what_it_is_made_of_changed(haninge: Loaded) -> None:
    days = {"plans/jobbspar/plan.md": "2026-03-04", "plans/bodies.yml": "2026-02-03", "docs/index.md": "2026-05-06"}
    site_map = replace(haninge.site_map, publication=replace(haninge.publication, changed=days))
    made = Graph().parse(data_files(site_map)["data/catalogue.rdf"], format="xml")
    changed = {
        str(each).rpartition("#")[2]: str(made.value(each, DCTERMS.modified))
        for each in (*made.subjects(RDF.type, DCAT.Dataset), *made.subjects(RDF.type, DCAT.Catalog))
    }
    wanted = {
        "plans": "2026-03-04",
        "commitments": "2026-03-04",
        "bodies": "2026-02-03",
        "links": "2026-05-06",
        "publication": "2026-05-06",
        "catalogue": "2026-05-06",
    }
    assert {name: changed[name] for name in wanted} == wanted


def test_nothing_is_called_easy_read_that_nobody_has_written_so(graph: Graph, files: dict[str, bytes]) -> None:
    texts = [each for each in graph.objects() if isinstance(each, Literal) and each.language]
    easy = {str(each) for each in texts if each.language == "sv-x-lattlast"}
    assert not easy & {str(each) for each in texts if each.language == "sv"}


def test_titles_are_reported_in_each_language_that_has_them(graph: Graph) -> None:
    def titles(subject: URIRef) -> dict[str | None, str]:
        return {each.language: str(each) for each in graph.objects(subject, DCTERMS.title) if isinstance(each, Literal)}

    assert titles(CATALOGUE).keys() == {"sv", "en", "ar"}
    plans = titles(URIRef(f"{SITE}data/catalogue.rdf#plans"))
    # The program's own words.
    assert plans["en"] == "Action plans"
    assert plans["ar"] == "خطط العمل"
    languages = URIRef("http://publications.europa.eu/resource/authority/language/")
    whole = {str(each) for each in graph.objects(CATALOGUE, DCTERMS.language)}
    assert whole == {f"{languages}{code}" for code in ("SWE", "ENG", "ARA")}
    alone = [str(each) for each in graph.objects(URIRef(f"{SITE}data/catalogue.rdf#plans"), DCTERMS.language)]
    assert alone == [f"{languages}SWE"]
