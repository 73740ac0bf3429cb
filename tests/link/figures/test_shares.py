from decimal import Decimal

from publisher.link.figures.shares import Share, counted, shares, wholes
from publisher.model.result import Measurement


def measurements(**values: object) -> dict[str, Measurement]:
    return {name: Measurement.model_validate(value) for name, value in values.items()}


FUNNEL = measurements(
    started="142", finished={"value": "72", "of": "started"}, working={"share": "79", "of": "finished"}
)


def test_share_of_a_part_is_also_a_share_of_the_whole() -> None:
    given, computed = shares(FUNNEL, "working")
    assert given == Share("finished", Decimal(72), Decimal(79), computed=False)
    assert (computed.whole, computed.of, computed.computed) == ("started", Decimal(142), True)
    assert round(computed.per_cent) == 40


def test_part_is_a_share_of_its_whole() -> None:
    (share,) = shares(FUNNEL, "finished")
    assert (share.whole, round(share.per_cent, 1), share.computed) == ("started", Decimal("50.7"), True)
    assert shares(FUNNEL, "started") == ()


def test_share_is_counted_where_its_whole_is_known() -> None:
    assert counted(FUNNEL, "working") == Decimal("56.88")
    assert counted(FUNNEL, "started") == 142
    assert counted(measurements(a={"share": "5", "of": "b"}, b={"share": "5", "of": "c"}), "a") is None


def test_only_its_own_share_is_given() -> None:
    numbers = measurements(started="200", half={"share": "50", "of": "started"}, tenth={"value": "10", "of": "half"})
    # What `half` counts is worked out, so that nothing is known of it as a whole.
    assert shares(numbers, "tenth") == ()
    numbers = measurements(all="200", some={"value": "100", "of": "all"}, few={"share": "10", "of": "some"})
    assert [(share.whole, share.per_cent, share.computed) for share in shares(numbers, "few")] == [
        ("some", Decimal(10), False),
        ("all", Decimal(5), True),
    ]


def test_what_is_part_of_nothing_known_is_a_share_of_nothing() -> None:
    assert shares(measurements(part={"value": "3", "of": "lost"}), "part") == ()
    assert counted(measurements(part={"share": "3", "of": "lost"}), "part") is None


def test_nothing_is_divided_by_zero_or_followed_for_ever() -> None:
    assert shares(measurements(all="0", part={"value": "0", "of": "all"}), "part") == ()
    ring = measurements(a={"value": "1", "of": "b"}, b={"value": "1", "of": "a"})
    assert [share.whole for share in shares(ring, "a")] == ["b"]
    ring = measurements(a={"value": "1", "of": "b"}, b={"value": "1", "of": "c"}, c={"value": "1", "of": "b"})
    assert [share.whole for share in shares(ring, "a")] == ["b", "c"]


def test_a_whole_comes_with_its_parts_and_their_parts() -> None:
    other = measurements(tracks="9", going={"value": "5", "of": "tracks"})
    assert list(wholes({**FUNNEL, **other})) == [("started", "finished", "working"), ("tracks", "going")]


def test_what_cannot_be_counted_is_no_part() -> None:
    assert list(wholes(measurements(all="0", part={"value": "0", "of": "all"}))) == []
    ring = measurements(a={"value": "1", "of": "b"}, b={"value": "1", "of": "a"})
    assert list(wholes(ring)) == []
    shared = measurements(all="9", part={"share": "5", "of": "all"}, less={"share": "5", "of": "part"})
    assert list(wholes(shared)) == [("all", "part")]
