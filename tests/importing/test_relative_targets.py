"""Targets that are changes: with the year that they count from, without it, and in words alone."""

from pathlib import Path

import pytest

from publisher.importing.stated.relative_targets import relative_target
from tests.importing.test_untidy_tables import doubts, proposed, value


@pytest.mark.parametrize(
    ("text", "language", "target", "code"),
    [
        ("−20 % sedan 2015", "sv", {"change_percent": "-20", "since": "2015"}, "target-since"),
        ("minska med 20 % jämfört med 2015", "sv", {"change_percent": "-20", "since": "2015"}, "target-since"),
        ("Minska 20 % mot 2015 års nivå", "sv", {"change_percent": "-20", "since": "2015"}, "target-since"),
        ("minska 12,5 % jämfört med basåret 2010", "sv", {"change_percent": "-12.5", "since": "2010"}, "target-since"),
        ("minst 10 % fler än 2020", "sv", {"change_percent": "10", "since": "2020"}, "target-since"),
        ("halveras jämfört med 2010", "sv", {"change_percent": "-50", "since": "2010"}, "target-since"),
        ("fördubblas sedan 2010", "sv", {"change_percent": "100", "since": "2010"}, "target-since"),
        ("minska med 5 % per år", "sv", {"change_percent": "-5", "yearly": "true"}, "target-yearly"),
        ("reduceres med 20 % i forhold til 2015", "da", {"change_percent": "-20", "since": "2015"}, "target-since"),
        ("reduce by 20% compared to 2015", "en", {"change_percent": "-20", "since": "2015"}, "target-since"),
        ("halveras till 2030", "sv", {"words": "halveras till 2030"}, "target-change"),
        ("minska med 20 %", "sv", {"words": "minska med 20 %"}, "target-change"),
        # These were the targets 20 and 10.
        ("20 % lägre", "sv", {"words": "20 % lägre"}, "target-change"),
        ("minst 10 % fler", "sv", {"words": "minst 10 % fler"}, "target-change"),
        ("10 procent mindre", "sv", {"words": "10 procent mindre"}, "target-change"),
        ("20% lower", "en", {"words": "20% lower"}, "target-change"),
        ("öka", "sv", {"words": "öka"}, "target-turn"),
        ("öka till 80 %", "sv", {"words": "öka till 80 %"}, "target-turn"),
        ("bibehållen nivå", "sv", {"words": "bibehållen nivå"}, "target-turn"),
        ("+5 procentenheter sedan 2020", "sv", {"words": "+5 procentenheter sedan 2020"}, "target-other-unit"),
        # What a file in an older character set has for ≥ and ≤.
        ("? 85", "sv", {"words": "? 85"}, "target-sign"),
        ("=75 %", "sv", {"words": "=75 %"}, "target-sign"),
        ("högst 20", "sv", {"at_most": "20"}, ""),
    ],
)  # fmt: skip
def test_a_target_that_is_a_change(tmp_path: Path, text: str, language: str, target: dict[str, str], code: str) -> None:
    headers = {"sv": ["Nyckeltal", "Utfall 2022", "Mål 2030"], "da": ["Indikator", "Resultat 2022", "Mål 2030"],
               "en": ["Indicator", "Outcome 2022", "Target 2030"]}  # fmt: skip
    made = proposed(tmp_path, [headers[language], ["Resor (km)", "120", text]], language)
    [found] = value(made, "plan.md", "targets")
    assert found["values"] == {"2030": target}
    assert [each for each in doubts(made) if each.startswith("target-")] == ([code] if code else [])
    assert value(made, "2022.md", "measurements") == {"resor-km": "120"}


def test_a_change_in_percentage_points_is_one_of_an_indicator_in_per_cent(tmp_path: Path) -> None:
    rows = [["Nyckeltal", "Utfall 2020", "Mål 2030"], ["Nöjda (%)", "60", "+5 procentenheter sedan 2020"]]
    made = proposed(tmp_path, rows)
    assert value(made, "plan.md", "targets")[0]["values"] == {"2030": {"change": "5", "since": "2020"}}
    assert "target-since" in doubts(made)


@pytest.mark.parametrize("text", ["80 %", "minst 80 %", "högst 3 procentenheter", "Alla skolor", "12–14", "2030"])
def test_a_level_is_no_change(text: str) -> None:
    assert relative_target(text, "percent", "sv") is None
