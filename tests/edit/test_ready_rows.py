"""A new result has its plan's indicators ready to be filled in; what nobody fills in is not in the file."""

import json
import re
from html import unescape
from pathlib import Path

from werkzeug.test import Client

from tests.edit.filling import fields_of, open_form, send

HERE = "http://127.0.0.1"
RESULT = "plans/branschspar/results/2026.md"
HEAD = "---\nplan: branschspar\nyear: 2026\nsummary: Fyra spår.\n"


def begun(root: Path, head: str = HEAD) -> None:
    (root / RESULT).write_text(f"{head}---\n", encoding="utf-8")


def rows(page: str, field: str) -> dict[str, str]:
    """Return the name of each ready row by its key."""
    found = re.findall(rf'name="({field}/ready\d+)/@key" value="([^"]+)"', page)
    return {key: name for name, key in found}


def test_what_the_plan_measures_stands_ready_with_what_it_was(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    begun(root)
    page = client.get(f"/.edit/form?file={RESULT}", base_url=HERE).text
    measured = rows(page, "measurements")
    assert list(measured)[:2] == ["i-arbete-efter-spar", "branschspar-startade"]
    assert list(rows(page, "activities"))[:2] == ["verkstad", "omsorg"]
    assert list(rows(page, "targets")) == ["i-arbete-efter-spar"]
    text = unescape(re.sub(r"<[^>]+>", "", page))
    assert "Förra gången (2025): 65 % av deltagare som är klara." in text
    assert dict(fields_of(page))[f"{measured['i-arbete-efter-spar']}/@value/of"] == "deltagare-klara"


def test_rows_that_nobody_filled_in_change_nothing(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    begun(root)
    before = (root / RESULT).read_bytes()
    assert send(client, open_form(client, RESULT), "save").status_code == 303
    assert (root / RESULT).read_bytes() == before


def test_what_is_filled_in_becomes_a_line_each(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    begun(root)
    pairs = open_form(client, RESULT)
    page = client.get(f"/.edit/form?file={RESULT}", base_url=HERE).text
    measured, done = rows(page, "measurements"), rows(page, "activities")
    given = {
        f"{measured['deltagare-borjat']}/@value/value": "61",
        f"{measured['deltagare-klara']}/@value/value": "40",
        f"{measured['i-arbete-efter-spar']}/@value/share": "62,5",
        f"{done['omsorg']}/@value/status": "ongoing",
    }
    sent = [(name, given.get(name, value)) for name, value in pairs]
    assert send(client, sent, "save").location.endswith("done=saved")
    assert (root / RESULT).read_text(encoding="utf-8") == (
        f"{HEAD}measurements:\n"
        "  i-arbete-efter-spar:\n    share: 62.5\n    of: deltagare-klara\n"
        "  deltagare-borjat: 61\n"
        "  deltagare-klara:\n    value: 40\n    of: deltagare-borjat\n"
        "activities:\n"
        "  omsorg:\n    status: ongoing\n"
        "---\n"
    )
    again = client.get(f"/.edit/form?file={RESULT}", base_url=HERE).text
    assert "deltagare-borjat" not in rows(again, "measurements")
    assert "branschspar-startade" in rows(again, "measurements")


def test_an_error_in_a_ready_row_is_named_by_its_title(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    begun(root)
    page = client.get(f"/.edit/form?file={RESULT}", base_url=HERE).text
    name = f"{rows(page, 'measurements')['deltagare-borjat']}/@value/value"
    sent = [(each, "många" if each == name else value) for each, value in fields_of(page)]
    answer = json.loads(send(client, sent, "save", "live").text)
    assert [(each["name"], each["title"]) for each in answer["problems"]] == [(name, "Deltagare som har börjat, Värde")]
    refused = send(client, sent, "save")
    assert refused.status_code == 422 and "<strong>Deltagare som har börjat, Värde: </strong>" in refused.text


def test_the_groups_of_last_time_stand_ready(desk: tuple[Path, Client, str]) -> None:
    root, client, _ = desk
    begun(root, HEAD + "measurements:\n  deltagare-borjat: {value: 60, groups: {kvinnor: 40, man: 20}}\n")
    later = RESULT.replace("2026", "2027")
    (root / later).write_text("---\nplan: branschspar\nyear: 2027\nsummary: S.\n---\n", encoding="utf-8")
    page = client.get(f"/.edit/form?file={later}", base_url=HERE).text
    row = rows(page, "measurements")["deltagare-borjat"]
    groups = rows(page, f"{row}/@value/groups")
    assert list(groups) == ["kvinnor", "man"]
    given = {f"{row}/@value/value": "50", f"{groups['kvinnor']}/@value": "30", f"{groups['man']}/@value": "20"}
    sent = [(name, given.get(name, value)) for name, value in fields_of(page)]
    assert send(client, sent, "save").location.endswith("done=saved")
    written = "  deltagare-borjat:\n    value: 50\n    groups:\n      kvinnor: 30\n      man: 20\n---\n"
    assert (root / later).read_text(encoding="utf-8").endswith(f"summary: S.\nmeasurements:\n{written}")


def test_an_indicator_that_is_a_share_asks_for_a_share_and_its_whole_the_first_time(
    desk: tuple[Path, Client, str],
) -> None:
    root, client, _ = desk
    register, plan = root / "plans" / "indicators.yml", root / "plans" / "branschspar" / "plan.md"
    new = "indicators:\n  - id: nojda\n    title: Andel nöjda\n    unit: share\n"
    register.write_text(register.read_text("utf-8").replace("indicators:\n", new, 1), encoding="utf-8")
    text = plan.read_text("utf-8").replace("indicators: [", "indicators: [nojda, ", 1)
    assert "nojda" in text
    plan.write_text(text, encoding="utf-8")
    begun(root)
    page = client.get(f"/.edit/form?file={RESULT}", base_url=HERE).text
    name = re.escape(rows(page, "measurements")["nojda"])
    own = page[re.search(rf'name="{name}/@key"', page).start() :]  # type: ignore[union-attr]
    shown = own[: own.index("<details")]
    assert f"{name}/@value/share".replace("\\", "") in shown and "/@value/of" in shown
    assert "/@value/value" not in shown
