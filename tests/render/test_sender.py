"""Nothing speaks as an organisation that does not publish it."""

import pytest

from publisher.language import Language
from publisher.locales import languages
from publisher.model.settings import Organisation, PublicationSettings
from publisher.pipeline import Loaded
from publisher.publish.data.open_data import data_files
from publisher.publish.site.theme_values import theme_extra
from publisher.render.sender import sender


def of(*, publishes: bool) -> PublicationSettings:
    return PublicationSettings(organisation=Organisation(name="Ekby", url="https://ekby.example/", publishes=publishes))


def test_an_organisation_that_publishes_is_the_sender_itself() -> None:
    found = sender(of(publishes=True), Language("sv"))
    assert (found.name, found.url) == ("Ekby", "https://ekby.example/")


@pytest.mark.parametrize("language", languages())
def test_another_is_named_as_one_that_does_not(language: str) -> None:
    found = sender(of(publishes=False), Language(language))
    assert "Ekby" in found.name and found.name != "Ekby"
    assert found.url is None


def test_haninge_is_spoken_of_and_not_for(haninge: Loaded) -> None:
    extra = theme_extra(haninge.site_map)["publication"]
    assert str(extra["parted"]["organisation"]).replace("\u00ad", "") == "Fristående från Haninge kommun"  # type: ignore[index]
    assert b'"publisher": {\n  "name": "Frist\xc3\xa5ende' in data_files(haninge.site_map)["data/publication.json"]
