from publisher.problem import Place
from publisher.read.document import read_document, read_register
from publisher.read.scalar import is_blank, is_plain


def test_every_value_is_text_until_a_model_types_it() -> None:
    document, problems = read_register("x.yml", "id: 1.10\nno: no\ntime: 12:30\noctal: 010\n'on': \"on\"\nempty:\n")
    assert document
    assert not problems
    assert dict(document.fields) == {"id": "1.10", "no": "no", "time": "12:30", "octal": "010", "on": "on", "empty": ""}
    assert is_plain(document.fields["id"])
    assert not is_plain(document.fields["on"])
    assert is_blank(document.fields["empty"])


def test_places_are_those_of_the_authors_file() -> None:
    document, _ = read_document("plan.md", "---\nid: vagen\nserves:\n  - '1.1'\n  - '1.2'\n---\n\nText\n")
    assert document
    assert document.place("serves", 1) == Place("plan.md", 5, 5)
    assert document.key_place("serves") == Place("plan.md", 3, 1)
    assert document.place("id") == Place("plan.md", 2, 5)
    assert document.place("period", "from") == Place("plan.md", 1, 1), "what is not there stands where its parent does"
    assert document.body == "\nText\n"
    assert document.body_place(2) == Place("plan.md", 8, 1)


def test_rule_in_the_body_does_not_end_the_front_matter() -> None:
    document, _ = read_document("a.md", "---\ntitle: A\n---\nEtt\n\n---\n\nTvå\n")
    assert document
    assert document.body == "Ett\n\n---\n\nTvå\n"


def test_the_first_of_two_equal_keys_is_kept() -> None:
    document, problems = read_register("x.yml", "a: {b: 1}\na: {b: 2}\n")
    assert document
    assert document.fields["a"] == {"b": "1"}
    assert [(problem.code, problem.place.line) for problem in problems] == [("duplicate-key", 2)]
