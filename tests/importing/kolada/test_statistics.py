"""Statistics from Kolada, fetched from a real server on this machine that speaks as Kolada does, faults and all."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result

from publisher.command.statistics import statistics
from publisher.importing.kolada.client import Kolada, KoladaValue
from publisher.model.time_period import TimePeriod
from publisher.pipeline import load
from publisher.problem import ProblemsFound, stops
from tests.publications import smallest, write

TITLES = {"N03937": "Arbetslöshet", "N60960": "Examen", "N00001": "Ett"}
VALUES: dict[tuple[str, str, int], dict[str, float | None]] = {
    ("N03937", "0136", 2021): {"T": 7.10, "K": 7.5, "M": 6.7},
    ("N03937", "0136", 2022): {"T": 6.4},
    ("N03937", "0136", 2023): {"T": None},
    ("N03937", "0001", 2021): {"T": 6.9},
    ("N03937", "0000", 2022): {"T": 7.0},
}


@dataclass
class Fake:
    """What the server is to do: one fault after the other, then answer; `rows` fit on a page."""

    values: dict[tuple[str, str, int], dict[str, float | None]] = field(default_factory=lambda: dict(VALUES))
    faults: list[str] = field(default_factory=list)
    rows: int = 5000
    asked: list[str] = field(default_factory=list)
    elsewhere: bool = False

    def answer(self, path: str, query: dict[str, list[str]], base: str) -> dict[str, Any]:
        parts = path.strip("/").split("/")[1:]  # v3
        if parts[0] == "kpi":
            found: list[Any] = [{"id": each, "title": TITLES[each]} for each in parts[1].split(",") if each in TITLES]
        else:
            _, _, kpis, _, places, _, years = parts
            found = [
                {"kpi": kpi, "municipality": place, "period": int(year), "values": values}
                for kpi in kpis.split(",")
                for place in places.split(",")
                for year in years.split(",")
                if (values := [
                    {"gender": gender, "value": value, "status": "", "count": 1}
                    for gender, value in self.values.get((kpi, place, int(year)), {}).items()
                ])
            ]  # fmt: skip
        page = int(query.get("page", ["1"])[0])
        shown = found[(page - 1) * self.rows : page * self.rows]
        more = f"{'http://127.0.0.1:9' if self.elsewhere else base}{path}?page={page + 1}"
        return {"values": shown, "count": len(shown), "next_url": more if page * self.rows < len(found) else None}


@contextmanager
def kolada(fake: Fake) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.asked.append(self.path)
            fault = fake.faults.pop(0) if fake.faults else ""
            if fault.isdecimal():
                self.send_response(int(fault))
                if fault == "429":
                    self.send_header("Retry-After", "7")
                self.end_headers()
                return
            url = urlsplit(self.path)
            content = json.dumps(fake.answer(url.path, parse_qs(url.query), f"http://{self.headers['Host']}")).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content[: len(content) // 2] if fault == "half" else content)
            if fault == "half":
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v3"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_the_numbers_of_every_page_come_once_with_their_decimals() -> None:
    fake = Fake(rows=2)
    with kolada(fake) as address, Kolada(address) as client:
        found = list(client.values(["N03937"], ["0136", "0001"], [2021, 2022, 2023]))
    assert [(each.municipality, each.year, each.gender, str(each.value)) for each in found] == [
        ("0136", 2021, "T", "7.1"), ("0136", 2021, "K", "7.5"), ("0136", 2021, "M", "6.7"),
        ("0136", 2022, "T", "6.4"), ("0001", 2021, "T", "6.9"),
    ]  # fmt: skip
    assert isinstance(found[0], KoladaValue)
    assert len(fake.asked) == 2


def test_no_question_names_more_than_25_of_anything() -> None:
    fake = Fake()
    with kolada(fake) as address, Kolada(address) as client:
        assert list(client.values([f"N{n:05d}" for n in range(30)], ["0136"], range(1990, 2024))) == []
    for path in fake.asked:
        assert all(part.count(",") < 25 for part in urlsplit(path).path.split("/"))
    assert len(fake.asked) == 4


def test_it_waits_as_long_as_it_is_asked_to_and_tries_again() -> None:
    waited: list[float] = []
    fake = Fake(faults=["429", "500", "half"])
    with kolada(fake) as address, Kolada(address, waited.append) as client:
        assert client.titles(["N03937"]) == {"N03937": "Arbetslöshet"}
    assert waited[0] == 7.0 and len(waited) == 3


@pytest.mark.parametrize("faults", [["500"] * 9, ["404"]])
def test_a_server_that_does_not_answer_is_one_problem(faults: list[str]) -> None:
    with (
        kolada(Fake(faults=faults)) as address,
        Kolada(address, lambda seconds: None) as client,
        pytest.raises(ProblemsFound) as found,
    ):
        client.titles(["N03937"])
    assert [each.code for each in found.value.problems] == ["kolada-unreachable"]


def test_an_answer_that_leads_elsewhere_is_not_followed() -> None:
    with (
        kolada(Fake(rows=1, elsewhere=True)) as address,
        Kolada(address, lambda seconds: None) as client,
        pytest.raises(ProblemsFound),
    ):
        list(client.values(["N03937"], ["0136"], [2021, 2022]))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, smallest())
    settings = tmp_path / "mkdocs.yml"
    own = 'kolada: {municipality: "0136", comparisons: {lanet: "0001", riket: "0000"}, since: 2020}, '
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("organisation:", f"{own}organisation:"), encoding="utf-8")
    (tmp_path / "plans").mkdir(exist_ok=True)
    (tmp_path / "plans" / "indicators.yml").write_text(
        "indicators:\n  # Den viktigaste.\n  - id: arbetsloshet\n    title: Arbetslöshet\n    unit: percent\n"
        "    direction: lower\n    comparisons: [{id: lanet, title: Länet}, {id: riket, title: Riket}]\n"
        "    kolada: N03937\n  - id: borta\n    title: Borta\n    unit: percent\n    direction: lower\n"
        "    kolada: N99999\n",
        encoding="utf-8",
    )
    return tmp_path


def fetch(root: Path, address: str, *more: str) -> Result:
    arguments = ["--root", str(root), "--address", address, "--date", "2024-05-31", *more]
    return CliRunner().invoke(statistics, arguments, catch_exceptions=False)


def test_the_command_writes_what_the_publication_reads(root: Path) -> None:
    with kolada(Fake()) as address:
        done = fetch(root, address)
    assert done.exit_code == 0, done.output
    table = root / "plans" / "statistics" / "arbetsloshet.csv"
    expected = "period,value,lanet,riket,kvinnor,man\n2021,7.1,6.9,,7.5,6.7\n2022,6.4,,7.0,,\n"
    assert table.read_text(encoding="utf-8") == expected
    assert "N99999" in done.output, "an id that was withdrawn is reported"
    register = (root / "plans" / "indicators.yml").read_text(encoding="utf-8")
    assert "# Den viktigaste." in register
    assert "title: Kolada" in register and "updated: 2024-05-31" in register
    publication = load(root, draw=False).publication
    seen = publication.indicator("arbetsloshet").statistics
    assert {str(period): str(each.value) for period, each in seen.items()} == {"2021": "7.1", "2022": "6.4"}
    assert {
        name: str(number)
        for name, number in publication.indicator("arbetsloshet").statistics[TimePeriod.parse("2021")].groups.items()
    } == {"kvinnor": "7.5", "man": "6.7"}
    assert [(each.title, [group.id for group in each.groups]) for each in publication.dimensions] == [
        ("Kön", ["kvinnor", "man"])
    ]
    assert not stops(load(root, draw=False).problems)


def test_what_is_the_same_changes_nothing_and_what_was_revised_is_noted(root: Path) -> None:
    fake = Fake()
    with kolada(fake) as address:
        fetch(root, address)
        table, register = root / "plans/statistics/arbetsloshet.csv", root / "plans/indicators.yml"
        before = table.read_bytes(), register.read_bytes()
        fetch(root, address, "--date", "2024-06-30")
        assert (table.read_bytes(), register.read_bytes()) == before
        fake.values[("N03937", "0136", 2022)] = {"T": 6.6}
        done = fetch(root, address, "--date", "2024-07-01")
    assert "0 nya år, 1 reviderade" in done.output
    assert "2022,6.6,,7.0,,,2024-07-01: 6.4 (reviderad i Kolada)\n" in table.read_text(encoding="utf-8")
    fake.values[("N03937", "0136", 2022)] = {"T": 6.5}
    with kolada(fake) as address:
        fetch(root, address, "--date", "2025-02-01")
    publication = load(root, draw=False).publication
    revised = publication.indicator("arbetsloshet").statistics[TimePeriod.parse("2022")]
    assert [(str(each.was), str(each.date)) for each in revised.corrections] == [
        ("6.4", "2024-07-01"), ("6.6", "2025-02-01"),
    ]  # fmt: skip


def test_without_a_network_there_is_one_sentence_and_nothing_is_written(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # It asks five times; the waits between are tested where the client is.
    monkeypatch.setattr("publisher.importing.kolada.client.sleep", lambda seconds: None)
    done = fetch(root, "http://127.0.0.1:9/v3", "--only", "arbetsloshet")
    assert done.exit_code == 1
    assert "127.0.0.1:9" in done.output and "Traceback" not in done.output
    assert "--only arbetsloshet" in done.output
    assert not (root / "plans" / "statistics").exists()


def test_an_unknown_indicator_and_missing_settings_are_reported(root: Path) -> None:
    assert "arbetsloshet" in fetch(root, "http://127.0.0.1:9/v3", "--only", "arbetsloshe").output
    write(root, {"mkdocs.yml": smallest()["mkdocs.yml"]})
    assert "kolada-settings-missing" in fetch(root, "http://127.0.0.1:9/v3").output


def test_a_revised_number_of_a_group_is_noted_and_what_does_not_fit_is_left_out(root: Path) -> None:
    fake = Fake()
    with kolada(fake) as address:
        fetch(root, address)
        fake.values[("N03937", "0136", 2021)] = {"T": 7.1, "K": 7.6, "M": 6.7}
        # An average outside those of its parts is none.
        fake.values[("N03937", "0136", 2022)] = {"T": 6.4, "K": 8.8, "M": 9.9}
        done = fetch(root, address, "--date", "2024-07-01")
    assert "2022: talen för kvinnor och män går inte ihop med talet för alla. De är utelämnade." in done.output
    table = (root / "plans/statistics/arbetsloshet.csv").read_text(encoding="utf-8")
    assert '2021,7.1,6.9,,7.6,6.7,"Reviderat i Kolada, hämtat 1 juli 2024; tidigare 7,5 (Kvinnor)."' in table
    assert "8.8" not in table
    assert not stops(load(root, draw=False).problems)


def test_a_file_with_suppressed_numbers_keeps_them(root: Path) -> None:
    with kolada(Fake()) as address:
        fetch(root, address)
        table = root / "plans/statistics/arbetsloshet.csv"
        table.write_text(
            table.read_text(encoding="utf-8").replace("period", "period", 1) + "1999,3,,,1,2\n", encoding="utf-8"
        )
        fake = Fake()
    fake.values[("N03937", "0136", 2023)] = {"T": 6.0}
    with kolada(fake) as address:
        fetch(root, address)
    assert "1999,3,,,1,2" in table.read_text(encoding="utf-8")
