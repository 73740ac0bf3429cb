"""What is pasted from other programs, as they write it to the clipboard, becomes Markdown without losing a word."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from benchmarks.make import make
from benchmarks.plans import Size
from publisher.edit.web.application import Application
from tests.serving import following, served

expect.set_options(timeout=20_000)
PASTE = """([name, html, text]) => {
    const field = document.getElementById(name);
    const data = new DataTransfer();
    if (html) data.setData("text/html", html);
    data.setData("text/plain", text);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
HERE = Path(__file__).parent / "pasted"
# As Word and Excel for Windows, Google Docs, Writer and Calc write them to the clipboard.
WORD, EXCEL, GOOGLE, WRITER, CALC = (
    (HERE / f"{name}.html").read_text(encoding="utf-8") for name in ("word", "excel", "google", "writer", "calc")
)


def word(body: str) -> str:
    """Return a page of Word's with other paragraphs."""
    return f"{WORD[: WORD.index('<!--StartFragment-->')]}{body}</body></html>"


WORD_MARKDOWN = """## Fler i arbete

Vi arbetar för att **alla unga** ska ha ett arbete[^1]. Det kallas ”delat ansvar”.

Utsläppen av CO₂ per m² ska minska med 5 %, se [rapporten](https://www.ekbacka.example/rapport%20%281%29.pdf).

### Så gör vi

- Första punkten
  - Under den
- Andra *punkten*

1. Planera
2. Följ upp

| År | Antal \\| andel |
| --- | --- |
| 2024 | 19 625 preliminärt |

[^1]: Enligt planen."""
EXCEL_MARKDOWN = """Sommarjobb 2022 till 2023

| År | Flickor | Pojkar |
| --- | --- | --- |
| 2022 | 1 204 | 79,5 |
| 2023 |  | 81 |"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root: Path = tmp_path_factory.mktemp("pasting") / "publication"
    make(root, Size(plans=2, years=1, commitments=3))
    plan = next(root.glob("plans/*/plan.md")).relative_to(root).as_posix()
    follower = following(root)
    with served(follower, Application(root, follower)) as (port, _):
        yield f"http://127.0.0.1:{port}/.edit/form?file={plan}"


@pytest.fixture(scope="module")
def opened(context: BrowserContext, address: str) -> Iterator[Page]:
    page = context.new_page()
    page.goto(address)
    yield page
    page.close(run_before_unload=False)


@pytest.fixture
def form(opened: Page) -> Page:
    opened.locator("#f-body").evaluate("field => { field.value = ''; }")
    return opened


@pytest.mark.parametrize(
    ("html", "text", "markdown"),
    [
        (WORD, "", WORD_MARKDOWN),
        (EXCEL, "", EXCEL_MARKDOWN),
        (GOOGLE, "", "## Mål\n\nDet är **viktigt** nu.\n\n- Ett\n  - *Under*"),
        (WRITER, "", "3. Tre\n4. Fyra\n\nKlart:\nnu"),
        (CALC, "", "| A | B |\n| --- | --- |\n| 12 | x_y_z * |"),
        # A sign for a point that somebody typed, and signs that mean something else in Markdown.
        (word("<p class=MsoNormal>•&nbsp;&nbsp; Ett</p><p class=MsoNormal>• Två *</p>"), "", "- Ett\n- Två *"),
        (word("<p># 1 &lt;b&gt; 5*6*7 `x`</p><p>&lt; 5</p>"), "", "\\# 1 \\<b> 5\\*6\\*7 \\`x\\`\n\n< 5"),
        # A cell or half a sentence stays in its line.
        ("<table><tr><td>19 625</td></tr></table>", "19 625", "19 625"),
        (word("<p class=MsoNormal><b>halv</b> mening</p>"), "halv mening", "**halv** mening"),
        # Numbers, levels that are left out, and cells that span.
        (word("<h3>1.2 A</h3><h6>B</h6><h1>C</h1>"), "", "## 1.2 A\n\n### B\n\n## C"),
        (
            "<table><tr><th rowspan=2>A<th>B<tr><td>C<ul><li>D<li>E</ul><tr><td>F<td>G</table>",
            "",
            "| A | B |\n| --- | --- |\n|  | C D E |\n| F | G |",
        ),
        # Of a script, or an address that leads nowhere, nothing but the words is left.
        ("<p>a <a href='javascript:x()'>b</a> <a href='file:///c:/d'>c</a></p><script>e()</script>", "", "a b c"),
        # What nobody understands stays as its words.
        ("<p></p><svg><text>Alla ord</text></svg>", "Alla ord finns kvar", "Alla ord finns kvar"),
        ("<div style='font-family:Consolas'><div>## A</div><div>- b</div></div>", "## A\n- b", "## A\n- b"),
    ],
)  # fmt: skip
def test_the_text_gets_the_structure_of_its_source(form: Page, html: str, text: str, markdown: str) -> None:
    form.evaluate(PASTE, ["f-body", html, text])
    if not form.locator("#f-body").input_value():
        # Without a change the browser itself puts the text in.
        form.locator("#f-body").fill(text)
    expect(form.locator("#f-body")).to_have_value(markdown)


def test_what_was_pasted_passes_and_is_taken_back_as_it_was_typed(form: Page) -> None:
    body = form.locator("#f-body")
    body.fill("Före.Efter.")
    body.evaluate("field => { field.focus(); field.setSelectionRange(5, 5); }")
    form.evaluate(PASTE, ["f-body", WORD, ""])
    expect(body).to_have_value(f"Före.\n\n{WORD_MARKDOWN}\n\nEfter.")
    expect(form.frame_locator("#preview").get_by_role("heading", name="Fler i arbete")).to_be_visible()
    expect(form.frame_locator("#preview").locator("li li")).to_have_text("Under den")
    expect(form.locator("#problems")).to_be_hidden()
    form.keyboard.press("Control+z")
    expect(body).to_have_value("Före.Efter.")
    form.get_by_role("button", name="Rubrik", exact=True).click()
    expect(body).to_have_value("## Före.Efter.")
    form.keyboard.press("Control+z")
    expect(body).to_have_value("Före.Efter.")


def test_a_text_without_headings_gets_lists_and_no_tables(form: Page) -> None:
    summary = form.locator("#f-summary")
    summary.fill("")
    form.evaluate(PASTE, ["f-summary", WORD, ""])
    value = summary.input_value()
    assert value.startswith("Fler i arbete\n\n") and "- Första punkten\n  - Under den" in value
    assert "| ---" not in value and "År\tAntal" in value and "arbete (1)." in value and "(1) Enligt planen." in value


def test_what_was_pasted_asks_nobody_for_anything(form: Page) -> None:
    asked: list[str] = []
    form.on("request", lambda request: asked.append(request.url))
    said: list[str] = []
    form.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    html = "<p style='background:url(https://x.example/a)'>A <img src='https://x.example/b' onerror='alert(1)'></p>"
    form.evaluate(PASTE, ["f-body", f"{html}<link rel=stylesheet href='https://x.example/c.css'>", ""])
    expect(form.locator("#f-body")).to_have_value("A")
    assert not [url for url in asked if "x.example" in url] and said == []
