"""The command that makes drafts of existing documents: plain text, scans, Word, PDF, tables and StratML."""
# One meaning, so one file.

import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path, PurePosixPath

import click

from publisher.command.help_texts import language_of_help
from publisher.command.options import LanguageCode, allow_option
from publisher.command.table_edits import edit_by_tables, listing_of, stop
from publisher.command.terminal import Terminal
from publisher.extensions import READERS, names
from publisher.importing.columns.mapping import TableAsked, mapping_text, read_mapping
from publisher.importing.drafts.drafting import draft, pictures_of
from publisher.importing.drafts.fitting_titles import fitting
from publisher.importing.drafts.followed_plans import (
    HeldPlan,
    as_result,
    named_as_plan,
    numbers_of,
    plan_followed,
    plans_followed,
)
from publisher.importing.drafts.given_directions import with_directions
from publisher.importing.drafts.placing import (
    ImportRecord,
    Placing,
    placings,
    read_record,
    record_path,
    record_text,
    texts,
)
from publisher.importing.drafts.summary import brief, report
from publisher.importing.drafts.trial_copy import overlaid, put
from publisher.importing.form.accounting import Accounted, Fate, account
from publisher.importing.form.proposal import Proposal
from publisher.importing.form.source import SourceFile, is_tables
from publisher.importing.meaning.adoption import with_adoption, with_adoption_of_tables, with_bodies_of_objectives
from publisher.importing.meaning.follow_up import HeldIndicator
from publisher.importing.meaning.organisations import proposal_of_tables
from publisher.importing.meaning.plans import action_plan, is_plan, with_targets
from publisher.importing.meaning.tables import Present, columns_of
from publisher.importing.own_tables.cell_edits import is_own
from publisher.importing.prose.sections import Asked, title_of
from publisher.importing.prose.steering import steering_document
from publisher.importing.readers.bounded import read_bounded
from publisher.importing.readers.formats import FORMATS
from publisher.importing.sheets.unread_tables import not_understood, unread_headers, why_unread
from publisher.importing.stated.unread_facts import without_read_facts
from publisher.importing.stratml.strategic_plan import is_strategic_plan, strategic_plan
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.model.time_meant import period_meant
from publisher.model.time_period import TimePeriod, time_period
from publisher.pipeline import load
from publisher.problem import Place, Problem, ProblemsFound, stops
from publisher.read.document import Document
from publisher.read.field_tree import Tree
from publisher.settings_file import SETTINGS, language_of
from publisher.start.new_publication import take_away, take_example

# What is said of a file with tables whose headers are not understood.
_UNREAD = frozenset({"import-header-unknown", "import-rows-alike"})


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE…")
@click.option(
    "--into",
    "--root",  # as every other command calls it
    "root",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The publication's folder. One that is not there yet becomes a new publication. Default: this one.",
)
@click.option(
    "--as",
    "format_name",
    type=click.Choice([*FORMATS, *names(READERS)]),
    default=None,
    help="What the file is, where its name does not say it.",
)
@click.option("--title", default="", help="The document's title. Default: its first heading.")
@click.option("--name", default="", help="The municipality's name, for a new publication.")
@click.option(
    "--language",
    type=LanguageCode(),
    default=None,
    help="The language of the file, and of a new publication. Default: the publication's.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(path_type=Path, dir_okay=False),
    default=None,
    help="Write the account of every line here, also when nothing else is written.",
)
@click.option(
    "--mapping",
    "mapping_file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    default=None,
    help="What the columns of tables hold, in a file; each import of tables writes such a one.",
)
@click.option("--period", default="", help="The period of numbers for which a table names none: 2025, 2025-T2.")
@click.option("--write", "writes", is_flag=True, help="Write the drafts. Without it nothing is written.")
@allow_option
def import_(
    files: tuple[Path, ...],
    root: Path,
    format_name: str | None,
    title: str,
    name: str,
    language: str | None,
    report_file: Path | None,
    mapping_file: Path | None,
    period: str,
    writes: bool,  # noqa: FBT001
) -> None:
    """Make drafts of FILE…, show what each line becomes, and write them where that is asked for."""
    terminal = Terminal()
    # A new publication has the language by default, whatever that of the system is.
    words = Language(language or language_of(root))
    try:
        beginning, folder = _beginning(root, name, words)
        asked = read_mapping(mapping_file, words) if mapping_file else TableAsked()
        mapping = replace(asked, title=title, period=_period(period), year=date.today().year)
        for file in files:
            source = read_bounded(file, format_name, words.code)
            account_text, problems = _import_or_ask(
                source, root, beginning, Asked(title, folder), mapping, words, terminal, writes=writes
            )
            if report_file:
                report_file.write_text(account_text, encoding="utf-8")
            if problems:
                raise ProblemsFound(problems)
    except ProblemsFound as found:
        terminal.problems(found.problems, words)
        asks = {each.code for each in found.problems} & {*_UNREAD, "import-nothing-placed"}
        terminal.errors.print(words.text("import.nothing.drafts" if asks else "import.nothing"), markup=False)
        sys.exit(1)


def _period(given: str) -> TimePeriod | None:
    """Return a period that is given in words of people, or None if none is. Raises UsageError if it is not one."""
    known = time_period(period_meant(given) or given) if given else None
    if given and known is None:
        raise click.UsageError(f"--period {given}: 2025, 2025-T2, 2025-Q3, 2025-06")
    if known and known.is_either:
        raise click.UsageError(f"--period {given}: {known.as_month}, {known.as_split}")
    return known


def _import_or_ask(
    source: SourceFile, root: Path, beginning: dict[str, bytes], asked: Asked, mapping: TableAsked, words: Language,
    terminal: Terminal, *, writes: bool,
) -> tuple[str, Sequence[Problem]]:  # fmt: skip
    """Import one source, or offer a mapping file where no table of it is understood; return the report and why not."""
    try:
        account_text, found_any = _import(source, root, beginning, asked, mapping, words, terminal, writes=writes)
    except ProblemsFound as found:
        if not {each.code for each in found.problems} & _UNREAD:
            raise
        lines = account(source, Proposal((), tuple(not_understood(source))))
        return _asking(source, root, mapping, lines, words, terminal, writes=writes), found.problems
    return account_text, [] if found_any else [Problem.at(Place(source.name), "import-nothing-placed")]


def _import(
    source: SourceFile, root: Path, beginning: dict[str, bytes], asked: Asked, mapping: TableAsked, words: Language,
    terminal: Terminal, *, writes: bool,
) -> tuple[str, bool]:  # fmt: skip
    """Show the import of one source, write its drafts if asked to, and return the report and whether it has any."""
    terminal.problems(source.notices, words)
    if not beginning and is_own(source):
        return edit_by_tables(source, root, words, terminal, writes=writes), True
    record = read_record(root, source)
    if record and record.digest == source.digest and not mapping.reads_otherwise:
        terminal.say(words.text("import.again", name=source.name))
        return _last_report(root, source), True
    asked = replace(asked, folder=record.folder) if record else asked
    with overlaid(root, beginning) as copy:
        example, folder_of_example = (
            ((), "") if beginning or not _is_document(source, words, asked) else take_example(copy)
        )
        before, asked = load(copy, draw=False).publication, replace(asked, folder=asked.folder or folder_of_example)
        proposal = _proposal(source, copy, record, asked, mapping, words, fresh=bool(beginning))
        drafts = {file.path: draft(fitting(file), words) for file in proposal.files}
        folder = PurePosixPath(asked.folder or ".")
        if beginning and not any(PurePosixPath(path).is_relative_to(folder) for path in drafts):
            settings = _without_document(beginning[SETTINGS].decode(), folder.name)
            beginning = beginning | {SETTINGS: settings.encode()}
            put(copy, {SETTINGS: beginning[SETTINGS]})
        placed = with_directions(copy, placings(copy if example else root, drafts, record), mapping.directions)
        pictures = _pictures(root, proposal, placed)
        put(copy, {**texts(placed), **pictures})
        after = load(copy, draw=False)
        newer = record and not stops(after.problems)
        listing = listing_of(before, after, words) if newer else ""
    lines = account(source, proposal)
    if is_tables(source) and _are_left_out(lines):
        terminal.say(brief(source, Proposal(()), (), lines, words))
        return _asking(source, root, mapping, lines, words, terminal, writes=writes), False
    named = [words.text("import.example", files=", ".join(example))] if example else []
    terminal.say("\n".join([brief(source, proposal, placed, lines, words), *named]))
    stop(after.problems, words, terminal)
    if listing:
        terminal.write(f"{listing}\n")
    account_text = _asking(source, root, mapping, lines, words, terminal, writes=writes)
    if not writes:
        terminal.say(words.text("import.dry"))
        return account_text, True
    if is_tables(source):
        _write_mapping(source, root, mapping, words, ())
    _write(source, root, {**beginning, **pictures}, placed, account_text, words)
    take_away(root, {*example} - {each.path for each in placed})
    terminal.say(words.text("command.written", path=root / record_path(source)))
    return account_text, True


def _last_report(root: Path, source: SourceFile) -> str:
    """Return the report of the last import of a source, or ""."""
    there = (root / record_path(source)).with_suffix(".md")
    return there.read_text(encoding="utf-8") if there.is_file() else ""


def _are_left_out(lines: Sequence[Accounted]) -> bool:
    """Return whether neither a line nor a cell found a place."""
    cells = all(cell.fate is Fate.LEFT_OUT for line in lines for cell in line.cells)
    return cells and all(line.fate is Fate.LEFT_OUT for line in lines)


def _is_document(source: SourceFile, words: Language, asked: Asked) -> bool:
    """Return whether a source becomes a steering document."""
    return is_strategic_plan(source) or not (is_tables(source) or is_plan(source, words.code, asked))


def _pictures(root: Path, proposal: Proposal, placed: tuple[Placing, ...]) -> dict[str, bytes]:
    """Return the pictures to write beside the written files, if they do not exist yet, by path."""
    written = {each.path for each in placed if each.written}
    found = (pictures_of(file) for file in proposal.files if file.path in written)
    return {path: content for each in found for path, content in each.items() if not (root / path).exists()}


def _write(
    source: SourceFile, root: Path, beginning: Mapping[str, str | bytes], placed: tuple[Placing, ...],
    account_text: str, words: Language,
) -> None:  # fmt: skip
    written = {each.path: each.text for each in placed}
    record, about, before = record_path(source), words.text("import.record"), read_record(root, source)
    account_path = str(Path(record).with_suffix(".md").as_posix())
    if not (root / record).exists():
        # Record the files first, still without a source: if interrupted, the next run recognises them as its own.
        put(root, {record: record_text(replace(source, digest=""), written, about, before)})
    # Once the source is recorded, this is not written again.
    done = {account_path: account_text, record: record_text(source, written, about, before)}
    put(root, beginning)
    put(root, {**texts(placed), **done})


def _proposal(
    source: SourceFile, copy: Path, record: ImportRecord | None, asked: Asked, mapping: TableAsked, words: Language,
    *, fresh: bool,
) -> Proposal:  # fmt: skip
    """Return the proposal made from a source: from its tables, as an action plan, or as a steering document."""
    # In a new publication the example bodies are replaced by those of its first source.
    own = [*(record.files if record else ()), *(["plans/bodies.yml"] if fresh else ())]
    publication = load(copy, draw=False).publication
    taken = frozenset(name for name, node in publication.nodes.items() if node.document.file not in own)
    measured = {each for plan in publication.plans if plan.id not in taken for each in plan.measured}
    measured |= {PurePosixPath(name).stem for name in own if name.startswith("plans/statistics/")}
    unnamed = words.text("import.untitled.indicator")
    indicators = {
        key: HeldIndicator.of(each) for each in publication.indicators for key in (each.title.casefold(), each.id)
        # Those that nobody has named have their title in common, and nothing else.
        if each.title != unnamed or each.id in measured
    }  # fmt: skip
    there = () if fresh else publication.bodies
    bodies = {key: each.id for each in there for key in (each.title.casefold(), each.id)}
    municipality = publication.settings.publication.organisation.name
    documents, plans = ({each.title.casefold(): each.id for each in of if each.id in taken}
                        for of in (publication.documents, publication.plans))  # fmt: skip
    present = Present(indicators, bodies, taken, publication.dimensions, municipality, documents, plans)
    if is_strategic_plan(source):
        return strategic_plan(source, words, asked, present)
    held = _held(publication, taken)
    title = str(title_of(source, asked, words.code).value)
    if not is_tables(source) and (is_plan(source, words.code, asked) or plans_followed(title, held, words.code)):
        made = action_plan(source, words, asked, present, mapping)
        if plan := plan_followed(made, held, words.code):
            made = action_plan(source, words, asked, present, _of_plan(mapping, plan))
        made = as_result(source, made, held, words)
        made = made if asked.title else named_as_plan(made, taken, words.code)
        made = with_adoption(source, made, present, words.code) if made.files[0].kind == "plan" else made
        return without_read_facts(source, made, words.code)
    if not is_tables(source):
        document = steering_document(source, words.code, asked, used := {*taken}, present.documents)
        made = with_targets(source, document, words, present := replace(present, taken=frozenset(used)), mapping)
        made = with_bodies_of_objectives(source, made, present, words.code)
        made = without_read_facts(source, with_adoption(source, made, present, words.code), words.code)
        return as_result(source, made, held, words)
    proposal = proposal_of_tables(source, words, present, mapping)
    if plan := plan_followed(proposal, held, words.code):
        proposal = proposal_of_tables(source, words, present, _of_plan(mapping, plan))
    proposal = as_result(source, proposal, held, words)
    proposal = proposal if asked.title else named_as_plan(proposal, taken, words.code)
    if not proposal.files:
        raise ProblemsFound([why_unread(source, words.code)])
    return with_adoption_of_tables(source, proposal, present, words.code)


def _of_plan(mapping: TableAsked, plan: HeldPlan) -> TableAsked:
    """Return what is specified about tables that follow a plan of the publication."""
    return replace(mapping, plan_period=plan.period, plan_targets=frozenset(plan.targets))


def _held(publication: Publication, taken: Collection[str]) -> list[HeldPlan]:
    """Return the plans of a publication that a follow-up may be about: those whose ids are `taken` by other sources."""
    return [
        HeldPlan(
            each.id,
            each.title,
            str(PurePosixPath(publication.nodes[each.id].document.file).parent),
            each.period,
            {one.title.casefold(): one.id for one in each.activities},
            frozenset(each.measured),
            {target.indicator: numbers_of(target) for target in each.targets},
            _activities(publication.nodes[each.id].document),
        )
        for each in publication.plans
        if each.id in taken
    ]


def _activities(document: Document) -> dict[str, Mapping[str, Tree]]:
    """Return the fields of a plan's activities as they are written, by id."""
    found = document.fields.get("activities")
    return (
        {str(each["id"]): each for each in found if isinstance(each, dict) and "id" in each}
        if isinstance(found, list)
        else {}
    )


def _mapping_path(source: SourceFile) -> str:
    return str(Path(record_path(source)).with_suffix(".mapping.yml").as_posix())


def _write_mapping(source: SourceFile, root: Path, mapping: TableAsked, words: Language, unread: Sequence[str]) -> None:
    """Write what each column was read as; the headers in `unread` have no meaning. One that exists is kept."""
    path = _mapping_path(source)
    if not (root / path).exists():
        columns = {**dict.fromkeys(unread, ""), **columns_of(source, words, mapping)}
        put(root, {path: mapping_text(columns, mapping, words)})


def _asking(
    source: SourceFile, root: Path, mapping: TableAsked, lines: Sequence[Accounted], words: Language,
    terminal: Terminal, *, writes: bool,
) -> str:  # fmt: skip
    """Return the report of a source, and ask what the headers mean that are not understood, in a mapping file."""
    unread = _unread(source, lines, words)
    if not unread:
        return report(source, lines, words)
    if writes:
        _write_mapping(source, root, mapping, words, unread)
    code = "import.mapping.written" if writes else "import.mapping.dry"
    shown, path = ", ".join(f"”{each}”" for each in unread), _mapping_path(source)
    if writes and any(each not in (root / path).read_text(encoding="utf-8") for each in unread):
        return report(source, lines, words)  # an older file is kept, and does not have them
    terminal.say(words.text(code, headers=shown, path=root / path))
    return f"{report(source, lines, words)}\n{words.text(code, headers=shown, path=path)}\n"


def _unread(source: SourceFile, lines: Sequence[Accounted], words: Language) -> Sequence[str]:
    """Return the headers of tables that are not understood; a document's tables are in its text."""
    left = {each.line for each in lines if each.cells and all(cell.why == "no-table" for cell in each.cells)}
    return unread_headers(source, words.code, left) if is_tables(source) else ()


def _without_document(settings: str, folder: str) -> str:
    """Return a new publication's settings without the navigation entry of a steering document, if there is none."""
    lines = settings.splitlines(keepends=True)
    return "".join(line for line in lines if not line.rstrip().endswith(f": {folder}/index.md"))


def _beginning(root: Path, name: str, words: Language) -> tuple[dict[str, bytes], str]:
    """Return the files of a new publication and its strategy's folder; empty if there is a publication already."""
    from publisher.start.new_publication import beginning, source_of_program

    if (root / SETTINGS).is_file():
        return {}, ""
    if not name:
        raise click.UsageError(language_of_help(sys.argv).text("command.name-missing", path=root))
    return beginning(words, name, source_of_program())
