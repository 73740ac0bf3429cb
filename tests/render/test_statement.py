"""The accessibility statement on its page: what it says, and silence on what it lacks."""

from html import unescape
from pathlib import Path

import pytest

from publisher.model.statement import Compliance, Fault, Statement
from publisher.pipeline import load
from tests.publications import smallest, write

FRONT = """\
---
kind: article
section: start
title: Start
statement:
  actor: Provköping
  compliance: partly
  faults:
    - {text: Kartan saknar text., reason: Den är ny.}
  contact: {text: Ring oss., email: info@example.se, phone: 08-12 34 56}
  complaints: https://www.digg.se/tdosanmalan
---

Egen text.
"""


def page(root: Path) -> str:
    loaded = load(write(root, smallest() | {"docs/index.md": FRONT}))
    return unescape(next(each.markdown for each in loaded.pages if each.path == "index.md"))


def test_a_page_shows_what_the_statement_has_and_in_what_order(tmp_path: Path) -> None:
    text = page(tmp_path)
    parts = [
        "Aktör\n:   Provköping",
        "Förenlighet\n:   delvis förenlig med lagen",
        "Egen text.",
        "## Brister som är kända",
        "- Kartan saknar text. Orsak: Den är ny.",
        "Ring oss.",
        "[info@example.se](mailto:info@example.se)",
        "(https://www.digg.se/tdosanmalan)",
    ]
    found = [text.find(part) for part in parts]
    assert -1 not in found and found == sorted(found)


def test_nothing_is_said_of_what_is_lacking(tmp_path: Path) -> None:
    text = page(tmp_path)
    assert not any(words in text for words in ("Tjänst", "Bedömd", "Uppdaterad", "Undantag", "Så är den bedömd"))


@pytest.mark.parametrize("compliance", [Compliance.PARTLY, Compliance.NOT, Compliance.FULL, None])
def test_faults_are_required_where_a_service_is_not_fully_compliant(compliance: Compliance | None) -> None:
    wanted = compliance in {Compliance.PARTLY, Compliance.NOT}
    assert ("faults" in Statement(compliance=compliance).lacking) is wanted
    assert "faults" not in Statement(compliance=compliance, faults=(Fault(text="Kartan saknar text."),)).lacking
