"""A page says each fact once: what stands beside a number is not repeated with every number."""

import re
from pathlib import Path

from publisher.pipeline import Loaded
from tests.publications import page, smallest, without_problems, write

REGISTER = """\
indicators:
  - {id: all, title: Sökande, as_whole: sökande, unit: count, direction: lower}
  - id: soon
    title: I gång
    unit: share
    direction: higher
    baseline: {value: 41, date: 2020}
    outcome: {within_days: 90, since: det första mötet}
  - {id: away, title: Borta, unit: count, direction: lower}
dimensions:
  - {id: kon, title: Kön, groups: [{id: kvinnor, title: Kvinnor}, {id: man, title: Män}]}
"""
PLAN = """\
---
id: p
title: P
summary: S
status: ongoing
period: {from: 2022}
serves: ["1"]
indicators: [all]
targets: [{indicator: soon, values: {2023: 50, 2024: 55}}]
---
"""
RESULT = """\
---
plan: p
year: {0}
summary: S
measurements:
  all: {{value: {1}, groups: {{kvinnor: 181, man: {2}}}}}
  soon: {{share: {3}, of: all}}
---
"""
AREA = """\
---
kind: focus-area
id: o
title: O
summary: S
commitments:
  - {id: "1", title: Ett, text: Kommunen ska det., modality: shall}
  - {id: "2", title: Två, text: Kommunen ska det., modality: shall}
---
"""
OTHER = "---\nid: q\ntitle: Q\nsummary: S\nstatus: done\nserves: ['2']\nindicators: [away]\n---\n"
FOUND = "---\nplan: q\nyear: 2024\nsummary: S\nmeasurements: {away: 777}\n---\n"


def _publication(root: Path) -> Loaded:
    files = {
        "docs/s/index.md": "---\nkind: strategy\nid: s\ntitle: S\nsummary: S\n---\n",
        "docs/s/o.md": AREA,
        "plans/indicators.yml": REGISTER,
        "plans/p/plan.md": PLAN,
        "plans/p/results/2023.md": RESULT.format(2023, 333, 152, 49),
        "plans/p/results/2024.md": RESULT.format(2024, 389, 208, 56),
        "plans/q/plan.md": OTHER,
        "plans/q/results/2024.md": FOUND,
    }
    return without_problems(write(root, smallest() | files))


def _words(loaded: Loaded, path: str) -> str:
    """Return the text of a page without pictures, attributes and addresses."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", page(loaded, path).markdown)
    return re.sub(r"\{:?[^{}]*\}|\]\([^)]*\)", "", text).replace("\u00a0", " ")


def test_wholes_and_numbers_of_all_stand_once_in_the_figures_of_a_result(tmp_path: Path) -> None:
    text = _words(_publication(tmp_path), "resultat/2024/p.md")
    # The answer has what was wanted, measured and computed side by side; what has no target follows in the same table.
    assert "| Nyckeltal | Mål | Redovisat | Förändring | Utfall |" in text
    assert text.count("56 % av 389") == 1
    assert len(re.findall(r"\| 56 % av 389[^|]*omkring 218 \(56 % × 389\)[^|]* \|", text)) == 1
    assert "| [Sökande | – | 389 | – | – |" in text
    assert "| Nyckeltal | Redovisat |" not in text
    assert text.index("## Siffrorna") < text.index("## Den röda tråden")
    # The remainder has the whole in its formula, and the groups have theirs in the table above.
    assert "- I gång: Övriga: omkring 171 (389 − 218)." in text
    assert "| Nyckeltal | Kvinnor | Män |" in text
    assert "| [Sökande | 181 | 208 |" in text


def test_the_page_of_an_indicator_says_its_baseline_and_its_time_once(tmp_path: Path) -> None:
    text = _words(_publication(tmp_path), "nyckeltal/soon.md")
    assert text.count("41 %") == 1
    assert text.count("det första mötet") == 1
    assert "15 procentenheter högre än startvärdet |" in text


def test_the_number_of_all_stands_beside_its_groups_only_once(tmp_path: Path) -> None:
    text = _words(_publication(tmp_path), "nyckeltal/all.md")
    # Of the latest period also as the page's first answer.
    assert (text.count("333"), text.count("389")) == (1, 2)
    assert "| 2023 | 181 | 152 |" in text


def test_a_commitment_leads_to_its_latest_result_once(tmp_path: Path) -> None:
    loaded = _publication(tmp_path)
    assert page(loaded, "ataganden/2.md").markdown.count("resultat/2024/q.md") == 1
    assert "Senaste resultat" in page(loaded, "ataganden/1.md").markdown
