"""A hub as its clerk makes it: real publications on real workers, one of them broken, one killed, and nothing lost."""

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from publisher.hub.hub_settings import hub_of_options, read_hub, with_sources
from publisher.locales import HOUSE
from publisher.messages import as_text
from publisher.problem import ProblemsFound
from tests.hub.municipalities import hub_file, municipality
from tests.publications import swedish, write
from tests.repository import commit, git

pytest.importorskip("distributed")


def hub(listed: Path, out: Path, *more: str, code: int = 0) -> str:
    """Run the command as people do and return what it says."""
    run = subprocess.run(
        [sys.executable, str(HOUSE / "build.py"), "hub", "--list", str(listed), "--out", str(out), *more],
        capture_output=True, text=True, check=False, cwd=listed.parent,
    )  # fmt: skip
    said = run.stdout + run.stderr
    assert run.returncode == code, said
    return said


def digests(top: Path) -> dict[str, str]:
    """Return the digest of every file that readers can meet."""
    return {
        path.relative_to(top).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in sorted(top.rglob("*"))
        if path.is_file() and ".hub" not in path.parts
    }


@contextmanager
def dask(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "distributed.cli." + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=HOUSE, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            for number in (signal.SIGTERM, signal.SIGKILL):
                try:
                    os.killpg(process.pid, number)
                    process.wait(5)
                except (ProcessLookupError, subprocess.TimeoutExpired):
                    continue


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A hub of three publications, one of them in Danish and one that is built already and known by its data alone."""
    top = tmp_path_factory.mktemp("hub")
    municipality(top, "alby")
    municipality(top, "berga", ("45", "6.1"), "da")
    municipality(top, "dalby", ("3", "8.25"))
    subprocess.run(
        [sys.executable, str(HOUSE / "build.py"), "data", "--root", str(top / "dalby"), "--out", str(top / "built")],
        check=True, capture_output=True,
    )  # fmt: skip
    listed = hub_file(top, "alby", "berga")
    with listed.open("a", encoding="utf-8") as file:
        file.write("  - {id: dalby, source: built/data/publication.json}\n")
    said = hub(listed, top / "out", "--workers", "2")
    assert "Klart: 3 publikationer." in said
    return top


def test_each_stands_below_its_own_address_in_its_own_language(made: Path) -> None:
    berga = html.fromstring((made / "out" / "berga" / "index.html").read_bytes().decode())
    assert berga.get("lang") == "da"
    assert berga.xpath("string(//link[@rel='canonical']/@href)") == "https://nav.example/berga/"
    assert (made / "out" / "alby" / "index.html").is_file()
    assert not (made / "out" / "dalby" / "index.html").exists()


def test_the_front_compares_what_they_share_and_says_what_is_hidden(made: Path) -> None:
    page = html.fromstring(
        (made / "out" / "gemensamma-nyckeltal" / "praktikanter" / "index.html").read_bytes().decode()
    )
    rows = [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//article//tbody/tr")]
    assert rows == [
        ["Alby (påhittad)", "Vägen till praktik", "20"],
        ["Berga (påhittad)", "Vägen till praktik", "45"],
        ["Dalby (påhittad)", "Vägen till praktik", "visas inte"],
        ["Alby (påhittad)", "Vägen till praktik", "2023", "minst 30", "Målet inte nått"],
        ["Berga (påhittad)", "Vägen till praktik", "2023", "minst 30", "Målet nått"],
        ["Dalby (påhittad)", "Vägen till praktik", "2023", "minst 30", rows[-1][4]],
    ]
    links = {each.get("href") for each in page.xpath("//article//tbody//a")}
    assert "../../alby/planer/vagen/" in links


def test_no_link_of_the_front_leads_to_nothing(made: Path) -> None:
    out = made / "out"
    for path in sorted(out.rglob("*.html")):
        if path.relative_to(out).parts[0] in {"alby", "berga", "404.html"}:
            continue
        for link in html.fromstring(path.read_bytes().decode()).xpath("//article//a/@href"):
            if not re.match("[a-z]+:|#", link):
                target = (path.parent / link.partition("#")[0]).resolve()
                assert (target / "index.html").is_file() or target.is_file(), f"{path}: {link}"


def test_pages_of_the_front_say_where_they_are(made: Path) -> None:
    trails = {"omraden": ["Start"], "agenda-2030": ["Start"], "agenda-2030/8": ["Start", "Agenda 2030"],
              "publikationer/alby": ["Start"]}  # fmt: skip
    for name, trail in trails.items():
        page = html.fromstring((made / "out" / name / "index.html").read_text(encoding="utf-8"))
        assert page.xpath("//nav[contains(@class, 'breadcrumbs')]//a/text()") == trail, name
        marked = page.xpath("//a[@aria-current]/text()")
        assert marked == (["Områden"] if name == "omraden" else []), name


def test_data_of_all_are_in_the_same_forms(made: Path) -> None:
    with (made / "out" / "data" / "measurements.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["publication"], row["indicator"], row["value"]) for row in csv.DictReader(file)]
    assert ("berga", "praktikanter", "45") in rows and ("dalby", "praktikanter", "") in rows
    everything = json.loads((made / "out" / "data" / "publications.json").read_text(encoding="utf-8"))
    assert [each["id"] for each in everything["publications"]] == ["alby", "berga", "dalby"]


def test_search_knows_all_of_them(made: Path) -> None:
    entry = json.loads((made / "out" / "pagefind" / "pagefind-entry.json").read_text(encoding="utf-8"))
    assert list(entry["languages"]) == ["sv"]
    texts = [each.read_text(encoding="utf-8") for each in (made / "out").rglob("index.html")]
    pages = len([text for text in texts if 'http-equiv="refresh"' not in text])
    assert entry["languages"]["sv"]["page_count"] > pages / 2


def test_what_has_not_changed_is_not_built_and_what_cannot_be_built_keeps_its_place(made: Path) -> None:
    out, before = made / "out", digests(made / "out")
    kept = {name: (out / name).stat().st_ino for name in ("alby", "berga")}
    plan = made / "alby" / "plans" / "vagen" / "plan.md"
    sound = plan.read_text(encoding="utf-8")
    plan.write_text(sound.replace("status: ongoing", "status: pågår"), encoding="utf-8")
    said = hub(made / "hub.yml", out, "--workers", "1", code=1)
    assert "alby: kunde inte byggas. plans/vagen/plan.md:5:9" in said
    assert {name: (out / name).stat().st_ino for name in kept} == kept
    start = html.fromstring((out / "index.html").read_bytes().decode())
    assert "alby: den senaste versionen gick inte att bygga." in start.text_content()
    # Mended again, everything is as it was.
    plan.write_text(sound, encoding="utf-8")
    hub(made / "hub.yml", out, "--workers", "1")
    assert {name: (out / name).stat().st_ino for name in kept} == kept
    assert digests(out) == before


def test_a_worker_that_is_killed_loses_nothing(made: Path, tmp_path: Path) -> None:
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    with dask("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"):
        worker = ("dask_worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        with dask(*worker) as first, dask(*worker):
            with subprocess.Popen(
                [sys.executable, str(HOUSE / "build.py"), "hub", "--list", str(made / "hub.yml"),
                 "--out", str(tmp_path / "out"), "--scheduler", address],
                stdout=subprocess.PIPE, text=True, cwd=made,
            ) as run:  # fmt: skip
                deadline = time.monotonic() + 120
                while time.monotonic() < deadline and not _children(first.pid):
                    time.sleep(0.05)
                assert _children(first.pid), "the first worker never began to build"
                os.killpg(first.pid, signal.SIGKILL)
                said, _ = run.communicate(timeout=240)
            assert run.returncode == 0, said
    assert digests(tmp_path / "out") == digests(made / "out")


def _children(pid: int) -> str:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    every = [path.read_text() for path in found.parent.parent.glob("*/children")] if found.exists() else []
    return "".join(every).strip()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id: berga": "id: alby"}, "hub.yml:6:10: Två publikationer har id alby. [hub-id-twice]"),
        ({"site_url: https://nav.example/\n": ""}, "hub.yml:1:1: site_url saknas. [missing-key]"),
    ],
)
def test_what_is_wrong_with_the_list_is_reported_with_its_line(
    tmp_path: Path, changes: dict[str, str], message: str
) -> None:
    listed = hub_file(tmp_path, "alby", "berga")
    text = listed.read_text(encoding="utf-8")
    for old, new in changes.items():
        text = text.replace(old, new)
    listed.write_text(text, encoding="utf-8")
    with pytest.raises(ProblemsFound) as found:
        read_hub(listed)
    assert message in as_text(found.value.problems, swedish())


def test_publications_of_the_command_line_are_called_as_their_folders(tmp_path: Path) -> None:
    settings = read_hub(hub_file(tmp_path, "alby"))
    more = with_sources(settings, [tmp_path / "Norra_Berga", tmp_path / "c.git"])
    assert [each.id for each in more.publications] == ["alby", "norra-berga", "c"]
    with pytest.raises(ProblemsFound) as found:
        with_sources(settings, [tmp_path / "åå"])
    assert [problem.code for problem in found.value.problems] == ["hub-name"]


def test_a_hub_needs_no_list_if_the_command_line_says_what_a_list_would(tmp_path: Path) -> None:
    danish = municipality(tmp_path, "berga", language="da")
    options = {"title": "Två: kommuner", "address": "https://nav.example/", "organisation": "Navet (påhittat)"}
    settings = hub_of_options(options, [danish, municipality(tmp_path, "alby")])
    assert (settings.title, settings.site_url, settings.organisation.name, settings.language) == (
        "Två: kommuner", "https://nav.example/", "Navet (påhittat)", "da",
    )  # fmt: skip
    assert [(each.id, each.source) for each in settings.publications] == [
        ("berga", str(danish)), ("alby", str(tmp_path / "alby")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sources", "message"),
    [
        ({"title": None, "address": " "}, 1, "Utan en lista behövs också --title, --address. [hub-no-list]"),
        ({"address": "nav.example"}, 1, "--address: "),
        ({}, 0, "Här finns ingen publikation. [hub-no-publication]"),
    ],
)
def test_what_a_command_line_without_a_list_lacks_is_one_message(
    tmp_path: Path, changes: dict[str, str | None], sources: int, message: str
) -> None:
    options = {"title": "Alla", "address": "https://nav.example/", "organisation": "Navet", **changes}
    with pytest.raises(ProblemsFound) as found:
        hub_of_options(options, [municipality(tmp_path, "alby")] * sources)
    (problem,) = found.value.problems
    assert message in as_text([problem], swedish())


def test_nobody_at_the_address_is_one_sentence(tmp_path: Path) -> None:
    municipality(tmp_path, "alby")
    said = hub(hub_file(tmp_path, "alby"), tmp_path / "out", "--scheduler", f"tcp://127.0.0.1:{free_port()}", code=1)
    assert "[hub-no-scheduler]" in said and "Traceback" not in said


STATEMENT = """\
---
kind: article
section: about
id: redogorelse
title: Tillgänglighet i navet
statement: {actor: Navet (påhittat), service: Navet}
---

Så tillgängliga är sidorna.
"""


def test_the_front_has_pages_of_its_own_and_links_its_accessibility_statement(tmp_path: Path) -> None:
    municipality(tmp_path, "alby")
    listed = hub_file(tmp_path, "alby")
    assert "[hub-no-statement]" in hub(listed, tmp_path / "out", "--workers", "1")
    listed.write_text("pages: sidor\naccessibility: redogorelse\n" + listed.read_text("utf-8"), encoding="utf-8")
    assert "hub.yml:1:8: " in (said := hub(listed, tmp_path / "out", "--workers", "1", code=1)), said
    assert "[hub-no-pages]" in said
    (tmp_path / "sidor").mkdir()
    (tmp_path / "sidor/tillganglighet.md").write_text(STATEMENT, encoding="utf-8")
    said = hub(listed, tmp_path / "out", "--workers", "1")
    # What the law asks for and the statement lacks is named where its author wrote it.
    assert "sidor/tillganglighet.md:6:" in said and "[statement-lacks]" in said
    assert "[hub-no-statement]" not in said
    front = html.fromstring((tmp_path / "out/index.html").read_text("utf-8"))
    links = {"".join(link.itertext()).replace("\u00ad", ""): link.get("href") for link in front.xpath("//footer//a")}
    address = links.get("Tillgänglighetsredogörelse")
    assert address, links
    shown = (tmp_path / "out" / address / "index.html").read_text("utf-8")
    assert "Så tillgängliga är sidorna." in shown


def test_an_id_of_the_front_is_refused(tmp_path: Path) -> None:
    municipality(tmp_path, "sok")
    municipality(tmp_path, "publikationer")
    said = hub(hub_file(tmp_path, "publikationer"), tmp_path / "out", "--workers", "1", code=1)
    assert "[hub-id-taken]" in said


def test_a_site_that_somebody_committed_is_not_taken_for_the_hubs_own(tmp_path: Path) -> None:
    """Its records can be committed too, and say that a page of somebody's is up to date."""
    listed = hub_file(tmp_path, "alby")
    record = json.dumps({"id": "alby", "digest": "0" * 64})
    write(tmp_path, {"ut/.roda-traden": "", "ut/alby/index.html": "evil", "ut/.hub/alby.json": record})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "2024-01-01")
    assert "[output-committed]" in hub(listed, tmp_path / "ut", code=1)
    assert (tmp_path / "ut/alby/index.html").read_text(encoding="utf-8") == "evil"
