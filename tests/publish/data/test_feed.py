"""The feed says what changed last, at addresses that stay, and never what time it is."""

from dataclasses import replace
from pathlib import Path

import pytest
from feedgenerator import Atom1Feed
from lxml import etree, html

from publisher.language import Language
from publisher.link.graph.duties import Duties
from publisher.pipeline import Loaded, load
from publisher.publish.data.feed import LATEST, feed_files, has_feed
from publisher.render.page import url_of
from publisher.render.sender import sender
from publisher.render.site_map import SiteMap
from tests.program import REPOSITORY

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(content: bytes) -> list[etree._Element]:
    return etree.fromstring(content).findall(f"{ATOM}entry")


def text(element: etree._Element, name: str) -> str:
    return element.findtext(ATOM + name) or ""


def test_the_site_has_it_and_leads_to_it(site: Path) -> None:
    feed = etree.fromstring((site / "feed.xml").read_bytes())
    assert text(feed, "id").endswith("/feed.xml")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    assert feed.find(f"{ATOM}link[@rel='self']") is not None
    page = html.parse(site / "planer" / "jobbspar" / "index.html")
    for path in ("//link[@rel='alternate'][@type='application/atom+xml']/@href", "//footer//a/@href"):
        assert "../../feed.xml" in page.xpath(path)


def test_each_entry_is_a_page_that_is_there(site: Path, haninge: Loaded) -> None:
    found = entries((site / "feed.xml").read_bytes())
    root = str(haninge.publication.settings.site_url)
    assert 0 < len(found) <= LATEST
    assert len({text(entry, "id") for entry in found}) == len(found)
    for entry in found:
        address = text(entry, "id")
        link = entry.find(f"{ATOM}link")
        assert link is not None and link.get("href") == address
        assert (site / address.removeprefix(root) / "index.html").is_file()
        assert text(entry, "title") and text(entry, "summary")
    days = [text(entry, "updated") for entry in found]
    assert days == sorted(days, reverse=True)
    assert all(day.endswith("T00:00:00+00:00") for day in days)


def test_the_latest_stands_first_and_dates_the_feed(haninge: Loaded) -> None:
    files = [page.source for page in haninge.pages if page.kind.name == "plan"]
    changed = dict.fromkeys(files, "2020-02-01") | {files[2]: "2024-05-06"}
    publication = replace(haninge.publication, changed=changed)
    content = feed_files(SiteMap(publication, haninge.language), haninge.pages)["feed.xml"]
    assert text(etree.fromstring(content), "updated") == "2024-05-06T00:00:00+00:00"
    first = next(page for page in haninge.pages if page.source == files[2])
    assert text(entries(content)[0], "title") == first.title
    assert content == feed_files(SiteMap(publication, haninge.language), haninge.pages)["feed.xml"]


def test_without_git_a_result_is_dated_by_what_it_says_itself(haninge: Loaded) -> None:
    publication = replace(haninge.publication, changed={})
    content = feed_files(SiteMap(publication, haninge.language), haninge.pages)["feed.xml"]
    assert any("/resultat/2021/jobbspar/" in text(entry, "id") for entry in entries(content))


def test_a_feed_that_has_not_changed_is_not_written_again(haninge: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    made = feed_files(haninge.site_map, haninge.pages)
    monkeypatch.setattr(Atom1Feed, "writeString", lambda _feed, _encoding: "written again")
    assert feed_files(haninge.site_map, haninge.pages) == made
    changed = [replace(page, title="Ett annat namn") for page in haninge.pages]
    assert feed_files(haninge.site_map, changed)["feed.xml"] == b"written again"


def test_words_are_never_markup(haninge: Loaded) -> None:
    pages = [replace(page, description='1 < 2 & <b>fet</b> "så"') for page in haninge.pages]
    content = feed_files(haninge.site_map, pages)["feed.xml"]
    words, _, example = text(entries(content)[0], "summary").partition(" Exempel: ")
    assert words == '1 &lt; 2 &amp; &lt;b&gt;fet&lt;/b&gt; "så"', "escaped once more, as HTML"
    assert example == "Ett exempel i klarspråk, inte den antagna texten."


def test_without_the_sites_address_there_is_none(haninge: Loaded) -> None:
    settings = haninge.publication.settings.model_copy(update={"site_url": None})
    publication = replace(haninge.publication, settings=settings)
    assert not has_feed(SiteMap(publication, haninge.language))
    assert feed_files(SiteMap(publication, haninge.language), haninge.pages) == {}


def test_of_one_day_results_stand_before_plans_before_the_rest_and_twenty_are_enough(haninge: Loaded) -> None:
    sources = sorted({page.source for page in haninge.pages if page.source})
    publication = replace(haninge.publication, changed=dict.fromkeys(sources, "2024-05-06"))
    plan, result, article = (
        next(page for page in haninge.pages if page.kind.name == kind) for kind in ("plan", "result", "article")
    )
    made = {"plan": plan, "result": result, "article": article}
    kinds = ["article", "plan", "result", "plan", "article", "result"]
    pages = [
        replace(made[kind], path=f"{kind}/{at}.md", title=f"{kind} {at}", feed="") for at, kind in enumerate(kinds)
    ]
    found = entries(feed_files(SiteMap(publication, haninge.language), pages)["feed.xml"])
    assert [text(entry, "title") for entry in found] == [
        "result 2",
        "result 5",
        "plan 1",
        "plan 3",
        "article 0",
        "article 4",
    ]
    later = replace(publication, changed={**publication.changed, article.source: "2024-05-07"})
    found = entries(feed_files(SiteMap(later, haninge.language), pages)["feed.xml"])
    assert [text(entry, "title") for entry in found][:3] == ["article 0", "article 4", "result 2"]
    many = [replace(plan, path=f"plan/{at}.md", title=f"plan {at}", feed="") for at in range(25)]
    found = entries(feed_files(SiteMap(publication, haninge.language), many)["feed.xml"])
    assert [text(entry, "title") for entry in found] == [f"plan {at}" for at in range(20)]


def test_an_organisation_that_publishes_its_own_is_named_with_its_address(haninge: Loaded) -> None:
    own = haninge.publication.settings
    named = own.publication.organisation.model_copy(update={"publishes": True, "url": "https://provkoping.example/"})
    extra = own.extra.model_copy(update={"publication": own.publication.model_copy(update={"organisation": named})})
    publication = replace(haninge.publication, settings=own.model_copy(update={"extra": extra}))
    feed = etree.fromstring(feed_files(SiteMap(publication, haninge.language), haninge.pages)["feed.xml"])
    assert [each.text for each in feed.findall(f"{ATOM}author/*")] == [named.name, "https://provkoping.example/"]


def test_the_feed_says_whose_it_is_at_addresses_with_one_slash(haninge: Loaded) -> None:
    for given in ("https://ekbacka.example/plan", "https://ekbacka.example/plan/"):
        settings = haninge.publication.settings.model_copy(update={"site_url": given})
        publication = replace(haninge.publication, settings=settings)
        feed = etree.fromstring(feed_files(SiteMap(publication, haninge.language), haninge.pages)["feed.xml"])
        assert text(feed, "id") == "https://ekbacka.example/plan/feed.xml"
        assert [(link.get("rel"), link.get("href")) for link in feed.findall(f"{ATOM}link")] == [
            ("alternate", "https://ekbacka.example/plan/andrat/"),
            ("self", "https://ekbacka.example/plan/feed.xml"),
        ]
        assert text(feed, "title") == settings.site_name
        assert settings.site_name in text(feed, "subtitle")
        assert feed.findtext(f"{ATOM}author/{ATOM}name") == sender(settings.publication, Language("sv")).name
        assert feed.findtext(f"{ATOM}author/{ATOM}uri") is None, "it is not the organisation that is named"
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "sv"
        assert all(text(entry, "id").startswith("https://ekbacka.example/plan/") for entry in feed.iter(f"{ATOM}entry"))


def test_what_shares_a_file_has_no_entry_of_its_own(haninge: Loaded) -> None:
    content = feed_files(haninge.site_map, haninge.pages)["feed.xml"]
    given = {page.title for page in haninge.pages if page.kind.name in {"commitment", "body", "indicator"}}
    assert given
    assert not given & {text(entry, "title") for entry in entries(content)}


def only_commitments(duties: Duties) -> bool:
    others = (duties.strategies, duties.steps, duties.plans, duties.objectives, duties.activities, duties.partner_in)
    return bool(duties.commitments) and not any(others)


def test_each_plan_area_and_body_has_a_feed_of_its_own() -> None:
    loaded = load(REPOSITORY / "examples" / "ekbacka")
    root = loaded.publication.settings.address
    made = feed_files(loaded.site_map, loaded.pages)
    own = {page.feed: page for page in loaded.pages if page.feed}
    assert {page.kind.name for page in own.values()} == {"plan", "focus-area", "body"}
    assert set(made) == {"feed.xml", *own}
    feed = made["planer/branschspar/feed.xml"]
    found = {text(entry, "id").removeprefix(root) for entry in entries(feed)}
    assert found == {"planer/branschspar/", *(f"resultat/{year}/branschspar/" for year in range(2021, 2026))}
    plan = loaded.publication.plan("branschspar")
    assert plan.responsible
    of_body = made[f"ansvar/{plan.responsible[0]}/feed.xml"]
    answers = {f"planer/{each.id}/" for each in loaded.publication.duties_of(plan.responsible[0]).plans}
    found = {text(entry, "id").removeprefix(root) for entry in entries(of_body)}
    assert (answers <= found) or len(found) == LATEST
    assert found & {*answers, f"resultat/2025/{plan.id}/"}
    # A body that answers for commitments alone follows the chapters that hold them.
    publication, bodies = loaded.publication, {page.path for page in loaded.pages if page.kind.name == "body"}
    assert {page.path for page in own.values() if page.kind.name == "body"} == {
        loaded.site_map.addresses.by_id[body.id] for body in publication.bodies if publication.duties_of(body.id)
    } & bodies
    alone = next(each.id for each in publication.bodies if only_commitments(publication.duties_of(each.id)))
    (commitment, *_) = publication.duties_of(alone).commitments
    chapter = loaded.site_map.addresses.by_id[publication.chapter_of[commitment.id].id]
    ids = {text(entry, "id") for entry in entries(made[f"ansvar/{alone}/feed.xml"])}
    assert root + url_of(chapter) in ids
    # A feed has entries in every language: without any it would have the time of the build.
    for each in loaded.versions:
        for content in feed_files(each.site_map, each.pages).values():
            assert entries(content)
    for path, page in own.items():
        feed_element = etree.fromstring(made[path])
        assert text(feed_element, "id") == root + path
        assert page.title in text(feed_element, "title")
        assert 0 < len(entries(made[path])) <= LATEST


def test_a_page_leads_to_its_own_feed(large: Path) -> None:
    page = html.parse(large / "planer" / "branschspar" / "index.html")
    assert page.xpath("//link[@type='application/atom+xml']/@href") == ["../../feed.xml", "feed.xml"]
    assert "feed.xml" in page.xpath("//p[@class='follow']/a/@href")
    assert (large / "planer" / "branschspar" / "feed.xml").is_file()


def test_a_feed_that_is_kept_says_what_stands_on_the_pages_now(haninge: Loaded) -> None:
    files = {page.source for page in haninge.pages if page.kind.name == "plan"}
    site_map = SiteMap(replace(haninge.publication, changed=dict.fromkeys(files, "2020-02-01")), haninge.language)
    first = feed_files(site_map, haninge.pages)
    assert feed_files(site_map, haninge.pages) == first
    at = next(at for at, page in enumerate(haninge.pages) if page.kind.name == "plan")
    pages = [*haninge.pages]
    pages[at] = replace(pages[at], title="Ett annat namn")
    then = feed_files(site_map, pages)
    assert "Ett annat namn" in then["feed.xml"].decode()
    assert {path for path in first if then[path] != first[path]} >= {"feed.xml", pages[at].feed}
    assert feed_files(site_map, haninge.pages) == first


def test_an_example_says_so_once_in_each_feed_and_each_entry(haninge: Loaded) -> None:
    sentence = "Exempel: Ett exempel i klarspråk, inte den antagna texten."
    made = feed_files(haninge.site_map, haninge.pages)
    assert len(made) > 3
    for path, content in made.items():
        feed = etree.fromstring(content)
        texts = [text(feed, "subtitle"), *(text(entry, "summary") for entry in entries(content))]
        assert {each.count(sentence) for each in texts} == {1}, path


def test_each_feed_is_atom_as_the_standard_has_it(haninge: Loaded) -> None:
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "atom.rng"))
    several = load(REPOSITORY / "tests" / "cases" / "languages" / "input")
    made = [content for each in (haninge, several) for content in feed_files(each.site_map, each.pages).values()]
    made += [content for each in several.versions for content in feed_files(each.site_map, each.pages).values()]
    assert len(made) > 10
    for content in made:
        schema.assertValid(etree.fromstring(content))
    # What the standard forbids, the schema does: no id, no day, a day without a zone, two titles, an entry's own parts.
    whole = made[0].decode()
    for right, wrong in (
        ("<id>", "<!-- <id>"), ("+00:00</updated>", "</updated>"), ("<title>", "<title>x</title><title>"),
        ("<entry>", "<entry><subtitle>x</subtitle>"), ("<author><name>", "<author><nom>"),
    ):  # fmt: skip
        assert right in whole
        changed = whole.replace(right, wrong, 1).replace("</id>", "</id> -->" if "!--" in wrong else "</id>", 1)
        changed = changed.replace("</name>", "</nom>" if "nom" in wrong else "</name>", 1)
        assert not schema.validate(etree.fromstring(changed.encode())), wrong
