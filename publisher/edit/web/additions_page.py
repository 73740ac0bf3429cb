"""The page for adding something: asks only for what is required."""

import json
from collections.abc import Sequence
from functools import partial

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from publisher.edit.files.additions import HOLDER, Addable, Added, addable, added, asked
from publisher.edit.files.kept_states import Deed
from publisher.edit.files.unsaved import NEW, NO_DRAFT, NOT_KEPT, SENT, WINDOW, Pairs, Unsaved, new_window
from publisher.edit.forms.answers import filled_in, nested, numbers_asked
from publisher.edit.forms.form_field import Field, every
from publisher.edit.forms.problem_fields import Named, by_field
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.entries import READERS
from publisher.problem import Problem
from publisher.publish.preview.server import HEADERS
from publisher.read.field_tree import Fields
from publisher.read.files import as_text


class AdditionsPage:
    """Asks for the required fields of an addition, and writes it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def opened(self, request: Request) -> Response:
        """Return the page with only the values in the URL filled in."""
        add = _addable(request.args.get("kind", ""))
        given = {key: value for key, value in request.args.items() if key not in {"kind", "draft"}}
        unsaved = [] if given else self.desk.unsaved.all_of(_name_of(add))
        if not unsaved:
            return self.page(add, given)
        if (draft := request.args.get("draft")) == NO_DRAFT:
            return self.page(add, {}, others=[each.window for each in unsaved])
        chosen = next((each for each in unsaved if each.window == draft), unsaved[0])
        tree, holder = self._typed(add, chosen.pairs)
        others = [each.window for each in unsaved if each is not chosen]
        return self.page(add, tree, holder, unsaved=True, window=new_window(chosen), others=others)

    def begun(self, request: Request) -> Response:
        """Keep what has been typed so far, and return, as JSON, whether it is safe."""
        add = _addable(request.form.get("@add", ""))
        pairs = tuple((name, value) for name, value in request.form.items(multi=True) if name not in NOT_KEPT)
        window, sent = request.form.get(WINDOW, ""), request.form.get(SENT, "")
        kept = self.desk.unsaved.keep(Unsaved(_name_of(add), b"", pairs), window, sent)
        return Response(json.dumps({"kept": kept}), mimetype="application/json", headers=HEADERS)

    def _typed(self, add: Addable, pairs: Pairs) -> tuple[Fields, str]:
        """Return the values that were sent, and the document to add something to."""
        answers = nested((name, value) for name, value in pairs if not name.startswith("@"))
        fields = asked(self.desk.editor, self.desk.editor.look(), add, {})
        return filled_in(fields, answers, {}, mark=self.desk.decimal_mark), dict(pairs).get(HOLDER, "")

    def submitted(self, request: Request) -> Response:
        """Add what was submitted, or show the page again with its problems."""
        add = _addable(request.form.get("@add", ""))
        ready = self.desk.editor.look()
        tree, holder = self._typed(add, tuple(request.form.items(multi=True)))
        window, sent = request.form.get(WINDOW, ""), request.form.get(SENT, "")
        again = partial(self.page, add, tree, holder, window=window)
        act, _, target = request.form.get("@do", "save").partition(":")
        if act == "discard":
            self.desk.unsaved.forget(_name_of(add), window, sent)
            rest = f"&draft={NO_DRAFT}" if self.desk.unsaved.of(_name_of(add)) else ""
            return redirect(f"{OWN}new?kind={add.name}{rest}", 303)
        if act == "add":
            return again(blanks=(target,))
        fields = asked(self.desk.editor, ready, add, tree)
        missing = [field for field in fields if field.required and not _given(field, holder)]
        if missing:
            return again(wrong=[(self.desk.missing(field.title), field.name) for field in missing])
        if unplaced := self.desk.unplaced(fields):
            return again(wrong=unplaced)
        typed = numbers_asked(every(fields), lambda field: field.value, self.desk.decimal_mark)
        if unclear := [(self.desk.which_number(text), field.name) for field, text in typed]:
            return again(wrong=unclear)
        made = added(self.desk.editor, ready, add, tree, holder)
        problems = made.problems or self.desk.new_errors(made.contents)
        if problems:
            return again(wrong=self._placed(problems, made, fields))
        self._carry_out(made)
        self.desk.unsaved.forget(_name_of(add), window, sent)
        self.desk.changed(made.contents)
        place = f"&open={made.name}#f-{made.name.replace('/', '-')}" if made.name else ""
        return redirect(f"{OWN}form?file={made.file}&done=added{place}", 303)

    def _carry_out(self, made: Added) -> None:
        titles = titles_of(self.desk.editor.look(made.contents))
        is_new = self.desk.editor.content_of(made.file) is None
        act = Deed.ADDED if is_new else Deed.SAVED
        self.desk.editor.carry_out(made.contents, act, made.file, titles.get(made.file, made.file))

    def _placed(self, problems: list[Problem] | tuple[Problem, ...], made: Added, fields: tuple[Field, ...]) -> Named:
        """Return problems in words, each with the name of its field, if it has one."""
        if not made.file:
            # Nothing could be made of a field, which the problem names as the command line does.
            named = (problem.place.file.lstrip("-") for problem in problems)
            return list(zip(self.desk.in_words(problems), named, strict=True))
        text = as_text(made.contents.get(made.file) or b"") or ""
        document, _ = READERS[made.file[made.file.rindex(".") :]](made.file, text)
        spots = {spot: path for path, marks in document.marks.items() for spot in marks} if document else {}
        names = {field.name: field for field in every(fields)}
        found = []
        for problem, words in zip(problems, self.desk.in_words(problems), strict=True):
            path = spots.get((problem.place.line, problem.place.column), ())
            name = next((str(part) for part in path if str(part) in names), "")
            found.append((words, name))
        return found

    def page(
        self,
        add: Addable,
        tree: Fields,
        holder: str = "",
        *,
        blanks: tuple[str, ...] = (),
        wrong: Named | None = None,
        unsaved: bool = False,
        window: str = "",
        others: Sequence[str] = (),
    ) -> Response:
        """Return the page with the values so far; `others` are the windows of further drafts."""
        ready = self.desk.editor.look()
        fields = asked(self.desk.editor, ready, add, tree)
        return self.desk.page(
            "new.html",
            422 if wrong else 200,
            kind=add.name,
            unsaved=unsaved,
            others=[f"{OWN}new?kind={add.name}&draft={each}" for each in others],
            window=window or new_window(),
            fields=fields,
            holder=holder or str(tree.get("in", "")) or _only(fields),
            first=[field for field in fields if field.required or field.filled or field.name in blanks],
            blanks=frozenset(blanks),
            errors=wrong or [],
            notices=[],
            by_name=by_field(wrong or [], []),
            titles={field.name: field.title for field in every(fields)},
        )


def _name_of(add: Addable) -> str:
    """Return the name of an addition's form among those that are not saved; no file has a space there."""
    return f"{NEW} {add.name}"


def _only(fields: Sequence[Field]) -> str:
    """Return the document to add something to if there is but one, else ""."""
    choices = next((field.choices for field in fields if field.name == HOLDER), ())
    return choices[0].value if len(choices) == 1 else ""


def _given(field: Field, holder: str) -> bool:
    return bool(holder) if field.name == HOLDER else field.filled


def _addable(name: str) -> Addable:
    """Return the Addable of a name. Raises NotFound."""
    found = next((each for each in addable() if each.name == name), None)
    if found is None:
        raise NotFound
    return found
