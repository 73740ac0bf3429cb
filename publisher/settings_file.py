"""The settings file, read: what it says, and what in it cannot be, each with its line."""

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from publisher.allowed import ALLOWED, SIZE
from publisher.generator_settings import EXTENSIONS, generator_settings, refused_settings
from publisher.locales import languages
from publisher.model.colours import Colours
from publisher.model.settings import Settings
from publisher.model.typed import typed
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.read.authors_files import FONTS, PICTURES, is_font
from publisher.read.document import Document, read_register
from publisher.read.files import Folder, conflict, read_text, wrong_settings_name
from publisher.read.revision import find_revision
from publisher.render.contact import contact_problem
from publisher.render.palette import too_faint

SETTINGS: Final = "mkdocs.yml"
# Each takes a third of a second at the least. What is made for each plan or body is one of them.
MOST_EDITIONS: Final = 100
SINCE: Final = ("extra", "publication", "changes", "since")


def read_settings(root: Path) -> Settings:
    """Return the settings of the publication in `root`. Raises ProblemsFound where they cannot be used."""
    return load_settings(root)[0]


def load_settings(root: Path) -> tuple[Settings, Document]:
    """Return the settings and the document that they are read from. Raises ProblemsFound where they cannot be used."""
    text, problems = read_text(root / SETTINGS, SETTINGS)
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
    if settings is None:
        raise ProblemsFound(problems)
    if settings.theme.language not in languages():
        facts = {"value": settings.theme.language, "allowed": ", ".join(languages()), "near": "", "key": "language"}
        raise ProblemsFound([Problem(code="unknown-value", place=document.place("theme", "language"), facts=facts)])
    faint = too_faint(document, settings.publication.colours or Colours())
    if wrong := [*faint, *refused_settings(document, root)]:
        raise ProblemsFound(wrong)
    return settings, document


def for_generator(root: Path) -> dict[str, Any]:
    """Return what the site generator hears of the settings. Raises ProblemsFound where they cannot be used."""
    settings, document = load_settings(root)
    return generator_settings(document, settings, root)


def since_place(root: Path) -> Place:
    """Return where the settings say since when each build lists what changed."""
    return load_settings(root)[1].place(*SINCE)


def settings_problems(root: Path, settings: Settings, document: Document, folder: Folder) -> list[Problem]:
    """Return what in the settings leads nowhere: files, a version, extensions of Markdown."""
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
    """Return the Problem with the version that each build is to list the changes since, if git has none such."""
    if comparison := settings.publication.changes:
        try:
            find_revision(root, comparison.since, document.place(*SINCE))
        except ProblemsFound as found:
            return found.problems
    return ()


def lost_navigation(document: Document, paths: Collection[str]) -> Iterator[Problem]:
    """Yield each page that the navigation of the settings names and the site has not."""

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
    """Yield the edition with which there are more than can be printed within a minute."""
    if len(settings.publication.editions) > MOST_EDITIONS and SIZE not in ALLOWED.get():
        place = document.place("extra", "publication", "editions", MOST_EDITIONS)
        yield Problem.at(place, "publication-too-large")


def _languages_twice(settings: Settings, document: Document) -> Iterator[Problem]:
    """Yield each language that the publication has already: as its own, or earlier in the list."""
    seen = {settings.theme.language}
    for at, each in enumerate(settings.publication.languages):
        if seen & {each.code, each.folder}:
            place = document.place("extra", "publication", "languages", at, "code")
            yield Problem.at(place, "language-twice", language=each.code)
        seen |= {each.code, each.folder}


def _not_there(settings: Settings, document: Document, folder: Folder) -> list[Problem]:
    """Return a Problem for each file that the settings name and docs/ lacks."""
    named = settings.publication.model_dump(include={"logo", "icon", "font"}, exclude_none=True)
    return [
        Problem.at(document.place("extra", "publication", name), "not-in-docs", target=path)
        for name, path in named.items()
        if f"docs/{path}" not in folder.others
    ]


def _unfinished_offers(settings: Settings, document: Document) -> Iterator[Problem]:
    """Yield what offers to others lack: the site's address, what portals ask for, a contact that is reached."""
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
    if own.catalogue.contact and (wrong := contact_problem(f"mailto:{own.catalogue.contact.email}")):
        yield Problem.at(document.place(*path, "contact", "email"), wrong[0], **wrong[1])


def _of_no_use(root: Path, settings: Settings, document: Document, folder: Folder) -> Iterator[Problem]:
    """Yield each file that the settings name for what it cannot be: a logo that is no picture, a font that is none."""
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
    """Yield each extension of Markdown that there is none of, or that nothing here would use."""
    named = document.fields.get("markdown_extensions")
    for at, each in enumerate(named if isinstance(named, list) else []):
        name = next(iter(each), "") if isinstance(each, dict) else str(each)
        if name not in EXTENSIONS:
            facts = {"name": name, "near": nearest(name, EXTENSIONS)}
            yield Problem.at(document.place("markdown_extensions", at), "unknown-extension", **facts)
