"""What is read is noted for whoever reads it, also by way of what was worked out before; nothing is kept unseen."""

import ast
from threading import Event, Thread

import pytest

from publisher.dependencies import EVERYTHING, Reads, TrackedCache, noted, tracked_method, tracked_property
from publisher.model.article import Article
from publisher.read.document import Document
from publisher.redraw.value_digests import NotDigestedError, value_digest
from publisher.redraw.watched_fields import watched
from tests.test_house import SOURCES, tree_of

# What a function may be given whose answers are remembered for every publication alike.
# A system of sums is numbers alone, and whoever makes one has noted where they are from.
PLAIN = {"str", "int", "tuple[int, ...]", "_System"}
ARTICLE = {"kind": "article", "section": "about", "title": "Ett", "description": "Två"}


class Desk:
    """Works out something of an article."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.cache: TrackedCache[str, str] = TrackedCache()

    @tracked_property
    def title(self) -> str:
        """Its title."""
        return self.article.title

    @tracked_method
    def length_of(self, field: str) -> int:
        """How long one of its texts is."""
        return len(getattr(self.article, field))


def test_a_field_is_noted_for_everybody_who_asks_for_what_was_made_from_it() -> None:
    article = Article.model_validate(ARTICLE)
    desk = Desk(article)
    with watched([Article], {}):
        with noted(Reads()) as first:
            assert desk.title == "Ett"
        with noted(Reads()) as second:
            assert desk.title == "Ett" and article.description == "Två"
        with noted(Reads()) as third:
            assert desk.cache.recall("a", lambda: article.title) == "Ett"
    (of_title,) = first
    assert isinstance(of_title, Reads) and set(of_title) == {(id(article), "title")}
    assert of_title in second and (id(article), "description") in second
    assert [set(each) for each in third if isinstance(each, Reads)] == [{(id(article), "title")}]


def test_a_question_is_answered_once_and_noted_by_itself() -> None:
    article = Article.model_validate(ARTICLE)
    desk = Desk(article)
    with watched([Article], {}), noted(Reads()) as notes:
        assert (desk.length_of("title"), desk.length_of("description"), desk.length_of("title")) == (3, 3, 3)
    answers = {each.asked: set(each) for each in notes if isinstance(each, Reads)}
    assert answers == {("title",): {(id(article), "title")}, ("description",): {(id(article), "description")}}
    assert {each.name for each in notes if isinstance(each, Reads)} == {"length_of"}


def test_what_another_thread_reads_is_noted_there() -> None:
    article, other = (Article.model_validate(ARTICLE) for _ in range(2))
    ready, done, found = Event(), Event(), list[set[object]]()

    def read() -> None:
        with watched([Article], {}), noted(Reads()) as notes:
            ready.set()
            done.wait(10)
            assert other.title == "Ett"
        found.append({*notes})

    thread = Thread(target=read)
    with watched([Article], {}), noted(Reads()) as notes:
        thread.start()
        assert ready.wait(10) and article.description == "Två"
    # It still watches, although who began has ended.
    done.set()
    thread.join(10)
    assert set(notes) == {(id(article), "description")}
    assert found == [{(id(other), "title")}]
    assert "title" not in Article.__dict__


def test_what_was_made_while_nobody_took_notes_depends_on_everything() -> None:
    desk = Desk(Article.model_validate(ARTICLE))
    assert desk.title == "Ett"
    with watched([Article], {}), noted(Reads()) as notes:
        assert desk.title == "Ett"
    assert set(notes) == {EVERYTHING}


def test_to_compare_two_values_reads_all_of_them() -> None:
    one, other = (Article.model_validate({**ARTICLE, "title": title}) for title in ("Ett", "Ett"))
    with watched([Article], {}):
        with noted(Reads()) as notes:
            assert one == other
        with noted(Reads()) as same:
            assert one == one  # that is what is tried
    assert {(id(one), "title"), (id(other), "description")} <= set(notes)
    assert not same


def test_nothing_is_left_of_watching() -> None:
    before = {**Article.__dict__}, {**Document.__dict__}
    with pytest.raises(ZeroDivisionError), watched([Article], {Document: ["body"]}):
        assert Article.__dict__ != before[0]
        raise ZeroDivisionError
    assert ({**Article.__dict__}, {**Document.__dict__}) == before


def test_digests_differ_between_values_that_look_alike() -> None:
    values = [1, "1", True, 1.0, None, "None", ("a", "b"), ["a", "b"], ("ab",), {"a": "b"}, frozenset({"a"}), b"1"]
    assert len({value_digest(value) for value in values}) == len(values)
    assert value_digest({"a", "b", "c"}) == value_digest({"c", "b", "a"})
    with pytest.raises(NotDigestedError):
        value_digest(object())


def test_nothing_is_remembered_of_a_publication_that_is_not_noted() -> None:
    for module in SOURCES:
        tree = tree_of(module)
        # A page is a result: nothing of a publication is made from one.
        if not module.startswith(("publisher.link", "publisher.render")) or module == "publisher.render.page":
            continue
        for node in ast.walk(tree):
            names = [alias.name for alias in node.names] if isinstance(node, ast.ImportFrom) else []
            assert "cached_property" not in names, f"{module}: tracked_property notes what it is made from"
            if isinstance(node, ast.FunctionDef):
                marks = {ast.unparse(each).partition("(")[0] for each in node.decorator_list}
                given = {ast.unparse(each.annotation) for each in node.args.args if each.annotation}
                assert not marks & {"cache", "lru_cache"} or given <= PLAIN, f"{module}.{node.name}"
