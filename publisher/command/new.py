"""The commands that write new files to fill in. Required values that are not given as options are asked for."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import click

from publisher.atomic import write_new
from publisher.command.options import LanguageCode, root_option
from publisher.command.terminal import Terminal
from publisher.command.work import loaded_or_exit, words_of
from publisher.language import Language
from publisher.link.publication import Publication

if TYPE_CHECKING:
    from publisher.start.drafts import Draft, GivenFields

title_option = click.option("--title", default=None, help="The name that readers see. Asked for if left out.")
summary_option = click.option("--summary", default=None, help="One or two sentences. Asked for if left out.")
id_option = click.option("--id", "name", default=None, help="The permanent id. Default: made from the title.")


@click.group()
def new() -> None:
    """Write a plan, a result, a steering document, a focus area, a translation or a whole publication to begin with."""


@new.command("plan")
@root_option
@title_option
@id_option
@summary_option
@click.option("--status", default="proposed", help="How things stand. Default: proposed.")
@click.option(
    "--serves", multiple=True, help="The id of a commitment that the plan serves; may be given several times."
)
@click.option("--responsible", default=None, help="The id of the body that answers for the plan.")
def plan(root: Path, responsible: str | None, serves: tuple[str, ...], **asked: str | None) -> None:
    """Write a plan with every field explained."""
    from publisher.start.drafts import plan_draft

    publication, words, terminal = _publication(root)
    given = _titled(words, asked)
    given["status"] = asked["status"] or "proposed"
    if not serves and asked["title"] is None and publication.commitments:
        answer = _ask(words, "new.ask.serves", None, "")
        serves = tuple(name.strip(" \"'") for name in answer.split(",") if name.strip())
    given |= {"serves": list(serves)} if serves else {}
    given |= {"responsible": responsible} if responsible else {}
    _write(root, plan_draft(publication, words, given), words, terminal)


@new.command("result")
@root_option
@click.option("--plan", default=None, help="The id of the plan. Asked for if left out.")
@click.option("--year", type=int, default=None, help="The year that is reported. Asked for if left out.")
@click.option("--period", default=None, help="Instead of a year: 2024-T2, 2024-Q3, 2024-H1, 2024-03 or 2024/25.")
@summary_option
def result(root: Path, plan: str | None, year: int | None, period: str | None, summary: str | None) -> None:
    """Write a plan's result for a year or another period, with every field explained."""
    from publisher.start.drafts import result_draft

    publication, words, terminal = _publication(root)
    given: GivenFields = {"plan": _ask(words, "new.ask.plan", plan)}
    if period:
        given["period"] = period
    else:
        given["year"] = year or click.prompt(words.text("new.ask.year"), type=int)
    given["summary"] = _ask(words, "new.ask.summary", summary)
    _write(root, result_draft(publication, words, given), words, terminal)


@new.command("steering-document")
@root_option
@title_option
@id_option
@summary_option
@click.option("--form", default="strategy", help="What it is called: strategy, programme, policy … Default: strategy.")
def steering_document(root: Path, form: str, **asked: str | None) -> None:
    """Write a strategy, a programme, a policy or another steering document, with every field explained."""
    from publisher.start.drafts import document_draft

    publication, words, terminal = _publication(root)
    given = _titled(words, asked)
    given["form"] = form
    _write(root, document_draft(publication, words, given), words, terminal)


@new.command("focus-area")
@root_option
@title_option
@id_option
@summary_option
@click.option("--number", default=None, help="Its number in the document. Default: the next one.")
@click.option("--document", default="", help="The id of the steering document. Default: the first.")
def focus_area(root: Path, number: str | None, document: str, **asked: str | None) -> None:
    """Write a focus area of a steering document, with every field explained."""
    from publisher.start.drafts import focus_area_draft, next_number

    publication, words, terminal = _publication(root)
    given = _titled(words, asked)
    given["number"] = number or next_number(publication, document)
    _write(root, focus_area_draft(publication, words, given, document), words, terminal)


@new.command("translation")
@root_option
@click.argument("file")
@click.argument("language")
def translation(root: Path, file: str, language: str) -> None:
    """Write a translation of FILE into LANGUAGE, with the text of the original above each field."""
    from publisher.pipeline import prepare
    from publisher.problem import ProblemsFound
    from publisher.start.translation_draft import translation_draft

    terminal = Terminal()
    try:
        ready = prepare(root.resolve())
    except ProblemsFound as found:
        terminal.problems(found.problems, words_of(root))
        sys.exit(1)
    path = Path(file).resolve()
    given = path.relative_to(root.resolve()).as_posix() if path.is_relative_to(root.resolve()) else file
    original = given if given in ready.texts else Path(file).as_posix()
    draft = translation_draft(ready.publication, ready.language, ready.texts, original, language)
    _write(root, draft, ready.language, terminal)


def _one_line(_context: click.Context, option: click.Parameter, value: str | None) -> str | None:
    """Return a single-line value. A line break would add a line to pip's requirements."""
    if value is not None and not (value.isprintable() and value.strip()):
        raise click.BadParameter(repr(value), param=option)
    return value


@new.command("publication")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default=None, help="Whose publication it is. Asked for if left out.")
@click.option("--language", type=LanguageCode(), default="sv", help="The site's language. Default: sv.")
@click.option("--url", default="", help="The municipality's own website, https://…")
@click.option(
    "--program",
    default=None,
    callback=_one_line,
    help="What pip installs the program by. Default: where this one came from.",
)
def publication(folder: Path, name: str | None, language: str, url: str, program: str | None) -> None:
    """Write a working publication into FOLDER, which must be new or empty."""
    from publisher.edit.proposing.first_version import begin_repository
    from publisher.start.new_publication import publication_files, source_of_program

    words, terminal = Language(language), Terminal()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        terminal.errors.print(words.text("new.exists", path=folder), markup=False)
        sys.exit(1)
    owner = _ask(words, "new.ask.name", name)
    _put_all(folder.absolute(), publication_files(words, owner, url, program or source_of_program()))
    terminal.say(words.text("new.publication", path=folder))
    if not begin_repository(folder, words.text("new.first-version", owner=owner)):
        terminal.say(words.text("new.no-git"))


def _put_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files of a new publication; a new folder appears with all of them at once."""
    fresh = folder.parent / f".{folder.name}-{uuid4().hex}.tmp"
    try:
        for path, content in files.items():
            write_new(fresh / path, content)
        if not folder.exists():
            fresh.rename(folder)
        else:  # it may be somebody's working directory
            for each in sorted(fresh.iterdir()):
                each.rename(folder / each.name)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _publication(root: Path) -> tuple[Publication, Language, Terminal]:
    terminal = Terminal()
    loaded = loaded_or_exit(root, terminal, draw=False)
    return loaded.publication, loaded.language, terminal


def _titled(words: Language, asked: dict[str, str | None]) -> "GivenFields":
    """Return id, title and summary, asking for what is missing."""
    from publisher.start.drafts import slug

    title = _ask(words, "new.ask.title", asked["title"])
    name = asked["name"] or slug(title)
    if asked["title"] is None:
        name = _ask(words, "new.ask.id", asked["name"], name)
    return {"id": name, "title": title, "summary": _ask(words, "new.ask.summary", asked["summary"])}


def _ask(words: Language, key: str, given: str | None, default: str | None = None) -> str:
    return str(
        given if given is not None else click.prompt(words.text(key), default=default, show_default=bool(default))
    )


def _write(root: Path, draft: "Draft", words: Language, terminal: Terminal) -> None:
    if draft.problems:
        terminal.problems(draft.problems, words)
        sys.exit(1)
    path = root / draft.path
    if path.exists():
        terminal.errors.print(words.text("new.exists", path=path), markup=False)
        sys.exit(1)
    # A file that somebody else has written in the meantime is never replaced.
    write_new(path, draft.text.encode())
    terminal.say(words.text("command.written", path=path))
