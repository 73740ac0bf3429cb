"""The sender: who speaks on pages, in print and in files. It is no organisation that does not publish them itself."""

from publisher.language import Language
from publisher.model.settings import Organisation, PublicationSettings


def sender(settings: PublicationSettings, language: Language) -> Organisation:
    """Return who publishes: the organisation, or where it does not, words that say so, without an address."""
    named = settings.organisation
    return named if named.publishes else Organisation(name=language.text("sender.independent", name=named.name))
