"""Open data: every file, with the same facts as the pages."""

import csv
import json
import re
import shutil
from io import StringIO
from pathlib import Path

from publisher.pipeline import Loaded, load
from publisher.publish.data.open_data import data_files
from publisher.render.data_files import data_file_names
from publisher.render.data_tables import table_columns
from tests.publications import HERE, smallest, write
from tests.repository import changed


def rows(haninge: Loaded, name: str) -> list[dict[str, str]]:
    content = data_files(haninge.site_map)[f"data/{name}.csv"]
    return list(csv.DictReader(StringIO(content.decode("utf-8"))))


def test_the_page_on_open_data_lists_every_file(haninge: Loaded) -> None:
    (page,) = [page for page in haninge.pages if page.source == "docs/om/oppna-data.md"]
    listed = re.findall(
        r"^\| \[[^]]+\]\(\.\./data/([a-z.-]+\.(?:json|csv|xlsx|rdf|ttl|xml))\) \|", page.markdown, re.MULTILINE
    )
    assert tuple(listed) == data_file_names(haninge.publication)
    assert [*data_files(haninge.site_map)] == [f"data/{name}" for name in data_file_names(haninge.publication)]


def test_the_page_on_open_data_explains_every_column(haninge: Loaded) -> None:
    (page,) = [page for page in haninge.pages if page.source == "docs/om/oppna-data.md"]
    # Their names are English, and said to be.
    plain = page.markdown.replace("*{: lang=en }", "").replace("*", "")
    rows = re.findall(r"^\| ([a-z&#0-9;_]+) \| ([a-z, ]+) \|", plain, re.MULTILINE)
    documented = {row.replace("&#95;", "_"): names.split(", ") for row, names in rows}
    assert len(documented) == len(rows)
    tables = table_columns(haninge.publication)
    for column in {column for columns in tables.values() for column in columns}:
        assert set(documented[column]) == {name for name, columns in tables.items() if column in columns}


def test_each_table_has_its_columns_and_unix_tools_can_read_it(haninge: Loaded) -> None:
    files = data_files(haninge.site_map)
    for name, columns in table_columns(haninge.publication).items():
        first, _, rest = files[f"data/{name}.csv"].decode("utf-8").partition("\r\n")
        assert tuple(first.split(",")) == (*columns, "example"), "each table says that Haninge's pages are one"
        assert name in {"objectives", "targets", "statistics", "money"} or rest


def test_the_table_of_measurements_names_every_whole(haninge: Loaded) -> None:
    (share,) = [row for row in rows(haninge, "measurements") if row["share"]]
    assert share == {
        "plan": "jobbspar",
        "year": "2021",
        "period": "2021",
        "unit": "share",
        "group": "",
        "missing": "",
        "before_plan": "false",
        "indicator": "vidare-till-arbete",
        "value": "",
        "share": "79",
        "suppressed": "",
        "of": "deltagare-avslutat",
        "of_value": "72",
        "open": "",
        "within_days": "",
        "change": "",
        "preliminary": "false",
        "was": "",
        "corrected": "",
        "as_of": "2021-09-15",
        "address": "https://haninge.example/arbetsmarknadsstrategi/resultat/2021/jobbspar/",
        "example": "Exempel: Ett exempel i klarspråk, inte den antagna texten.",
    }


def test_each_commitment_says_where_it_stands(haninge: Loaded) -> None:
    whole = json.loads(data_files(haninge.site_map)["data/publication.json"])
    said = {each["id"]: each["standing"] for each in whole["objects"] if each["kind"] == "commitment"}
    assert {row["id"]: row["standing"] for row in rows(haninge, "commitments")} == said
    (row,) = [row for row in rows(haninge, "commitments") if row["id"] == "1.3"]
    assert (row["standing"], row["latest"], row["review"]) == ("underway", "jobbspar/2021", "false")


def test_reviews_that_are_due_stand_with_the_plan() -> None:
    loaded = load(HERE / "cases" / "ledger" / "input")
    files = data_files(loaded.site_map)
    objects = {each["id"]: each for each in json.loads(files["data/publication.json"])["objects"]}
    (review,) = objects["missat"]["reviews"]
    assert review == {"indicator": "leder", "limit": "6", "measured": "4", "year": 2023, "result": "missat/2023"}
    assert "reviews" not in objects["natt"]
    table = csv.DictReader(StringIO(files["data/commitments.csv"].decode()))
    assert [row["id"] for row in table if row["review"] == "true"] == ["1.2", "2-flera"]


def test_links_lead_to_objects_in_the_same_file(haninge: Loaded) -> None:
    whole = json.loads(data_files(haninge.site_map)["data/publication.json"])
    known = {each["id"] for each in whole["objects"]}
    assert len(known) == len(whole["objects"])
    assert {link["source"] for link in whole["references"]} | {link["target"] for link in whole["references"]} <= known
    links = [{name: value for name, value in row.items() if name != "example"} for row in rows(haninge, "links")]
    assert links == whole["references"]


def test_every_address_is_a_page_of_the_site(haninge: Loaded, site: Path) -> None:
    whole = json.loads((site / "data" / "publication.json").read_bytes())
    base = str(haninge.publication.settings.site_url)
    for each in whole["objects"]:
        assert (site / each["address"].removeprefix(base) / "index.html").is_file(), each["id"]


def test_the_page_on_the_files_says_what_is_promised_of_them(haninge: Loaded) -> None:
    (page,) = (each for each in haninge.pages if "publication.schema.json" in each.markdown)
    assert haninge.language.text("data.promise") in page.markdown
    # It is that of the handbook, whose words tests/publish/data/promise/ keeps.
    assert "`version`" in haninge.language.text("data.promise")


def test_a_steering_document_names_what_it_is(tmp_path: Path) -> None:
    document = "---\nkind: {0}\nid: {1}\ntitle: T\nsummary: S\n{2}---\n"
    files = {
        "docs/s/index.md": document.format("strategy", "s", ""),
        "docs/p/index.md": document.format("steering-document", "p", "form: programme\n"),
        "docs/o/index.md": document.format("steering-document", "o", ""),
    }
    made = data_files(load(write(tmp_path, smallest() | files)).site_map)
    objects = {each["id"]: each for each in json.loads(made["data/publication.json"])["objects"]}
    named = {"s": "strategy", "p": "programme", "o": "other"}
    assert {name: objects[name]["form"] for name in named} == named
    # What changes only with a new major version stays.
    assert {objects[name]["kind"] for name in named} == {"strategy"}
    table = csv.DictReader(StringIO(made["data/documents.csv"].decode()))
    assert {row["id"]: row["form"] for row in table} == named


def test_what_was_measured_before_its_plan_says_so(tmp_path: Path) -> None:
    aim = "targets: [{{indicator: a, values: {{2024: 5}}}}]\n"
    plan = f"---\nid: {{0}}\ntitle: P\nsummary: S\nstatus: ongoing\n{{1}}{aim}---\n"
    result = "---\nplan: {0}\nyear: {1}\nsummary: S\nmeasurements: {{a: {2}}}\n---\n"
    files = {
        "plans/indicators.yml": "indicators: [{id: a, title: A, unit: percent, direction: higher}]\n",
        "plans/p/plan.md": plan.format("p", "period: {from: 2023}\n"),
        "plans/p/results/2022.md": result.format("p", 2022, 3),
        "plans/p/results/2023.md": result.format("p", 2023, "{value: 4, period: 2021}"),
        "plans/q/plan.md": plan.format("q", ""),
        "plans/q/results/2022.md": result.format("q", 2022, 3),
    }
    made = data_files(load(write(tmp_path, smallest() | files)).site_map)

    def said(table: str, *names: str) -> list[tuple[str, ...]]:
        read = csv.DictReader(StringIO(made[f"data/{table}.csv"].decode()))
        return sorted(tuple(row[name] for name in names) for row in read)

    results = said("results", "plan", "period", "before_plan")
    assert results == [("p", "2022", "true"), ("p", "2023", "false"), ("q", "2022", "")]
    # A number may be of an earlier period than its result.
    every = [("p", "2021", "true"), ("p", "2022", "true"), ("q", "2022", "")]
    assert said("measurements", "plan", "period", "before_plan") == every
    aims = [("p", "2024", "false"), ("q", "2024", "")]
    assert said("targets", "plan", "period", "before_plan") == sorted([*every, *aims])
    objects = json.loads(made["data/publication.json"])["objects"]
    known = {each["id"]: each.get("before_plan") for each in objects if each["kind"] == "result"}
    assert known == {"p/2022": True, "p/2023": False, "q/2022": None}


def test_a_note_about_a_number_is_none_about_those_that_it_is_compared_with(tmp_path: Path) -> None:
    files = {
        "plans/indicators.yml": (
            "indicators:\n"
            "  - {id: a, title: A, unit: percent, direction: lower, comparisons: [{id: riket, title: Riket}]}\n"
        ),
        "plans/statistics/a.csv": "period,value,riket,note\n2021,6.0,5.5,Efter pandemin\n",
    }
    made = data_files(load(write(tmp_path, smallest() | files)).site_map)
    table = csv.DictReader(StringIO(made["data/statistics.csv"].decode()))
    assert [(row["series"], row["value"], row["note"]) for row in table] == [
        ("", "6.0", "Efter pandemin"),
        ("riket", "5.5", ""),
    ]


def test_a_text_in_another_language_has_an_address_only_where_a_page_is_in_it(tmp_path: Path) -> None:
    shutil.copytree(HERE / "cases" / "languages" / "input", tmp_path, dirs_exist_ok=True)
    changed(tmp_path, "plans/bodies.yml", ("title: Vägvisarna,", "title: Vägvisarna, text: De visar vägen.,"))
    changed(tmp_path, "plans/bodies.en.yml", ("title: The guides", "text: They show the way."))
    published = json.loads(data_files(load(tmp_path).site_map)["data/publication.json"])
    (body,) = (each for each in published["objects"] if each["id"] == "vagvisarna")
    assert body["translations"] == {"en": {"texts": {"text": "They show the way."}}}
