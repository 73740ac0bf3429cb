"""What the theme is given: the pages and files that every page of the site leads to."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from publisher.kinds import CHANGES, SEARCH
from publisher.language import Language
from publisher.pipeline import Loaded
from publisher.publish.site.theme_values import search_page, theme_extra
from publisher.render.page import Page, Step
from publisher.render.site_map import SiteMap
from tests.publications import SETTINGS, smallest, without_problems, write


def test_every_page_leads_to_the_same_few_places(haninge: Loaded) -> None:
    comparison = replace(haninge.pages[0], kind=CHANGES, path="andringar/v1.md")
    extra = theme_extra(haninge.site_map, [*haninge.pages, comparison])
    assert extra["links"] == {
        "search": "sok/",
        "about": "om/",
        "accessibility": "om/tillganglighet/",
        "data": "om/oppna-data/",
        "root": "https://haninge.example/arbetsmarknadsstrategi/",
        "recent": "andrat/",
        "feed": "feed.xml",
        "print": "pdf/helheten.pdf",
        "changes": "andringar/v1/",
    }
    assert all(key.startswith("theme.") for key in extra["words"])


def test_what_a_publication_lacks_is_not_led_to(haninge: Loaded) -> None:
    settings = haninge.publication.settings
    own = settings.publication.model_copy(
        update={"about": None, "accessibility": None, "open_data": None, "editions": ()}
    )
    extra = settings.extra.model_copy(update={"publication": own})
    bare = replace(
        haninge.publication, settings=settings.model_copy(update={"site_url": None, "extra": extra}), changed={}
    )
    assert theme_extra(SiteMap(bare, haninge.language))["links"] == {"search": "sok/"}


def test_the_search_page_stands_below_the_start(haninge: Loaded) -> None:
    page: Page = search_page(haninge.site_map)
    assert (page.path, page.title, page.markdown, page.kind) == ("sok.md", "Sök", "# Sök\n", SEARCH)
    assert page.trail == (Step("Start", ""),)
    about, trail = json.loads(page.linked)["@graph"]
    root = haninge.publication.settings.address
    assert (about["@type"], about["url"], about["inLanguage"]) == ("SearchResultsPage", f"{root}sok/", "sv")
    assert [each["item"] for each in trail["itemListElement"]] == [root, f"{root}sok/"]


def test_the_heading_of_the_search_does_not_take_the_name_of_its_form(haninge: Loaded) -> None:
    shown = search_page(SiteMap(haninge.publication, Language("en")))
    assert shown.markdown == "# Search {: #search-title }\n"


def test_the_menu_keeps_its_order_in_another_language(tmp_path: Path) -> None:
    menu = [{"Svar": "ansvar/index.md"}, "planer/index.md", {"Start": "index.md"}, {"Grannen": "https://example.org/"}]
    files = {
        "mkdocs.yml": SETTINGS.replace("}}}", "}, languages: [{code: en}]}}") + f"nav: {json.dumps(menu)}\n",
        "plans/bodies.yml": "bodies: [{id: namnden, title: Nämnden, kind: board}]\n",
        "plans/p/plan.md": "---\nid: p\ntitle: Plan P\nsummary: Kort.\nstatus: ongoing\nresponsible: namnden\n---\n",
        "plans/p/plan.en.md": "---\ntitle: Plan P in English\n---\n",
    }
    (version,) = without_problems(write(tmp_path, smallest() | files)).site_map.versions
    assert version.main
    english: Any = theme_extra(version.main)["versions"]["en"]
    assert [(each["title"], each["url"], each["leads"]) for each in english["nav"]] == [
        ("Who is responsible for what", "ansvar/", "sv"),
        ("Action plans", "en/plans/", ""),
        ("Grannen", "https://example.org/", "sv"),
    ]
