"""How many plans are ongoing has the days of which that is known, and says of how many none is."""

from pathlib import Path

import pytest

from tests.publications import START, page, smallest, without_problems, write

PLAN = "---\nid: {0}\ntitle: {0}\nsummary: S\nstatus: ongoing\n{1}---\n"
RESULT = "---\nplan: {0}\nperiod: 2024\nsummary: S\n---\n"


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"p": ""}, "- **1** plan pågår (odaterat)\n"),
        ({"p": "as_of: 2024-05-01"}, "- **1** plan pågår (1 maj 2024)\n"),
        ({"p": "reported"}, "- **1** plan pågår\n"),
        ({"p": "as_of: 2024-05-01", "q": ""}, "- **2** planer pågår (1 maj 2024; 1 odaterad)\n"),
        ({"p": "", "q": "reported", "r": ""}, "- **3** planer pågår (2 odaterade)\n"),
        (
            {"p": "as_of: 2024-05-01", "q": "as_of: 2024-06-02"},
            "- **2** planer pågår (enligt uppgifter från 1 maj 2024 till 2 juni 2024)\n",
        ),
    ],
)
def test_ongoing_plans_are_dated_or_said_to_be_undated(tmp_path: Path, days: dict[str, str], words: str) -> None:
    files = {"docs/index.md": START + "\n{{ standing() }}\n"}
    for name, day in days.items():
        reported = day == "reported"
        files[f"plans/{name}/plan.md"] = PLAN.format(name, f"{day}\n" if day and not reported else "")
        if reported:
            files[f"plans/{name}/results/2024.md"] = RESULT.format(name)
    assert words in page(without_problems(write(tmp_path, smallest() | files)), "index.md").markdown
