"""Tables written by `data` and edited in a spreadsheet: their changes are shown, checked, and written."""

import sys
from pathlib import Path

from publisher.command.terminal import Terminal
from publisher.importing.drafts.summary import brief_of_edits, report
from publisher.importing.drafts.trial_copy import overlaid, put
from publisher.importing.form.accounting import account
from publisher.importing.form.source import SourceFile
from publisher.importing.own_tables.cell_edits import cell_edits
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.pipeline import Loaded, load, prepare
from publisher.problem import Problem, Severity, stops
from publisher.render.comparison import Comparison, State


def edit_by_tables(source: SourceFile, root: Path, words: Language, terminal: Terminal, *, writes: bool) -> str:
    """Show what the tables change, write it if asked to, and return the report."""
    ready = prepare(root)
    before = ready.site_map.publication
    made = cell_edits(source, before, ready.texts)
    lines = account(source, made.proposal())
    terminal.say(brief_of_edits(source, made, lines, words))
    answer = report(source, lines, words)
    if not made.files:
        return answer
    with overlaid(root, made.files) as copy:
        after = load(copy, draw=False)
        stop(after.problems, words, terminal)
        terminal.write(f"{listing_of(before, after, words)}\n")
    if not writes:
        terminal.say(words.text("import.dry"))
        return answer
    put(root, made.files)
    return answer


def listing_of(before: Publication, after: Loaded, words: Language) -> str:
    """Return the changes that a newer source makes in the publication, as `changes` lists them."""
    known = frozenset(after.publication.nodes)
    return Comparison(State(before), State(after.publication), words, after.root, known).listing()


def stop(problems: tuple[Problem, ...], words: Language, terminal: Terminal) -> None:
    """Stop if a draft would not pass the check."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if stops(problems):
        terminal.problems(errors, words)
        terminal.errors.print(words.text("import.nothing"), markup=False)
        sys.exit(1)
