"""The work on a file as a browser sent it, merged with what others have written meanwhile, and its problems."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import quote

from publisher.edit.files.editor import Editor
from publisher.edit.files.merging import merged_fields, merged_text
from publisher.edit.files.state import CHECKED, Opened, Work, dumped_tree, loaded_tree, moved, named_as_sent, shown
from publisher.edit.files.translating import original_body
from publisher.edit.files.unsaved import WINDOW, new_window
from publisher.edit.forms.answers import filled_in, nested, numbers_asked
from publisher.edit.forms.form_field import Field, containing, every, with_those_above
from publisher.edit.forms.grid import grid_of
from publisher.edit.forms.opened_members import OPEN, closed_members, opened_in
from publisher.edit.forms.problem_fields import LACKING, Named, by_field, placed
from publisher.edit.forms.ready_rows import touched
from publisher.edit.forms.settings_form import side_by_side
from publisher.edit.forms.shared_choices import SharedChoices
from publisher.edit.forms.target_outcomes import target_outcomes
from publisher.edit.web.desk import OWN, Desk
from publisher.pipeline import Prepared
from publisher.problem import Place, Problem, ProblemsFound, Severity
from publisher.read.comments import UNCHECKED
from publisher.read.field_tree import text_at
from publisher.settings_file import SETTINGS


class Reported(NamedTuple):
    """The problems of a file in its form: its errors, and its notices, which prevent nothing.

    `asked` are the questions of an import. They have a list of their own above the form, where they are answered, so
    that they are shown at their fields alone.
    """

    errors: Named
    notices: Named
    asked: Named


def work_of(editor: Editor, sent: Mapping[str, str], pairs: Sequence[tuple[str, str]]) -> Work:
    """Return the submitted state of a file, merged with what others have written meanwhile.

    `sent` are the values of the form's own fields by name, `pairs` those of all fields in order. Raises
    ProblemsFound if the form began with a state that is no longer known.
    """
    file, digest = sent.get("@file", ""), sent.get("@base", "")
    opened = editor.reopened(file, digest)
    before = loaded_tree(sent.get("@tree", ""), opened.document.fields, f"{file} {digest}") if opened else None
    if opened is None or before is None:
        raise ProblemsFound([Problem.at(Place(file), "edit-lost")])
    ready = editor.look()
    fields = editor.form(opened, before, ready)
    own = touched([(name, value) for name, value in pairs if not name.startswith("@")], fields)
    tree = filled_in(fields, nested(own), before, ready.publication.nodes.keys(), ready.site_map.language.decimal)
    body = sent["@body"].replace("\r\n", "\n") if "@body" in sent else None
    if body is not None and not opened.document.body.endswith("\n") and opened.document.body:
        body = body.removesuffix("\n")
    elif body and not body.endswith("\n"):
        body += "\n"
    checked = frozenset(value for name, value in pairs if name == CHECKED)
    work = Work(opened, tree, body, sent=tuple(own), window=sent.get(WINDOW, ""), checked=checked)
    return work if editor.is_current(opened) else joined(editor, work)


def works_left(desk: Desk, opened: Opened) -> list[Work]:
    """Return somebody's unsaved work on a file, the latest first, that of each window merged with its current content.

    A draft that changes nothing any more is forgotten.
    """
    found = []
    for draft in desk.unsaved.all_of(opened.file):
        desk.editor.began(draft.base)
        window = f"{draft.window} {draft.digest}"
        with suppress(ProblemsFound):  # the program was upgraded, or its secret was lost
            work = work_of(desk.editor, {**dict(draft.pairs), WINDOW: window}, draft.pairs)
            if work.clashes or work.checked or (work.tree, work.body) != (opened.document.fields, body_of(opened)):
                found.append(work)
                continue
        desk.unsaved.forget(opened.file, window)
    return found


def joined(editor: Editor, work: Work) -> Work:
    """Return the work merged with the current content of the file."""
    now = editor.open(work.opened.file)
    base, theirs = work.opened.document, now.document
    tree, clashes = merged_fields(base.fields, work.tree, theirs.fields)
    if work.body is None:
        return Work(now, tree, None, tuple(clashes), work.sent, work.window, work.checked)
    body, found = merged_text(base.body, work.body, theirs.body, ("@body",))
    return Work(now, tree, body, (*clashes, *found), work.sent, work.window, work.checked)


def body_of(opened: Opened) -> str | None:
    """Return the text below the fields; None if the file has no such place."""
    return opened.document.body if opened.file.endswith(".md") else None


def clashes_of(work: Work, fields: Sequence[Field]) -> list[dict[str, str]]:
    """Return what others wrote in the same places: the name of the field, and their value."""
    names = {field.path: field.name for field in every(fields)}
    return [{"name": names.get(clash.path, "@body"), "theirs": shown(clash.theirs)} for clash in work.clashes]


def questions_of(desk: Desk, work: Work, fields: Sequence[Field]) -> dict[str, object]:
    """Return the unanswered questions of an import about a file, each with the name of its field, and those ticked."""
    problems = [each for each in desk.editor.problems() if each.code == UNCHECKED]
    found = placed(problems, work.opened.document, tuple(fields))
    asked = {str(problem.facts["text"]): name for problem, name in found}
    return {"questions": [*asked.items()], "checked": work.checked}


def reported(desk: Desk, work: Work, content: bytes, problems: Sequence[Problem] | None = None) -> Reported:
    """Return the errors and notices that a file would have with a content; `problems` are known ones."""
    file = work.opened.file
    document, unread = desk.editor.read(file, content)
    if document is None:
        # A character that no text may have is only let into the body: fields are read one by one.
        return Reported([(words, "@body" if work.body else "") for words in desk.in_words(unread)], [], [])
    # With settings that cannot be used there is nothing to look at.
    ready = desk.editor.look({} if file == SETTINGS else {file: content})
    fields = desk.editor.form(work.opened, work.tree, ready)
    found = placed(desk.editor.problems({file: content}) if problems is None else problems, document, fields)
    titles = {field.name: field.title for field in every(fields)}
    said = Reported([], [], [])
    for problem, name in found:
        lacking = problem.code in LACKING and titles.get(name, "")
        # That of an empty required field does not mention the file's key.
        words = desk.missing(titles[name]) if lacking else desk.in_words([problem])[0]
        notes = said.asked if problem.code == UNCHECKED else said.notices
        (said.errors if problem.severity is Severity.ERROR else notes).append((words, name))
    asked = dict(_of_two_numbers(desk, work, fields))
    errors = [each for each in said.errors if each[1] not in asked]
    errors += [*((words, name) for name, words in asked.items()), *desk.unplaced(fields)]
    return said._replace(errors=errors)


def _of_two_numbers(desk: Desk, work: Work, fields: Sequence[Field]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name of each field with a number that was typed and may mean two, with a question about it."""
    sent, held = dict(work.sent), work.opened.document.fields

    def typed(field: Field) -> str:
        text = sent.get(named_as_sent(field.name, work.sent), "")
        return "" if text_at(held, field.path) == text else text

    for field, text in numbers_asked(every(fields), typed, desk.decimal_mark):
        yield field.name, desk.which_number(text)


def problems_shown(said: Reported, fields: Sequence[Field], blanks: Iterable[str]) -> dict[str, object]:
    """Return the problems to show, in all and by field, and the parts of the form that are open because of them."""
    notes = [*said.notices, *said.asked]
    names = [*blanks, *(name for _, name in (*said.errors, *notes))]
    return {
        **said._asdict(),
        "by_name": by_field(said.errors, notes),
        "opened_parts": containing(side_by_side(fields), names),
        "unfolded": with_those_above(names),
    }


def windows_of(work: Work, others: Sequence[Work], *, unsaved: bool) -> dict[str, object]:
    """Return whether the work was not saved, its window, and where the unsaved work of other windows is shown."""
    links = [f"{OWN}form?file={quote(each.opened.file)}&draft={each.window.partition(' ')[0]}" for each in others]
    return {"unsaved": unsaved, "others": links, "window": work.window or new_window()}


def asked(pairs: list[tuple[str, str]], do: str) -> list[tuple[str, str]]:
    """Return submitted pairs with what a button asks for: a member removed, moved or opened."""
    act, _, name = do.partition(":")
    return [*pairs, (f"{name}/{OPEN}", "1")] if act == "open" else moved(pairs, do)


def members_shown(work: Work, fields: Sequence[Field], said: Reported, chosen: Sequence[str]) -> dict[str, object]:
    """Return the members of long lists that are closed, and the one that was opened now, or ""."""
    now = [name.removesuffix(f"/{OPEN}") for name, _ in work.sent if name.endswith(f"/{OPEN}")]
    names = {named_as_sent(each, work.sent): each for each in opened_in(work.sent)} if now else {}
    wrong = [name for _, name in (*said.errors, *said.notices, *said.asked)]
    return {
        "closed": closed_members(fields, {*opened_in(work.sent), *chosen}, wrong),
        "opened_now": next((names[each] for each in now if each in names), next(iter(chosen), "")),
    }


def fields_shown(
    work: Work, fields: tuple[Field, ...], ready: Prepared, divided: Set[str], *, plain: bool
) -> dict[str, object]:
    """Return the fields of a form with all that stands beside them, and the state that they were made from."""
    opened = work.opened
    return {
        "opened": opened,
        "fields": tuple(side_by_side(fields)),
        "plain": plain,
        "shared": SharedChoices(() if plain else fields),
        "outcomes": target_outcomes(opened.file, fields, ready),
        "grid": grid_of(opened.file, fields, ready.publication, divided),
        "body": work.body,
        "original": original_body(opened.file, ready),
        "tree": dumped_tree(work.tree, opened.document.fields, f"{opened.file} {opened.digest}"),
    }
