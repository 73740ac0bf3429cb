"""The built site is whole: every page, every link, the same bytes each time, in every generator."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from lxml import html

from publisher.pipeline import Loaded
from tests.program import DAY, REPOSITORY, build
from tests.publications import smallest, write
from tests.publish.built import lost_links, pages_below, tree
from tests.repository import PLAN, thread

SETTINGS = """\
site_name: Provköpings strategi
site_url: https://provkoping.example/
theme: {name: material, language: sv, font: false}
markdown_extensions: [toc, publisher.render.markdown]
validation: {nav: {omitted_files: ignore}}
extra:
  publication:
    organisation: {name: Provköpings kommun}
    editions: [{id: allt, title: Allt, kind: whole}]
"""
GENERATORS = ("mkdocs", "properdocs", "zensical")


def article(path: Path) -> str:
    """Return the words of a page's article; no generator is known for its white space."""
    (found,) = tree(path).xpath("//article")
    # Charts are drawn within our own pages, and images elsewhere.
    for extra in found.xpath(".//nav | .//*[contains(@class, 'headerlink')] | .//*[local-name()='svg']"):
        extra.drop_tree()
    # Only our own shell says where the words of headings may part.
    return " ".join(found.text_content().replace("\xad", "").split())


def test_every_page_has_its_html(site: Path, haninge: Loaded) -> None:
    assert {page.url + "index.html" for page in haninge.pages} | {"sok/index.html"} == pages_below(site)


def test_every_link_and_anchor_resolves(site: Path) -> None:
    assert lost_links(site) == []


def test_nothing_is_asked_of_a_third_party(site: Path) -> None:
    asked = []
    for path in site.rglob("*.html"):
        for element in tree(path).xpath("//script[@src] | //img | //iframe | //link[@rel!='canonical']"):
            address = element.get("src") or element.get("href") or ""
            if urlsplit(address).netloc:
                asked.append(f"{path}: {address}")
        assert not tree(path).xpath("//style | //@style | //@onclick")
        # What says in JSON what a page is about is no script that runs.
        assert {each.get("type") for each in tree(path).xpath("//script[not(@src)]")} <= {"application/ld+json"}
    for path in site.rglob("*.css"):
        asked += re.findall(r"url\(['\"]?(?:https?:)?//[^)]*", path.read_text(encoding="utf-8"))
    assert not asked


def test_every_page_says_what_it_is(site: Path, haninge: Loaded) -> None:
    note = haninge.publication.settings.publication.note
    assert note
    for page in haninge.pages:
        words = " ".join(tree(site / page.url / "index.html").text_content().split())
        assert note in words, page.path


def test_a_text_that_leads_to_an_edition_is_not_followed_by_the_same_link(site: Path) -> None:
    start, strategy = (html.fromstring((site / path).read_bytes()) for path in ("index.html", "strategi/index.html"))
    assert "pdf/helheten.pdf" in start.xpath("//article//a/@href")
    assert start.xpath("//p[@class='printed']//a/@href") == []
    assert strategy.xpath("//p[@class='printed']//a/@href") == ["../pdf/strategin.pdf"]


def test_two_builds_give_the_same_bytes(site: Path, tmp_path: Path) -> None:
    again = tmp_path / "site"
    assert build("--out", str(again)).returncode == 0
    assert_same(site, again)


def assert_same(one: Path, other: Path) -> None:
    """Assert that two folders hold the same files, byte for byte."""
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (one, other)
    )
    assert first.keys() == second.keys()
    assert [path for path in first if first[path] != second[path]] == []


@pytest.mark.parametrize("name", ["haninge", "ekbacka"])
def test_plain_mkdocs_builds_the_same_site(site: Path, large: Path, tmp_path: Path, name: str) -> None:
    root = REPOSITORY if name == "haninge" else REPOSITORY / "examples" / name
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]
    day = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(REPOSITORY)}
    built = subprocess.run(command, cwd=root, env=day, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "pdf" / "helheten.pdf").is_file()
    assert_same(site if name == "haninge" else large, tmp_path / "site")


def plain(root: Path, settings: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Build a publication by MkDocs' own command, with settings added to its own."""
    (root / "mkdocs.yml").write_text(f"{SETTINGS}{settings}", encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(out)]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": DAY, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)


def test_settings_of_before_give_the_same_site(tmp_path: Path) -> None:
    root = thread(tmp_path / "thread")
    hook = "from publisher.publish.mkdocs_hook import on_config, on_post_build, on_serve  # noqa: F401\n"
    (root / "mkdocs_hook.py").write_text(hook, encoding="utf-8")
    hooked = "hooks: [mkdocs_hook.py]\n"
    asked = {
        "plugin": "plugins: [roda-traden]\n",
        "hook": f"{hooked}plugins: []\n",
        "path": f"hooks: ['{REPOSITORY / 'publisher' / 'publish' / 'mkdocs_hook.py'}']\nplugins: []\n",
        "both": f"{hooked}plugins: [roda-traden]\n",
    }
    for name, settings in asked.items():
        done = plain(root, settings, tmp_path / name)
        assert done.returncode == 0, done.stderr
    assert (tmp_path / "plugin" / "pdf" / "allt.pdf").is_file()
    for name in asked:
        assert_same(tmp_path / "plugin", tmp_path / name)


def test_the_plugin_leaves_the_editions_where_it_is_asked_to(tmp_path: Path) -> None:
    root = thread(tmp_path / "thread")
    done = plain(root, "plugins: [{roda-traden: {print: false}}]\n", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "site" / "pdf").exists()
    # MkDocs itself says what is wrong with an option.
    for option, said in (
        ("print: kanske", "option 'print': Expected type: <class 'bool'> but received: <class 'str'>"),
        ("tryck: false", "option 'tryck': Unrecognised configuration name: tryck"),
    ):
        done = plain(root, f"plugins: [{{roda-traden: {{{option}}}}}]\n", tmp_path / "site")
        assert done.returncode == 1
        assert f"Plugin 'roda-traden' {said}" in done.stderr


def test_what_is_wrong_with_the_publication_is_reported_without_a_traceback(tmp_path: Path) -> None:
    root = thread(tmp_path / "thread")
    text = (root / PLAN).read_text(encoding="utf-8").replace("status: ongoing", "status: ongoin")
    (root / PLAN).write_text(text, encoding="utf-8")
    done = plain(root, "plugins: [roda-traden]\n", tmp_path / "site")
    assert done.returncode == 1
    assert f"{PLAN}:" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stage")
    done = build("stage", "--out", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.parametrize("generator", GENERATORS)
def test_other_generators_build_the_staged_pages(generator: str, staged: Path, site: Path, haninge: Loaded) -> None:
    program = shutil.which(generator, path=Path(sys.executable).parent)
    assert program
    shutil.rmtree(staged / "site", ignore_errors=True)
    command = [program, "build", "-f", "mkdocs.yml"]
    built = subprocess.run(command, cwd=staged, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    assert pages_below(staged / "site") == pages_below(site)
    for page in haninge.pages:
        mine, theirs = (article(folder / page.url / "index.html") for folder in (site, staged / "site"))
        assert mine == theirs, page.path
    tree.cache_clear()


def test_staging_takes_no_folder_that_is_not_its_own(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "mine.md").write_text("mine", encoding="utf-8")
    assert build("stage", "--out", str(tmp_path)).returncode == 1
    assert (tmp_path / "docs" / "mine.md").read_text(encoding="utf-8") == "mine"


def test_a_site_alone_prints_nothing_and_says_so(tmp_path: Path) -> None:
    body = "{{ editions() }}\n"
    settings = "site_name: Prov\nsite_url: https://prov.example/\ntheme: {language: sv}\nextra:\n  publication:\n"
    settings += "    organisation: {name: Provköping}\n    editions: [{id: allt, title: Allt, kind: whole}]\n"
    root = write(tmp_path, {**smallest(body), "mkdocs.yml": settings})
    for command, lacks in (("site", True), ("all", False), ("site", False)):
        done = build(command, "--root", str(root))
        assert done.returncode == 0, done.stderr
        page = (root / "site/index.html").read_text(encoding="utf-8")
        assert ("finns inte som pdf här" in page) == lacks
        assert ('href="pdf/allt.pdf"' in page) != lacks
        # The reader on a phone knows how much is downloaded.
        assert bool(re.search(r'<a href="pdf/allt.pdf">Allt \(pdf, 1\xa0sida, \d+\xa0kB\)</a>', page)) != lacks
        assert page.count("(finns inte som pdf här)") == page.count("Allt (finns") == int(lacks)
        assert (root / "site/pdf/allt.pdf").exists() != lacks


def test_an_article_that_nothing_leads_to_stands_in_the_menu(tmp_path: Path) -> None:
    lone = "---\nkind: article\nsection: plans\nid: ensam\ntitle: Ensam & fri\n---\nText.\n"
    settings = SETTINGS.replace("site_name", "nav: [{Start: index.md}]\nsite_name", 1)
    root = write(tmp_path, {**smallest(), "docs/ensam.md": lone, "mkdocs.yml": settings})
    assert build("site", "--root", str(root)).returncode == 0
    start = tree(root / "site" / "index.html")
    (link,) = start.xpath("//nav[@class='sections']//a")
    assert (link.text, link.get("href")) == ("Ensam & fri", "ensam/")
    # Plain MkDocs, other generators and the preview have the same menu.
    assert build("stage", "--root", str(root)).returncode == 0
    staged = yaml.safe_load((root / "build" / "mkdocs.yml").read_text(encoding="utf-8"))
    assert staged["nav"] == [{"Start": "index.md"}, {"Ensam & fri": "ensam.md"}]
