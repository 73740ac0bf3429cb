"""The page of one form: opening, checking while typing, saving, and undo."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from typing import Final
from urllib.parse import quote

from werkzeug import Request, Response
from werkzeug.utils import redirect

from publisher.edit.consequences.broken_references import Referring
from publisher.edit.files.kept_states import Deed
from publisher.edit.files.listing import NOT_BY_HAND, kind_title, linkable
from publisher.edit.files.state import Work, named_as_sent
from publisher.edit.files.unsaved import NO_DRAFT, NOT_KEPT, SENT, Unsaved, new_window
from publisher.edit.forms.opened_members import MOST_WRONG, opened_in
from publisher.edit.forms.problem_fields import Named
from publisher.edit.forms.settings_form import KIND as SETTINGS_KIND
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.edit.web.removal_page import in_titles, is_removable
from publisher.edit.web.saving import content_of, saved, title_of
from publisher.edit.web.submitted_work import (
    Reported,
    asked,
    body_of,
    clashes_of,
    fields_shown,
    members_shown,
    problems_shown,
    questions_of,
    reported,
    windows_of,
    work_of,
    works_left,
)
from publisher.kinds import tongue_of
from publisher.problem import Problem, ProblemsFound
from publisher.publish.preview.server import HEADERS
from publisher.schema.json_schema import TRANSLATION
from publisher.settings_file import SETTINGS

PLAIN: Final = "@plain"
"""The field of a form for a browser without scripts."""


class FormPage:
    """The form of one file, between its saved content and somebody's changes."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.editor = desk, desk.editor

    def opened(self, request: Request) -> Response:
        """Return the form of a file as it is on disk."""
        opened = self.editor.open(request.args.get("file", ""))
        blanks = tuple(filter(None, [request.args.get("add", "")]))
        plain, members = "plain" in request.args, request.args.getlist("open")
        done, draft = request.args.get("done", ""), request.args.get("draft", "")
        unsaved = works_left(self.desk, opened)
        if not unsaved or done or draft == NO_DRAFT:
            saved = Work(opened, dict(opened.document.fields), body_of(opened))
            return self.form(saved, done=done, blanks=blanks, others=unsaved, plain=plain, chosen=members)
        chosen = next((each for each in unsaved if each.window.startswith(f"{draft} ")), unsaved[0])
        # A window of its own, which takes over from the one before unless that one goes on.
        begun = replace(chosen, window=f"{new_window().strip()} {chosen.window.partition(' ')[2]}")
        others = [each for each in unsaved if each is not chosen]
        return self.form(begun, blanks=blanks, unsaved=True, others=others)

    def submitted(self, request: Request) -> Response:
        """Save what was submitted, or show the form again with problems or requested changes."""
        pairs = list(request.form.items(multi=True))
        work = work_of(self.editor, request.form, asked(pairs, request.form.get("@do", "")))
        again = partial(self.form, plain=PLAIN in request.form)
        act, _, target = request.form.get("@do", "show").partition(":")
        if act in ("add", "open"):
            return again(work, blanks=(target,) if act == "add" else ())
        if act == "divide":
            return again(work, divided=frozenset([target]))
        if act == "discard":
            self.desk.unsaved.forget(work.opened.file, work.window, request.form.get(SENT, ""))
            rest = f"&draft={NO_DRAFT}" if self.desk.unsaved.of(work.opened.file) else ""
            return redirect(f"{OWN}form?file={quote(work.opened.file)}{rest}", 303)
        if act == "undo":
            # The state that this window shows: somebody may have saved another since.
            return self.undone(work, target or f"{work.opened.file} {request.form.get('@base', '')}")
        if act != "save" or work.clashes or work.opened.kind in NOT_BY_HAND:
            return again(work, tried=act == "show" and not work.clashes)
        return self.saved(work, target, request.form.get(SENT, ""), again)

    def undone(self, work: Work, receipt: str) -> Response:
        """Undo what last changed a file; what was typed since, and is not saved, stays a draft."""
        file = work.opened.file
        files = self.desk.undone(receipt)
        if (work.tree, work.body) == (work.opened.document.fields, body_of(work.opened)):
            self.desk.unsaved.forget(file, work.window)
        done = "undone" if files else "not-undone"
        is_there = self.editor.content_of(file) is not None
        return redirect(f"{OWN}form?file={quote(file)}&done={done}" if is_there else f"{OWN}?done={done}", 303)

    def saved(self, work: Work, consent: str, sent: str, again: Callable[..., Response]) -> Response:
        """Save a form with its consequences, or show what prevents that, or what somebody has to decide.

        `sent` is the field SENT: a draft that was on its way when the form was sent comes to nothing. `again` shows it.
        """
        outcome = saved(self.desk, work, consent)
        if not outcome.files:
            return again(
                outcome.work, tried=outcome.wrong, lost=outcome.lost, gone=outcome.gone, names=outcome.names,
                elsewhere=outcome.elsewhere,
            )  # fmt: skip
        self.desk.unsaved.forget(work.opened.file, work.window, sent)
        self.desk.changed(outcome.files)
        still = "".join(f"&open={quote(each)}" for each in opened_in(work.sent)[:MOST_WRONG])
        return redirect(f"{OWN}form?file={quote(work.opened.file)}&done=saved{still}", 303)

    def live(self, request: Request) -> Response:
        """Keep the current input, and return, as JSON, its problems and the URL of its preview."""
        pairs = list(request.form.items(multi=True))
        work = work_of(self.editor, request.form, pairs)
        kept = self._keep(work, pairs)
        titles = self.desk.labels(self.editor.form(work.opened, work.tree, self.editor.look()))

        def listed(found: Named) -> list[dict[str, str]]:
            return [{"name": named_as_sent(name, work.sent), "title": titles.get(name, ""),
                     "message": each["message"], "hint": each["hint"]} for each, name in found]  # fmt: skip

        try:
            content = content_of(self.desk, work)
            said = reported(self.desk, work, content)
            address = self.desk.draw(work.opened.file, content)
        except ProblemsFound as found:  # it is kept all the same, and the form says what prevents more
            said, address = Reported([(each, "") for each in self.desk.in_words(found.problems)], [], []), ""
        answer = {"problems": listed(said.errors), "notices": listed(said.notices), "asked": listed(said.asked),
                  "page": address, "kept": kept}  # fmt: skip
        return Response(json.dumps(answer), mimetype="application/json", headers=HEADERS)

    def _keep(self, work: Work, pairs: Sequence[tuple[str, str]]) -> bool:
        """Keep what was typed until it is saved, unless it changes nothing; return whether it is safe."""
        began, at = self.editor.beginning(dict(pairs)["@base"]), dict(pairs).get(SENT, "")
        if not work.checked and (work.tree, work.body) == (work.opened.document.fields, body_of(work.opened)):
            self.desk.unsaved.forget(work.opened.file, work.window, at)
            return True
        sent = tuple((name, value) for name, value in pairs if name not in NOT_KEPT)
        return self.desk.unsaved.keep(Unsaved(work.opened.file, began, sent), work.window, at)

    def form(
        self,
        work: Work,
        *,
        blanks: Iterable[str] = (),
        tried: bool = False,
        done: str = "",
        lost: Sequence[Referring] = (),
        gone: Sequence[str] = (),
        names: Mapping[str, str] | None = None,
        elsewhere: Sequence[Problem] = (),
        divided: Set[str] = frozenset(),
        unsaved: bool = False,
        others: Sequence[Work] = (),
        plain: bool = False,
        chosen: Sequence[str] = (),
    ) -> Response:
        """Return the page of a form.

        `blanks` are the lists that get another blank member; `lost` are references that would break,
        `gone` files that would go with what is removed, `names` are ids
        that would be renamed, `elsewhere` errors that other files would have, `divided` further dimensions of a table.
        `unsaved` is work that was not saved at an earlier visit; `others` are that of further windows. A
        `plain` form needs no script: each field has all that can be chosen. Members of long lists that were `chosen`
        are open.
        """
        ready = self.editor.look()
        fields = self.editor.form(work.opened, work.tree, ready)
        said = reported(self.desk, work, content_of(self.desk, work)) if tried else Reported([], [], [])
        titles = titles_of(ready)
        stopped = said.errors or elsewhere
        return self.desk.page(
            "form.html",
            422 if stopped else 409 if work.clashes or lost or gone or names else 200,
            **self._heading(work),
            **fields_shown(work, fields, ready, divided, plain=plain),
            **members_shown(work, fields, said, chosen),
            **windows_of(work, others, unsaved=unsaved),
            **questions_of(self.desk, work, fields),
            blanks=frozenset(blanks),
            **problems_shown(said, fields, blanks),
            clashes=clashes_of(work, fields),
            done=done,
            **self._rights(work),
            **self._to_decide(lost, gone, names or {}, titles),
            elsewhere=self.desk.elsewhere(elsewhere, titles),
            titles=self.desk.labels(fields),
            linked=linkable(ready.publication, titles),
        )  # fmt: skip

    def _undo(self, work: Work) -> dict[str, str]:
        """Return the value and the words of the button that undoes what last changed a file; {} if nothing can be."""
        file, words = work.opened.file, self.desk.follower.snapshot.language
        done = self.editor.last_done(work.opened, title_of(self.desk, work))
        if done is None or not self.editor.may_write(file):
            return {}
        is_own = done.deed == Deed.SAVED and done.file == file
        said = words.text("edit.undo") if is_own else words.text(f"edit.undo.{done.deed}", title=done.title)
        return {"value": f"undo:{done.receipt}", "said": said}

    def _heading(self, work: Work) -> dict[str, object]:
        """Return the title of a file, that of its kind, and the address of its page."""
        kind = TRANSLATION if tongue_of(work.opened.file) else work.opened.kind
        titles = {"title": title_of(self.desk, work), "kind_title": kind_title(self.editor.look(), kind)}
        return {**titles, "preview": self.address(work)}

    def _to_decide(
        self, lost: Sequence[Referring], gone: Sequence[str], names: Mapping[str, str], titles: Mapping[str, str]
    ) -> dict[str, object]:
        """Return what somebody has to decide about before the file is saved."""
        return {"lost": in_titles(self.desk, list(lost)), "names": sorted(names.items()),
                "gone": sorted(titles.get(each, each) for each in gone)}  # fmt: skip

    def _rights(self, work: Work) -> dict[str, object]:
        """Return what somebody may do with a file, whether its form is in parts, and a note on what that leaves out."""
        opened = work.opened
        by_hand = opened.kind not in NOT_BY_HAND
        may_save = by_hand and self.editor.may_write(opened.file)
        parted = opened.kind == SETTINGS_KIND
        return {"parted": parted, "may_save": may_save, "removable": may_save and is_removable(opened),
                "undo": self._undo(work),
                "note": "edit.settings-left" if parted else "" if by_hand else "edit.locks-left"}  # fmt: skip

    def address(self, work: Work) -> str | None:
        """Return the URL of a file's page; "" if it has none yet, None if it never has one."""
        preview = self.desk.follower.snapshot.preview
        if work.opened.file == SETTINGS:
            return "./" if preview else None
        found = preview.address_of(work.opened.file) if preview else None
        # A text that is not translated yet has no page.
        return "" if found is None and preview and tongue_of(work.opened.file) and work.body is not None else found
