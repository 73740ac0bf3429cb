"""Parts of the publication on another site, in a browser: framed, as a component, without scripts, light and dark."""

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product
from pathlib import Path
from threading import Thread

import pytest
from coloraide import Color
from playwright.sync_api import Browser, Page, expect

from publisher.locales import HOUSE
from publisher.publish.site.embedded import embedded_files
from publisher.render.page import pictures_of
from tests.browser.visit import RUN_AXE, TAGS
from tests.publications import without_problems, write
from tests.publish.data.test_columns import FILES

# What a site may set, by name.
LOOKS = {
    "own": "",
    "dark": "--part-ground: #101010; --part-text: #eee; --part-muted: #bbb; --part-link: #8cf; --part-line: #444",
    "light": "--part-ground: #fefefe; --part-text: #111; --part-muted: #444; --part-link: #00498a; --part-line: #ccc",
}


class _Open(SimpleHTTPRequestHandler):
    """A server that lets other sites read what it has, as the page on parts says."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Open, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str, str, Path]]:
    """The addresses of the publication, of a site that may frame it, of one that may not, and the folder of both."""
    folder, other = tmp_path_factory.mktemp("publication"), tmp_path_factory.mktemp("other")
    with ExitStack() as stack:
        own, friend, stranger = (stack.enter_context(serving(each)) for each in (folder, other, other))
        settings = FILES["mkdocs.yml"].replace("https://example.org/plan", own)
        settings = settings.replace("{publication: {", f"{{publication: {{embeds: {{sites: ['{friend}']}}, ")
        source = tmp_path_factory.mktemp("source")
        loaded = without_problems(write(source, FILES | {"mkdocs.yml": settings}))
        made = {**embedded_files(loaded.site_map, loaded.pages), **pictures_of(loaded.pages)}
        for name in ("part.js", "part.css", "part-frame.js", "tokens.css"):
            made[f"assets/{name}"] = (HOUSE / "theme" / "assets" / name).read_bytes()
        for path, content in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        part = f"{own}planer/p/bit/"
        (other / "frame.html").write_text(
            f'<!doctype html><html lang="sv"><title>x</title><iframe src="{part}" title="Plan P" width="600"'
            f' height="80" data-part></iframe><script src="{own}assets/part.js" async></script>'
        )
        look = "--part-ground: rgb(1, 2, 3); --part-text: url(x); --part-font: 'Courier New', monospace; --ground: red"
        (other / "styled.html").write_text(
            f'<!doctype html><html lang="sv"><title>x</title><style>iframe {{ {look} }}</style><iframe src="{part}"'
            f' title="Plan P" height="80" data-part></iframe><script src="{own}assets/part.js" async></script>'
        )
        (other / "late.html").write_text(
            f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>x</title><main><h1>Värd</h1>'
            f'<iframe src="{part}" title="Plan P" height="80" data-part></iframe></main>'
        )
        (other / "component.html").write_text(
            f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>x</title><main><h1>Värd</h1>'
            f'<publication-part src="{part}"><a href="{own}planer/p/">Plan P</a></publication-part></main>'
            f'<script src="{own}assets/part.js" async></script>'
        )
        pasted = made["planer/p/bit/fragment.txt"].decode()
        script = f'<script src="{own}assets/part.js" async></script>'
        ways = {
            "frame": f'<iframe src="{part}" title="x" width="600" height="80" data-part></iframe>{script}',
            "component": f'<publication-part src="{part}">x</publication-part>{script}',
            "pasted": f'<link rel="stylesheet" href="{own}assets/part.css">{pasted}',
        }
        for (way, body), (name, look) in product(ways.items(), LOOKS.items()):
            (other / f"{way}-{name}.html").write_text(
                f'<!doctype html><html lang="sv"><meta charset="utf-8"><title>x</title><style>publication-part,'
                f" iframe[data-part], .part {{ {look} }}</style>{body}",
                encoding="utf-8",
            )
        yield own, friend, stranger, folder


# axe leaves open how text in a chart stands out: `contrast` measures that, in a frame as beside it.
REST = {
    "include": [["html"]],
    "exclude": [
        [".part-picture text"],
        ["iframe", ".part-picture text"],
        {"fromShadowDom": ["publication-part", ".part-picture text"]},
    ],
}


def faults(page: Page) -> list[str]:
    violations, incomplete = page.evaluate(RUN_AXE, [REST, {"runOnly": TAGS}, ".nothing"])
    return [*violations, *incomplete]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["planer/p/bit/", "planer/p/bit/sa-har/", "ataganden/1.1/bit/", "omrade/bit/"])
def test_nothing_is_inaccessible(page: Page, sites: tuple[str, str, str, Path], path: str, scheme: str) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.goto(sites[0] + path)
    # A frame loads later than its page, and then gets the height that it needs.
    for frame in page.locator("iframe").all():
        expect(frame).to_have_attribute("style", re.compile("height"))
    for each in page.frames:
        each.wait_for_load_state("networkidle")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


def test_a_frame_gets_the_height_it_needs_on_a_site_that_may_show_it(
    page: Page, sites: tuple[str, str, str, Path]
) -> None:
    page.goto(f"{sites[1]}frame.html")
    frame = page.locator("iframe")
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    inside = page.frame_locator("iframe").locator("article.part")
    box, needed = frame.bounding_box(), inside.bounding_box()
    assert box and needed and box["height"] >= needed["height"] > 100
    assert page.frames[1].evaluate("document.documentElement.scrollHeight <= innerHeight + 1")


def test_a_script_that_comes_later_than_the_frame_asks_for_its_height(
    page: Page, sites: tuple[str, str, str, Path]
) -> None:
    page.goto(f"{sites[1]}late.html", wait_until="load")
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Plan P")
    page.add_script_tag(url=f"{sites[0]}assets/part.js")
    expect(page.locator("iframe")).to_have_attribute("style", re.compile("height"))


def test_a_site_that_is_not_named_gets_nothing(page: Page, sites: tuple[str, str, str, Path]) -> None:
    page.add_init_script("window.messages = []; addEventListener('message', (event) => messages.push(event.data))")
    page.goto(f"{sites[2]}frame.html")
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Plan P")
    page.wait_for_timeout(200)
    assert page.evaluate("messages") == []
    page.goto(f"{sites[1]}frame.html")
    page.wait_for_function("messages.length > 0")
    assert page.evaluate("messages.map((each) => Object.keys(each).join())")[0] == "partHeight"


def test_the_component_draws_the_part_in_a_tree_of_its_own(page: Page, sites: tuple[str, str, str, Path]) -> None:
    page.goto(f"{sites[1]}component.html")
    part = page.locator("publication-part article.part")
    expect(part.get_by_role("heading", level=2)).to_have_text("Plan P")
    expect(part).to_contain_text("Källa:")
    assert page.evaluate("document.querySelector('article.part')") is None
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    ground = (
        "getComputedStyle(document.querySelector('publication-part').shadowRoot.querySelector('.part')).backgroundColor"
    )
    assert page.evaluate(ground) == "rgb(18, 24, 29)"
    page.add_style_tag(content="publication-part { --part-ground: rgb(1, 2, 3) }")
    assert page.evaluate(ground) == "rgb(1, 2, 3)"


GROUND = "getComputedStyle(document.querySelector('.part')).backgroundColor"


def test_a_frame_takes_the_look_of_the_page_around_it_and_nothing_else(
    page: Page, sites: tuple[str, str, str, Path]
) -> None:
    page.goto(f"{sites[1]}styled.html")
    page.wait_for_function("document.querySelector('iframe').style.height !== ''")
    inside = page.frames[1]
    inside.wait_for_function(f"{GROUND} === 'rgb(1, 2, 3)'")
    style = inside.evaluate(
        "(({color, fontFamily}) => [color, fontFamily])(getComputedStyle(document.querySelector('.part')))"
    )
    assert style == ["rgb(23, 32, 42)", '"Courier New", monospace']
    # Nobody who is not named decides how it looks.
    page.goto(f"{sites[2]}styled.html")
    expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Plan P")
    page.wait_for_timeout(200)
    assert page.frames[1].evaluate(GROUND) == "rgb(255, 255, 255)"


def test_a_site_lends_a_part_none_of_its_own_colours(page: Page, sites: tuple[str, str, str, Path]) -> None:
    page.goto(f"{sites[1]}component.html")
    expect(page.locator("publication-part article.part")).to_contain_text("Källa:")
    page.add_style_tag(
        content=":root { --text: red; --ground: red; --link: red; --muted: red } body { font-family: monospace }"
    )
    style = page.evaluate(
        "(({color, backgroundColor, fontFamily}) => [color, backgroundColor, fontFamily])"
        "(getComputedStyle(document.querySelector('publication-part').shadowRoot.querySelector('.part')))"
    )
    assert style == ["rgb(23, 32, 42)", "rgb(255, 255, 255)", "monospace"]


# What sites do to all of their text, and a shadow root inherits.
SHOUTING = "".join(
    f"* {{ {said} !important }}"
    for said in (
        *("text-transform: uppercase", "font-style: italic", "font-weight: 900", "text-indent: 3em"),
        *("text-align: right", "white-space: nowrap", "visibility: hidden"),
    )
)


def test_a_part_reads_as_it_is_written_whatever_the_site_does_to_its_text(
    page: Page, sites: tuple[str, str, str, Path]
) -> None:
    page.goto(f"{sites[1]}component.html")
    expect(page.locator("publication-part article.part")).to_contain_text("Källa:")
    page.add_style_tag(content=SHOUTING)
    names = ["textTransform", "fontStyle", "fontWeight", "textIndent", "textAlign", "whiteSpace", "visibility"]
    style = page.evaluate(
        "(names) => { const part = document.querySelector('publication-part').shadowRoot.querySelector('.part-source');"
        " return names.map((name) => getComputedStyle(part)[name]); }",
        names,
    )
    assert style == ["none", "normal", "400", "0px", "start", "normal", "visible"]


# Everything in the chart that must stand out from the ground of the part, with its colour and that of the ground.
SEEN = """(part) => {
  const ground = getComputedStyle(part).backgroundColor;
  const marks = part.querySelectorAll(".part-picture :is(text, .mark, .reported, .computed, .curve, .axis)");
  return [...marks].map((each) => {
    const style = getComputedStyle(each);
    return [style.fill === "none" ? style.stroke : style.fill, ground];
  });
}"""


def contrast(pair: list[str]) -> float:
    first, ground = (Color(each) for each in pair)
    return first.contrast(ground, method="wcag21")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("way", ["frame", "component", "pasted"])
def test_a_chart_can_be_read_whatever_the_look_and_the_scheme(
    page: Page, sites: tuple[str, str, str, Path], way: str, scheme: str, look: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.goto(f"{sites[1]}{way}-{look}.html")
    where = page.frame_locator("iframe") if way == "frame" else page
    article = where.locator("article.part")
    expect(article.locator("svg.part-picture text").first).to_be_visible()
    if look != "own":
        expect(article).to_have_css("background-color", "rgb(16, 16, 16)" if look == "dark" else "rgb(254, 254, 254)")
    found = article.evaluate(SEEN)
    assert len(found) > 3
    assert min(map(contrast, found)) >= 4.5, found


def test_the_script_may_stand_on_a_page_as_often_as_parts_do(page: Page, sites: tuple[str, str, str, Path]) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(error.message))
    page.goto(f"{sites[1]}component.html")
    expect(page.locator("publication-part article.part")).to_contain_text("Källa:")
    page.add_script_tag(url=f"{sites[0]}assets/part.js?again")
    page.evaluate("document.querySelector('main').append(document.querySelector('publication-part').cloneNode(true))")
    expect(page.locator("publication-part article.part")).to_have_count(2)
    assert complaints == []


def test_what_is_fetched_never_runs(page: Page, sites: tuple[str, str, str, Path]) -> None:
    fragment = sites[3] / "planer/p/bit/fragment.txt"
    before = fragment.read_bytes()
    hostile = (
        '<article class="part"><h2>Plan P</h2><img src="x" onerror="window.ran=1">'
        '<a href="javascript:ran=1">x</a></article>'
    )
    fragment.write_text(hostile)
    try:
        page.goto(f"{sites[1]}component.html")
        expect(page.locator("publication-part article.part h2")).to_have_text("Plan P")
        found = page.evaluate(
            "document.querySelector('publication-part').shadowRoot.querySelector('article').outerHTML"
        )
        assert "onerror" not in found and "javascript:" not in found
        assert page.evaluate("window.ran") is None
    finally:
        fragment.write_bytes(before)


def test_without_scripts_the_frame_shows_the_part_and_the_component_its_link(
    browser: Browser, sites: tuple[str, str, str, Path]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    try:
        page = context.new_page()
        page.goto(f"{sites[1]}frame.html")
        expect(page.frame_locator("iframe").get_by_role("heading")).to_have_text("Plan P")
        page.goto(f"{sites[1]}component.html")
        expect(page.get_by_role("link", name="Plan P")).to_be_visible()
    finally:
        context.close()
