"""An id that is declared twice is one problem, whatever kinds they are of."""

from pathlib import Path

import pytest

from publisher.problem import Severity
from tests.publications import SETTINGS, START, problems_in, write

PLAN = """\
---
id: {id}
title: {title}
summary: Vad vi gör.
status: ongoing
as_of: 2024-01-31
period: {{from: 2023, to: 2025}}
serves: [ett-atagande, ett-mal]
responsible: en-namnd
activities:
  - {{id: {activity}, title: Kurs, status: ongoing}}
indicators: [andel]
targets:
  - {{indicator: ett-tal, values: {{2024: 5}}}}
---
"""
RESULT = """\
---
plan: {id}
year: 2024
summary: Det gick.
as_of: 2024-12-31
measurements:
  ett-tal: 4
  andel: {{share: 50, of: ett-tal}}
activities:
  {activity}: {{status: done}}
---
"""
ARTICLE = "---\nkind: article\nid: {id}\ntitle: {title}\nsection: about\n---\n\nText.\n"
CHAPTER = "---\nkind: {kind}\nid: {id}\ntitle: {title}\nsummary: Vad vi vill.\n"
OBJECTIVE = "  - {{id: {id}, title: {title}, text: Så ska det bli.}}\n"
COMMITMENT = "  - {{id: {id}, title: {title}, text: Kommunen ska gå., modality: shall, responsible: [en-namnd]}}\n"
BODY = "  - {{id: {id}, title: {title}, kind: board}}\n"
INDICATOR = "  - {{id: {id}, title: {title}, unit: count, direction: higher}}\n"
# What there is of each kind, to which others refer.
IDS = {
    "article": "en-artikel", "steering-document": "ett-program", "focus-area": "ett-omrade",
    "implementation": "ett-kapitel", "objective": "ett-mal", "commitment": "ett-atagande", "body": "en-namnd",
    "indicator": "ett-tal", "plan": "en-plan",
}  # fmt: skip


def publication(kind: str, name: str) -> dict[str, str]:
    """Return a publication with a member of each kind, and a second one of a `kind` with the id `name`."""

    def entries(of: str, pattern: str, title: str) -> str:
        second = pattern.format(id=name, title=f"{title} igen") if kind == of else ""
        return pattern.format(id=IDS[of], title=title) + second

    def chapter(of: str, name: str, more: str = "") -> str:
        end = "number: '1'\n" if of == "focus-area" else ""
        return CHAPTER.format(kind=of, id=name, title=f"Om {name}") + end + more + "---\n"

    members = f"objectives:\n{entries('objective', OBJECTIVE, 'Mål')}"
    members += OBJECTIVE.format(id="delmal", title="Delmål").replace("}\n", ", part_of: ett-mal}\n")
    members += f"commitments:\n{entries('commitment', COMMITMENT, 'Åtagande')}"
    links = " ".join(f"[om {each}](ref:{each})" for each in IDS.values())
    files = {
        "mkdocs.yml": SETTINGS, "docs/index.md": f"{START}\n{links}\n",
        "docs/artikel.md": ARTICLE.format(id=IDS["article"], title="Artikel"),
        "docs/program/index.md": chapter("steering-document", IDS["steering-document"]),
        "docs/program/omrade.md": chapter("focus-area", IDS["focus-area"], members),
        "docs/program/kapitel.md": chapter("implementation", IDS["implementation"]),
        "plans/bodies.yml": f"bodies:\n{entries('body', BODY, 'Nämnd')}",
        "plans/indicators.yml": f"indicators:\n{entries('indicator', INDICATOR, 'Tal')}"
        "  - {id: andel, title: Andel, unit: share, direction: higher}\n",
        "plans/en-plan/plan.md": PLAN.format(id="en-plan", title="Plan", activity="kurs"),
        "plans/en-plan/results/2024.md": RESULT.format(id="en-plan", activity="kurs"),
    }  # fmt: skip
    second = {
        "article": {"docs/andra.md": ARTICLE.format(id=name, title="Annan")},
        "steering-document": {"docs/annat/index.md": chapter("steering-document", name)},
        "focus-area": {"docs/program/annat.md": chapter("focus-area", name).replace("'1'", "'2'")},
        "implementation": {"docs/program/annat.md": chapter("implementation", name)},
        "plan": {
            "plans/annan/plan.md": PLAN.format(id=name, title="Annan plan", activity="resa"),
            "plans/annan/results/2023.md": RESULT.format(id=name, activity="resa").replace("2024", "2023"),
        },
    }
    return files | second.get(kind, {})


def errors(root: Path, files: dict[str, str]) -> list[str]:
    return [f"{each.place.file} {each.code}" for each in problems_in(write(root, files))
            if each.severity is Severity.ERROR]  # fmt: skip


@pytest.mark.parametrize("kind", IDS)
def test_an_id_declared_twice_is_one_problem(tmp_path: Path, kind: str) -> None:
    assert not errors(tmp_path / "sound", publication(kind, "ny"))
    for (other, name), at in zip(IDS.items(), range(len(IDS)), strict=True):
        found = errors(tmp_path / str(at), publication(kind, name))
        assert len(found) == 1 and found[0].endswith(" duplicate-id"), f"{kind} with the id of {other}: {found}"


def test_of_two_results_of_a_copied_plan_that_in_the_other_folder_is_reported(tmp_path: Path) -> None:
    files = publication("plan", "en-plan")
    files["plans/annan/results/2024.md"] = files.pop("plans/annan/results/2023.md").replace("2023", "2024")
    assert errors(tmp_path, files) == ["plans/annan/plan.md duplicate-id", "plans/annan/results/2024.md duplicate-id"]
