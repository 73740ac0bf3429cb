"""The settings of a hub: its publications, by the ids in their URLs, and the title of its front."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field

from publisher.locales import languages
from publisher.model.fields import Address, Id, Model, Text
from publisher.model.settings import Organisation
from publisher.model.typed import typed
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.document import read_register
from publisher.read.files import read_text
from publisher.settings_file import read_settings

_FALLBACK: Final = "sv"


class HubMember(Model):
    """One publication: its id in the hub's URLs, and the path of its folder, its repository or its data."""

    id: Id
    source: Text


class HubSettings(Model):
    """The hub's settings file: title, language and URL of its front, and its publications.

    `pages` is the folder of the front's own articles; `accessibility` is the id of the one that holds its accessibility
    statement.
    """

    title: Text
    site_url: Address
    organisation: Organisation
    description: Text | None = None
    language: Text = _FALLBACK
    pages: Text | None = None
    accessibility: Id | None = None
    publications: Annotated[tuple[HubMember, ...], Field(min_length=1)]


def read_hub(path: Path) -> HubSettings:
    """Return a hub's settings; sources are paths relative to the file. Raises ProblemsFound if they are invalid."""
    text, problems = read_text(path, path.name)
    document = None
    if text is not None:
        document, problems = read_register(path.name, text)
    if document is None or problems:
        raise ProblemsFound(problems)
    settings, problems = typed(document, HubSettings)
    if settings is None:
        raise ProblemsFound(problems)
    if settings.language not in languages():
        facts = {"value": settings.language, "allowed": ", ".join(languages()), "near": "", "key": "language"}
        raise ProblemsFound([Problem(code="unknown-value", place=document.place("language"), facts=facts)])
    twice = {name for name, count in Counter(each.id for each in settings.publications).items() if count > 1}
    wrong = [
        Problem.at(document.place("publications", at, "id"), "hub-id-twice", id=each.id)
        for at, each in enumerate(settings.publications)
        if each.id in twice
    ]
    if wrong:
        raise ProblemsFound(wrong)
    listed = [each.model_copy(update={"source": str(path.parent / each.source)}) for each in settings.publications]
    pages = path.parent / settings.pages if settings.pages else None
    if pages and not any(pages.rglob("*.md")):
        raise ProblemsFound([Problem.at(document.place("pages"), "hub-no-pages", folder=pages)])
    return settings.model_copy(update={"publications": tuple(listed), "pages": str(pages) if pages else None})


def hub_of_options(options: Mapping[str, str | None], sources: Sequence[Path]) -> HubSettings:
    """Return the settings of a hub without a list, in the language of its first publication.

    `options` are the command line's, by name: title, address and organisation. Raises ProblemsFound if one is missing
    or invalid, or if there is no publication.
    """
    missing = [f"--{name}" for name, value in options.items() if not (value or "").strip()]
    if missing:
        raise ProblemsFound([Problem.at(Place("hub"), "hub-no-list", options=", ".join(missing))])
    if not sources:
        raise ProblemsFound([Problem.at(Place("hub"), "hub-no-publication")])
    text = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in options.items())
    document, problems = read_register("hub", text)
    given, problems = typed(document, _Options) if document else (None, problems)
    if given is None:
        # A line of the text is an option: nobody wrote a file.
        names = [*options]
        raise ProblemsFound(replace(each, place=Place(f"--{names[(each.place.line or 1) - 1]}")) for each in problems)
    members = tuple(HubMember(id=_name(source), source=str(source)) for source in sources)
    first = HubSettings(
        title=given.title,
        site_url=given.address,
        organisation=Organisation(name=given.organisation),
        language=_language_of(sources[0]),
        publications=members[:1],
    )
    return with_sources(first, sources[1:])


class _Options(Model):
    title: Text
    address: Address
    organisation: Text


def _language_of(source: Path) -> str:
    """Return the language of a publication's folder; the fallback if it has none, or is no folder."""
    with suppress(ProblemsFound, OSError):
        language = read_settings(source.resolve()).theme.language
        return language if language in languages() else _FALLBACK
    return _FALLBACK


def with_sources(settings: HubSettings, sources: Sequence[Path]) -> HubSettings:
    """Return the settings with the command line's publications added, with ids from the names of their folders."""
    more = [HubMember(id=_name(source), source=str(source)) for source in sources]
    known = {each.id for each in settings.publications}
    for each in more:
        if each.id in known:
            raise ProblemsFound([Problem.at(Place(each.source), "hub-id-twice", id=each.id)])
        known.add(each.id)
    return settings.model_copy(update={"publications": (*settings.publications, *more)})


def _name(source: Path) -> str:
    """Return the id made from a source's name. Raises ProblemsFound if that is impossible."""
    folder = source.resolve().parent.parent if source.suffix == ".json" else source.resolve()
    name = folder.name.removesuffix(".git").casefold().replace("_", "-").replace(" ", "-")
    try:
        return HubMember.model_validate({"id": name, "source": "x"}).id
    except ValueError:
        raise ProblemsFound([Problem.at(Place(str(source)), "hub-name", name=name)]) from None
