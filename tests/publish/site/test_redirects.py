"""Short addresses: every commitment and plan has one, it leads to the page, and it outlives a new id."""

from pathlib import Path

from lxml import html

from publisher.language import Language
from publisher.pipeline import Loaded
from publisher.publish.layout.qr import qr_code
from publisher.publish.site.redirects import moved_pages
from tests.conftest import leads_on
from tests.publications import HERE, page, without_problems

THREAD = HERE / "cases" / "thread" / "input"


def test_every_commitment_and_plan_has_one_that_leads_to_it(site: Path, haninge: Loaded) -> None:
    pages = [each for each in haninge.pages if each.kind.name in {"commitment", "plan"}]
    assert len({each.short for each in pages}) == len(pages)
    for each in pages:
        file = site / each.short / "index.html"
        assert leads_on(file)
        (link,) = html.parse(file).xpath("//main//a/@href")
        assert (file.parent / link / "index.html").resolve() == (site / each.url / "index.html").resolve()
    assert not [each.path for each in haninge.pages if each.short and each not in pages]


def test_the_page_says_its_short_address_in_full(site: Path) -> None:
    (link,) = html.parse(site / "planer" / "jobbspar" / "index.html").xpath("//p[@class='short']/a")
    assert link.text_content() == "https://haninge.example/arbetsmarknadsstrategi/p/jobbspar/"
    assert link.get("href") == "../../p/jobbspar/"
    assert not html.parse(site / "index.html").xpath("//p[@class='short']")


def test_the_one_of_a_former_id_leads_to_the_same_page() -> None:
    loaded = without_problems(THREAD)
    short = loaded.site_map.addresses.short
    assert short["p/vagen-2022.md"] == short["p/vagen.md"] == "planer/vagen.md"
    assert page(loaded, "planer/vagen.md").short == "p/vagen/"


def test_it_says_something_else_than_a_page_that_has_moved() -> None:
    language = Language("sv")
    short, moved = (moved_pages({"p/a.md": "planer/a.md"}, language, why) for why in ("short", "moved"))
    assert short.keys() == moved.keys() == {"p/a/index.html"}
    assert language.text("short.title").encode() in short["p/a/index.html"]
    assert language.text("moved.title").encode() in moved["p/a/index.html"]


def test_a_list_that_holds_nothing_leads_to_every_commitment(site: Path, haninge: Loaded) -> None:
    empty, lists = haninge.site_map.addresses.empty, haninge.site_map.addresses.lists
    assert {"ataganden/lage/ingen-plan.md", "ataganden/saknar/plan.md", "ataganden/saknar/ansvarig.md"} <= empty.keys()
    assert not {*empty} & {*lists.values()}
    for path in empty:
        file = site / path.removesuffix(".md") / "index.html"
        assert leads_on(file)
        (link,) = html.parse(file).xpath("//main//a/@href")
        assert (file.parent / link / "index.html").resolve() == (site / "ataganden" / "index.html").resolve()


def test_a_list_of_a_year_that_is_not_there_leads_to_the_year(site: Path, haninge: Loaded) -> None:
    empty = haninge.site_map.addresses.empty_years
    assert empty == {"resultat/2021/per-ansvarig.md": "resultat/2021/index.md"}
    file = site / "resultat" / "2021" / "per-ansvarig" / "index.html"
    assert leads_on(file)
    (link,) = html.parse(file).xpath("//main//a/@href")
    assert (file.parent / link / "index.html").resolve() == (site / "resultat" / "2021" / "index.html").resolve()


def test_a_code_is_the_same_each_time_and_has_a_size_of_its_own() -> None:
    first, second = qr_code("https://ekbacka.example/p/a/"), qr_code("https://ekbacka.example/p/a/")
    assert first == second
    assert first.startswith("<svg") and "viewBox" in first
    assert qr_code("https://ekbacka.example/p/b/") != first
