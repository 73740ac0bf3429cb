"""The document of changes: as a page in the site's shell, in print, and as a plain list."""

import shutil
from pathlib import Path

import pytest
from lxml import html

from publisher.link.time.new_locks import locked
from publisher.pipeline import load
from publisher.problem import Place
from publisher.publish.build.lock_register import write_locks
from publisher.publish.changes.versions import compared
from publisher.publish.site.soft_hyphens import SOFT
from tests.program import build
from tests.publish.printed import article_words, missing, printed
from tests.publish.verapdf.runner import validate
from tests.repository import PLAN, WITH_EDITIONS, changed, commit, git, thread

# What settings need beyond those of the thread for a site to be built.
BUILT = """theme: {name: material, language: sv, font: false}
plugins: []
markdown_extensions: [attr_list, footnotes, sane_lists, tables, toc, publisher.render.markdown]"""
TEXT = """
Kursen är inriktad på ett yrke.

- Väntan ska bli kortare.
- Vägen till arbete ska bli rak.
"""
PART = """\
---
kind: implementation
id: genomforande-3
number: "3"
title: Hur det ska gå till
summary: Genom planer.
---

Det finns [en plan](ref:gamla-vagen).
"""


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A publication with a first version v1 and changes of every sort since; its site is not there."""
    root = thread(tmp_path_factory.mktemp("changes"))
    (root / "mkdocs.yml").write_text(WITH_EDITIONS, encoding="utf-8")
    plan = root / PLAN
    plan.write_text(plan.read_text(encoding="utf-8") + TEXT, encoding="utf-8")
    (root / "docs/genomforande.md").write_text(PART, encoding="utf-8")
    commit(root, "2023-01-10")
    git(root, "tag", "--force", "v1")
    changed(
        root,
        PLAN,
        ("status: ongoing\nserves", "status: paused\nserves"),
        ("activities:\n", "activities:\n  - {id: bygg, title: Bygg, status: planned}\n"),
        ("Kursen är inriktad på ett yrke", "Kursen är kort och gäller ett yrke"),
        ("- Väntan ska bli kortare.\n", ""),
        ("replaces: [gamla-vagen]\n", ""),
    )
    changed(root, "docs/genomforande.md", ("(ref:gamla-vagen)", "(ref:vagen)"))
    shutil.rmtree(root / "plans/gamla-vagen")
    return root


@pytest.fixture(scope="module")
def site(repository: Path) -> Path:
    done = build("changes", "--root", str(repository), "--since", "v1")
    assert done.returncode == 0, done.stdout + done.stderr
    return repository / "site"


def document(site: Path) -> html.HtmlElement:
    text = (site / "andringar/v1/index.html").read_text(encoding="utf-8")
    return html.document_fromstring(text.replace(SOFT, ""))


def article_of(site: Path) -> html.HtmlElement:
    (article,) = document(site).iter("article")
    return article


def test_page_stands_in_the_site_and_leads_to_its_pages(site: Path) -> None:
    page = document(site)
    assert page.xpath("//link[@rel='stylesheet']/@href")[0] == "../../assets/tokens.css"
    (heading,) = page.xpath("//h4/a[.='Vägen till arbete']")
    assert (site / "andringar/v1" / heading.get("href") / "index.html").is_file()
    for link in page.xpath("//a[@href]/@href"):
        target = (site / "andringar/v1" / link.partition("#")[0]).resolve()
        assert ":" in link or target.exists(), link


def test_list_says_from_what_to_what(site: Path) -> None:
    article = article_of(site)
    lines = [" ".join(item.text_content().split()) for item in article.iter("li")]
    assert "Ändrat: status från Pågår till Pausad" in lines
    assert "Tillagt: aktivitet Bygg" in lines
    assert "Borttagen" in lines


def test_marks_are_in_the_structure_and_in_words(site: Path) -> None:
    article = article_of(site)
    assert "[tillagt: kort och gäller]" in [mark.text_content() for mark in article.iter("ins")]
    removed = [mark.text_content() for mark in article.iter("del")]
    assert "[borttaget: inriktad på]" in removed
    assert "[borttaget: Väntan ska bli kortare.]" in removed
    assert not article.xpath(".//ins[not(starts-with(., '['))] | .//del[not(starts-with(., '['))]")


def test_print_has_the_words_of_the_page_and_is_accessible(site: Path) -> None:
    path = site / "pdf/andringar-v1.pdf"
    content = path.read_bytes()
    article = article_of(site)
    (link,) = article.xpath(".//p[a[contains(@href, 'pdf/andringar-v1.pdf')]]")
    # A document does not lead to itself.
    assert link.text_content() == "Samma dokument som pdf"
    link.drop_tree()
    words, found = (
        article_words("".join(html.tostring(child, encoding="unicode") for child in article)),
        printed(content),
    )
    assert missing(words, found.words) == []
    assert "Samma dokument som pdf" not in " ".join(found.words)
    assert validate(path) == {("andringar-v1.pdf", "ua1"): [], ("andringar-v1.pdf", "2a"): []}


def test_same_versions_give_the_same_files(repository: Path, site: Path) -> None:
    files = [site / "andringar/v1/index.html", site / "pdf/andringar-v1.pdf"]
    before = [path.read_bytes() for path in files]
    assert build("changes", "--root", str(repository), "--since", "v1").returncode == 0
    assert [path.read_bytes() for path in files] == before


def test_plain_list_is_markdown_alone(repository: Path) -> None:
    done = build("changes", "--root", str(repository), "--since", "v1", "--format", "markdown")
    assert done.returncode == 0
    assert done.stdout.startswith("### Delar av styrdokument\n\n#### Hur det ska gå till\n\n- **Ändrat:** den löpande")
    assert "- **Ändrat:** status från Pågår till Pausad\n" in done.stdout
    assert "](" not in done.stdout


def test_nothing_changed_is_said_to_be_so(tmp_path: Path) -> None:
    root = thread(tmp_path)
    done = build("changes", "--root", str(root), "--since", "v1", "--until", "v1", "--format", "markdown")
    assert (done.returncode, done.stdout) == (0, "Ingenting har ändrats.\n")


def once_otherwise(root: Path, now: str, then: str) -> Path:
    """Add a version, v2, in which a plan said something else."""
    changed(root, "plans/vagen/plan.md", (now, then))
    commit(root, "2023-02-01")
    git(root, "tag", "v2")
    changed(root, "plans/vagen/plan.md", (then, now))
    return root


def test_an_old_version_that_cannot_be_read_is_reported_with_its_places(tmp_path: Path) -> None:
    root = once_otherwise(thread(tmp_path), "status: ongoing\nserves", "status: igång\nserves")
    done = build("changes", "--root", str(root), "--since", "v2", "--format", "markdown")
    assert done.returncode == 1
    assert "--since: Versionen ”v2” går inte att läsa med dagens regler" in done.stderr
    assert "v2:plans/vagen/plan.md:5:9: " in done.stderr


def test_an_old_version_is_not_judged_by_rules_that_hide_nothing(tmp_path: Path) -> None:
    root = once_otherwise(thread(tmp_path), "Kursen tar", "Kursen <b>tar</b>")
    done = build("changes", "--root", str(root), "--since", "v2", "--format", "markdown")
    assert (done.returncode, done.stderr) == (0, "")
    assert "den löpande texten" in done.stdout


def test_unknown_version_ends_with_1_and_says_which_are_known(tmp_path: Path) -> None:
    done = build("changes", "--root", str(thread(tmp_path)), "--since", "v10", "--format", "markdown")
    assert done.returncode == 1
    assert "Menade du ”v1”?" in done.stderr


def declared(root: Path, since: str) -> Path:
    """Let the settings ask for the changes since a version."""
    changed(root, "mkdocs.yml", ("  publication:\n", f"  publication:\n    changes: {{since: {since}}}\n"))
    return root


def test_every_build_makes_the_document_that_the_settings_ask_for(tmp_path: Path) -> None:
    root = declared(thread(tmp_path), "v1")
    changed(root, "plans/vagen/plan.md", ("2024: 70", "2024: 71"))
    changed(root, "mkdocs.yml", ("theme: {language: sv}", BUILT))
    for command in ("all", "site"):
        done = build(command, "--root", str(root))
        assert done.returncode == 0, done.stdout + done.stderr
        assert "år 2024 från 70 % till 71 %" in article_of(root / "site").text_content().replace("\xa0", " ")
        assert (root / "site/pdf/andringar-v1.pdf").read_bytes().startswith(b"%PDF")
        other = html.document_fromstring((root / "site/planer/vagen/index.html").read_text(encoding="utf-8"))
        (link,) = other.xpath("//footer//a[.='Vad som har ändrats']/@href")
        assert (root / "site/planer/vagen" / link).resolve() == root / "site/andringar/v1"


def test_other_generators_get_the_document_too(tmp_path: Path) -> None:
    root = declared(thread(tmp_path), "v1")
    assert build("stage", "--root", str(root)).returncode == 0
    assert (root / "build/docs/andringar/v1.md").is_file()
    assert '"changes": "andringar/v1/"' in (root / "build/mkdocs.yml").read_text(encoding="utf-8")


def test_an_unknown_version_in_the_settings_is_reported_with_its_place(tmp_path: Path) -> None:
    done = build("check", "--root", str(declared(thread(tmp_path), "v10")))
    assert done.returncode == 1
    assert "mkdocs.yml:5:22: Versionen ”v10” finns inte." in done.stderr
    assert "Menade du ”v1”?" in done.stderr


def test_an_unreadable_version_in_the_settings_is_reported_with_its_place(tmp_path: Path) -> None:
    root = once_otherwise(thread(tmp_path), "status: ongoing\nserves", "status: igång\nserves")
    done = build("site", "--root", str(declared(root, "v2")))
    assert done.returncode == 1
    assert "mkdocs.yml:5:22: Versionen ”v2” går inte att läsa" in done.stderr


def test_among_several_locks_a_list_is_known_by_the_decision_on_what_changed(tmp_path: Path) -> None:
    root = thread(tmp_path)
    first, second = ({"body": "arbetsnamnden", "date": day} for day in ("2023-01-18", "2023-02-09"))
    locks = [locked(load(root, draw=False).publication, *each) for each in (("vagen", first), ("strategin", second))]
    write_locks(root, [each for each in locks if each], "Låsta texter.")
    changed(root, "plans/vagen/plan.md", ("2024: 70", "2024: 71"))
    commit(root, "2024-03-01")
    git(root, "tag", "v2")
    loaded = load(root, draw=False)
    assert compared(loaded, "v1", Place("--since")).name == "arbetsnamnden-2023-01-18"
    assert compared(loaded, "v1", Place("--since")).page("a.pdf").title == (
        "Ändringar från beslutet i Arbetsnämnden 18 januari 2023 till nu"
    )
    # Where two decisions come in question, or none has to do with it, the day is the name.
    changed(root, "docs/omrade.md", ("modality: shall", "modality: may"))
    loaded = load(root, draw=False)
    assert compared(loaded, "v1", Place("--since")).name == "v1"
    assert compared(loaded, "v1", Place("--since")).page("a.pdf").title == "Ändringar från 10 januari 2023 till nu"
    assert compared(loaded, "v1", Place("--since"), "v2").name == "arbetsnamnden-2023-01-18-v2"


def test_lock_is_recorded_for_staff_to_read(tmp_path: Path) -> None:
    root = thread(tmp_path)
    done = build("lock", "vagen", "--decision", "2023-01-18", "--root", str(root))
    assert done.returncode == 0, done.stderr
    assert "Vägen till arbete är låst genom beslutet." in done.stdout
    register = (root / "plans/locks.yml").read_text(encoding="utf-8")
    assert register.startswith("# Låsta texter.")
    assert build("check", "--root", str(root)).returncode == 0
    changed(root, "plans/vagen/plan.md", ("2024: 70", "2024: 71"))
    assert "[locked-line]" in build("check", "--root", str(root)).stderr
    # The council sees what it is asked for, by the decision that it would replace.
    refused = build("changes", "--since", "v1", "--root", str(root))
    assert refused.returncode == 1
    assert "Lägg till --proposal" in refused.stdout
    asked = build("changes", "--since", "v1", "--proposal", "--root", str(root))
    assert asked.returncode == 0, asked.stderr
    page = (root / "site/andringar/arbetsnamnden-2023-01-18/index.html").read_text(encoding="utf-8")
    assert "Ändringar från beslutet i Arbetsnämnden 18 januari 2023 till det som föreslås" in page
    assert "71" in page
    pdf = (root / "site/pdf/andringar-arbetsnamnden-2023-01-18.pdf").read_bytes()
    # Only a number has changed, no text: it stands struck, with what it would become.
    assert "år 2024 borttaget 70 tillagt 71" in " ".join(word for word in printed(pdf).words)
    again = build("lock", "vagen", "--decision", "2024-05-02", "--body", "arbetsnamnden", "--root", str(root))
    assert again.returncode == 0, again.stderr
    assert build("check", "--root", str(root)).returncode == 0
