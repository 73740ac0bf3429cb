"""The settings of a publication in another language, falling back to its main language."""

from publisher.model.languages import ContentLanguage
from publisher.model.settings import Settings
from publisher.model.untranslated import Untranslated


def settings_in(settings: Settings, language: ContentLanguage) -> Settings:
    """Return the settings with their translated texts; untranslated ones carry their language."""
    own, main = settings.publication, settings.theme.language

    def said(given: str | None, text: str | None) -> str | None:
        return given or (Untranslated(text, main) if text else None)

    editions = tuple(
        each.model_copy(update={"title": said(language.editions.get(each.id), each.title)}) for each in own.editions
    )
    organisation = own.organisation.model_copy(update={"name": said(language.organisation, own.organisation.name)})
    texts = {"editions": editions, "organisation": organisation, "note": said(language.note, own.note)}
    extra = settings.extra.model_copy(update={"publication": own.model_copy(update=texts)})
    above = {
        "site_name": said(language.site_name, settings.site_name),
        "site_description": said(language.site_description, settings.site_description),
    }
    return settings.model_copy(update={**above, "extra": extra})
