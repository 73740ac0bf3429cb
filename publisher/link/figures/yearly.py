"""The fate of a plan's targets in each year: which were reached, kept, changed, dropped and added."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.link.figures.progress import Progress, TargetPeriod
from publisher.link.figures.tally import KNOWN
from publisher.model.plan import Verdict


@dataclass(frozen=True, slots=True)
class Yearly:
    """One year of a plan's targets: indicator ids by progress and by verdict, and those without a verdict.

    `names` are the names of the year's periods: 2024/25, or 2025.
    """

    year: int
    names: tuple[str, ...]
    went: Mapping[Progress, tuple[str, ...]]
    verdicts: Mapping[Verdict, tuple[str, ...]]
    unjudged: tuple[str, ...]

    @property
    def with_target(self) -> int:
        """The number of targets with a value for the year."""
        return sum(len(names) for names in self.went.values())

    @property
    def reported(self) -> int:
        """The number of them with a known outcome: reached, nearly reached or missed."""
        return sum(len(self.went[each]) for each in KNOWN)


def yearly(targets: Mapping[str, Sequence[TargetPeriod]]) -> Iterator[Yearly]:
    """Yield the years with a target or a decision, up to the last one with any statement, latest first.

    If a target has values for several periods of a year, the last one counts.
    """
    lines = [(name, line) for name, its_lines in targets.items() for line in its_lines]
    spoken = [line.year for _, line in lines if line.regulation or (line.measured and line.has_target)]
    last = max(spoken, default=0)
    years = {*spoken, *(line.year for _, line in lines if line.has_target and line.year <= last)}
    for year in sorted(years, reverse=True):
        here = [(name, line) for name, line in lines if line.year == year]
        with_target = {name: line for name, line in here if line.has_target}
        judged = {name for name, line in here if line.regulation}
        yield Yearly(
            year,
            tuple(dict.fromkeys(line.period.year_name for _, line in here)),
            {each: tuple(name for name, line in with_target.items() if line.progress is each) for each in Progress},
            {each: tuple(dict.fromkeys(name for name, line in here if _verdict(line) is each)) for each in Verdict},
            tuple(name for name in with_target if name not in judged),
        )


def _verdict(line: TargetPeriod) -> Verdict | None:
    return line.regulation.verdict if line.regulation else None
