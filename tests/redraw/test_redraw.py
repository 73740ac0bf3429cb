"""Only pages are drawn again that hang on what has changed, and all are as if they had been drawn anew.

python -m pytest tests/redraw --edits 300
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
import yaml

from benchmarks.make import settings, texts
from benchmarks.plans import Size
from publisher.pipeline import Loaded, load
from publisher.render.outline import PageDraft
from publisher.render.page import Page
from publisher.render.pages import Renderer
from tests.publications import write
from tests.publish.assembly.test_incremental import DAY, OFTEN, Desk, back, language, picture, program, remove, template
from tests.repository import git

EDITS = (*OFTEN, *OFTEN, remove, remove, picture, language, template, program, Desk.commit, back)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The paths of the pages that are drawn, as they are drawn, with caches of their own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    paths: list[str] = []
    draw: Callable[[Renderer, PageDraft], Page] = Renderer._page

    def noting(renderer: Renderer, draft: PageDraft) -> Page:
        paths.append(draft.path)
        return draw(renderer, draft)

    monkeypatch.setattr(Renderer, "_page", noting)
    return paths


def shown(loaded: Loaded) -> list[tuple[Page, str]]:
    return [(page, page.document) for page in loaded.every_page]


def test_pages_of_random_edits_are_as_if_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config, drawn: list[str]
) -> None:
    edits, seed = pytestconfig.getoption("edits") // 6, pytestconfig.getoption("edits_seed")
    chance, done = Random(seed), 0
    desk = Desk(tmp_path / "0", chance, monkeypatch)
    while done < edits:
        edit = chance.choice(EDITS)
        edit(desk)
        anew, beside = load(desk.root), load(desk.root, redraw=False)
        assert beside.problems == anew.problems, (seed, done, edit.__name__)
        assert shown(beside) == shown(anew), (seed, done, edit.__name__)
        assert [page.kind for page in beside.pages] == [page.kind for page in anew.pages]
        done += 1
        if not anew.pages:
            git(desk.root, "checkout", "--", ".")
            git(desk.root, "clean", "--quiet", "--force", "-d")
        if chance.random() < 0.05:
            desk = Desk(tmp_path / f"{done}", chance, monkeypatch)


def edited(root: Path, file: str, before: str, after: str) -> None:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_only_what_hangs_on_a_change_is_drawn(tmp_path: Path, drawn: list[str]) -> None:
    own = settings()
    # Of these texts no list of commitments comes or goes with what is edited: a new page has all of them drawn.
    files = {**dict(texts(Size(4, 2, 5), 2)), "mkdocs.yml": yaml.safe_dump(own, allow_unicode=True)}
    root = write(tmp_path / "prov", files)
    plan, result = "plans/plan-0002/plan.md", next(root.glob("plans/plan-0002/results/*.md"))
    page, account = "planer/plan-0002.md", f"resultat/{result.stem}/plan-0002.md"
    others = {f"planer/plan-000{number}/historik.md" for number in (1, 3, 4)} | {"ordlista.md"}
    count = load(root, redraw=False).count
    assert len(drawn) == count

    def again() -> set[str]:
        drawn.clear()
        load(root, redraw=False)
        return set(drawn)

    assert again() == set()
    (root / plan).write_text((root / plan).read_text(encoding="utf-8") + "\nEn rad till.\n", encoding="utf-8")
    assert again() == {page}
    edited(root, plan, "summary: ", "summary: Nytt. ")
    assert page in again() and account not in drawn and len(drawn) < count / 2
    # A title stands wherever something leads to the plan.
    edited(root, plan, "title: ", "title: Annan ")
    assert {page, account} <= again() and not others & {*drawn}
    # It goes to another place in the lists of plans, and other plans say nothing of that.
    status = (root / plan).read_text(encoding="utf-8").partition("\nstatus: ")[2].partition("\n")[0]
    edited(root, plan, f"\nstatus: {status}\n", f"\nstatus: {'done' if status == 'ongoing' else 'ongoing'}\n")
    assert {page, "planer/index.md"} <= again() and not others & {*drawn}
    edited(root, f"plans/plan-0002/results/{result.name}", "\n## ", "\nOrd.\n\n## ")
    assert again() == {account}
    # Another page may stand before or after it, or lead to it.
    write(root, {"docs/om/ny.md": "---\nkind: article\nid: ny\nsection: about\ntitle: Ny\n---\n\nText.\n"})
    assert len(again()) == count + 1
