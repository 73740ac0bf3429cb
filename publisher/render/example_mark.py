"""The label of an example publication, for every file that can be seen on its own, and the note under every title."""

from publisher.language import Language
from publisher.model.settings import PublicationSettings
from publisher.model.untranslated import composed


def example_words(settings: PublicationSettings, language: Language) -> str:
    """Return the sentence that labels a publication as an example, or ""."""
    if not settings.example:
        return ""
    return language.text("example", note=settings.note) if settings.note else language.text("example.bare")


def note_words(settings: PublicationSettings, language: Language) -> str:
    """Return the note under every title and on every cover; of an example it says at least that it is one."""
    note = settings.note or ""
    word = language.text("example", note="").strip(" :").casefold()
    if not settings.example or (note and word in note.casefold()):
        return note
    return composed(example_words(settings, language), [note])
