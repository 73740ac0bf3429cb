"""What no longer holds, or is a draft, says so wherever a reader may come, and nothing is counted as missing of it."""

from pathlib import Path

import pytest

from publisher.pipeline import Loaded
from tests.publications import SETTINGS, START, page, smallest, without_problems, write

DOCUMENT = "---\nkind: steering-document\nform: policy\nid: {0}\ntitle: {0}\nsummary: S\n{1}---\n"
AREA = """\
---
kind: focus-area
id: {0}-area
title: Resor i {0}
summary: S
objectives:
  - {{id: {0}-goal, title: Fler resor}}
commitments:
  - {{id: {0}-here, title: Bussar i {0}, text: Vi ska ha bussar., modality: shall, part_of: {0}-goal}}
  - {{id: {0}-there, title: Tåg i {0}, text: Vi ska ha tåg., modality: shall{1}}}
---
"""
PARTS = ("{0}/area.md", "ataganden/{0}-here.md", "mal/{0}-goal.md")


def _publication(root: Path, status: str, *, ended: str = "") -> Loaded:
    files = {
        "mkdocs.yml": SETTINGS.replace("{organisation", "{covers: complete, organisation"),
        "docs/index.md": START + "\n{{ standing() }}\n\n{{ coverage() }}\n",
        "docs/ny/index.md": DOCUMENT.format("ny", "replaces: [gammal]\n" if status == "replaced" else ""),
        "docs/ny/area.md": AREA.format("ny", ended),
        "docs/gammal/index.md": DOCUMENT.format("gammal", status and f"status: {status}\n"),
        "docs/gammal/area.md": AREA.format("gammal", ""),
    }
    return without_problems(write(root, smallest() | files))


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("replaced", "Policyn gäller inte längre. Läs i stället [ny]"),
        ("expired", "Policyn gäller inte längre."),
        ("draft", "Ett utkast."),
    ],
)
def test_each_part_of_a_document_says_that_it_is_not_in_force(tmp_path: Path, status: str, words: str) -> None:
    loaded = _publication(tmp_path, status)
    for part in PARTS:
        assert words in page(loaded, part.format("gammal")).markdown, part
        assert words not in page(loaded, part.format("ny")).markdown, part
    assert "Uppgift saknas om ansvarig" not in page(loaded, "ataganden/gammal-here.md").markdown
    assert "Uppgift saknas om ansvarig" in page(loaded, "ataganden/ny-here.md").markdown


@pytest.mark.parametrize("status", ["replaced", "expired", "draft"])
def test_nothing_is_missing_of_what_is_not_in_force(tmp_path: Path, status: str) -> None:
    loaded = _publication(tmp_path, status)
    start = page(loaded, "index.md").markdown
    assert "**2** åtaganden saknar plan" in start
    assert "2 av 2 åtaganden som gäller har ingen handlingsplan" in start
    assert "4 av 4" in page(_publication(tmp_path / "all", ""), "index.md").markdown
    ledger = page(loaded, "ataganden/index.md").markdown
    assert ledger.count("(gammal, ") == 1


@pytest.mark.parametrize(
    ("ended", "count"),
    [
        (", until: 2023-12-31, as_of: 2024-02-01", 1),
        # Nobody has said anything of a later day: its own page says that it is in force until then.
        (", until: 2023-12-31", 2),
        (", until: 2030-12-31, as_of: 2024-02-01", 2),
    ],
)
def test_a_commitment_is_missing_no_plan_once_it_has_ended(tmp_path: Path, ended: str, count: int) -> None:
    loaded = _publication(tmp_path, "expired", ended=ended)
    start, over = page(loaded, "index.md").markdown, 4 - count
    assert f"{count} av {count} åtagande" in start
    # One rule everywhere: the counter, the list, the page, and what is missing there.
    assert f"({over} av dem gäller inte)" in start
    own, word = page(loaded, "ataganden/ny-there.md").markdown, "Gällde" if count == 1 else "Gäller"
    assert f"\n{word} till och med\n" in own
    assert f"({word.lower()} till och med" in page(loaded, "ataganden/index.md").markdown
    assert ("Uppgift saknas om" in own) == (count == 2)
    assert ("2 åtaganden. 1 av dem gäller inte." in page(loaded, "ny/index.md").markdown) == (count == 1)


def test_of_what_has_ended_nobody_says_that_all_have_a_plan(tmp_path: Path) -> None:
    root = tmp_path / "some"
    _publication(root, "expired", ended=", until: 2023-12-31, as_of: 2024-02-01")
    write(root, {"plans/p/plan.md": "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nserves: [ny-here]\n---\n"})
    assert "Alla åtaganden som gäller har minst en handlingsplan." in page(without_problems(root), "index.md").markdown
    write(root, {"docs/ny/index.md": DOCUMENT.format("ny", "status: expired\n")})
    assert "minst en handlingsplan" not in page(without_problems(root), "index.md").markdown


def test_what_is_over_says_when_it_was_in_force(tmp_path: Path) -> None:
    for status, word in (("expired", "Gällde"), ("in-force", "Gäller")):
        text = DOCUMENT.format("gammal", f"status: {status}\nperiod: {{from: 2018, to: 2020}}\n")
        loaded = without_problems(write(tmp_path / status, smallest() | {"docs/gammal/index.md": text}))
        assert f"{word}\n:   2018" in page(loaded, "gammal/index.md").markdown


def test_an_adoption_that_is_known_is_not_missing(tmp_path: Path) -> None:
    settings = SETTINGS.replace("{organisation", "{covers: complete, organisation")
    for name, facts in (("day", "adopted_on: 2023-12-11\n"), ("number", "reference: KS 2023/77\n"), ("none", "")):
        files = {"mkdocs.yml": settings, "docs/p/index.md": DOCUMENT.format("p", facts)}
        loaded = without_problems(write(tmp_path / name, smallest() | files))
        assert ("och beslut" in page(loaded, "p/index.md").markdown) == (name == "none")


def test_counters_say_how_much_of_what_they_count_does_not_hold(tmp_path: Path) -> None:
    loaded = _publication(tmp_path / "old", "expired")
    assert (
        "**4** åtaganden i styrdokumenten](ataganden/index.md) (2 av dem gäller inte)"
        in page(loaded, "index.md").markdown
    )
    assert "egna ord. 2 av dem gäller inte.\n" in page(loaded, "ataganden/index.md").markdown
    loaded = _publication(tmp_path / "new", "")
    assert "gäller inte" not in page(loaded, "index.md").markdown + page(loaded, "ataganden/index.md").markdown


@pytest.mark.parametrize(
    ("status", "lead", "caption"),
    [
        ("", "2 styrdokument. Här ser du vad de hör ihop med.", "Styrdokumenten"),
        ("draft", "2 styrdokument. Här ser du vilka som gäller och vad de hör ihop med.", "Styrdokumenten"),
        (
            "in-force",
            "2 styrdokument. Här ser du vilka som gäller och vad de hör ihop med.",
            "Styrdokumenten, med dem som gäller först",
        ),
    ],
)
def test_the_list_says_what_is_in_force_only_where_a_status_is_given(
    tmp_path: Path, status: str, lead: str, caption: str
) -> None:
    own = page(_publication(tmp_path, status), "styrdokument/index.md").markdown
    assert f"\n{lead}\n" in own
    assert f"\n{caption}\n{{: .caption }}" in own


def test_the_list_of_standings_says_once_how_many_there_are_and_how_many_are_not_in_force(tmp_path: Path) -> None:
    plan = "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nas_of: 2024-02\nserves: [{0}]\n---\n"
    for name, status, counted in (("ended", "expired", 1), ("none", "", 2), ("draft", "draft", 1)):
        root = tmp_path / name
        _publication(root, status)
        report = "---\nplan: p\nyear: 2023\nsummary: S\n---\n"
        files = {"plans/p/plan.md": plan.format("ny-here, gammal-here"), "plans/p/results/2023.md": report}
        loaded = without_problems(write(root, files))
        text, over = page(loaded, "ataganden/index.md").markdown, counted == 1
        # It counts both, once, and says of how many it is not true.
        link = '[**Pågår**{ .standing .standing-underway }](lage/pagar.md){: data-choices="standing:underway" }'
        assert f"- {link} 2{'; 1 av dem gäller inte' * over}\n" in text
        assert text.count("(lage/pagar.md)") == 1
        chosen = page(loaded, "ataganden/lage/pagar.md").markdown
        assert ("1 av dem gäller inte." in chosen) == over
        marked = [line for line in chosen.splitlines() if line.startswith("| ") and ".status-" in line]
        assert ["Bussar i gammal" in line for line in marked] == [True] * over
