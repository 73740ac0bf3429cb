"""A form of any length is light: what many fields choose from stands once, and a long list is opened one at a time."""

import gzip
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from werkzeug.test import Client

from publisher.edit.files.state import dumped_tree, loaded_tree
from publisher.edit.forms.opened_members import opened_in
from publisher.edit.web.application import SCRIPTS, Application
from publisher.publish.preview.follower import Follower
from publisher.read.scalar import Plain
from tests.edit.filling import fields_of, send
from tests.edit.test_whole_forms import MOST_BYTES
from tests.program import REPOSITORY

HERE = "http://127.0.0.1"
REGISTER = "plans/indicators.yml"
WORDS = "andel elever invånare vatten skolor resor företag deltagare unga äldre platser hem".split(" ")  # noqa: SIM905


def register(count: int) -> str:
    """Return so many indicators, each with words of its own."""
    some = random.Random(count)
    return "".join(
        f"  - id: x-{at}\n    title: {' '.join(some.sample(WORDS, 4)).capitalize()} {at}\n    unit: count\n"
        f"    direction: {some.choice(['higher', 'lower'])}\n    text: {' '.join(some.choices(WORDS, k=12))}.\n"
        for at in range(count)
    )


@pytest.fixture(scope="module")
def large(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Client]]:
    root = tmp_path_factory.mktemp("large") / "publication"
    shutil.copytree(REPOSITORY / "examples" / "ekbacka", root, ignore=shutil.ignore_patterns("site", "build"))
    file = root / REGISTER
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("indicators:\n", f"indicators:\n{register(request.param)}", 1), encoding="utf-8")
    follower = Follower(root)
    follower.refresh()
    yield root, Client(Application(root, follower))


def size(client: Client, page: str) -> int:
    """Return the bytes that a browser loads for a page, compressed."""
    own = (client.get(f"/.edit/{name}", base_url=HERE).data for name in ("edit.css", *SCRIPTS))
    return sum(len(gzip.compress(each)) for each in (page.encode(), *own))


@pytest.mark.parametrize("large", [1000], indirect=True)
@pytest.mark.parametrize("file", [REGISTER, "plans/jobbresor/plan.md", "plans/jobbresor/results/2024.md"])
def test_the_forms_of_a_large_publication_are_light(large: tuple[Path, Client], file: str) -> None:
    page = large[1].get(f"/.edit/form?file={file}", base_url=HERE).text
    assert size(large[1], page) < MOST_BYTES / 2
    # Without scripts, each field has all that can be chosen; most forms are light then, too.
    plain = large[1].get(f"/.edit/form?file={file}&plain=1", base_url=HERE).text
    assert "data-choices" in page and "data-choices" not in plain and f"form?file={file}&amp;plain=1" in page


@pytest.mark.parametrize("large", [300], indirect=True)
def test_one_entry_of_a_register_is_opened_changed_and_saved(large: tuple[Path, Client]) -> None:
    root, client = large
    before = (root / REGISTER).read_text(encoding="utf-8").splitlines()
    pairs = fields_of(client.get(f"/.edit/form?file={REGISTER}", base_url=HERE).text)
    assert [name for name, _ in pairs if re.fullmatch(r"indicators/\d+/title", name)] == []
    opened = send(client, pairs, "open:indicators/17")
    page = html.fromstring(opened.text)
    (now,) = page.xpath("//*[@data-opened]")
    assert now.get("data-member") == "indicators/17" and size(client, opened.text) < MOST_BYTES / 2
    more = fields_of(opened.text)
    titles = {name: value for name, value in more if re.fullmatch(r"indicators/\d+/title", name)}
    assert [*titles] == ["indicators/17/title"]
    saved = send(client, more, "save", indicators__17__title="Ett annat namn")
    assert saved.status_code == 303 and saved.location.endswith("&done=saved&open=indicators/17")
    after = (root / REGISTER).read_text(encoding="utf-8").splitlines()
    assert [(one, other) for one, other in zip(before, after, strict=True) if one != other] == [
        (f"    title: {titles['indicators/17/title']}", "    title: Ett annat namn")]  # fmt: skip


@pytest.mark.parametrize("large", [300], indirect=True)
def test_an_entry_is_taken_away_and_moved_among_closed_ones(large: tuple[Path, Client]) -> None:
    root, client = large
    before = (root / REGISTER).read_bytes()
    ids = re.findall(r"^  - id: (x-\d+)", before.decode(), re.MULTILINE)
    pairs = fields_of(client.get(f"/.edit/form?file={REGISTER}&open=indicators/5", base_url=HERE).text)
    up = send(client, pairs, "up:indicators/5")
    rest = [(name, value) for name, value in fields_of(up.text) if not name.startswith("indicators/9/")]
    typed = [(name, "Buren" if name == "indicators/4/title" else value) for name, value in rest]
    assert send(client, typed, "save").status_code == 303
    text = (root / REGISTER).read_text(encoding="utf-8")
    expected = [*ids[:4], ids[5], ids[4], *ids[6:9], *ids[10:]]
    assert re.findall(r"^  - id: (x-\d+)", text, re.MULTILINE) == expected
    assert f"  - id: {ids[5]}\n    title: Buren\n" in text
    (root / REGISTER).write_bytes(before)


def test_a_member_that_was_open_is_found_again_by_its_new_position() -> None:
    kept = [(f"list/{at}/@kept", "1") for at in range(5)]
    assert opened_in([*kept[:2], ("list/n1/title", ""), ("list/7/title", "Sju"), *kept[2:]]) == ("list/2",)
    assert opened_in([("list/@shown", "1"), ("list/0/title", "Ett")]) == ()


def test_only_what_was_changed_is_sent_to_and_fro() -> None:
    base: dict[str, Any] = {
        "title": "A",
        "list": [{"id": "a", "share": Plain("1")}, {"id": "b"}],
        "map": {"x": "1", "y": "2"},
    }
    moved = {**base, "list": [{"id": "b"}, {"id": "c"}, {"id": "a", "share": Plain("1")}]}
    sent = dumped_tree(moved, base, "form")
    assert '"share"' not in sent and '"y"' not in sent
    assert loaded_tree(sent, base, "form") == moved and loaded_tree(sent, base, "other") is None
    again = loaded_tree(sent, base, "form")
    assert again and isinstance(again["list"][2]["share"], Plain)  # type: ignore[index, call-overload]
    # What is written in quotation marks is another value than the same without them; another order is another text.
    quoted = {**base, "map": {"y": "2", "x": Plain("1")}}
    back = loaded_tree(dumped_tree(quoted, base, "form"), base, "form")
    assert back and [*back["map"]] == ["y", "x"] and isinstance(back["map"]["x"], Plain)  # type: ignore[index, call-overload]
