"""The same page in every language of the site: for the language switch, and for search engines."""

from collections.abc import Iterable
from dataclasses import replace

from publisher.dependencies import tracked_property
from publisher.language import Language
from publisher.locales import languages
from publisher.model.languages import ContentLanguage, direction_of
from publisher.render.page import PageVersion, url_of
from publisher.render.site_map import SiteMap


class Versions:
    """The counterparts of a page in all languages of the site; none if there is only one language."""

    def __init__(self, site_map: SiteMap) -> None:
        main = site_map.main or site_map
        self._own = site_map
        self._all = (main, *main.versions) if main.versions else ()

    @tracked_property
    def _main_paths(self) -> dict[str, str]:
        return {path: main for main, path in self._own.addresses.moved.items()}

    def of(self, path: str) -> tuple[PageVersion, ...]:
        """Return the versions of the page with this path in its own language, the main language first."""
        main = self._main_paths.get(path, path)
        return tuple(_version(each, each.addresses.moved.get(main) if each.main else main, main) for each in self._all)

    def of_search(self) -> tuple[PageVersion, ...]:
        """Return the versions of the search page, which finds a language by its name."""
        return tuple(
            replace(
                _version(each, each.search_path),
                home=url_of(each.addresses.start),
                called=_called(each, self._own.language),
            )
            for each in self._all
        )


def _version(site_map: SiteMap, path: str | None, main: str = "") -> PageVersion:
    """Return the counterpart in one language; the page in the main language, at `main`, if `path` is None."""
    content, words = site_map.content, site_map.language
    name = own_name(content or ContentLanguage(code=words.code), words)
    version = PageVersion(site_map.tag, name, url_of(path or main), direction_of(site_map.tag))
    if path:
        return version
    note, noted = _not_there(site_map)
    return replace(
        version,
        instead=words.text("language.absent"),
        note=note,
        noted=noted,
        spoken="" if words.spoken == words.code else (site_map.main or site_map).tag,
        start=words.text("language.start"),
        home=url_of(site_map.addresses.start),
    )


def _not_there(site_map: SiteMap) -> tuple[str, str]:
    """Return the sentence that a page is not in a language, and the tag of its own language if it is another one."""
    content, words = site_map.content, site_map.language
    main = (site_map.main or site_map).publication.settings.theme.language
    spoken = "" if words.spoken == words.code else main
    if content and content.untranslated and spoken:
        # The program has no words in it: those of the authors are the nearest.
        return content.untranslated, ""
    if content and content.variant and content.base == main:
        return words.text("language.absent-easy"), spoken
    return words.text("language.absent-translation", language=words.name_of(main)), spoken


def _called(site_map: SiteMap, words: Language) -> str:
    """Return what a language of the site is called in another one: "engelska"; "" where nobody knows."""
    content = site_map.content or ContentLanguage(code=site_map.language.code)
    if content.variant:
        easy = content.variant == site_map.language.text("address.easy")
        return words.text("language.easy") if easy else content.variant
    return words.called(content.base)


def own_name(content: ContentLanguage, words: Language) -> str:
    """Return the own name of a language; that of easy-to-read texts is in its `words`."""
    easy = content.variant == words.text("address.easy") and not content.title
    return words.text("language.easy") if easy else content.own_name


def name_and_tag(code: str, declared: Iterable[ContentLanguage], words: Language) -> tuple[str, str]:
    """Return the own name and the BCP 47 tag of one of the declared languages; `words` are those of the site."""
    content = next((each for each in declared if each.code == code), ContentLanguage(code=code))
    return own_name(content, Language(content.base) if content.base in languages() else words), content.tag
