"""Made-up plans with activities, targets and yearly results, and the registers that they name."""

from dataclasses import dataclass
from random import Random
from typing import Final

from benchmarks.strategy import BODIES, Fields
from benchmarks.words import BRANCHES, GROUPS, MUNICIPALITY, SORTS, THINGS, VERBS, prose, sentences

FIRST_YEAR: Final = 2020
# So many plans measure by the same three indicators.
SHARING: Final = 5


@dataclass(frozen=True, slots=True)
class Size:
    """How large a publication is to be."""

    plans: int
    years: int
    commitments: int

    @property
    def measured_years(self) -> range:
        """The years that have results."""
        return range(FIRST_YEAR, FIRST_YEAR + self.years)


def plan_id(at: int) -> str:
    """Return the id of a plan by its number from 0."""
    return f"plan-{at + 1:04d}"


def indicator_ids(at: int) -> tuple[str, str, str]:
    """Return the ids of the three indicators that a plan measures by: started, finished, found work."""
    group = at // SHARING + 1
    return f"startat-{group:03d}", f"avslutat-{group:03d}", f"arbete-{group:03d}"


def plan(random: Random, at: int, size: Size, commitments: tuple[str, ...]) -> tuple[Fields, str]:
    """Return a plan's front matter and body."""
    started, finished, work = indicator_ids(at)
    serves = sorted(random.sample(commitments, min(len(commitments), random.randint(1, 3))))
    title, summary = f"{random.choice(SORTS)} inom {random.choice(BRANCHES)}, plan {at + 1}", sentences(random, 2)
    status = random.choice(("ongoing", "ongoing", "ongoing", "decided", "paused", "done"))
    fields = {
        "id": plan_id(at),
        "title": title,
        "summary": summary,
        "status": status,
        "as_of": f"{FIRST_YEAR + size.years - 1}-12-31",
        "serves": serves,
        "period": {"from": f"{FIRST_YEAR}-01-01"},
        "responsible": random.choice(("jobbcentrum", "arbetsforvaltningen", "skolforvaltningen")),
        "partners": random.sample(("foretagen", "myndigheten", "foretagsradet"), 2),
        "target_groups": random.sample(GROUPS, 2),
        "contact": {"text": "Ring den påhittade växeln.", "body": "jobbcentrum", "phone": "070-000 00 00"},
        "decisions": [_decision(random, FIRST_YEAR - 1)],
        "assumptions": [{"text": sentences(random, 1), "indicator": work, "limit": {"below": 20}}],
        "indicators": [started, finished],
        "activities": [_activity(random, number, is_done=status == "done") for number in range(5)],
        "targets": [_target(random, work, size)],
        "sources": [{"title": f"Påhittad handlingsplan {at + 1}", "publisher": MUNICIPALITY}],
        "updated": f"{FIRST_YEAR}-02-01",
    }
    # A reference to a commitment, a body and the plan's own last result.
    links = " ".join(f"Planen bidrar till [åtagande {each}](ref:{each})." for each in serves)
    links += f" [Jobbcentrum](ref:jobbcentrum) håller ihop arbetet. Läs om [senaste året](ref:{_latest(at, size)})."
    vision = "\n## Dit vill kommunen\n\n{{ vision() }}\n" if at % 10 == 0 else ""
    return fields, prose(random, links) + vision


def _latest(at: int, size: Size) -> str:
    return f"{plan_id(at)}/{size.measured_years[-1]}" if size.years else plan_id(at)


def _decision(random: Random, year: int) -> Fields:
    number = random.randint(10, 99)
    return {"body": "arbetsnamnden", "date": f"{year}-11-{number % 28 + 1:02d}", "paragraph": str(number)}


def _activity(random: Random, number: int, *, is_done: bool) -> Fields:
    title = f"{random.choice(VERBS).capitalize()} {random.choice(THINGS)}, del {number + 1}"
    status = random.choice(("planned", "ongoing", "delayed", "done", "stopped"))
    return {
        "id": f"del-{number + 1}",
        "title": title,
        # A plan that is done while its activities are not would be asked about.
        "status": "done" if is_done else status,
        "responsible": random.choice(("jobbcentrum", "skolforvaltningen")),
        "period": {"from": f"{FIRST_YEAR}-03"},
    }


def _target(random: Random, indicator: str, size: Size) -> Fields:
    verdicts = ("kept", "changed", "kept", "dropped", "added")
    # A target that asks for less with each year would be asked about.
    wanted = sorted(random.randint(40, 80) for _ in size.measured_years)
    return {
        "indicator": indicator,
        "values": dict(zip(size.measured_years, wanted, strict=True)) or {FIRST_YEAR: 50},
        "regulations": [
            {
                "year": year,
                "verdict": verdicts[number % len(verdicts)],
                "reason": sentences(random, 1),
                "decision": _decision(random, year),
            }
            for number, year in enumerate(size.measured_years)
        ],
    }


def result(random: Random, at: int, year: int) -> tuple[Fields, str]:
    """Return the front matter and body of a plan's result for a year."""
    started, finished, work = indicator_ids(at)
    whole = random.randint(60, 200)
    part = random.randint(30, whole)
    fields = {
        "plan": plan_id(at),
        "year": year,
        "summary": f"{whole} personer började och {part} blev klara. {sentences(random, 1)}",
        "as_of": f"{year}-12-31",
        "sources": [{"title": f"Påhittad redovisning {year}", "publisher": MUNICIPALITY, "updated": f"{year}-12-31"}],
        "measurements": {
            started: whole,
            finished: {"value": part, "of": started},
            work: {"share": random.randint(25, 95), "of": finished},
        },
        "activities": {
            f"del-{number + 1}": {"status": random.choice(("ongoing", "done")), "comment": sentences(random, 1)}
            for number in range(3)
        },
        "updated": f"{year}-12-31",
    }
    return fields, f"## Vad hände?\n\n{sentences(random, 5)}\n\n## Vad gör vi nu?\n\n{sentences(random, 4)}\n"


def registers(size: Size) -> dict[str, Fields]:
    """Return the registers of bodies and of indicators, by their file."""
    bodies = [
        {"id": name, "title": title, "kind": kind, "text": f"{title} är påhittad."} for name, title, kind in BODIES
    ]
    indicators = [each for at in range(0, size.plans, SHARING) for each in _indicators(at)]
    return {"plans/bodies.yml": {"bodies": bodies}, "plans/indicators.yml": {"indicators": indicators}}


def _indicators(at: int) -> list[Fields]:
    group = at // SHARING + 1
    titles = ("Personer som börjat", "Personer som blivit klara", "Personer som fått arbete")
    wholes = ("som började", "som blev klara", "som fick arbete")
    return [
        {
            "id": name,
            "title": f"{title}, grupp {group}",
            "unit": unit,
            "direction": "higher",
            "as_whole": whole,
            "text": f"{title} i de planer som hör till grupp {group}.",
        }
        for name, title, unit, whole in zip(indicator_ids(at), titles, ("count", "count", "share"), wholes, strict=True)
    ]
