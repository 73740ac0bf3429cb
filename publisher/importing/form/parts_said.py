"""The summary of what has none of its own: what a source says of it, part by part, and nothing else."""

from collections.abc import Iterable, Mapping
from typing import Final

from publisher.importing.form.proposal import ProposedValue
from publisher.language import Language

PARTS: Final = ("targets", "outcomes", "missing", "judgements", "forecasts", "comments", "activities")
"""The parts in the order in which a summary names them."""
# What a report on a target has, and what a summary calls it.
_REPORTED: Final = {"judgement": "judgements", "forecast": "forecasts", "analysis": "comments", "measures": "comments"}


def summary_of(parts: Iterable[str], language: Language, period: str = "") -> str:
    """Return the parts of a plan, or of its result for a `period`, in words: Utfall och aktiviteter.

    Parts are targets, outcomes, missing (why there is no number), judgements, forecasts, comments and activities; there
    is at least one.
    """
    held = {*parts}
    words = language.listing([language.text(f"import.part.{part}") for part in PARTS if part in held])
    named = f"{words[:1].upper()}{words[1:]}"
    key = "import.summary-of-period" if period else "import.summary-of-parts"
    return language.text(key, parts=named, **({"period": period} if period else {}))


def parts_of_result(numbers: Mapping[str, ProposedValue], reports: Mapping[str, ProposedValue]) -> set[str]:
    """Return the parts of a result with measurements and reports on targets, by indicator."""
    values = [each.value for each in numbers.values()]
    missing = [isinstance(value, dict) and "missing" in value for value in values]
    found = {name for is_missing, name in ((False, "outcomes"), (True, "missing")) if is_missing in missing}
    said = [each.value for each in reports.values() if isinstance(each.value, dict)]
    found |= {name for report in said for key, name in _REPORTED.items() if key in report}
    judged = [report["judgement"] for report in said if isinstance(report.get("judgement"), dict)]
    return found | ({"comments"} if any("comment" in each for each in judged) else set())
