"""New YAML text is what our own parser accepts."""

from publisher.mend.dump import as_yaml


def test_a_text_in_curly_quotes_is_quoted() -> None:
    assert as_yaml({"title": "”Vi ska sjunga.”"}) == 'title: "”Vi ska sjunga.”"\n'
    assert as_yaml({"title": "Om ”ska”"}) == "title: Om ”ska”\n"
