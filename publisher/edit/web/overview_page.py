"""The overview of everything that can be changed or added."""

from typing import Final
from urllib.parse import quote

from werkzeug import Request, Response
from werkzeug.utils import redirect

from publisher.edit.files.additions import addable, possible
from publisher.edit.files.kept_states import Done
from publisher.edit.files.listing import listing
from publisher.edit.files.unsaved import NEW
from publisher.edit.forms.settings_form import KIND as SETTINGS_KIND
from publisher.edit.proposing.branches import checkout_of, unproposed
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.entries import READERS
from publisher.kinds import KINDS
from publisher.pipeline import Prepared
from publisher.problem import Severity
from publisher.schema.json_schema import TRANSLATION

ENDINGS: Final = tuple(READERS)
# A person undoes what was done last; the form of each file has its own button.
_MOST_SHOWN: Final = 5


class OverviewPage:
    """Shows the contents of a publication, by kind, and undoes the last action."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def shown(self, request: Request) -> Response:
        """Return the page."""
        ready = self.desk.editor.look()
        return self.desk.page(
            "index.html",
            groups=listing(ready),
            additions=self.additions(ready),
            done=request.args.get("done", ""),
            waiting=bool(checkout_of(self.desk.root) and unproposed(self.desk.root)),
            unsaved=self.unsaved(ready),
            unreadable=self.unreadable(ready),
            undoable=[(each.receipt, self.said(each)) for each in self.desk.editor.undoable()[:_MOST_SHOWN]],
        )

    def said(self, done: Done) -> str:
        """Return what the button says that undoes something."""
        return self.desk.follower.snapshot.language.text(f"edit.undo.{done.deed}", title=done.title)

    def additions(self, ready: Prepared) -> dict[str, list[str]]:
        """Return what can be added now, by the kind of document."""
        found = [each for each in addable() if possible(self.desk.editor, ready, each)]
        return {
            kind: [each.name for each in found if each.kind == kind] for kind in (*KINDS, TRANSLATION, SETTINGS_KIND)
        }

    def unsaved(self, ready: Prepared) -> list[tuple[str, str]]:
        """Return the title and the URL of each form with something that was not saved."""
        titles, words = titles_of(ready), ready.language
        found = []
        for name in self.desk.unsaved.names():
            first, _, rest = name.partition(" ")
            if first == NEW and words.has(f"edit.new.{rest}"):
                found.append((words.text(f"edit.new.{rest}"), f"{OWN}new?kind={rest}"))
            elif name in titles:
                found.append((titles[name], f"{OWN}form?file={quote(name)}"))
        return found

    def unreadable(self, ready: Prepared) -> list[dict[str, str]]:
        """Return the errors of files that are not listed, since nobody can tell what they are."""
        known = titles_of(ready)
        found = [each for each in ready.problems if each.severity is Severity.ERROR and each.place.file not in known]
        return self.desk.placed_words([each for each in found if each.place.file.endswith(ENDINGS)])

    def undone(self, request: Request) -> Response:
        """Undo an action by its receipt."""
        files = self.desk.undone(request.form.get("@receipt", ""))
        return redirect(f"{OWN}?done={'undone' if files else 'not-undone'}", 303)
