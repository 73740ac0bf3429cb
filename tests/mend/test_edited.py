"""Editing gives the desired tree, and every line that it does not concern stays as it was."""

from collections.abc import Iterator
from copy import deepcopy
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.kinds import kinds_of
from publisher.mend.edited import edited
from publisher.mend.rewrite import rewritten
from publisher.mend.spans import span_of
from publisher.mend.text import same
from publisher.model.plan import Plan
from publisher.read.comments import comments_of
from publisher.read.document import read_document, read_register
from publisher.read.scalar import Plain
from tests.mend import commented
from tests.program import REPOSITORY

FILES = sorted(
    path
    for root in (REPOSITORY, *(REPOSITORY / "examples").glob("*/"), *(REPOSITORY / "tests" / "cases").glob("*/input"))
    for place in ("docs", "plans")
    for path in (root / place).rglob("*")
    if path.suffix in {".md", ".yml"} and kinds_of(path.relative_to(root).as_posix())
)
VALUES: list[Any] = [
    "Nytt", "2.1", "en text: med kolon # och tecken", '"citat"', "it's", "yes", "å, ä [ö]", "ord " * 60 + "slut",
    "rad ett\nrad två", "rad\n\nstycke\n", "- streck", "slut ", "*a", "", Plain("2024"), Plain("79.5"), ["a", "2.1"],
    {"from": Plain("2024-01-01")}, {"id": "ny", "title": "Ny sak"}, [{"id": "x", "n": ["1", "2"]}],
]  # fmt: skip


def fields_of(text: str) -> str:
    """Return the YAML of a file: all of a register, the front matter of a document."""
    return text[4 : text.index("\n---", 4) + 1] if text.startswith("---\n") else text


def holders(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict | list) and tree:
        yield tree
        for value in tree.values() if isinstance(tree, dict) else tree:
            yield from holders(value)


def change(tree: Any, random: Random) -> None:
    """Mending one value anywhere in a tree: set, take away, add or move it."""
    holder = random.choice([*holders(tree)])
    spots = list(holder) if isinstance(holder, dict) else [*range(len(holder))]
    at, new = random.choice(spots), deepcopy(random.choice(VALUES))
    match random.choice(["set", "remove", "insert", "move"]):
        case "remove" if len(holder) > 1:
            del holder[at]
        case "insert" if isinstance(holder, dict):
            holder[f"ny{random.randrange(9)}"] = new
        case "insert":
            holder.insert(random.randrange(len(holder) + 1), new)
        case "move" if isinstance(holder, list):
            moved = holder.pop(at)
            holder.insert(random.randrange(len(holder) + 1), moved)
        case _:
            holder[at] = new


@given(st.randoms(use_true_random=False), st.integers(1, 3))
@settings(max_examples=400, deadline=None)
def test_any_change_gives_the_desired_tree(random: Random, changes: int) -> None:
    made = random.random() < 0.5
    text = fields_of(commented.plan(random)[0] if made else random.choice(FILES).read_text(encoding="utf-8-sig"))
    before = span_of(text)
    assert before
    wanted: Any = deepcopy(before.tree)
    for _ in range(changes):
        change(wanted, random)
    new = rewritten(text, wanted)  # it compares the comments, and raises where it cannot keep them
    after = span_of(new)
    assert same(after.tree if after else {}) == same(wanted)
    assert rewritten(new, wanted) == new


@given(st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_one_other_word_changes_the_lines_of_its_value_alone(random: Random) -> None:
    text = fields_of(
        commented.plan(random)[0] if random.random() < 0.5 else random.choice(FILES).read_text("utf-8-sig")
    )
    span = span_of(text)
    assert span
    wanted: Any = deepcopy(span.tree)
    holder = random.choice([each for each in holders(wanted) if any(isinstance(v, str) for v in values(each))])
    key = random.choice([at for at, value in members(holder) if isinstance(value, str)])
    holder[key] = "ett helt annat värde"
    path = way(wanted, holder)
    for part in (*path, key):
        span = next(value for name, _, value in span if name == part)
    first, last = text.count("\n", 0, span.start), text.count("\n", 0, max(span.start, span.end - 1))
    old, new = text.split("\n"), rewritten(text, wanted).split("\n")
    for tag, low, high, _, _ in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        # A value on lines of its own may come up to the line of its key.
        assert tag == "equal" or (low >= first - 1 and high <= last + 1) or high == low


def members(holder: Any) -> list[tuple[Any, Any]]:
    return [*holder.items()] if isinstance(holder, dict) else [*enumerate(holder)]


def values(holder: Any) -> list[Any]:
    return [value for _, value in members(holder)]


def way(tree: Any, holder: Any) -> tuple[Any, ...]:
    """Return the path from a tree to one of its holders."""
    if tree is holder:
        return ()
    for key, value in members(tree) if isinstance(tree, dict | list) else ():
        if isinstance(value, dict | list) and any(each is holder for each in holders(value)):
            return (key, *way(value, holder))
    raise AssertionError


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_nothing_changed_changes_no_byte(path: Path) -> None:
    root = next(each for each in path.parents if each.name in {"docs", "plans"}).parent
    file = path.relative_to(root).as_posix()
    content = path.read_bytes()
    text = content.decode("utf-8-sig").replace("\r\n", "\n")
    document, problems = (read_register if file.endswith(".yml") else read_document)(file, text)
    assert document and not problems
    kinds = {kind.name: kind for kind in kinds_of(file)}
    kind = kinds[str(document.fields["kind"])] if len(kinds) > 1 else next(iter(kinds.values()))
    body = document.body if file.endswith(".md") else None
    assert edited(content, kind.model, document.fields, body) == content


PLAN = b"""---
# Planen \xc3\xa4r ny.
id: "2.1"
title: V\xc3\xa4gen   # arbetsnamn
status: ongoing
serves: [1.1, "1.2"]
activities:
  # Den viktigaste f\xc3\xb6rst.
  - id: kurs
    title: Kurs
    status: ongoing
  - id: prov
    title: Prov
    status: done
---

Text.
"""


def changed(**fields: Any) -> str:
    document, _ = read_document("plans/vag/plan.md", PLAN.decode())
    assert document
    return edited(PLAN, Plan, {**document.fields, **fields}).decode()


def test_a_new_key_stands_where_the_schema_has_it() -> None:
    new = changed(summary="Kort.", as_of=Plain("2024-05-31"))
    assert "title: Vägen   # arbetsnamn\nsummary: Kort.\nstatus: ongoing\nas_of: 2024-05-31\nserves:" in new


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "m:\n  # Först.\n  a: {v: 1, n: x} # så\n  b: 2\n",
            "m:\n  # Först.\n  nytt namn: {v: 1, n: x} # så\n  b: 2\n",
        ),
        ('m: {"a": {v: 1}, b: 2}\n', "m: {nytt namn: {v: 1}, b: 2}\n"),
        ("m:\n  'a':\n    v: 1\n", "m:\n  nytt namn:\n    v: 1\n"),
    ],
)
def test_a_member_with_another_name_stays_where_and_as_it_is(before: str, after: str) -> None:
    span = span_of(before)
    assert span and isinstance(span.tree, dict)
    members = span.tree["m"]
    assert isinstance(members, dict)
    wanted = {"m": {{"a": "nytt namn"}.get(key, key): value for key, value in members.items()}}
    assert rewritten(before, wanted) == after


def test_a_file_of_which_every_key_is_another_is_written_anew() -> None:
    assert rewritten("bodies:\n  - {id: a}\n", {"ny": "1.1", "andra": ["x"]}) == 'ny: "1.1"\nandra: [x]\n'


def test_a_moved_member_takes_its_lines_and_its_comment_along() -> None:
    document, _ = read_document("plans/vag/plan.md", PLAN.decode())
    assert document
    activities = document.fields["activities"]
    assert isinstance(activities, list)
    first, second = activities
    new = changed(activities=[second, first])
    assert sorted(new.splitlines()) == sorted(PLAN.decode().splitlines())
    assert new.index("id: prov") < new.index("id: kurs")


def test_carriage_returns_and_the_byte_order_mark_stay() -> None:
    content = b"\xef\xbb\xbf" + PLAN.replace(b"\n", b"\r\n")
    document, _ = read_document("plans/vag/plan.md", PLAN.decode())
    assert document
    new = edited(content, Plan, {**document.fields, "title": "Stigen"}, "\nNy text.\n")
    assert new == content.replace("Vägen".encode(), b"Stigen").replace(b"Text.", b"Ny text.")


def test_comments_of_a_value_that_goes_go_with_it_and_no_others() -> None:
    new = changed(activities=[{"id": "prov", "title": "Prov", "status": "done"}])
    assert comments_of(fields_of(new)) == ["# Planen är ny.", "# arbetsnamn", "# Den viktigaste först."]
