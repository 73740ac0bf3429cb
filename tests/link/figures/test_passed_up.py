"""Standing passed up: n of m, with what is not known as such, at any depth."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.link.figures.passed_up import passed_up
from publisher.link.figures.standing import Standing
from publisher.pipeline import load
from tests.publications import HERE


@given(st.lists(st.sampled_from(list(Standing))))
def test_nothing_is_lost_or_made_up(standings: list[Standing]) -> None:
    counts = passed_up(standings)
    assert counts.total == len(standings) == sum(counts.counts.values())
    assert counts.there == sum(each in {Standing.REACHED, Standing.DONE} for each in standings)
    assert counts.not_known == sum(each in {Standing.UNKNOWN, Standing.UNREPORTED} for each in standings)
    assert counts.there + counts.not_known <= counts.total


def test_each_level_counts_all_that_stands_below_it() -> None:
    publication = load(HERE / "cases" / "levels" / "input", draw=False).publication
    below = {
        name: [each.id for each in publication.tree.commitments_below(name)]
        for name in ("programmet", "arbete", "i1", "m1", "d1", "m2")
    }
    assert below["programmet"] == below["arbete"] == ["k1", "k2", "k3"]
    assert set(below["i1"]) == {"k1", "k2", "k3"}
    assert set(below["m1"]) == {"k1", "k2"}
    assert (below["d1"], below["m2"]) == (["k1"], ["k3"])
    levels = [publication.tree.level_of(one) for one in publication.tree.objectives]
    assert [level.one if level else "" for level in levels] == ["Inriktning", "Mål", "Delmål", "Mål"]
