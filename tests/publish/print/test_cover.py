"""What an edition says of itself on its cover and in its colophon, by value."""

from dataclasses import replace
from pathlib import Path

import pytest

from publisher.pipeline import Loaded, load
from publisher.publish.print.cover import described
from publisher.publish.print.selection import pages_of
from tests.publications import SETTINGS, smallest, write
from tests.repository import changed, commit, git, thread

EDITIONS = """\
    organisation: {name: Provköpings kommun, url: "https://example.se/"}
    editions:
      - {id: allt, title: Allt}
      - {id: strategi, title: Strategin, kind: strategy}
      - {id: planer, title: Handlingsplan, kind: plan}
      - {id: ar, title: Uppföljning, kind: year}
      - {id: ansvar, title: Ansvar, kind: body}
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    """The thread in git, in which one plan changed after the rest was published."""
    root = thread(tmp_path_factory.mktemp("cover"), "2023-01-10")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    own = '    organisation: {name: Provköpings kommun, url: "https://example.se/"}\n'
    assert own in settings
    (root / "mkdocs.yml").write_text(settings.replace(own, EDITIONS), encoding="utf-8")
    commit(root, "2023-02-01")
    changed(root, "plans/gamla-vagen/plan.md", ("title: ", "title: Den "))
    commit(root, "2023-03-02")
    return load(root)


def commits(root: Path) -> list[str]:
    return git(root, "log", "--format=%H").split()


def colophon(loaded: Loaded, name: str) -> dict[str, str]:
    (volume,) = [each for each in loaded.site_map.volumes if each.id == name]
    return dict(described(loaded, volume, pages_of(loaded, volume)).colophon)


def facts(loaded: Loaded, name: str) -> dict[str, str]:
    (volume,) = [each for each in loaded.site_map.volumes if each.id == name]
    return dict(described(loaded, volume, pages_of(loaded, volume)).facts)


def test_the_colophon_says_which_edition_of_which_day_from_which_state(loaded: Loaded) -> None:
    last, _, first = (name[:10] for name in commits(loaded.root))
    assert colophon(loaded, "allt") == {"Utgåva": "Allt (allt)", "Version": "2 mars 2023", "Versionskod": last}
    # An edition has the day and the state of its own pages, and stays what it was when others change.
    assert colophon(loaded, "planer/vagen") == {
        "Utgåva": "Handlingsplan (planer/vagen)",
        "Version": "10 januari 2023",
        "Versionskod": first,
    }
    assert colophon(loaded, "planer/gamla-vagen")["Versionskod"] == last


def test_without_git_the_colophon_claims_no_state(loaded: Loaded, tmp_path: Path) -> None:
    bare = replace(loaded, root=tmp_path)
    assert [*colophon(bare, "planer/vagen")] == ["Utgåva", "Version"]


def test_the_cover_says_what_is_known_and_keeps_silent_of_the_rest(loaded: Loaded) -> None:
    assert facts(loaded, "strategi") == {
        "Dokumenttyp": "Strategi",
        "Gäller": "2022 – 2030",
        "Dokumentansvarig": "Arbetsnämnden",
        "Version": "2 mars 2023",
    }


@pytest.mark.parametrize(
    ("status", "said"),
    [
        ("draft", {"Status": "Utkast", "Gäller": "2018 – 2020"}),
        ("expired", {"Status": "Gäller inte längre (1 februari 2021)", "Gällde": "2018 – 2020"}),
        ("in-force", {"Gäller": "2018 – 2020"}),
    ],
)
def test_a_cover_says_that_its_document_is_not_in_force(status: str, said: dict[str, str], tmp_path: Path) -> None:
    day = "as_of: 2021-02-01\n" if status == "expired" else ""
    known = f"status: {status}\n{day}period: {{from: 2018, to: 2020}}\n"
    document = f"---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n{known}---\n"
    editions = "{editions: [{id: s, title: S, kind: strategy}], organisation"
    settings = SETTINGS.replace("{organisation", editions)
    found = facts(load(write(tmp_path, smallest() | {"mkdocs.yml": settings, "docs/s/index.md": document})), "s")
    assert {name: value.replace("\u00a0", " ") for name, value in found.items() if name in {"Status", *said}} == said
