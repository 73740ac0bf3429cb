"""Every edition of the publication: which pages it holds, that it is accessible, and what the site says of it."""

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from publisher.atomic import FULL
from publisher.model.plan import Status
from publisher.model.settings import EditionKind, EditionSettings
from publisher.pipeline import Loaded, load
from publisher.problem import ProblemsFound
from publisher.publish.print.compiler import numbered
from publisher.publish.print.cover import described
from publisher.publish.print.editions import (
    Printer,
    edition_files,
    facts,
    mark_printed,
    volumes_of,
    was_printed_here,
    with_editions,
)
from publisher.publish.print.selection import pages_of
from publisher.render.edition_contents import CONTENTS
from publisher.render.site_map import SiteMap
from publisher.render.volumes import volumes
from tests.program import REPOSITORY
from tests.publications import HERE
from tests.publish.accessible import assert_accessible, editions_of
from tests.publish.pdf_text import words_of
from tests.publish.printed import printed
from tests.publish.verapdf.runner import validate

THREAD = HERE / "cases" / "thread" / "input"
IDS = [volume.id for volume in volumes(load(REPOSITORY, draw=False).publication)]


@pytest.fixture(scope="module")
def editions(haninge: Loaded) -> dict[str, tuple[bytes, list[str]]]:
    return editions_of(haninge)


@pytest.fixture(scope="module")
def thread(haninge: Loaded) -> Loaded:
    """A small publication with a result, printed in every way."""
    loaded = load(THREAD)
    sorts = tuple(EditionSettings(id=str(kind), title=str(kind), kind=kind) for kind in EditionKind)
    own = loaded.publication.settings.extra.publication.model_copy(update={"editions": sorts})
    extra = loaded.publication.settings.extra.model_copy(update={"publication": own})
    settings = loaded.publication.settings.model_copy(
        update={"extra": extra, "markdown_extensions": haninge.publication.settings.markdown_extensions}
    )
    return replace(loaded, site_map=SiteMap(replace(loaded.publication, settings=settings), loaded.language))


def test_every_kind_of_edition_says_what_it_holds() -> None:
    assert set(CONTENTS) == set(EditionKind)


@pytest.mark.parametrize("name", IDS)
def test_every_edition_is_accessible(name: str, editions: dict[str, tuple[bytes, list[str]]], haninge: Loaded) -> None:
    assert_accessible(haninge, *editions[name])


def test_every_edition_of_a_publication_without_address_is_accessible(thread: Loaded) -> None:
    for content, contents in editions_of(thread).values():
        assert_accessible(thread, content, contents)


def test_every_edition_is_valid(editions: dict[str, tuple[bytes, list[str]]], thread: Loaded, tmp_path: Path) -> None:
    contents = {name: content for name, (content, _) in editions.items()}
    contents |= {f"thread/{name}": content for name, (content, _) in editions_of(thread).items()}
    for name, content in contents.items():
        (tmp_path / f"{name.replace('/', '--')}.pdf").write_bytes(content)
    results = validate(*sorted(tmp_path.glob("*.pdf")))
    assert {key: failed for key, failed in results.items() if failed} == {}
    assert len(results) == 2 * len(contents)


def test_an_edition_holds_what_it_is_about(thread: Loaded) -> None:
    held = {volume.id: [page.path for page in pages_of(thread, volume)] for volume in volumes(thread.publication)}
    assert held["whole"] == [page.path for page in thread.pages if page.printed]
    assert len(held["whole"]) < len(thread.pages), "a page that only a screen has is left out"
    assert {page.split("/")[0] for page in held["strategy"]} == {"strategi.md", "omrade.md", "ataganden"}
    assert held["plan/vagen"] == ["planer/vagen.md", "resultat/2024/vagen.md"]
    assert held["plan/gamla-vagen"] == ["planer/gamla-vagen.md"]
    assert held["year/2024"] == [
        "resultat/2024/index.md",
        "resultat/2024/per-omrade.md",
        "resultat/2024/per-ansvarig.md",
        "resultat/2024/vagen.md",
    ]
    assert held["body/vagvisarna"][0] == "ansvar/vagvisarna.md"
    assert {"planer/vagen.md", "resultat/2024/vagen.md"} <= set(held["body/vagvisarna"])


def test_an_edition_without_pages_is_not_made(thread: Loaded) -> None:
    publication = thread.publication
    made = {volume.about for volume in volumes(publication) if volume.kind is EditionKind.BODY}
    silent = {body.id for body in publication.bodies if not publication.duties_of(body.id)}
    assert made
    assert not made & silent


def test_an_edition_that_is_not_there_is_reported(haninge: Loaded) -> None:
    with pytest.raises(ProblemsFound) as found:
        volumes_of(haninge, "helhten")
    assert [dict(problem.facts) for problem in found.value.problems] == [{"id": "helhten", "near": "helheten"}]
    assert [volume.id for volume in volumes_of(haninge, "planer/jobbspar")] == ["planer/jobbspar"]
    # What the strategy only mentions is no plan to print.
    printed_plans = [plan.id for plan in haninge.publication.plans if plan.status is not Status.MENTIONED]
    assert [volume.about for volume in volumes_of(haninge, "planer")] == printed_plans


def test_links_to_pages_outside_an_edition_lead_to_the_web_without_a_note(
    editions: dict[str, tuple[bytes, list[str]]],
) -> None:
    content, _ = editions["planer/jobbspar"]
    with pikepdf.open(BytesIO(content)) as pdf:
        leads = [str(note.A.URI) for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
    assert "https://haninge.example/arbetsmarknadsstrategi/a/1.3/" in leads
    # Where the site stands is said at the head; a note is for addresses that are not the site's.
    assert "arbetsmarknadsstrategi" not in printed(content).notes
    assert printed(content).notes.count("https") == 1


def test_the_cover_says_who_decided_what(haninge: Loaded) -> None:
    for volume in volumes(haninge.publication):
        about = described(haninge, volume, pages_of(haninge, volume))
        labels = [label for label, _ in about.facts]
        # What holds plans and results, too, is no document that anybody has decided.
        complete = volume.kind is EditionKind.COMPLETE
        assert (labels[0] == "Dokumenttyp") is not complete
        assert not complete or not {"Beslutad av", "Beslutsdatum", "Gäller"} & set(labels)
        assert {"Version", "På webben"} <= set(labels)
        assert all(value for _, value in about.facts)


def test_the_back_says_who_and_what_stands_on_which_page(
    editions: dict[str, tuple[bytes, list[str]]],
) -> None:
    content, _ = editions["helheten"]
    text = " ".join(words_of(content))
    back = text[text.rindex("Register över ansvariga") :]
    assert "Vuxenutbildning" not in back, "a commitment is an entry of its chapter, and of nothing else"
    assert "Arbetsmarknadsenheten s" in back
    assert "Versionskod" in back or not (REPOSITORY / ".git").exists()


def test_the_site_shows_pages_and_size(haninge: Loaded, editions: dict[str, tuple[bytes, list[str]]]) -> None:
    files = {volume.path: editions[volume.id][0] for volume in volumes(haninge.publication)}
    pages = {page.path: page.editions for page in with_editions(haninge, files).pages if page.editions}
    assert {"index.md", "planer/jobbspar.md", "resultat/2021/index.md", "strategi/index.md"} <= set(pages)
    (step,) = pages["planer/jobbspar.md"]
    content = files["pdf/planer/jobbspar.pdf"]
    with pikepdf.open(BytesIO(content)) as pdf:
        count = len(pdf.pages)
    assert step.title == f"Handlingsplan: Lokala jobbspår (pdf, {count}\u00a0sidor, {round(len(content) / 1000)} kB)"
    assert facts(content + b" " * 1_200_000, haninge.language) == f"pdf, {count}\u00a0sidor, " + haninge.language.text(
        "edition.megabytes",
        number=haninge.language.number((Decimal(len(content)) / 1_000_000 + Decimal("1.2")).quantize(Decimal("0.1"))),
    )


def test_what_is_noted_of_a_printed_file_is_what_is_in_it(
    haninge: Loaded, editions: dict[str, tuple[bytes, list[str]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    content = editions["helheten"][0] + b" "
    opened = facts(content, haninge.language)
    assert not was_printed_here(content)
    mark_printed([content])
    assert was_printed_here(content)
    assert facts(content, haninge.language) == opened
    assert not was_printed_here(content + b" "), "another file, although it would be read alike"


def test_a_word_edition_stands_beside_the_pdf_where_it_is_made(haninge: Loaded) -> None:
    files = {"pdf/planer/jobbspar.pdf": b"", "word/planer/jobbspar.docx": b" " * 2_000}
    pages = {page.path: page.editions for page in with_editions(haninge, {}, files).pages if page.editions}
    (step,) = pages["planer/jobbspar.md"]
    assert (step.title, step.url) == ("Handlingsplan: Lokala jobbspår (Word, 2 kB)", "word/planer/jobbspar.docx")


def test_a_print_shop_sees_where_to_cut(haninge: Loaded) -> None:
    files = edition_files(haninge, volumes_of(haninge, "planer/jobbspar"), Printer(crop_marks=True))
    (content,) = files.values()
    assert [*files] == ["pdf/planer/jobbspar-crop-marks.pdf"]
    with pikepdf.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            trim, bleed = ([float(each) / 72 * 25.4 for each in page.obj[name]] for name in ("/TrimBox", "/BleedBox"))
            assert sorted((round(trim[2] - trim[0]), round(trim[3] - trim[1]))) == [210, 297]
            assert [round(abs(one - other), 2) for one, other in zip(trim, bleed, strict=True)] == [3.0] * 4


def test_a_full_disk_is_known_by_its_number_where_typst_says_it_in_words() -> None:
    assert numbered(OSError("File too large (os error 27)"), Path("a.pdf")).errno in FULL
    assert numbered(OSError("unlucky"), Path("a.pdf")).errno is None
