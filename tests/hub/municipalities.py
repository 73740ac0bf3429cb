"""Made-up municipalities that follow the same indicators, each with its own numbers."""

from pathlib import Path

from tests.publications import write

HUB = """\
title: Alla påhittade
site_url: https://nav.example/
organisation: {name: Navet (påhittat)}
publications:
"""


def municipality(root: Path, name: str, measured: tuple[str, str] = ("20", "7.5"), language: str = "sv") -> Path:
    """Write the publication of a municipality that does not exist: one commitment, one plan, one result."""
    trainees, share = measured
    return write(
        root / name,
        {
            "mkdocs.yml": f"site_name: Jobb i {name}\ntheme: {{name: material, language: {language}, font: false}}\n"
            f"extra:\n  publication:\n    organisation: {{name: {name.title()} (påhittad)}}\n    example: true\n"
            "    smallest_group: 5\n",
            "docs/index.md": "---\nkind: article\nsection: start\ntitle: Start\n---\n\nHej.\n",
            "docs/strategi/index.md": "---\nkind: strategy\nid: jobb\ntitle: Jobb\nsummary: Vad kommunen vill.\n---\n",
            "docs/strategi/praktik.md": '---\nkind: focus-area\nid: omrade-1\nnumber: "1"\ntitle: Praktik\n'
            'summary: Om praktik.\ncommitments:\n  - {id: "1.1", title: Praktik åt unga, '
            'text: Kommunen ska ge praktik., modality: shall, sdg: ["8.5"]}\n---\n',
            "plans/indicators.yml": "indicators:\n"
            "  - {id: praktikanter, title: Unga i praktik, unit: count, direction: higher, counts_people: true}\n"
            f"  - {{id: arbetslosa-{name}, title: Arbetslösa, unit: percent, direction: lower, kolada: N03937}}\n",
            "plans/vagen/plan.md": "---\nid: vagen\ntitle: Vägen till praktik\nsummary: Planen.\nstatus: ongoing\n"
            f'serves: ["1.1"]\nindicators: [arbetslosa-{name}]\n'
            "targets:\n  - {indicator: praktikanter, values: {2023: 30}}\n---\n",
            "plans/vagen/results/2023.md": "---\nplan: vagen\nyear: 2023\nsummary: Så gick det.\nas_of: 2024-02-01\n"
            f"measurements:\n  praktikanter: {trainees}\n  arbetslosa-{name}: {share}\n---\n",
        },
    )


def hub_file(top: Path, *names: str) -> Path:
    """Write a hub's file with the publications that lie beside it."""
    path = top / "hub.yml"
    path.write_text(HUB + "".join(f"  - {{id: {name}, source: {name}}}\n" for name in names), encoding="utf-8")
    return path
