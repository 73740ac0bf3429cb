"""A visit: one page loaded once and looked at in every state, so that each test only has to ask."""

from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Request, ViewportSize

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
PHONE: ViewportSize = {"width": 320, "height": 700}
DESK: ViewportSize = {"width": 1280, "height": 900}

# Where axe finds no background of a text, each examined: in a table that scrolls a shadow is drawn at the edges
# (the same table is measured at the width where it fits); beside the steps of the chain its line is drawn; and of what
# stands within a drawing axe knows no ground at all: charts have the colours of the text on that of the page.
DRAWN = ".part-picture tspan, .part-picture text, .table[role=region] *, .chain li, .chain li *, .chart *"
RUN_AXE = """async ([scope, options, drawn]) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const places = (nodes) => nodes.map((node) => node.target.join(" ")).join(", ");
  // A target is a selector for each frame on the way to it, and a list of them for each shadow tree.
  const within = (root, step) => [step].flat().reduce((at, one) => (at.shadowRoot ?? at).querySelector(one), root);
  const found = (target) => target.reduce((at, step) => within(at.contentDocument ?? at, step), document);
  const seen = (rule, node) => rule.id === "color-contrast" && found(node.target).matches(drawn);
  const result = await axe.run(scope ?? document, { ...options, resultTypes: ["violations", "incomplete"] });
  const open = result.incomplete.map((rule) => [rule.id, rule.nodes.filter((node) => !seen(rule, node))]);
  return [
    result.violations.map((rule) => `${rule.id}: ${places(rule.nodes)}`),
    open.filter(([, nodes]) => nodes.length).map(([id, nodes]) => `${id}: ${places(nodes)}`),
  ];
}"""
FACTS = """() => ({
  title: document.title,
  heading: document.querySelector("main h1")?.innerText ?? "",
  lang: document.documentElement.lang,
  kind: document.body.className,
  found: !document.querySelector("meta[name=robots][content*=noindex]"),
  description: document.querySelector("meta[name=description]")?.content ?? "",
  headings: [...document.querySelectorAll("main :is(h1, h2, h3, h4, h5, h6)")]
    .filter((heading) => heading.checkVisibility()).map((heading) => Number(heading.tagName[1])),
})"""
WIDTH = "() => document.documentElement.scrollWidth"
# Words that go on in the next line without a hyphen, in print or between letters where the page allows one.
BROKEN_WORDS = r"""() => {
  const found = [];
  const range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = texts.nextNode()); ) {
    const within = node.parentElement;
    const apart = "script, style, svg, code, pre, option, .unseen, a[href*='://'], a[href^='mailto:'], .short";
    if (within.closest(apart)) continue;
    if (!within.checkVisibility()) continue;
    range.selectNodeContents(node);
    if (range.getClientRects().length < 2) continue;  // all of it on one line
    for (const word of node.data.matchAll(/[\p{L}\p{N}\u00ad]{4,}/gu)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      if (range.getClientRects().length < 2) continue;  // on one line
      let top = null;
      for (let at = 0; at < word[0].length; at += 1) {
        if (word[0][at] === "\u00ad") continue;
        range.setStart(node, word.index + at);
        range.setEnd(node, word.index + at + 1);
        const box = [...range.getClientRects()].filter(({ width }) => width).at(-1);
        if (!box) continue;
        const broken = top !== null && box.top > top + 4 && word[0][at - 1] !== "\u00ad";
        if (broken) found.push(`${word[0].slice(0, at)}|${word[0].slice(at)}`);
        top = box.top;
      }
    }
  }
  return found;
}"""
# The least spacing that a reader may set, by WCAG 1.4.12.
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-block-end: 2em !important; }"""


@dataclass
class Visit:
    """What one page showed: its facts, and everything that is wrong with it by state ("320 light")."""

    address: str
    facts: dict[str, Any] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    width_on_phone: int = 0
    width_at_double_text: int = 0
    width_with_spacing: int = 0
    broken_words: list[str] = field(default_factory=list)


def visit(page: Page, address: str, *, every_state: bool = True) -> Visit:
    """Load a page and look at it on a phone; in every state also at its colours, at a desk and with larger text."""
    seen = Visit(address)

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.complaints.append(message.text)

    def on_error(error: Exception) -> None:
        seen.complaints.append(str(error))

    def on_request(request: Request) -> None:
        seen.requests.append(request.url)

    page.on("console", on_console)
    page.on("pageerror", on_error)
    page.on("request", on_request)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    page.goto(address, wait_until="load")
    # A part in a frame comes later than its page, and then gets the height that it needs.
    page.wait_for_selector("iframe[data-part]:not([style])", state="detached")
    _look(page, seen, every_state=every_state)
    page.remove_listener("console", on_console)
    page.remove_listener("pageerror", on_error)
    page.remove_listener("request", on_request)
    return seen


def _look(page: Page, seen: Visit, *, every_state: bool) -> None:
    """Measure the page and go through the states that are asked for."""
    seen.facts = page.evaluate(FACTS)
    seen.width_on_phone = page.evaluate(WIDTH)
    _words(page, seen, "320")
    _axe(page, seen, "320 light", TAGS, colours=every_state)
    if every_state:
        _other_states(page, seen)
    page.set_viewport_size(PHONE)
    page.evaluate(
        """(rules) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rules);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }""",
        SPACING,
    )
    seen.width_with_spacing = page.evaluate(WIDTH)
    _words(page, seen, "320 with text spacing")


def _other_states(page: Page, seen: Visit) -> None:
    """Look at a page with its menu open, in the dark, at a desk and with double text.

    What is the same at all widths has its colours examined at one; colours have rules of their own.
    """
    if page.locator(".menu-button").is_visible():
        page.click(".menu-button")
        _axe(page, seen, "320 light, menu open", TAGS, scope=".site-header")
        page.emulate_media(color_scheme="dark")
        _axe(page, seen, "320 dark, menu open", COLOUR_RULES, scope=".site-header")
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(DESK)
    _axe(page, seen, "1280 dark", TAGS)
    page.emulate_media(color_scheme="light")
    _axe(page, seen, "1280 light", COLOUR_RULES)
    _words(page, seen, "1280")
    page.set_viewport_size({"width": 640, "height": 900})
    # What is written here is 225 % of a browser's usual size and twice what the page itself asks for.
    page.evaluate("() => { document.documentElement.style.fontSize = '225%'; }")
    seen.width_at_double_text = page.evaluate(WIDTH)
    page.evaluate("() => { document.documentElement.style.fontSize = ''; }")


def _words(page: Page, seen: Visit, state: str) -> None:
    """Note the words that are broken without a hyphen."""
    seen.broken_words += [f"{state}: {word}" for word in page.evaluate(BROKEN_WORDS)]


def _axe(
    page: Page, seen: Visit, state: str, rules: list[str], scope: str | None = None, *, colours: bool = True
) -> None:
    """Run axe and note what it found, each with the state it was found in.

    To examine `colours` takes longer than all else.
    """
    options = {
        "runOnly": {"type": "tag" if rules is TAGS else "rule", "values": rules},
        "rules": {rule: {"enabled": colours} for rule in COLOUR_RULES},
    }
    violations, incomplete = page.evaluate(RUN_AXE, [scope, options, DRAWN])
    seen.violations += [f"{state}: {found}" for found in violations]
    seen.incomplete += [f"{state}: {found}" for found in incomplete]
