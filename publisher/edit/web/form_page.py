"""The page of one form: opening, checking while typing, saving, and undo."""

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeAlias

from werkzeug import Request, Response
from werkzeug.utils import redirect

from publisher.edit.files.consequences import Referring, cleared
from publisher.edit.files.editor import Contents, Opened
from publisher.edit.files.following import followed, renamed, with_old_ids
from publisher.edit.files.listing import kind_title
from publisher.edit.files.merging import merged_fields, merged_text
from publisher.edit.files.state import Work, dumped_tree, loaded_tree, moved, named_as_sent, shown
from publisher.edit.files.translating import marked, original_body
from publisher.edit.forms.answers import filled_in, nested
from publisher.edit.forms.form_field import every
from publisher.edit.forms.grid import grid_of
from publisher.edit.forms.problem_fields import LACKING, placed
from publisher.edit.forms.settings_form import KIND as SETTINGS_KIND
from publisher.edit.forms.settings_form import side_by_side
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.edit.web.removal_page import in_titles, places_lost
from publisher.kinds import KINDS, tongue_of
from publisher.link.publication import Publication
from publisher.mend.patch import NotWritable
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.server import HEADERS
from publisher.schema.json_schema import TRANSLATION
from publisher.settings_file import SETTINGS

Wrong: TypeAlias = list[tuple[dict[str, str], str]]
"""Problems in words, each with the name of its field."""


class FormPage:
    """The form of one file, between its saved content and somebody's changes."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.editor = desk, desk.editor

    def opened(self, request: Request) -> Response:
        """Return the form of a file as it is on disk."""
        opened = self.editor.open(request.args.get("file", ""))
        body = opened.document.body if opened.file.endswith(".md") else None
        blanks = tuple(filter(None, [request.args.get("add", "")]))
        done = request.args.get("done", "")
        return self.form(Work(opened, dict(opened.document.fields), body), done=done, blanks=blanks)

    def submitted(self, request: Request) -> Response:
        """Save what was submitted, or show the form again with problems or requested changes."""
        work = self.work(request)
        act, _, target = request.form.get("@do", "show").partition(":")
        if act == "add":
            return self.form(work, blanks=(target,))
        if act == "divide":
            return self.form(work, divided=frozenset([target]))
        if act == "undo":
            files = self.editor.undo(work.opened)
            self.desk.changed(files)
            return redirect(f"{OWN}form?file={work.opened.file}&done={'undone' if files else ''}", 303)
        if act != "save" or work.clashes:
            return self.form(work, tried=act == "show" and not work.clashes)
        return self.saved(work, target)

    def saved(self, work: Work, consent: str) -> Response:
        """Save a form with its consequences, according to somebody's `consent`: `clear`, `follow`, or none yet."""
        file = work.opened.file
        work = Work(work.opened, marked(file, work.tree, self.editor.look()), work.body)
        content = self.content(work)
        found = self.editor.errors({file: content})
        if self.problems(work, content, found):
            return self.form(work, tried=True)
        names = renamed(work.opened.document, work.tree)
        lost = places_lost(self.desk, {file: content})
        others: Contents = {}
        if consent == "follow" and names:
            work = Work(work.opened, with_old_ids(work.tree, names), work.body)
            others = followed(self.editor, {file: self.content(work)}, names)
        elif consent == "clear":
            others = cleared(self.editor, {file: content})
        elif lost or (names and consent != "anyway"):
            return self.form(work, lost=lost, names=names)
        first, content = content, others.get(file) or self.content(work)
        changed = {**others, file: content}
        found = found if changed == {file: first} else self.editor.errors(changed)
        if elsewhere := [each for each in self.desk.news(found) if each.place.file != file]:
            return self.form(work, elsewhere=elsewhere)
        self.editor.save(work.opened, content, others)
        self.desk.changed(changed)
        return redirect(f"{OWN}form?file={file}&done=saved", 303)

    def live(self, request: Request) -> Response:
        """Return, as JSON, the problems of the current input and the URL of its preview."""
        work = self.work(request)
        content = self.content(work)
        found = self.problems(work, content)
        pairs = list(request.form.items(multi=True))
        listed = [{"name": named_as_sent(name, pairs), "message": each["message"], "hint": each["hint"]}
                  for each, name in found]  # fmt: skip
        address = self.desk.draw(work.opened.file, content)
        return Response(json.dumps({"problems": listed, "page": address}), mimetype="application/json", headers=HEADERS)

    def work(self, request: Request) -> Work:
        """Return the submitted state of a file, merged with what others have written meanwhile."""
        pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith("@")]
        pairs = moved(pairs, request.form.get("@do", ""))
        file, digest = request.form.get("@file", ""), request.form.get("@base", "")
        opened = self.editor.reopened(file, digest)
        if opened is None:
            raise ProblemsFound([Problem.at(Place(file), "edit-lost")])
        before = loaded_tree(request.form.get("@tree", "{}"))
        fields = self.editor.form(opened, before, self.editor.look())
        tree = filled_in(fields, nested(pairs), before, self.editor.look().publication.nodes.keys())
        body = request.form["@body"].replace("\r\n", "\n") if "@body" in request.form else None
        if body is not None and not opened.document.body.endswith("\n") and opened.document.body:
            body = body.removesuffix("\n")
        elif body and not body.endswith("\n"):
            body += "\n"
        work = Work(opened, tree, body)
        return work if self.editor.is_current(opened) else self.joined(work)

    def joined(self, work: Work) -> Work:
        """Return the work merged with the current content of the file."""
        now = self.editor.open(work.opened.file)
        base, theirs = work.opened.document, now.document
        tree, clashes = merged_fields(base.fields, work.tree, theirs.fields)
        if work.body is None:
            return Work(now, tree, None, tuple(clashes))
        body, found = merged_text(base.body, work.body, theirs.body, ("@body",))
        return Work(now, tree, body, (*clashes, *found))

    def content(self, work: Work) -> bytes:
        """Return the file's content for the work. Raises ProblemsFound if it cannot be written."""
        try:
            return self.editor.content(work.opened, work.tree, work.body)
        except NotWritable as error:
            raise ProblemsFound([Problem.at(Place(work.opened.file), "edit-not-writable")]) from error

    def problems(self, work: Work, content: bytes, errors: tuple[Problem, ...] | None = None) -> Wrong:
        """Return the errors that a file would have, in words, each with its field's name; `errors` are known ones."""
        file = work.opened.file
        document, problems = self.editor.read(file, content)
        if document:
            # With settings that cannot be used there is nothing to look at.
            ready = self.editor.look({} if file == SETTINGS else {file: content})
            fields = self.editor.form(work.opened, work.tree, ready)
            found = placed(self.editor.errors({file: content}) if errors is None else errors, document, fields)
            titles = {field.name: field.title for field in every(fields)}
            return [(self._in_words(problem, titles.get(name, "")), name) for problem, name in found]
        return [(words, "") for words in self.desk.in_words(problems)]

    def _in_words(self, problem: Problem, title: str) -> dict[str, str]:
        """Return a problem in words; that of an empty required field does not mention the file's key."""
        if problem.code in LACKING and title:
            return self.desk.missing(title)
        return self.desk.in_words([problem])[0]

    def form(
        self,
        work: Work,
        *,
        blanks: Iterable[str] = (),
        tried: bool = False,
        done: str = "",
        lost: Sequence[Referring] = (),
        names: dict[str, str] | None = None,
        elsewhere: Sequence[Problem] = (),
        divided: Set[str] = frozenset(),
    ) -> Response:
        """Return the page of a form.

        `blanks` are the lists that get another blank member; `lost` are references that would break, `names` are ids
        that would be renamed, `elsewhere` errors that other files would have, `divided` further dimensions of a table.
        """
        ready = self.editor.look()
        fields = self.editor.form(work.opened, work.tree, ready)
        errors = self.problems(work, self.content(work)) if tried else []
        by_path = {field.path: field.name for field in every(fields)}
        clashes = [{"name": by_path.get(clash.path, "@body"), "theirs": shown(clash.theirs)} for clash in work.clashes]
        titles = titles_of(ready)
        stopped = errors or elsewhere
        return self.desk.page(
            "form.html",
            422 if stopped else 409 if clashes or lost or names else 200,
            opened=work.opened,
            title=str(work.tree.get("title", "")).strip() or titles.get(work.opened.file, work.opened.file),
            fields=tuple(side_by_side(fields)),
            grid=grid_of(work.opened.file, fields, ready.publication, divided),
            body=work.body,
            original=original_body(work.opened.file, ready),
            tree=dumped_tree(work.tree),
            blanks=frozenset(blanks),
            errors=errors,
            by_name={name: error for error, name in reversed(errors)},
            clashes=clashes,
            done=done,
            removable=self._removable(work.opened),
            note="edit.settings-left" if work.opened.kind == SETTINGS_KIND else "",
            lost=in_titles(self.desk, list(lost)),
            names=sorted((names or {}).items()),
            elsewhere=[(titles.get(each.place.file, each.place.file), each.place.file, words)
                       for each, words in zip(elsewhere, self.desk.in_words(elsewhere), strict=True)],
            titles={field.name: field.title for field in every(fields)},
            kind_title=kind_title(ready, TRANSLATION if tongue_of(work.opened.file) else work.opened.kind),
            preview=self.address(work),
            linked=_linkable(ready.publication, titles),
        )  # fmt: skip

    def _removable(self, opened: Opened) -> bool:
        kind = KINDS.get(opened.kind)
        return bool(tongue_of(opened.file)) or bool(kind and "*" in kind.pattern)

    def address(self, work: Work) -> str | None:
        """Return the URL of a file's page; "" if it has none yet, None if it never has one."""
        preview = self.desk.follower.snapshot.preview
        if work.opened.file == SETTINGS:
            return "./" if preview else None
        found = preview.address_of(work.opened.file) if preview else None
        # A text that is not translated yet has no page.
        return "" if found is None and preview and tongue_of(work.opened.file) and work.body is not None else found


def _linkable(publication: Publication, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the possible link targets with an id, each with its title."""
    nodes = (node for node in publication.nodes.values() if node.id != node.document.file)
    return [
        (node.id, str(getattr(node.value, "title", "") or titles.get(node.document.file, node.id))) for node in nodes
    ]
