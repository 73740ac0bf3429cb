"""The program's own site is built strictly, says what it can prove, and its examples do what stands beside them.

On a page, `<!-- file: PATH -->` stands before what a file holds, `<!-- add below "LINE" in PATH -->` before lines of
one, and `<!-- prints -->` before what the last line of the commands above prints. What is `console` cannot be run here.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from lxml import html
from PIL import Image

from publisher.command.doctor import EXTRAS
from publisher.importing.readers.formats import FORMATS
from publisher.locales import languages
from tests.program import DAY, REPOSITORY
from tests.publish.built import lost_links

DOCS = REPOSITORY / "docs-site"
PAGES = DOCS / "pages"
RUN = sorted(path for path in PAGES.rglob("*.md") if "```sh\n" in path.read_text(encoding="utf-8"))
_BLOCK = re.compile(r"^(?:<!-- (?P<note>.+?) -->\n)?```(?P<sort>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_ADD = re.compile(r'add below "(?P<line>.+)" in (?P<file>\S+)')
PROSE = {
    "strategy.txt": "Strategy of Exempelby\n\n1 Places to meet\n\nThe municipality shall open the library at night.\n"
}
SITE = """#!/bin/sh
exec "{python}" -c 'from publisher.command.main import main; main(prog_name="roda-traden")' "$@"
"""
PIP = """#!/bin/sh
shift
exec "{python}" -m pip install --quiet --no-deps --no-build-isolation --target "{packages}" "$@"
"""
PYTHON = """#!/bin/sh
exec "{python}" "$@"
"""


@dataclass(frozen=True)
class Block:
    note: str
    sort: str
    text: str


def blocks(page: Path) -> Iterator[Block]:
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        yield Block(found["note"] or "", found["sort"], found["text"])


class Desk:
    """A folder in which somebody follows a page."""

    def __init__(self, folder: Path) -> None:
        self.folder, programs, packages = folder / "desk", folder / "bin", folder / "packages"
        for each in (self.folder, programs, packages):
            each.mkdir()
        for name, text in (("roda-traden", SITE), ("pip", PIP), ("python", PYTHON)):
            (programs / name).write_text(text.format(python=sys.executable, packages=packages), encoding="utf-8")
            (programs / name).chmod(0o755)
        for name, text in PROSE.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        path = os.pathsep.join([str(programs), os.environ["PATH"]])
        python = os.pathsep.join([str(packages), str(REPOSITORY)])
        self.variables = {**os.environ, "PATH": path, "PYTHONPATH": python, "SOURCE_DATE_EPOCH": DAY}
        self.printed = ""

    def take(self, block: Block) -> None:
        name = block.note.removeprefix("file: ")
        if block.sort == "sh":
            self.run(block.text)
        elif block.note == "prints":
            assert self.printed == block.text
        elif name != block.note:
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_text(block.text, encoding="utf-8")
        elif added := _ADD.fullmatch(block.note):
            file = self.folder / added["file"]
            lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
            (at,) = (at for at, line in enumerate(lines) if line.strip() == added["line"])
            file.write_text("".join([*lines[: at + 1], block.text, *lines[at + 1 :]]), encoding="utf-8")

    def run(self, lines: str) -> None:
        for line in lines.splitlines():
            done = subprocess.run(
                ["bash", "-c", line], cwd=self.folder, env=self.variables, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, (line, done.stdout, done.stderr)
            assert "Traceback" not in done.stderr, line
            self.printed = done.stdout


def test_there_are_recipes_for_what_is_promised() -> None:
    assert {path.stem for path in RUN} >= {
        *("install", "run", "own-output", "own-reader", "own-page-kind", "own-theme", "reading")
    }


@pytest.mark.parametrize("page", RUN, ids=lambda page: page.stem)
def test_the_examples_of_a_page_do_what_stands_beside_them(page: Path, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    for block in blocks(page):
        desk.take(block)


def test_every_example_is_run_or_says_by_its_sort_that_it_is_not() -> None:
    for page in PAGES.rglob("*.md"):
        for block in blocks(page):
            tried = block.sort in ("sh", "console") or block.note
            shown = block.sort == "yaml" and page.stem == "install"  # the plugin, which tests/start builds with
            assert tried or shown, (page, block.text)


def test_it_is_built_and_leads_nowhere_astray(docs: Path) -> None:
    assert (docs / "pagefind").is_dir()
    assert not lost_links(docs)


def test_nothing_is_asked_of_others(docs: Path) -> None:
    for path in docs.rglob("*.html"):
        page = html.fromstring(path.read_bytes().decode())
        for element in page.xpath("//*[@src] | //link[@href]"):
            address = element.get("src") or element.get("href")
            assert not urlsplit(address).netloc, (path, address)


def test_pictures_have_words_and_the_size_that_they_say(docs: Path) -> None:
    seen = set()
    for path in docs.rglob("index.html"):
        here = f"/{path.relative_to(docs).as_posix()}"
        for picture in html.fromstring(path.read_bytes().decode()).xpath("//article//img"):
            file = docs / unquote(urldefrag(urljoin(here, picture.get("src")))[0]).lstrip("/")
            assert len(picture.get("alt")) > 20
            with Image.open(file) as opened:
                size = opened.size
            assert size[0] / size[1] == pytest.approx(int(picture.get("width")) / int(picture.get("height")), abs=0.01)
            seen.add(file.name)
    assert seen == {path.name for path in (PAGES / "pictures").iterdir()}


def test_the_reference_has_the_names_that_are_promised(docs: Path) -> None:
    page = html.fromstring((docs / "reference" / "index.html").read_bytes().decode())
    named = {element.get("id") for element in page.xpath("//*[@id]")}
    assert named >= {
        "publisher.pipeline.load",
        "publisher.pipeline.Loaded",
        "publisher.link.publication.Publication.plans_serving",
        "publisher.render.site_map.SiteMap",
        "publisher.importing.form.own_format.OwnFormat",
        "publisher.importing.form.source.SourceFile",
        "publisher.render.page.Page.head",
        "publisher.model.plan.Plan",
        "publisher.model.plan.Target",
        "publisher.model.strategy.Commitment",
        "publisher.model.result.Result",
        "publisher.model.register.Indicator",
        "publisher.language.Language.text",
        "publisher.render.address.Addresses.relative",
        "publisher.publish.data.open_data_source.OpenData.url",
    }


def test_what_others_do_has_a_day_and_a_source() -> None:
    text = (PAGES / "choose.md").read_text(encoding="utf-8")
    assert re.search(r"As read on \d+ \w+ \d{4}", text)
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|.*\| (.+) \|$", text, re.MULTILINE)
    assert len(rows) >= 5
    assert all("](https://" in source for _, source in rows)
    # What is compared in the second table stands in the first.
    compared = re.search(r"^\| work \| Röda tråden \| (.+) \|$", text, re.MULTILINE)
    assert compared
    for name in ("Hugo", "MkDocs", "Open SDG"):
        assert name in compared[1] and name in {each for each, _ in rows}


def test_what_we_measured_has_a_day_and_can_be_repeated() -> None:
    text = (PAGES / "choose.md").read_text(encoding="utf-8").partition("### Measured by us")[2]
    rows = re.findall(r"^\| \*\*(.+?)\*\*, (\d+ \w+ \d{4}) \|.*\| (.+) \|$", text, re.MULTILINE)
    assert [name for name, *_ in rows] == ["Speed", "Editors"]
    assert all("`" in repeated for *_, repeated in rows)
    # The seconds are those of the benchmark's own table.
    benchmark = (REPOSITORY / "benchmarks" / "README.md").read_text(encoding="utf-8")
    measured = re.findall(r"^\| 100 \| 829 \| (.+?) \| ([\d.]+) \|", benchmark, re.MULTILINE)
    seconds = {build: float(taken) for build, taken in measured if build.startswith(("Hugo", "ours"))}
    assert len(seconds) == 5
    said = set(re.findall(r"([\d.]+) s\b", text))
    assert {f"{seconds[build]:.1f}" for build in seconds if "title" not in build} <= said


def test_it_knows_all_languages_extras_and_formats() -> None:
    install = (PAGES / "install.md").read_text(encoding="utf-8")
    assert all(f"`{code}`" in install for code in languages())
    assert re.findall(r"^\| `(\w+)` \|", install, re.MULTILINE) == list(EXTRAS)
    assert {"text", "word", "pdf", "scan", "xlsx", "stratml"} <= set(FORMATS)


def test_make_builds_it() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    assert "mkdocs build --quiet --strict --config-file docs-site/mkdocs.yml" in makefile
    assert shutil.which("mkdocs") or (Path(sys.executable).parent / "mkdocs").is_file()
