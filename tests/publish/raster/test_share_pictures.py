"""Share pictures say what their page says, as services can show it; they are drawn only where they changed."""

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from publisher.pipeline import Loaded
from publisher.publish.assembly.assembled import put_share_pictures
from publisher.publish.build.site_build import publish_site
from publisher.publish.output.build_options import BuildOptions, Silence
from publisher.publish.output.kept_site import KeptSite
from publisher.publish.raster import share_pictures
from publisher.publish.raster.share_pictures import drawn_cards, share_files
from publisher.render.share_card import CardFact, ShareCard
from tests.publications import MODULE, without_problems, write
from tests.publish.built import tree
from tests.publish.data.test_columns import FILES

CARD = ShareCard(
    path="x.png",
    language="sv",
    organisation="Provköping",
    site="Provköpings strategi",
    sort="Handlingsplan",
    title="Åtta vägar till jobb",
    about="",
    facts=(CardFact("Status", "Pågår"), CardFact("Hur går det?", "3 av 4 mål nådda 2024")),
    example="",
    colours=("#1b4f72", "#a61e22"),
)


@pytest.fixture(scope=MODULE)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return without_problems(write(tmp_path_factory.mktemp("shared"), FILES))


@pytest.fixture(scope=MODULE)
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write(tmp_path_factory.mktemp("built"), FILES)
    publish_site(without_problems(folder), BuildOptions(folder, folder / "site"), Silence())
    return folder / "site"


def cards(loaded: Loaded) -> dict[str, ShareCard]:
    return {page.url: page.share for page in loaded.pages if page.share}


def read(picture: bytes) -> Image.Image:
    return Image.open(BytesIO(picture)).convert("RGB")


def test_start_plans_and_results_have_one(loaded: Loaded) -> None:
    kinds = {page.kind.name for page in loaded.pages if page.share}
    assert kinds == {"start", "plan", "result"}
    every = {page.url for page in loaded.pages if page.kind.name in kinds}
    assert set(cards(loaded)) == every
    assert set(share_files(loaded.pages)) == {f"{url}delningsbild.png" for url in every}


def test_without_an_address_there_is_none(tmp_path: Path) -> None:
    settings = FILES["mkdocs.yml"].replace("site_url: https://example.org/plan\n", "")
    pages = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings})).pages
    assert not [page for page in pages if page.share]
    assert share_files(pages) == {}


def test_a_plan_says_how_it_goes_and_a_result_its_numbers(loaded: Loaded) -> None:
    plan, result = cards(loaded)["planer/p/"], cards(loaded)["resultat/2023/p/"]
    assert (plan.sort, plan.title) == ("Handlingsplan", "Plan P")
    facts = {fact.name: fact.text for fact in plan.facts}
    assert (facts["Status"], facts["Ansvarig"]) == ("Pågår (maj 2023)", "Nämnden")
    assert result.large
    assert {fact.text for fact in result.facts} >= {"40"}
    assert len(result.facts) <= 3
    assert result.alternative.startswith("Resultat: Plan P, resultat 2023 – ")
    assert result.alternative.endswith(" – Provköpings strategi, Provköping")


def test_an_example_says_that_it_is_one(tmp_path: Path) -> None:
    settings = FILES["mkdocs.yml"].replace("{publication: {", "{publication: {example: true, note: Påhittat., ")
    for card in cards(without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))).values():
        assert card.example == "Exempel: Påhittat."
        assert card.example in card.alternative


def test_it_is_as_large_as_services_ask_and_the_same_each_time() -> None:
    (one,), (other,) = drawn_cards([CARD]), drawn_cards([CARD])
    assert one == other
    assert Image.open(BytesIO(one)).format == "PNG"
    assert read(one).size == (1200, 630)
    assert len(one) < 200_000


def test_it_has_the_colours_of_the_publication_and_all_that_the_card_says() -> None:
    (picture,) = drawn_cards([CARD])
    colours = read(picture).getcolors(1 << 20)
    assert colours
    often = [colour for _, colour in sorted(colours, reverse=True)[:3]]
    assert set(often) == {(0x1B, 0x4F, 0x72), (255, 255, 255), (0xA6, 0x1E, 0x22)}
    words = _read_words(picture)
    for word in ("Handlingsplan", "Åtta", "vägar", "Status", "Pågår", "3", "mål", "nådda", "2024", "Provköping"):
        assert word in words


def _read_words(picture: bytes) -> str:
    if not shutil.which("tesseract"):
        pytest.skip("tesseract is not installed")
    import pytesseract

    found = ""
    for part in ((0, 0, 1200, 344), (0, 356, 1200, 630)):
        found += pytesseract.image_to_string(read(picture).crop(part), lang="swe", config="--psm 11")
    return found


@pytest.mark.parametrize(
    "title", ["Ord", "Ett långt namn på en plan som behöver flera rader " * 3, "Arbetsmarknads" * 9]
)
def test_no_title_runs_into_what_stands_below(title: str) -> None:
    (picture,) = drawn_cards([replace(CARD, title=title)])
    # The line below the title and a strip above it hold nothing but their own colour.
    for top, bottom, colour in ((346, 352, (0xA6, 0x1E, 0x22)), (332, 343, (0x1B, 0x4F, 0x72))):
        assert read(picture).crop((0, top, 1200, bottom)).getcolors() == [((bottom - top) * 1200, colour)]


def test_many_are_drawn_in_their_order() -> None:
    given = [replace(CARD, title=f"Plan {number}") for number in range(share_pictures.AT_ONCE + 2)]
    made = drawn_cards(given)
    assert len(set(made)) == len(given)
    assert made[-1:] == drawn_cards(given[-1:])
    assert drawn_cards([]) == []


def test_what_is_the_same_is_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []

    def counted(cards: list[ShareCard]) -> list[bytes]:
        drawn.append(len(cards))
        return [card.title.encode() for card in cards]

    monkeypatch.setattr(share_pictures, "_drawn_together", counted)
    given = [replace(CARD, path=f"{number}.png", title=f"Plan {number % 2}") for number in range(5)]
    assert drawn_cards(given) == [b"Plan 0", b"Plan 1", b"Plan 0", b"Plan 1", b"Plan 0"]
    assert drawn == [2]


def test_only_what_changed_is_drawn_again(loaded: Loaded, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, drawn = tmp_path / "site", []

    def counted(cards: list[ShareCard]) -> list[bytes]:
        drawn.append(len(cards))
        return drawn_cards(cards)

    monkeypatch.setattr("publisher.publish.assembly.assembled.drawn_cards", counted)
    changed = [
        replace(page, share=replace(page.share, title="Ny")) if page.share and page.url == "planer/p/" else page
        for page in loaded.pages
    ]
    for pages in (loaded.pages, loaded.pages, changed):
        new = tmp_path / f"new{len(drawn)}"
        site = KeptSite(tmp_path, out, new)
        put_share_pictures(pages, site)
        site.keep()
        shutil.rmtree(out, ignore_errors=True)
        new.rename(out)
    assert drawn == [len(cards(loaded)), 0, 1]


def test_the_page_names_it_by_its_whole_address(loaded: Loaded, built: Path) -> None:
    for url, card in cards(loaded).items():
        page = tree(built / url / "index.html")
        found = {meta.get("property") or meta.get("name"): meta.get("content") for meta in page.xpath("//meta")}
        assert found["og:image"] == f"https://example.org/plan/{card.path}"
        assert (built / card.path).is_file()
        assert found["og:image:alt"] == card.alternative
        assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
        assert found["twitter:card"] == "summary_large_image"
    other = tree(built / "ansvar/index.html")
    assert not other.xpath("//meta[@property='og:image']")
