"""Calendars name what is due, on its day, in words of the site's language, and never ask a clock."""

import re
from datetime import date
from pathlib import Path

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.exceptions import CalendarParseError
from icalendar import Calendar

from publisher.link.time.due import Occasion
from publisher.pipeline import Loaded, load
from publisher.publish.data.due_calendar import calendar_files
from tests.program import REPOSITORY
from tests.publications import MODULE, without_problems, write
from tests.publish.data.test_columns import FILES

PLAN = """\
---
id: p
title: Plan P
summary: Kort.
status: ongoing
period: {from: 2023-02-01, to: 2026-11}
serves: ["1.1"]
responsible: namnden
next_review: 2025-06
indicators: [alla, fa]
activities:
  - id: kurs
    title: 'Kurs, ny; \\ "å"'
    status: ongoing
    responsible: enheten
    due: 2025-05
    milestones: [{title: Lokal, due: 2024-09-01}, {title: Lärare, due: 2024-03-01, reached: 2024-02-20}, {title: Sen}]
  - {id: klar, title: Klar, status: done, due: 2024-01-01}
  - {id: stoppad, title: Stoppad, status: stopped, due: 2024-01-01}
  - {id: pagar, title: Pågår, status: planned, period: {from: 2024-01-01, to: 2024-12-31}}
  - {id: utan, title: Utan dag, status: planned}
assumptions:
  - {text: Nog., indicator: alla, limit: {above: 30}}
targets:
  - {indicator: klara, values: {2023: 75, 2024: 82.5, 2026-T1: 90}}
---
"""


def settings(covers: str = "complete", more: str = "") -> str:
    """Return the settings of a publication that covers so much."""
    return str(FILES["mkdocs.yml"]).replace("{publication: {", f"{{publication: {{covers: {covers}, {more}")


@pytest.fixture(scope=MODULE)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    result = (
        FILES["plans/p/results/2023.md"]
        .partition("targets:")[0]
        .replace("  avgift: {missing: Taxan är ny}\n", "")
        .replace("activities: {inkop: {status: delayed, complete: 60}}\n", "")
        + "---\n"
    )
    files = FILES | {"mkdocs.yml": settings(), "plans/p/plan.md": PLAN, "plans/p/results/2023.md": result}
    return without_problems(write(tmp_path_factory.mktemp("due"), files))


@pytest.fixture(scope=MODULE)
def ekbacka() -> Loaded:
    return load(REPOSITORY / "examples" / "ekbacka")


def events(content: bytes) -> list[tuple[date, str]]:
    """Return day and words of each event of a calendar."""
    return [(event.decoded("dtstart"), str(event["summary"])) for event in Calendar.from_ical(content).walk("VEVENT")]


def test_everything_that_is_due_stands_in_it(loaded: Loaded) -> None:
    assert events(calendar_files(loaded.site_map, loaded.pages)["calendar.ics"]) == [
        (date(2023, 12, 31), "Att ompröva: Plan P"),
        (date(2024, 9, 1), "Delmål: Lokal (Plan P)"),
        (date(2024, 12, 31), "Klart senast: Pågår (Plan P)"),
        (date(2025, 1, 1), "Att redovisa för 2024: Plan P"),
        (date(2025, 5, 31), 'Klart senast: Kurs, ny; \\ "å" (Plan P)'),
        (date(2025, 6, 30), "Att ompröva: Plan P"),
        (date(2026, 5, 1), "Att redovisa för tertial 1 2026: Plan P"),
        (date(2026, 11, 30), "Planen går ut: Plan P"),
        (date(2026, 12, 31), "Åtagande till och med i dag: Vägar"),
        (date(2026, 12, 31), "Att ompröva: Strategi"),
    ]


@pytest.mark.parametrize(
    ("covers", "reports"),
    [("excerpt", []), ("{extent: complete, since: 2025}", ["Att redovisa för tertial 1 2026: Plan P"])],
)
def test_a_plan_is_to_report_nothing_that_the_publication_does_not_cover(
    loaded: Loaded, tmp_path: Path, covers: str, reports: list[str]
) -> None:
    result = (loaded.root / "plans/p/results/2023.md").read_text(encoding="utf-8")
    files = FILES | {"mkdocs.yml": settings(covers), "plans/p/plan.md": PLAN, "plans/p/results/2023.md": result}
    less = load(write(tmp_path, files))
    every, found = (
        [words for _, words in events(calendar_files(each.site_map, each.pages)["calendar.ics"])]
        for each in (loaded, less)
    )
    assert [words for words in found if words.startswith("Att redovisa")] == reports
    assert [words for words in every if not words.startswith("Att redovisa")] == [
        each for each in found if each not in reports
    ]


def uids(content: bytes) -> dict[str, str]:
    """Return the UID of each event of a calendar by its words."""
    return {str(event["summary"]): str(event["uid"]) for event in Calendar.from_ical(content).walk("VEVENT")}


def test_an_event_keeps_its_uid_when_another_comes_before_it(loaded: Loaded, tmp_path: Path) -> None:
    milestones = PLAN.replace("milestones: [", "milestones: [{title: Förr, due: 2023-05-01}, ")
    other = "assumptions:\n  - {text: Mer., indicator: alla, limit: {above: 39}}\n"
    result = loaded.root / "plans/p/results/2023.md"
    files = FILES | {
        "mkdocs.yml": settings(),
        "plans/p/plan.md": milestones.replace("assumptions:\n", other),
        "plans/p/results/2023.md": result.read_text(encoding="utf-8"),
    }
    changed = without_problems(write(tmp_path, files))
    before, after = (calendar_files(each.site_map, each.pages)["calendar.ics"] for each in (loaded, changed))
    known = "Delmål: Lokal (Plan P)"
    assert uids(after)[known] == uids(before)[known]
    first, then = ({str(each["uid"]) for each in Calendar.from_ical(made).walk("VEVENT")} for made in (before, after))
    assert first < then and len(then - first) == 2


def test_an_example_says_so_in_each_calendar_and_each_event(loaded: Loaded, tmp_path: Path) -> None:
    result = loaded.root / "plans/p/results/2023.md"
    noted = settings(more="example: true, note: Bara på låtsas., ")
    files = {"plans/p/plan.md": PLAN, "plans/p/results/2023.md": result.read_text(encoding="utf-8")}
    example = without_problems(write(tmp_path, FILES | files | {"mkdocs.yml": noted}))
    made = calendar_files(example.site_map, example.pages)
    assert len(made) > 2
    for content in made.values():
        calendar = Calendar.from_ical(content)
        every = [calendar, *calendar.walk("VEVENT")]
        assert {str(each["description"]) for each in every} == {"Exempel: Bara på låtsas."}
    for content in calendar_files(loaded.site_map, loaded.pages).values():
        assert b"DESCRIPTION" not in content


def test_plans_and_bodies_have_their_own(loaded: Loaded) -> None:
    made = calendar_files(loaded.site_map, loaded.pages)
    own = {page.calendar for page in loaded.pages if page.calendar}
    assert set(made) == {"calendar.ics", *own}
    assert len(events(made["planer/p/calendar.ics"])) == 8
    unit = [words for _, words in events(made["ansvar/enheten/calendar.ics"])]
    assert unit == [
        "Delmål: Lokal (Plan P)",
        'Klart senast: Kurs, ny; \\ "å" (Plan P)',
        "Åtagande till och med i dag: Vägar",
        "Att ompröva: Strategi",
    ]
    assert "planer/q/calendar.ics" not in made


def test_an_event_keeps_nobody_busy_and_leads_to_its_page(loaded: Loaded) -> None:
    calendar = Calendar.from_ical(calendar_files(loaded.site_map, loaded.pages)["planer/p/calendar.ics"])
    found = calendar.walk("VEVENT")
    assert len({str(event["uid"]) for event in found}) == len(found)
    for event in found:
        assert event["transp"] == "TRANSPARENT"
        assert str(event["url"]) == "https://example.org/plan/planer/p/"
        assert (event.decoded("dtend") - event.decoded("dtstart")).days == 1
        assert event["dtstamp"].to_ical() == b"19700101T000000Z", (
            "the moment of the last change, by the clock of the world"
        )
    assert str(calendar["version"]) == "2.0"


def test_lines_are_as_the_standard_has_them_and_the_same_each_time(loaded: Loaded) -> None:
    made = calendar_files(loaded.site_map, loaded.pages)
    assert made == calendar_files(loaded.site_map, loaded.pages)
    for content in made.values():
        assert content.endswith(b"END:VCALENDAR\r\n")
        assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_its_maker_is_named_with_the_language_of_its_words(loaded: Loaded) -> None:
    makers = [
        {str(Calendar.from_ical(content)["prodid"]) for content in calendar_files(each.site_map, each.pages).values()}
        for each in (loaded, *loaded.versions)
    ]
    assert makers == [{"-//roda-traden//calendar//SV"}, {"-//roda-traden//calendar//EN"}]


def test_a_variant_of_a_language_is_that_language(ekbacka: Loaded) -> None:
    makers = {
        each.site_map.tag: str(Calendar.from_ical(content)["prodid"]).rpartition("/")[2]
        for each in (ekbacka, *ekbacka.versions)
        for content in calendar_files(each.site_map, each.pages).values()
    }
    assert makers["sv"] == makers["sv-x-lattlast"] == "SV"


def test_where_nothing_is_due_there_is_none(tmp_path: Path) -> None:
    files = {name: content for name, content in FILES.items() if not name.startswith("plans/p/")}
    files["docs/omrade.md"] = str(files["docs/omrade.md"]).replace("    until: 2026-12\n", "")
    files["docs/strategi.md"] = str(files["docs/strategi.md"]).replace("next_review: 2026-12-31\n", "")
    files["plans/statistics/klara.csv"] = None
    bare = without_problems(write(tmp_path, files))
    assert calendar_files(bare.site_map, bare.pages) == {}


def test_a_plan_that_is_followed_no_more_asks_for_nothing(ekbacka: Loaded) -> None:
    replaced = {plan.id for plan in ekbacka.publication.plans if plan.status in {"replaced", "dropped", "mentioned"}}
    asked = {due.about for due in ekbacka.site_map.following.due if due.occasion is not Occasion.REVIEW}
    assert replaced and not replaced & asked


def test_another_reader_finds_no_fault_with_any_of_them(loaded: Loaded) -> None:
    """RFC 5545: what a calendar and an event must have (3.6), lines of at most 75 octets that end in CRLF (3.1)."""
    for content in calendar_files(loaded.site_map, loaded.pages).values():
        stream = IcsCalendarStream.from_ics(content.decode())
        assert [bool(each.prodid and each.version) for each in stream.calendars] == [True]
        assert content.endswith(b"\r\n") and b"\n" not in content.replace(b"\r\n", b"")
        assert max(map(len, content.split(b"\r\n"))) <= 75


@pytest.mark.parametrize(
    ("line", "instead"),
    [(rb"BEGIN:VEVENT\r\n", b""), (rb"DTSTART;VALUE=DATE:\d+", b"DTSTART;VALUE=DATE:2024-01-01"), (rb"UID:", b"UID")],
)
def test_that_reader_notices_what_is_wrong(loaded: Loaded, line: bytes, instead: bytes) -> None:
    content = calendar_files(loaded.site_map, loaded.pages)["calendar.ics"]
    wrong = re.sub(line, instead, content, count=1)
    assert wrong != content
    with pytest.raises((CalendarParseError, ValueError)):
        IcsCalendarStream.from_ics(wrong.decode())
