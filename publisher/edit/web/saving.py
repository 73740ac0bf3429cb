"""Saving a form: the file with all that follows from it, or what prevents that, or what somebody has to decide."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from publisher.edit.consequences.broken_references import Referring
from publisher.edit.consequences.following import renamed, with_old_ids
from publisher.edit.consequences.parallel_lists import parallel
from publisher.edit.consequences.picks import all_cleared, all_followed, picked
from publisher.edit.files.state import Work
from publisher.edit.files.translating import marked
from publisher.edit.forms.unplaced_rows import placed
from publisher.edit.web.desk import Desk, titles_of
from publisher.edit.web.removal_page import places_lost
from publisher.edit.web.submitted_work import reported
from publisher.mend.edited import without_questions
from publisher.mend.patch import NotWritable
from publisher.pipeline import import_mark
from publisher.problem import Place, Problem, ProblemsFound
from publisher.states import Contents


@dataclass(frozen=True, slots=True)
class Saving:
    """What became of a save: the `files` that were written; none if something prevents it.

    Then the form is `wrong`, `elsewhere` are errors of other files, or somebody has to decide about what is `lost` with
    a removal, and the files that are `gone` with it, or about the `names` of what has another id now.
    """

    work: Work
    files: Collection[str] = ()
    wrong: bool = False
    lost: Sequence[Referring] = ()
    gone: Sequence[str] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Sequence[Problem] = ()


def saved(desk: Desk, work: Work, consent: str) -> Saving:
    """Save a form with its consequences, according to somebody's `consent`, or none yet.

    `follow` changes ids that were renamed wherever they stand, and `clear` removes references to what was removed too.
    """
    editor, file = desk.editor, work.opened.file
    work = replace(work, tree=marked(file, work.tree, editor.look()))
    content = content_of(desk, work)
    beside, dropped = parallel(editor, work.opened.document, work.tree)
    changed: Contents = {**beside, file: content}
    found = editor.problems(changed)
    picks = picked(editor, changed, desk.news(found))
    asked = [problem for problem, _ in picks]
    if reported(desk, work, content, [each for each in found if each not in asked]).errors:
        return Saving(work, wrong=True)
    names = renamed(work.opened.document, work.tree)
    lost = [*places_lost(desk, changed), *(place for _, places in picks for place in places), *dropped]
    if consent in ("follow", "clear") and names:
        kept = replace(work, tree=with_old_ids(work.tree, names, work.opened.model))
        changed = all_followed(editor, {**changed, file: content_of(desk, kept)}, names, desk.news)
        # What stays lost was not renamed but removed.
        lost, names = places_lost(desk, changed), {}
        work = work if lost and consent == "follow" else kept
    if consent == "clear":
        changed = all_cleared(editor, changed, desk.news)
    elif lost or (names and consent != "anyway"):
        # What else goes with that is known when it is tried.
        further = {} if names else all_cleared(editor, changed, desk.news)
        known = {each.file for each in lost} | {*changed}
        lost += [Referring(each, (), "") for each in further if each not in known]
        gone = [each for each, content in further.items() if content is None and each not in changed]
        return Saving(
            work, lost=[each for each in dict.fromkeys(lost) if each.file not in gone], gone=gone, names=names
        )
    if elsewhere := desk.new_errors(changed):
        return Saving(work, elsewhere=elsewhere)
    editor.save(work.opened, changed[file] or b"", title_of(desk, work), changed)
    return Saving(work, [*changed])


def title_of(desk: Desk, work: Work) -> str:
    """Return the title of a file for people, as the work has it."""
    file = work.opened.file
    return str(work.tree.get("title", "")).strip() or titles_of(desk.editor.look()).get(file, file)


def content_of(desk: Desk, work: Work) -> bytes:
    """Return the file's content for the work. Raises ProblemsFound if it cannot be written."""
    try:
        content = desk.editor.content(work.opened, placed(work.tree), work.body)
    except NotWritable as error:
        raise ProblemsFound([Problem.at(Place(work.opened.file), "edit-not-writable")]) from error
    mark = import_mark(desk.follower.snapshot.language)
    return without_questions(content, mark, work.checked) if work.checked else content
