"""Linked data says what its page says, at addresses that are pages, and can never end the element it stands in."""

import json
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from publisher.pipeline import Loaded, load
from publisher.render.page import Page
from tests.program import REPOSITORY
from tests.publications import MODULE, START, smallest, without_problems, write

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
SDO = Namespace("https://schema.org/")
TYPES = {
    "BreadcrumbList", "CreativeWork", "Dataset", "GovernmentOrganization", "Organization", "Report", "WebSite",
}  # fmt: skip


@pytest.fixture(scope=MODULE)
def ekbacka() -> Loaded:
    return load(REPOSITORY / "examples" / "ekbacka")


def said(page: Page) -> list[dict[str, Any]]:
    """Return what a page says of itself."""
    found: list[dict[str, Any]] = json.loads(page.linked)["@graph"]
    return found


def about(loaded: Loaded, source: str) -> dict[str, Any]:
    """Return what the page of a file says that it is about."""
    return next(said(page)[0] for page in loaded.pages if page.source == source and page.linked)


def test_every_page_says_how_it_is_reached(ekbacka: Loaded) -> None:
    root = ekbacka.publication.settings.address
    for page in ekbacka.pages:
        if page.path == "index.md":
            continue
        (trail,) = (each for each in said(page) if each["@type"] == "BreadcrumbList")
        steps = [(step["position"], step["name"], step["item"]) for step in trail["itemListElement"]]
        expected = [*((step.title, root + step.url) for step in page.trail), (page.title, root + page.url)]
        assert steps == [(at, *step) for at, step in enumerate(expected, 1)]


def test_what_it_says_is_rdf_that_leads_to_pages(ekbacka: Loaded) -> None:
    root = ekbacka.publication.settings.address
    addresses = {root + page.url for page in ekbacka.pages}
    graph = Graph()
    for page in ekbacka.pages:
        # Nobody is asked for the context, which does no more than this here.
        content = json.loads(page.linked) | {"@context": {"@vocab": str(SDO)}}
        graph.parse(data=json.dumps(content), format="json-ld")
    assert {str(each).removeprefix(str(SDO)) for each in graph.objects(None, RDF.type)} >= TYPES
    parts = {str(each) for each in graph.objects() if isinstance(each, URIRef) and str(each).startswith(root)}
    assert len(parts) > 30
    assert {each.partition("#")[0] for each in parts} <= addresses


def test_a_plan_says_what_it_serves_and_how_it_stands(ekbacka: Loaded) -> None:
    plan = about(ekbacka, "plans/branschspar/plan.md")
    assert (plan["@type"], plan["creativeWorkStatus"], plan["inLanguage"]) == ("CreativeWork", "Pågår", "sv")
    assert plan["temporalCoverage"] == "2021-01-01/.."
    assert plan["isBasedOn"][0] == {"@id": "https://ekbacka.example/arbete/ataganden/1.3/#it"}
    assert "påhittat" in plan["disambiguatingDescription"].lower()


def test_a_result_is_a_report_of_its_plan(ekbacka: Loaded) -> None:
    result = about(ekbacka, "plans/branschspar/results/2025.md")
    assert (result["@type"], result["temporalCoverage"]) == ("Report", "2025")
    assert result["about"] == {"@id": "https://ekbacka.example/arbete/planer/branschspar/#it"}


def test_the_page_on_open_data_is_a_dataset_with_its_files(ekbacka: Loaded) -> None:
    files = about(ekbacka, "docs/om/oppna-data.md")["distribution"]
    assert {"contentUrl", "encodingFormat", "@type"} == set(files[0])
    assert "https://ekbacka.example/arbete/data/tables.xlsx" in {each["contentUrl"] for each in files}


def test_words_never_end_the_element(tmp_path: Path) -> None:
    title = "</script><script>alert(1)</script>"
    hostile = START.replace("title: Start", f"title: '{title}'").replace("section: start", "section: about")
    files = smallest() | {"mkdocs.yml": "site_url: https://example.org/\n" + smallest()["mkdocs.yml"]}
    loaded = without_problems(write(tmp_path, files | {"docs/om.md": hostile}))
    page = next(page for page in loaded.pages if page.path == "om.md")
    assert "<" not in page.linked
    assert said(page)[-1]["itemListElement"][-1]["name"] == title


def test_without_the_sites_address_a_page_says_nothing(tmp_path: Path) -> None:
    loaded = without_problems(write(tmp_path, smallest()))
    assert [page.linked for page in loaded.pages] == [""] * len(loaded.pages)


@pytest.fixture(scope=MODULE)
def graph() -> Graph:
    """What all pages in all languages say, as one graph, as whoever harvests the site reads it."""
    found = Graph()
    several = load(REPOSITORY / "tests" / "cases" / "languages" / "input")
    pages = [page for page in several.every_page if page.linked]
    assert len(pages) > 30
    for page in pages:
        content = json.loads(page.linked) | {"@context": {"@vocab": str(SDO)}}
        found.parse(data=json.dumps(content), format="json-ld", publicID="https://provkoping.example/")
    return found


def test_what_has_an_id_is_one_work_with_one_name_in_one_language(graph: Graph) -> None:
    subjects = {each for each in graph.subjects() if isinstance(each, URIRef)}
    assert len(subjects) > 20
    for subject in subjects:
        assert len({*graph.objects(subject, SDO.name)}) <= 1, subject
        assert len({*graph.objects(subject, SDO.inLanguage)}) <= 1, subject
        assert len({*graph.objects(subject, RDF.type)}) <= 1, subject


def test_each_language_is_a_site_and_a_translation_of_the_main_one(graph: Graph) -> None:
    sites = {str(each) for each in graph.subjects(RDF.type, SDO.WebSite)}
    root = "https://provkoping.example/"
    assert sites == {f"{root}{folder}#site" for folder in ("", "en/", "ar/", "so/", "lattlast/")}
    translated = {str(each) for each in graph.subjects(SDO.translationOfWork, URIRef(f"{root}#site"))}
    # Easy-read text is in the same language.
    assert translated == {f"{root}{folder}#site" for folder in ("en/", "ar/", "so/")}
    for work, original in graph.subject_objects(SDO.translationOfWork):
        assert graph.value(original, SDO.name), work
    plan = {str(each) for each in graph.subjects(SDO.translationOfWork, URIRef(f"{root}planer/vagen/#it"))}
    assert plan == {f"{root}en/plans/vagen/#it", f"{root}ar/alkhutat/vagen/#it"}
    for work, site in graph.subject_objects(SDO.isPartOf):
        assert (site, RDF.type, None) in graph, work


def test_only_works_have_a_day_of_change(ekbacka: Loaded) -> None:
    kinds = {each["@type"] for page in ekbacka.pages for each in said(page) if "dateModified" in each}
    assert kinds and kinds <= {"CreativeWork", "Dataset", "Report"}


def test_an_indicator_without_statistics_is_a_term(graph: Graph) -> None:
    (term,) = graph.subjects(SDO.termCode, Literal("vantan"))
    assert (term, RDF.type, SDO.DefinedTerm) in graph
    assert str(graph.value(term, SDO.name)) == "Dagar i kö"
