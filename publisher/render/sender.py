"""The publisher named on pages, in print and in files: never an organisation that does not publish them itself."""

from publisher.language import Language
from publisher.model.settings import Organisation, PublicationSettings


def sender(settings: PublicationSettings, language: Language) -> Organisation:
    """Return the publisher: the organisation, or a statement that it is not the publisher, without an address."""
    named = settings.organisation
    return named if named.publishes else Organisation(name=language.text("sender.independent", name=named.name))
