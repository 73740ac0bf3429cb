"""The label of an example publication, for every file that can be seen on its own."""

from publisher.language import Language
from publisher.model.settings import PublicationSettings


def example_words(settings: PublicationSettings, language: Language) -> str:
    """Return the sentence that labels a publication as an example, or ""."""
    if not settings.example:
        return ""
    return language.text("example", note=settings.note) if settings.note else language.text("example.bare")
