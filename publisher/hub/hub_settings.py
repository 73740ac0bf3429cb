"""The settings of a hub: its publications, by the ids in their URLs, and the title of its front."""

from collections import Counter
from collections.abc import Sequence
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

_FALLBACK: Final = "sv"


class HubMember(Model):
    """One publication: its id in the hub's URLs, and the path of its folder, its repository or its data."""

    id: Id
    source: Text


class HubSettings(Model):
    """The hub's settings file: title, language and URL of its front, and its publications."""

    title: Text
    site_url: Address
    organisation: Organisation
    description: Text | None = None
    language: Text = _FALLBACK
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
    return settings.model_copy(update={"publications": tuple(listed)})


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
