"""The targets counted by area: one of several areas is counted in each, and how many concern none is said."""

from pathlib import Path

import pytest

from publisher.link.accounts import Accounts
from tests.publications import START, page, smallest, without_problems, write

STRATEGY = "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n"
AREA = """\
---
kind: focus-area
id: o{at}
number: "{at}"
title: O{at}
summary: S
commitments: [{{id: "{at}.1", title: T, text: Kommunen ska göra det., modality: shall}}]
---
"""
REGISTER = "indicators:\n" + "".join(
    f"  - {{id: {name}, title: {name}, unit: percent, direction: higher}}\n" for name in "abc"
)
SEVERAL, NONE = (
    "Ett mål som gäller flera områden räknas i vart och ett av dem.",
    "1 mål gäller inget av områdena och står inte i tabellen.",
)


@pytest.mark.parametrize(
    ("serves", "rows", "said"),
    [
        (('["1.1"]', '["2.1"]', '["2.1"]'), ["1 | 0 | 0", "1 | 0 | 1"], []),
        (('["1.1", "2.1"]', '["2.1"]', '["2.1"]'), ["1 | 0 | 0", "2 | 0 | 1"], [SEVERAL]),
        (('["1.1", "2.1"]', '["2.1"]', None), ["1 | 0 | 0", "2 | 0 | 0"], [SEVERAL, NONE]),
    ],
)
def test_what_is_counted_is_said(
    tmp_path: Path, serves: tuple[str | None, ...], rows: list[str], said: list[str]
) -> None:
    targets = "".join(
        f"  - {{indicator: {name}{f', serves: {own}' if own else ''}, values: {{2024: 50}}}}\n"
        for name, own in zip("abc", serves, strict=True)
    )
    plan = f"---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\ntargets:\n{targets}---\n"
    result = "---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {a: 60, b: 55, c: 40}\n---\n"
    files = {f"docs/o{at}.md": AREA.format(at=at) for at in (1, 2)}
    files |= {"docs/s.md": STRATEGY, "plans/indicators.yml": REGISTER, "plans/p/plan.md": plan}
    files |= {"plans/p/results/2024.md": result, "docs/index.md": f"{START}\n{{{{ standing() }}}}\n"}
    loaded = without_problems(write(tmp_path, smallest() | files))
    start = page(loaded, "index.md").markdown
    assert [line.partition(" | ")[2].strip(" |") for line in start.splitlines() if line.startswith("| [")] == rows
    assert [each for each in (SEVERAL, NONE) if each in start] == said
    assert Accounts(loaded.publication).tally.total == 3


@pytest.mark.parametrize(
    ("covers", "report", "unknown"),
    [
        ("excerpt", "forecast: 60", 0),
        ("excerpt", "judgement: {trend: improving}", 0),
        ("excerpt", "missing: Enkäten ställdes in.", 1),
        ("excerpt", "judgement: unclear", 1),
        ("complete", "forecast: 60", 1),
    ],
)
def test_of_an_excerpt_nobody_says_that_a_number_is_missing(
    tmp_path: Path, covers: str, report: str, unknown: int
) -> None:
    """Where a target is reported without a number, that may stand elsewhere."""
    targets = "".join(f'  - {{indicator: {name}, serves: ["1.1"], values: {{2024: 50}}}}\n' for name in "ab")
    plan = f"---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\ntargets:\n{targets}---\n"
    result = f"---\nplan: p\nyear: 2024\nsummary: S\nmeasurements: {{a: 60}}\ntargets: {{b: {{{report}}}}}\n---\n"
    files = {"docs/o1.md": AREA.format(at=1), "docs/s.md": STRATEGY, "plans/indicators.yml": REGISTER}
    files |= {"plans/p/plan.md": plan, "plans/p/results/2024.md": result}
    files |= {"docs/index.md": f"{START}\n{{{{ standing() }}}}\n"}
    settings = smallest()["mkdocs.yml"].replace("{publication: {", f"{{publication: {{covers: {covers}, ")
    loaded = without_problems(write(tmp_path, smallest() | files | {"mkdocs.yml": settings}))
    said = "För 1 mål går det inte att säga om det är nått"
    for path in ("index.md", "resultat/2024/index.md", "planer/p.md", "planer/index.md"):
        assert (said in page(loaded, path).markdown) is bool(unknown), path
        assert "1 av 1 mål nått 2024" in page(loaded, path).markdown, path
    told = "Går inte att säga" in page(loaded, "index.md").markdown
    assert told is bool(unknown)
