"""Shares: what a measurement is a share of, step by step up to the outermost total."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from publisher.model.register import Indicator
from publisher.model.result import Measurement


@dataclass(frozen=True, slots=True)
class Share:
    """A share in per cent of `whole` (a measurement's id), whose number is `of`.

    `computed` says that the program calculated it from other figures; otherwise the source gives it.
    """

    whole: str
    of: Decimal
    per_cent: Decimal
    computed: bool


def shares(measurements: Mapping[str, Measurement], name: str) -> tuple[Share, ...]:
    """Return what the measurement `name` is a share of: of its total, of that total's total, and so on.

    A share of 79 % of 72 people, who are part of 142, is also 79 × 72 / 142 ≈ 40 % of the 142.
    """
    count = counted(measurements, name)
    found: list[Share] = []
    part = measurements[name]
    seen = {name}
    while part.of and part.of not in seen and count is not None:
        seen.add(part.of)
        whole = measurements.get(part.of)
        if whole is None or not whole.value:
            break
        given = part.share if part is measurements[name] else None
        per_cent = given if given is not None else 100 * count / whole.value
        found.append(Share(part.of, whole.value, per_cent, computed=given is None))
        part = whole
    return tuple(found)


def counted(measurements: Mapping[str, Measurement], name: str) -> Decimal | None:
    """Return the count behind a measurement: its value, or its share times its total; None if unknown."""
    part = measurements[name]
    if part.value is not None:
        return part.value
    whole = measurements.get(part.of) if part.of else None
    if part.share is None or whole is None or whole.value is None:
        return None
    return part.share * whole.value / 100


def wholes(measurements: Mapping[str, Measurement]) -> Iterator[tuple[str, ...]]:
    """Yield each total with its parts that are counted or suppressed, and their parts, in the order of the result."""
    parts = parts_by_whole(measurements)
    for name, whole in measurements.items():
        if name in parts and whole.of not in measurements and whole.value is not None and whole.value > 0:
            yield name, *_parts(measurements, parts, name)


def parts_by_whole(measurements: Mapping[str, Measurement]) -> Mapping[str, Sequence[str]]:
    """Return the parts of each total, in the order of the result."""
    parts: dict[str, list[str]] = {}
    for name, part in measurements.items():
        if part.of in measurements:
            parts.setdefault(str(part.of), []).append(name)
    return parts


def _parts(measurements: Mapping[str, Measurement], parts: Mapping[str, Sequence[str]], whole: str) -> Iterator[str]:
    for name in parts.get(whole, ()):
        if measurements[name].suppressed or counted(measurements, name) is not None:
            yield name
            yield from _parts(measurements, parts, name)


def since_baseline(measurement: Measurement, indicator: Indicator) -> Decimal | None:
    """Return a measurement's difference from its indicator's baseline, in its unit; None if either is unknown."""
    baseline = indicator.baseline.value if indicator.baseline else None
    return measurement.number - baseline if measurement.number is not None and baseline is not None else None
