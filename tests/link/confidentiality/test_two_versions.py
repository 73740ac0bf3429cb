"""Of two versions that are read side by side, what is withheld from both is asked for by nobody."""

from dataclasses import replace

from publisher.link.confidentiality.through_time import withheld_in_time
from publisher.pipeline import load
from tests.conftest import REPOSITORY


def test_a_number_that_is_withheld_is_no_measurement_of_its_indicator() -> None:
    publication = load(REPOSITORY / "examples" / "ekbacka").publication
    withheld = withheld_in_time([publication.nodes, publication.nodes], {})
    shown = replace(publication, nodes=withheld.without(publication.nodes))
    names = [indicator.id for indicator in publication.indicators]
    measured = {name: shown.measurements_of(name) for name in names}
    assert all(name in result.measurements for name, results in measured.items() for result in results)
    assert sum(map(len, measured.values())) < sum(len(publication.measurements_of(name)) for name in names)
