"""The menu that a publication has where its settings name none: a page for each of its sections."""

from collections.abc import Iterable, Iterator

from publisher.dependencies import compared
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.article import Section
from publisher.render.address import START, Addresses
from publisher.render.document_words import section_title
from publisher.render.outline import Outline, PageDraft


def section_heads(drafts: Iterable[PageDraft]) -> Iterator[PageDraft]:
    """Yield the first page of each section except the start page."""
    seen: set[Section] = {Section.START}
    for draft in drafts:
        if not draft.parent and draft.section not in seen:
            seen.add(draft.section)
            yield draft


def default_menu(publication: Publication, language: Language, places: Addresses) -> tuple[tuple[str, str], ...]:
    """Return title and path of the start page and of the first page of each section."""
    with compared():
        drafts = Outline(publication, language, places).drafts()
    titles = {Section.STRATEGY: section_title(publication, language)}
    heads = [
        (titles.get(draft.section) or language.text(f"theme.section.{draft.section}"), draft.path)
        for draft in section_heads(drafts)
    ]
    return ((language.text("page.start"), START), *heads)
