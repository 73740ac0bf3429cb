"""Follow-ups as files: the indicators, the targets of a plan, and its result for each period."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from publisher.importing.form.proposal import Proposed, ProposedValue
from publisher.importing.form.source import Doubt, SourceLine
from publisher.importing.meaning.follow_up import Followed
from publisher.read.scalar import Plain


def indicator_values(found: Iterable[Followed]) -> tuple[ProposedValue, ...]:
    """Return the indicators that the publication does not have yet, for its register."""
    made = []
    for each in found:
        if not each.known:
            doubts = (*each.doubts, *(() if each.direction else (Doubt("direction-missing"),)))
            fields: dict[str, object] = {"id": each.id, "title": each.title, "unit": each.unit}
            fields["direction"] = each.direction or "neither"
            if each.source:
                fields["sources"] = [{"title": each.source}]
            made.append(ProposedValue(fields, tuple(each.lines), doubts))
    return tuple(made)


def target_values(
    found: Iterable[Followed], themes: Mapping[str, str], bodies: Mapping[str, str]
) -> tuple[ProposedValue, ...]:
    """Return the targets of a plan."""
    made = []
    for each in found:
        values = {
            period.name: wanted.value for period, wanted in sorted(each.wanted.items()) if wanted.value is not None
        }
        if not values:
            continue
        fields: dict[str, object] = {"indicator": each.id}
        if each.theme in themes:
            fields["theme"] = themes[each.theme]
        if each.goal:
            fields["text"] = each.goal
        if each.responsible in bodies:
            fields["responsible"] = bodies[each.responsible]
        fields["values"] = values
        doubts = tuple(doubt for wanted in each.wanted.values() for doubt in wanted.doubts)
        unique = tuple({doubt.code: doubt for doubt in doubts}.values())
        made.append(ProposedValue(fields, tuple(each.lines), unique))
    return tuple(made)


def results(
    found: Sequence[Followed], plan: str, folder: str, summary: str, heads: tuple[SourceLine, ...]
) -> Iterator[Proposed]:
    """Yield the plan's result for each period that has a number or a judgement."""
    periods = sorted({period for each in found for period in (*each.measured, *each.judged)})
    for period in periods:
        measured = {each.id: one for each in found if (one := each.measured.get(period)) and one.value is not None}
        judged = {
            each.id: (each.judged[period], each.said.get(period, [])) for each in found if each.judged.get(period)
        }
        said = {name: one for name, one in judged.items() if one[0].get("value") or one[0].get("trend")}
        fields: dict[str, ProposedValue | tuple[ProposedValue, ...]] = {"plan": ProposedValue(plan)}
        key = "year" if period.name.isdecimal() else "period"
        fields[key] = ProposedValue(Plain(period.name))
        fields["summary"] = ProposedValue(summary.format(period=period.name), heads, (Doubt("made-up-summary"),))
        if measured:
            ordered = sorted(measured.values(), key=lambda one: not one.doubts)
            lines = tuple(line for one in ordered for line in one.lines)
            doubts = tuple({d.code: d for one in measured.values() for d in one.doubts}.values())
            fields["measurements"] = ProposedValue({name: one.value for name, one in measured.items()}, lines, doubts)
        if said:
            lines = tuple(line for _, each in said.values() for line in each)
            targets = {name: {"judgement": _short(one)} for name, (one, _) in said.items()}
            fields["targets"] = ProposedValue(targets, lines)
        if measured or said:
            yield Proposed(f"{folder}/results/{period.slug}.md", "result", fields)


def _short(said: Mapping[str, object]) -> object:
    return said["value"] if [*said] == ["value"] else dict(said)
