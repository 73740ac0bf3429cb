"""Reads the settings file and reports invalid settings, each with its line."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from publisher.allowed import ALLOWED, SIZE
from publisher.generator_settings import EXTENSIONS, generator_settings, misspelt_settings, refused_settings
from publisher.locales import languages
from publisher.model.colours import Colours
from publisher.model.language_meant import language_meant
from publisher.model.settings import Settings, ThemeSettings
from publisher.model.typed import typed
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.authors_files import FONTS, PICTURES, is_font
from publisher.read.document import Document, read_register
from publisher.read.files import Folder, conflict, read_text, wrong_settings_name
from publisher.read.revision import find_revision
from publisher.render.palette import too_faint

SETTINGS: Final = "mkdocs.yml"
# Each takes at least a third of a second. Those made for each plan or body count as one.
MOST_EDITIONS: Final = 100
# The language where the rest of the file cannot be parsed: a line of its own, or within braces on that of `theme`.
_NAMED: Final = re.compile(r"(?:^|[{,])[^\S\n]*language:[^\S\n]*[\"']?([a-z]{2})\b")
SINCE: Final = ("extra", "publication", "changes", "since")


def read_settings(root: Path) -> Settings:
    """Return the settings of the publication in `root`. Raises ProblemsFound if they cannot be used."""
    return load_settings(root)[0]


def load_settings(root: Path, unsaved: str | None = None) -> tuple[Settings, Document]:
    """Return the settings and the document that they are parsed from.

    `unsaved` is a text to parse instead of the file's. Raises ProblemsFound if they cannot be used.
    """
    text, problems = read_text(root / SETTINGS, SETTINGS) if unsaved is None else (unsaved, [])
    document = None
    wrong_name = wrong_settings_name(root, SETTINGS) if text is None else None
    clash = conflict(SETTINGS, text or "")
    if other := wrong_name or clash:
        raise ProblemsFound([other])
    if text is not None:
        document, problems = read_register(SETTINGS, text)
    if document is None or problems:
        raise ProblemsFound(problems)
    settings, problems = typed(document, Settings)
    misspelt = [*misspelt_settings(document, {each.facts["key"] for each in problems if each.code == "missing-key"})]
    if settings is None or misspelt:
        meant = {each.facts.get("near") for each in misspelt}
        raise ProblemsFound([*misspelt, *(each for each in problems if each.facts.get("key") not in meant)])
    if settings.theme.language not in languages():
        near = language_meant(settings.theme.language, languages())
        facts = {"value": settings.theme.language, "allowed": ", ".join(languages()), "near": near, "key": "language"}
        raise ProblemsFound([Problem(code="unknown-value", place=document.place("theme", "language"), facts=facts)])
    faint = too_faint(document, settings.publication.colours or Colours())
    if wrong := [*faint, *refused_settings(document, root)]:
        raise ProblemsFound(wrong)
    return settings, document


def language_of(root: Path) -> str:
    """Return the language that the settings in `root` name, even if they cannot be used; else the one by default."""
    return language_in(root / SETTINGS, "theme", "language")


def language_in(file: Path, *path: str) -> str:
    """Return the language that a settings file names at `path`, even if the file cannot be parsed."""
    text, _ = read_text(file, file.name)
    document, _ = read_register(file.name, text) if text is not None else (None, [])
    if document is None:
        named: object = _language_on_a_line(text or "", path[:-1])
    else:
        named = document.fields
        for key in path:
            named = named.get(key) if isinstance(named, Mapping) else None
    return named if isinstance(named, str) and named in languages() else ThemeSettings().language


def _language_on_a_line(text: str, within: Sequence[str]) -> str:
    """Return the language on the first line that has one, in the block of the last key of `within` if there is one."""
    inside = not within
    for line in text.splitlines():
        if within and line[:1].strip() and not line.startswith("#"):
            inside = line.startswith(f"{within[-1]}:")
        match = _NAMED.search(line) if inside else None
        if match and (within or line.startswith("language")):
            return match[1]
    return ""


def for_generator(root: Path) -> dict[str, Any]:
    """Return the settings to pass to the site generator. Raises ProblemsFound if they cannot be used."""
    settings, document = load_settings(root)
    return generator_settings(document, settings, root)


def since_place(root: Path) -> Place:
    """Return the place of the setting that names the version to list changes since."""
    return load_settings(root)[1].place(*SINCE)


def settings_problems(root: Path, settings: Settings, document: Document, folder: Folder) -> list[Problem]:
    """Return the problems of settings that lead nowhere: missing files, an unknown version, Markdown extensions."""
    return [
        *_not_there(settings, document, folder),
        *_of_no_use(root, settings, document, folder),
        *_no_such_version(root, settings, document),
        *_no_such_extension(document),
        *_unfinished_offers(settings, document),
        *_languages_twice(settings, document),
        *_many_editions(settings, document),
    ]


def _no_such_version(root: Path, settings: Settings, document: Document) -> Sequence[Problem]:
    """Return a Problem if git does not know the version to list changes since."""
    if comparison := settings.publication.changes:
        try:
            find_revision(root, comparison.since, document.place(*SINCE))
        except ProblemsFound as found:
            return found.problems
    return ()


def lost_navigation(document: Document, paths: Collection[str]) -> Iterator[Problem]:
    """Yield a Problem for each page in the navigation that the site does not have."""

    def named(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[str, Place]]:
        if isinstance(value, str):
            yield value, document.place(*path)
        for key, each in (
            value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
        ):
            yield from named(each, (*path, key))

    for target, place in named(document.fields.get("nav"), ("nav",)):
        if target not in paths and not re.match(r"[a-z]+:|/|#", target):
            yield Problem.at(place, "broken-link", target=target, near=nearest(target, paths))


def _many_editions(settings: Settings, document: Document) -> Iterator[Problem]:
    """Yield a Problem for the edition that exceeds the number that can be printed within a minute."""
    if len(settings.publication.editions) > MOST_EDITIONS and SIZE not in ALLOWED.get():
        place = document.place("extra", "publication", "editions", MOST_EDITIONS)
        yield Problem.at(place, "publication-too-large")


def _languages_twice(settings: Settings, document: Document) -> Iterator[Problem]:
    """Yield a Problem for each language that the publication has already: as its own, or earlier in the list."""
    seen = {settings.theme.language}
    for at, each in enumerate(settings.publication.languages):
        if each.code in seen:
            place = document.place("extra", "publication", "languages", at, "code")
            yield Problem.at(place, "language-twice", language=each.code)
        seen.add(each.code)


def _not_there(settings: Settings, document: Document, folder: Folder) -> list[Problem]:
    """Return a Problem for each file that the settings name and docs/ lacks."""
    named = settings.publication.model_dump(include={"logo", "icon", "font"}, exclude_none=True)
    return [
        Problem.at(document.place("extra", "publication", name), "not-in-docs", target=path)
        for name, path in named.items()
        if f"docs/{path}" not in folder.others
    ]


def _unfinished_offers(settings: Settings, document: Document) -> Iterator[Problem]:
    """Yield what is missing for sharing with others: the site's address, what portals require, contact details."""
    own = settings.publication
    if own.embeds and not settings.site_url:
        yield Problem.notice(document.place("extra", "publication", "embeds"), "embeds-without-address")
    if own.catalogue is None:
        return
    path = ("extra", "publication", "catalogue")
    place = document.place(*path)
    for name in own.catalogue.lacking:
        yield Problem.notice(place, "catalogue-lacks", key=".".join((*path, name)))
    above = {"site_url": settings.site_url, "site_description": settings.site_description}
    for key, value in {**above, "extra.publication.licence": own.licence}.items():
        if value is None:
            yield Problem.notice(place, "catalogue-lacks", key=key)


def _of_no_use(root: Path, settings: Settings, document: Document, folder: Folder) -> Iterator[Problem]:
    """Yield a Problem for each file unfit for its purpose: a logo that is not a picture, a font that is not a font."""
    named = settings.publication.model_dump(include={"logo", "icon", "font"}, exclude_none=True)
    for name, path in named.items():
        if f"docs/{path}" in folder.others and not _serves(root / "docs" / path, name):
            allowed = " ".join(FONTS if name == "font" else PICTURES)
            place = document.place("extra", "publication", name)
            yield Problem.at(place, "setting-file-kind", target=path, key=name, allowed=allowed)


def _serves(path: Path, name: str) -> bool:
    if name != "font":
        return path.suffix.lower() in PICTURES
    return path.suffix.lower() in FONTS and is_font(path)


def _no_such_extension(document: Document) -> Iterator[Problem]:
    """Yield a Problem for each Markdown extension that does not exist, or that the program would not use."""
    named = document.fields.get("markdown_extensions")
    for at, each in enumerate(named if isinstance(named, list) else []):
        name = next(iter(each), "") if isinstance(each, dict) else str(each)
        if name not in EXTENSIONS:
            facts = {"name": name, "near": nearest(name, EXTENSIONS)}
            yield Problem.at(document.place("markdown_extensions", at), "unknown-extension", **facts)
