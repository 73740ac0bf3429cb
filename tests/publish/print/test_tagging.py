"""The words of links go to the links they belong to, or nowhere."""

from dataclasses import replace

import pytest

from publisher.pipeline import Loaded
from publisher.problem import Place, ProblemsFound
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.editions import templates
from publisher.publish.print.manuscript import Manuscript
from publisher.publish.print.typeset import prepared, typeset
from tests.program import REPOSITORY
from tests.publish.print.test_print import edition, page


def test_another_number_of_links_is_a_problem(haninge: Loaded) -> None:
    content = "<h1>A</h1><p>Se <a href='https://ekbacka.example/'>webben</a>.</p>"
    work = prepared(
        Manuscript(edition(haninge), [(page("a.md", ""), content)]), {}, PrintContext(templates=templates(REPOSITORY))
    )
    assert (work.links, work.colophon) == (("webben",), ("Provtryck",))
    with pytest.raises(ProblemsFound) as found:
        typeset(replace(work, links=(*work.links, "en till")))
    (problem,) = found.value.problems
    assert (problem.code, problem.place) == ("print-links", Place("prov"))
    assert problem.facts == {"written": "3", "printed": "2"}
