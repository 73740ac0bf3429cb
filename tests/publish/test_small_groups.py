"""No output discloses a small group: publications that differ only in what is hidden are the same, byte for byte."""

import shutil
from pathlib import Path

from publisher.pipeline import Loaded
from publisher.publish.data.feed import feed_files
from publisher.publish.data.open_data import data_files
from publisher.publish.raster.share_pictures import share_files
from tests.publications import HERE, smallest, without_problems, write

# The last of three parts of 60 and the one before it change together; the whole and all that is published stay.
CHANGES = {
    "2024.md": {
        "vuxna: {value: 12,": "vuxna: {value: 13,",
        "aldre: {value: 3,": "aldre: {value: 2,",
        "{was: 4,": "{was: 1,",
    },
    "2023.md": {"open: 4": "open: 1"},
    "indicators.yml": {"baseline: {value: 3,": "baseline: {value: 2,"},
}


def published(loaded: Loaded) -> dict[str, bytes]:
    """Return everything that is made of a publication, but the site's own shell around it."""
    found = {page.path: page.document.encode() for page in loaded.pages}
    found |= {picture.path: picture.draw() for page in loaded.pages for picture in page.pictures}
    found |= data_files(loaded.site_map) | share_files(loaded.pages)
    return found | feed_files(loaded.site_map, loaded.pages)


def test_nothing_that_is_published_depends_on_a_hidden_number(tmp_path: Path) -> None:
    given, changed = tmp_path / "given", tmp_path / "changed"
    for folder in (given, changed):
        shutil.copytree(HERE / "cases" / "goals" / "input", folder)
        settings = folder / "mkdocs.yml"
        settings.write_text(f'site_url: "https://example.se/"\n{settings.read_text("utf-8")}', "utf-8")
    for name, changes in CHANGES.items():
        (file,) = changed.rglob(name)
        text = file.read_text("utf-8")
        for old, new in changes.items():
            assert text.count(old) == 1
            text = text.replace(old, new)
        file.write_text(text, "utf-8")
    one, other = published(without_problems(given)), published(without_problems(changed))
    assert "feed.xml" in one
    assert [path for path in one if path.endswith("/delningsbild.png")]
    assert one == other


def test_the_data_says_what_is_hidden_and_leaves_its_place_empty(tmp_path: Path) -> None:
    shutil.copytree(HERE / "cases" / "goals" / "input", tmp_path, dirs_exist_ok=True)
    loaded = without_problems(tmp_path)
    files = data_files(loaded.site_map)
    lines = files["data/measurements.csv"].decode().splitlines()
    (small,) = [line for line in lines if line.startswith("snabba,2024,aldre,")]
    (derivable,) = [line for line in lines if line.startswith("snabba,2024,vuxna,")]
    assert small.startswith("snabba,2024,aldre,,,derivable,sokande,60,")
    assert derivable.startswith("snabba,2024,vuxna,,,derivable,sokande,60,")
    assert "snabba,,aldre,2024,2,,derivable,suppressed,kept," in files["data/targets.csv"].decode()
    assert b'"suppressed": "derivable"' in files["data/publication.json"]


GROUPS = """\
dimensions:
  - {id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}, {id: man, title: Män}, {id: ovriga, title: Övriga}]}
indicators:
  - {id: alla, title: Alla, unit: count, direction: neither}
  - {id: klara, title: Klara, unit: share, direction: higher}
"""
PARTS = "---\nplan: p\n{}\nsummary: S\nmeasurements:\n  alla: {}\n  klara: {}\n---\n"


def divided(root: Path, few: int, quarters: tuple[int, ...]) -> Loaded:
    """Return a publication in which `few` of 60 are in one group, and a year of quarters that are its sum."""
    files = smallest(**{"plans/indicators.yml": GROUPS})
    files["mkdocs.yml"] = files["mkdocs.yml"].replace("{name: Provköping}", "{name: Provköping}, smallest_group: 5")
    files["plans/p/plan.md"] = (
        "---\nid: p\ntitle: P\nsummary: S\nstatus: ongoing\nindicators: [alla]\n"
        "targets: [{indicator: klara, values: {2024: 50}}]\n---\n"
    )
    groups = f"{{value: 60, groups: {{kvinnor: 40, man: {20 - few}, ovriga: {few}}}}}"
    shares = "{share: 55, of: alla, groups: {kvinnor: 50, man: 60, ovriga: 55}}"
    files["plans/p/results/2024.md"] = PARTS.format("year: 2024", groups, shares)
    for number, count in enumerate(quarters, 1):
        content = PARTS.format(f"period: 2024-Q{number}", count, "{share: 50, of: alla}")
        files[f"plans/p/results/2024-Q{number}.md"] = content
    return without_problems(write(root, files))


def test_neither_groups_nor_quarters_nor_shares_give_a_small_number_away(tmp_path: Path) -> None:
    one = published(divided(tmp_path / "one", 3, (12, 3, 20, 25)))
    other = published(divided(tmp_path / "other", 2, (13, 2, 20, 25)))
    assert "planer/p.md" in one
    assert {name for name in one if one[name] != other.get(name)} == set()
    # What is not needed for that is published.
    result = one["resultat/2024/p.md"].decode()
    assert "| 40 |" in result and "visas inte" in result
