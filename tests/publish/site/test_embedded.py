"""Parts for other sites say what their page says, whence it comes and when it was changed, and give nothing away."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

from publisher.locales import HOUSE
from publisher.pipeline import Loaded, load
from publisher.publish.site.embedded import embedded_files, frame_ancestors, origin_of
from tests.program import REPOSITORY
from tests.publications import MODULE, without_problems, write
from tests.publish.data.test_columns import FILES

SETTINGS = FILES["mkdocs.yml"].replace(
    "{publication: {", "{publication: {embeds: {sites: ['https://www.provkoping.example/x']}, "
)


@pytest.fixture(scope=MODULE)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    return without_problems(write(tmp_path_factory.mktemp("embedded"), FILES | {"mkdocs.yml": SETTINGS}))


@pytest.fixture(scope=MODULE)
def files(loaded: Loaded) -> dict[str, bytes]:
    return embedded_files(loaded.site_map, loaded.pages)


def facts(content: bytes) -> dict[str, str]:
    part = html.fromstring(content.decode())
    return {row.findtext("dt"): row.findtext("dd") for row in part.xpath("//dl/div")}


def test_each_plan_commitment_area_and_indicator_has_one(loaded: Loaded, files: dict[str, bytes]) -> None:
    kinds = {page.kind.name for page in loaded.pages if page.embed}
    assert kinds == {"plan", "commitment", "focus-area", "indicator"}
    names = ("index.html", "fragment.txt", "oembed.json", "sa-har/index.html")
    assert set(files) == {f"{page.url}bit/{name}" for page in loaded.pages if page.embed for name in names}


def test_a_plan_says_how_it_stands(files: dict[str, bytes]) -> None:
    assert facts(files["planer/p/bit/fragment.txt"]) == {
        "Status": "Pågår (maj 2023)",
        "Period": "1 februari 2023 – november 2026",
        "Ansvarig": "Nämnden",
        "Senaste resultat": "2023: S",
    }


def test_a_commitment_says_how_binding_it_is_and_where_it_stands(files: dict[str, bytes]) -> None:
    assert facts(files["ataganden/1.1/bit/fragment.txt"]) == {
        "Ordval i dokumentet": "ska",
        "Genomförande": "Pågår (31 december 2023)",
        "Ansvarig": "Nämnden, Enheten",
        "Handlingsplaner": "Plan P, Plan Q",
    }


def test_what_nobody_knows_of_is_not_said(files: dict[str, bytes]) -> None:
    assert "Genomförande" not in facts(files["ataganden/1.2/bit/fragment.txt"])


def test_an_indicator_says_its_last_number_with_its_whole_and_none_that_is_suppressed(files: dict[str, bytes]) -> None:
    assert facts(files["nyckeltal/klara/bit/fragment.txt"])["2023"].startswith("79 % av 40")
    few = facts(files["nyckeltal/fa/bit/fragment.txt"])
    assert "3" not in few.get("2023", "")


def test_an_area_counts_its_commitments(files: dict[str, bytes]) -> None:
    assert facts(files["omrade/bit/fragment.txt"]) == {"Åtaganden": "2", "Pågår": "1", "Uppgift saknas": "1"}


def test_each_names_its_source_and_leads_to_its_page(loaded: Loaded, files: dict[str, bytes]) -> None:
    for page in loaded.pages:
        if page.embed:
            part = html.fromstring(files[f"{page.embed}fragment.txt"].decode())
            source = part.xpath("//p[@class='part-source']")[0].text_content()
            assert loaded.publication.settings.site_name in source
            assert "Provköping" in source
            assert ("Uppdaterad" in source) is bool(page.updated)
            (title,) = part.xpath("//h2/a")
            assert (title.get("href"), title.text_content()) == (f"https://example.org/plan/{page.url}", page.title)


def test_the_frame_names_its_ancestors_and_so_does_the_server(files: dict[str, bytes]) -> None:
    frame = html.fromstring(files["planer/p/bit/index.html"])
    assert frame.get("data-sites") == "https://www.provkoping.example"
    how = html.fromstring(files["planer/p/bit/sa-har/index.html"]).text_content()
    assert "frame-ancestors 'self' https://www.provkoping.example" in how
    assert '<iframe src="https://example.org/plan/planer/p/bit/"' in how


def test_the_headers_to_copy_take_none_of_the_servers_own_away(files: dict[str, bytes]) -> None:
    codes = html.fromstring(files["planer/p/bit/sa-har/index.html"]).xpath("//pre/code")
    lines = next(each for each in (code.text_content() for code in codes) if "location" in each)
    sent = [set(re.findall(r"add_header ([\w-]+) .* always;", block)) for block in lines.split("location ")[1:]]
    # A location with a header of its own gets none from around it (ngx_http_headers_module): these are on every page.
    own = (HOUSE / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    everywhere = {"X-Content-Type-Options", "Referrer-Policy"}
    assert all(f"add_header {name} " in own for name in everywhere)
    assert sent == [
        {"Content-Security-Policy", "Access-Control-Allow-Origin", *everywhere},
        {"Access-Control-Allow-Origin", *everywhere},
    ]


def test_the_server_opens_the_parts_of_every_language(loaded: Loaded, tmp_path: Path) -> None:
    settings = SETTINGS.replace("languages: [", "languages: [{code: ar}, {code: fi}, ")
    several = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))
    for each in (several, *several.versions):
        lines = frame_ancestors(each.site_map)["assets/frame-ancestors.conf"].decode()
        assert lines == ('"~/(?:bit|juz|osa|part)/" "frame-ancestors \'self\' https://www.provkoping.example";\n')
    made = embedded_files(several.site_map, several.pages)
    how = html.fromstring(made["planer/p/bit/sa-har/index.html"]).text_content()
    assert "location ~ ^/plan/.+/(?:bit|juz|osa|part)/ {" in how
    # Where nobody may frame anything, the file is not there.
    plain = without_problems(write(tmp_path / "plain", FILES))
    assert frame_ancestors(plain.site_map) == {}
    assert frame_ancestors(loaded.site_map)


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://www.ekby.example/sida?a=b", "https://www.ekby.example"),
        ("http://Ekby.example:8080", "http://ekby.example:8080"),
        # As browsers write it, and compare it.
        ("https://växjö.example", "https://xn--vxj-qla6g.example"),
        ("https://*.ekby.example/", "https://*.ekby.example"),
        # Nothing that would end the line of a header or of the server's settings.
        ("https://ekby.example;script-src", ""),
        ("https://$host", ""),
        ("https://ekby.example,x", ""),
    ],
)
def test_an_origin_is_one_that_a_header_can_hold(url: str, origin: str) -> None:
    assert origin_of(url) == origin


def test_a_chart_is_part_of_the_page_with_its_numbers_as_text_and_no_colours_of_its_own(
    loaded: Loaded, files: dict[str, bytes]
) -> None:
    drawn = [page for page in loaded.pages if page.embed and page.pictures]
    assert drawn
    for page in drawn:
        part = html.fromstring(files[f"{page.embed}fragment.txt"].decode())
        (chart,) = part.xpath("//*[local-name()='svg']")
        assert chart.get("aria-label") == page.pictures[0].alternative
        assert not part.xpath("//img | //style | //*[@style] | //@fill | //@stroke")
        # What the style sheet of charts knows, that of parts knows too.
        assert chart.xpath(".//*[local-name()='text']")


def test_each_mark_of_a_chart_has_a_colour_in_a_part() -> None:
    marks = re.findall(r"^\.([a-z0-9-]+)", (HOUSE / "macros/charts/chart.css").read_text(encoding="utf-8"), re.M)
    sheet = (HOUSE / "theme" / "assets" / "part.css").read_text(encoding="utf-8")
    assert len(set(marks)) > 10
    assert {mark for mark in marks if f".part-picture .{mark} " not in sheet} == set()


def test_what_to_paste_comes_with_its_style_sheet(files: dict[str, bytes]) -> None:
    how = html.fromstring(files["planer/p/bit/sa-har/index.html"])
    codes = [code.text_content() for code in how.xpath("//pre/code")]
    assert '<link rel="stylesheet" href="https://example.org/plan/assets/part.css">' in codes


def test_oembed_has_what_the_standard_asks_of_a_rich_one(files: dict[str, bytes]) -> None:
    answer = json.loads(files["planer/p/bit/oembed.json"])
    assert {"version", "type", "html", "width", "height"} <= set(answer)
    assert (answer["version"], answer["type"], answer["title"]) == ("1.0", "rich", "Plan P")


def test_words_are_never_markup(tmp_path: Path) -> None:
    title = '<script>alert(1)</script>" onload="x'
    plan = str(FILES["plans/q/plan.md"]).replace("title: Plan Q", f"title: '{title}'")
    hostile = without_problems(write(tmp_path, FILES | {"mkdocs.yml": SETTINGS, "plans/q/plan.md": plan}))
    made = embedded_files(hostile.site_map, hostile.pages)
    for name in ("index.html", "fragment.txt", "sa-har/index.html"):
        tree = html.fromstring(made[f"planer/q/bit/{name}"].decode())
        assert [script.get("src") is None for script in tree.xpath("//script")].count(True) == 0
        assert not tree.xpath("//@onload")
    frame = json.loads(made["planer/q/bit/oembed.json"])["html"]
    assert html.fromstring(frame).get("title") == title


def test_the_component_is_small_and_asks_nobody_else() -> None:
    scripts = [HOUSE / "theme" / "assets" / name for name in ("part.js", "part-frame.js")]
    assert sum(path.stat().st_size for path in scripts) < 10_000
    assert not any(re.search(r"https?://\w", path.read_text(encoding="utf-8")) for path in scripts)


def test_nobody_asked_for_parts(haninge: Loaded) -> None:
    assert embedded_files(haninge.site_map, haninge.pages) == {}


def test_a_part_says_what_stands_under_every_title(tmp_path: Path) -> None:
    settings = SETTINGS.replace("embeds: {", "note: 'Klarspråk, inte <den> antagna texten.', embeds: {")
    loaded = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))
    made = embedded_files(loaded.site_map, loaded.pages)
    # Who sees a part sees nothing of the page around it.
    for path in (path for path in made if path.endswith("fragment.txt")):
        part = html.fromstring(made[path].decode())
        assert part.xpath("//p[@class='part-note']/text()") == ["Klarspråk, inte <den> antagna texten."]


def test_ekbacka_shows_them() -> None:
    ekbacka = load(REPOSITORY / "examples" / "ekbacka")
    note = ekbacka.publication.settings.publication.note
    assert note
    made = embedded_files(ekbacka.site_map, ekbacka.pages)
    assert made == embedded_files(ekbacka.site_map, ekbacka.pages)
    for path, content in made.items():
        if path.endswith("fragment.txt"):
            # Once: it had been said below the title and again at the end.
            assert content.decode().count(note) == 1, path


def test_an_example_says_so_though_its_note_does_not(tmp_path: Path) -> None:
    settings = SETTINGS.replace("embeds: {", "example: true, note: Bara en not., embeds: {")
    loaded = without_problems(write(tmp_path, FILES | {"mkdocs.yml": settings}))
    part = html.fromstring(embedded_files(loaded.site_map, loaded.pages)["planer/p/bit/fragment.txt"].decode())
    assert part.xpath("//p[@class='part-note']/text()") == ["Exempel: Bara en not."]
    assert part.text_content().count("Exempel") == 1


def test_a_part_in_arabic_runs_from_right_to_left_wherever_it_is_pasted(tmp_path: Path) -> None:
    settings = SETTINGS.replace("languages: [", "languages: [{code: ar}, ")
    root = write(tmp_path, FILES | {"mkdocs.yml": settings, "plans/p/plan.ar.md": "---\ntitle: ΑΒΓ\n---\n"})
    arabic = without_problems(root).versions[0]
    files = embedded_files(arabic.site_map, arabic.pages)
    for name in ("index.html", "fragment.txt", "kayf/index.html"):
        page = html.fromstring(files[f"ar/alkhutat/p/juz/{name}"].decode())
        assert page.xpath("//article[@lang='ar']/@dir | /html[@lang='ar']/@dir")[0] == "rtl", name
    how = html.fromstring(files["ar/alkhutat/p/juz/kayf/index.html"].decode())
    # What is to be copied is code.
    assert set(how.xpath("//pre/@dir")) == {"ltr"}
    assert len(how.xpath("//pre/@dir")) == len(how.xpath("//pre"))


def test_text_in_another_language_is_marked_in_a_part(tmp_path: Path) -> None:
    settings = SETTINGS.replace("languages: [", "languages: [{code: ar}, ")
    root = write(tmp_path, FILES | {"mkdocs.yml": settings, "plans/p/plan.ar.md": "---\ntitle: ΑΒΓ\n---\n"})
    arabic = without_problems(root).versions[0]
    files = embedded_files(arabic.site_map, arabic.pages)
    part = html.fromstring(files["ar/alkhutat/p/juz/fragment.txt"].decode())
    assert part.xpath("//h2//text()") == ["ΑΒΓ"]
    # The part says that not all of it is translated, in the words of a page; one that has nothing else does not.
    sentence = str(arabic.site_map.views.untranslated_words(arabic.site_map.content))
    assert part.xpath("//p[@class='part-untranslated']/text()") == [sentence]
    assert part.xpath("//p[@class='part-about']//@lang") == ["sv"]
    assert [each.text for each in part.xpath("//dd/bdi[@lang='sv']")] == ["Nämnden", "S"]
    assert part.xpath("//dd[bdi='S']")[0].text_content().endswith("2023: S")
    # It comes from the pages in that language.
    start = arabic.publication.settings.address + "ar/"
    assert part.xpath("//p[@class='part-source']/a/@href") == [start]
    assert json.loads(files["ar/alkhutat/p/juz/oembed.json"])["provider_url"] == start


def test_the_look_to_paste_sets_each_colour_of_a_part(files: dict[str, bytes]) -> None:
    page = html.fromstring(files["planer/p/bit/sa-har/index.html"].decode())
    look = next(code for code in page.xpath("//pre/code/text()") if code.startswith("publication-part, iframe"))
    sheet = (HOUSE / "theme" / "assets" / "part.css").read_text(encoding="utf-8")
    assert set(re.findall(r"--part-[a-z]+", look)) == set(re.findall(r"var\((--part-[a-z]+)", sheet))
    # No site lends a part its own colours by accident: only the publication's own pages read other names.
    elsewhere = re.sub(r"\.part-page[^{]*\{[^}]*\}", "", sheet)
    read = set(re.findall(r"var\((--[\w-]+)", elsewhere))
    assert {name for name in read if not name.startswith(("--part-", "--_"))} == set()


def test_a_part_in_swedish_says_no_direction(files: dict[str, bytes]) -> None:
    assert b" dir=" not in files["planer/p/bit/fragment.txt"]


def test_a_chart_says_what_it_shows_where_the_facts_do_not(files: dict[str, bytes]) -> None:
    def captions(path: str) -> list[str]:
        part = html.fromstring(files[f"{path}/bit/fragment.txt"].decode())
        return [str(each) for each in part.xpath("//p[@class='part-caption']/text()")]

    assert captions("planer/p") == ["Klara, mål och utfall. Högre är bättre"]
    assert captions("nyckeltal/klara") == []
    assert facts(files["nyckeltal/klara/bit/fragment.txt"])["Önskad riktning"] == "Högre är bättre"
    assert "Önskad riktning" not in facts(files["nyckeltal/alla/bit/fragment.txt"])
