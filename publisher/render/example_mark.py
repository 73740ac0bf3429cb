"""The mark of an example: the words that say so wherever a file of it can be seen alone."""

from publisher.language import Language
from publisher.model.settings import PublicationSettings


def example_words(settings: PublicationSettings, language: Language) -> str:
    """Return what says that a publication is an example; nothing where it is none."""
    if not settings.example:
        return ""
    return language.text("example", note=settings.note) if settings.note else language.text("example.bare")
