"""Days are true or left out: for repositories of every sort, on pages, in the feed and in the sitemap."""

import os
import re
from pathlib import Path

import pytest
from lxml import html

from publisher.pipeline import load
from publisher.publish.data.feed import feed_files
from publisher.publish.site.website import pages_plugin, render_site
from publisher.read.history import read_log
from tests.program import build
from tests.publications import SETTINGS, page, smallest, write
from tests.repository import PLAN, changed, commit, git, thread

DATED = "planer/vagen.md"
URL = "site_name: Provköpings strategi\nsite_url: https://example.se/\n"


def repository(root: Path) -> Path:
    """Return a repository with a history: written on 10 January, changed on 1 March."""
    thread(root)
    changed(root, "mkdocs.yml", ("site_name: Provköpings strategi\n", URL))
    commit(root, "2023-01-11")
    changed(root, PLAN, ("tio veckor", "nio veckor"))
    commit(root, "2023-03-01")
    return root


def codes(root: Path) -> list[str]:
    # Its results are of 2024, and its history ends the year before.
    return [problem.code for problem in load(root).problems if problem.code != "day-to-come"]


def days_of(root: Path, out: Path) -> dict[str, str]:
    """Return the day of the plan as its page, its history, the feed and the sitemap give it."""
    loaded = load(root)
    render_site(root, out, pages_plugin(loaded.site_map, loaded.pages, root, {}), strict=True)
    maps = (out / "sitemap.xml").read_text(encoding="utf-8")
    feed = feed_files(loaded.site_map, loaded.pages).get("feed.xml", b"").decode()
    shown, history = (
        html.fromstring((out / "planer/vagen" / name).read_text(encoding="utf-8")).text_content()
        for name in ("index.html", "historik/index.html")
    )
    return {
        "page": page(loaded, DATED).updated,
        "shown": (re.findall(r"Senast ändrad:? (\d+ \w+ \d+)", " ".join(shown.split())) or [""])[0],
        "history": (re.findall(r"\d+ \w+ 202\d", " ".join(history.split())) or [""])[0],
        "map": _after(maps, "planer/vagen/</loc>", r"\s*<lastmod>([\d-]+)"),
        "feed": _after(feed, 'href="https://example.se/planer/vagen/"', r".*?<updated>([\d-]+)"),
    }


def _after(text: str, mark: str, pattern: str) -> str:
    match = re.match(pattern, text.partition(mark)[2], re.DOTALL)
    return match[1] if match else ""


def test_one_day_everywhere(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    days = days_of(root, tmp_path / "out")
    assert days["page"] == days["map"] == days["feed"] == "2023-03-01"
    assert "1 mars 2023" in (days["shown"], days["history"])
    assert codes(root) == []


@pytest.mark.parametrize(
    "rewritten",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.replace("status: ongoing\nserves", "status: ongoing   \nserves"),
        lambda text: text.replace("status: ongoing\nserves", "# en kommentar\nstatus: ongoing # en till\nserves"),
        lambda text: text.replace("title: Vägen till arbete", 'title: "Vägen till arbete"'),
        lambda text: text.replace("title: Vägen till arbete\nsummary: Kurs och praktik hos en arbetsgivare.\n",
                                  "summary: Kurs och praktik hos en arbetsgivare.\ntitle: Vägen till arbete\n"),
    ],
)  # fmt: skip
def test_how_a_text_is_written_dates_nothing(tmp_path: Path, rewritten: object) -> None:
    root = repository(tmp_path / "a")
    text = (root / PLAN).read_bytes().decode()
    new = rewritten(text)  # type: ignore[operator]
    assert new != text
    (root / PLAN).write_bytes(new.encode())
    commit(root, "2023-06-01")
    days = days_of(root, tmp_path / "out")
    assert days["page"] == days["map"] == days["feed"] == "2023-03-01"
    assert days["history"] == "1 mars 2023"


def test_values_that_change_places_are_a_change(tmp_path: Path) -> None:
    root = thread(tmp_path)
    path = root / "plans/indicators.yml"
    text = "indicators:\n- id: a\n  title: A\n  unit: count\n- id: b\n  title: B\n  unit: days\n"
    path.write_text(text, encoding="utf-8")
    commit(root, "2023-02-01")
    path.write_text(
        text.replace("title: A", "title: x").replace("title: B", "title: A").replace("title: x", "title: B")
    )
    commit(root, "2023-02-02")
    assert read_log(root).changed["plans/indicators.yml"] == "2023-02-02"


def test_a_file_that_only_moves_keeps_its_day(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "docs/omrade.md").rename(root / "docs/arbete.md")
    commit(root, "2023-07-01")
    assert read_log(root).changed["docs/arbete.md"] == "2023-01-10"


def test_an_id_that_is_renamed_is_one_change(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    (root / "plans/vagen").rename(root / "plans/banan")
    changed(root, "plans/banan/plan.md", ("id: vagen\n", "id: banan\n"), ("formerly: [", "formerly: [vagen, "))
    changed(root, "plans/banan/results/2024.md", ("plan: vagen", "plan: banan"))
    commit(root, "2023-07-01")
    history = next(each for each in load(root).pages if each.path.startswith("planer/banan/") and "hist" in each.path)
    assert "1 mars 2023" in history.markdown
    assert "borttag" not in history.markdown.lower()


def test_a_new_name_of_what_a_text_refers_to_dates_only_where_it_is_given(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    changed(root, "plans/indicators.yml", ("{id: vantan,", "{id: kotid, formerly: [vantan],"))
    changed(root, PLAN, ("indicator: vantan", "indicator: kotid"))
    changed(root, "plans/vagen/results/2024.md", ("vantan: 41", "kotid: 41"))
    commit(root, "2023-07-01")
    days = days_of(root, tmp_path / "out")
    assert days["page"] == days["map"] == days["feed"] == "2023-03-01"
    assert days["history"] == "1 mars 2023"
    loaded = load(root)
    assert page(loaded, "resultat/2024/vagen.md").updated == "2023-01-10"
    assert page(loaded, "nyckeltal/kotid.md").updated == "2023-07-01"


@pytest.mark.parametrize("depth", [1, 2])
def test_a_part_of_a_history_dates_only_what_it_shows(tmp_path: Path, depth: int) -> None:
    origin = repository(tmp_path / "origin")
    git(tmp_path, "clone", "--quiet", f"--depth={depth}", origin.as_uri(), "part")
    root = tmp_path / "part"
    days = days_of(root, tmp_path / "out")
    assert {days["page"], days["map"]} == {"2023-03-01" if depth == 2 else ""}
    assert days["shown"] == "" or depth == 2
    assert page(load(root), "strategi.md").updated == ""
    assert codes(root) == ["days-partly-known"]


def test_without_a_repository_nothing_is_dated(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    (root / ".git").rename(tmp_path / "elsewhere")
    days = days_of(root, tmp_path / "out")
    assert {days["page"], days["shown"], days["map"]} == {""}
    assert "1970" not in (tmp_path / "out" / "sitemap.xml").read_text(encoding="utf-8")
    assert codes(root) == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_reported(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    for path in (root, root / ".git"):
        os.chown(path, 12345, 12345)
    assert page(load(root), DATED).updated == ""
    (problem,) = load(root).problems
    assert (problem.code, problem.facts["folder"]) == ("days-unknown", str(root))


def test_without_git_it_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = repository(tmp_path / "a")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert page(load(root), DATED).updated == ""
    assert codes(root) == ["days-unknown"]


def test_a_repository_that_lacks_objects_is_reported_until_it_has_them(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    (root / ".git" / "objects").rename(tmp_path / "objects")
    (root / ".git" / "objects").mkdir()
    assert page(load(root), DATED).updated == ""
    (problem,) = load(root).problems
    assert (problem.code, problem.facts["folder"]) == ("days-unreadable", str(root))
    (root / ".git" / "objects").rmdir()
    (tmp_path / "objects").rename(root / ".git" / "objects")
    assert codes(root) == [] and page(load(root), DATED).updated


def test_a_repository_whose_branch_is_gone_is_reported(tmp_path: Path) -> None:
    root = repository(tmp_path / "a")
    git(root, "symbolic-ref", "HEAD", "refs/heads/borta")
    assert codes(root) == ["days-unreadable"]


@pytest.mark.parametrize("committed", [(), ("mkdocs.yml",)])
def test_what_is_committed_for_the_first_time_lacks_nothing(tmp_path: Path, committed: tuple[str, ...]) -> None:
    root = write(tmp_path / "ny", smallest(**{"mkdocs.yml": SETTINGS}))
    git(root, "init", "--quiet")
    if committed:
        git(root, "add", *committed)
        git(root, "commit", "--quiet", "-m", "Settings")
    assert codes(root) == []


def test_without_git_it_is_said_that_no_day_is_known(tmp_path: Path) -> None:
    root = write(tmp_path / "ny", smallest(**{"mkdocs.yml": SETTINGS}))
    done = build("data", "--root", str(root))
    assert done.returncode == 0
    assert "Mappen ligger inte i git" in done.stderr
    assert "Skriv git init" in done.stderr
    git(root, "init", "--quiet")
    assert "ligger inte i git" not in build("data", "--root", str(root)).stderr
