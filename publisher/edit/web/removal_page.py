"""The page for removing a document: shows what refers to it first, and removes nothing without confirmation."""

from werkzeug import Request, Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from publisher.edit.consequences.broken_references import Referring, cleared, ids_in, referring, with_translations
from publisher.edit.consequences.picks import all_cleared, picked
from publisher.edit.files.kept_states import Deed
from publisher.edit.files.state import Opened
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.kinds import KINDS, tongue_of
from publisher.problem import Problem
from publisher.settings_file import SETTINGS
from publisher.states import Contents


class RemovalPage:
    """Shows the broken references that a removal would cause, and removes the document."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def opened(self, request: Request) -> Response:
        """Return the page for a file."""
        return self.page(request.args.get("file", ""))

    def submitted(self, request: Request) -> Response:
        """Remove a file, and the references to it if requested."""
        file = request.form.get("@file", "")
        _removable(self.desk, file)
        changed: Contents = with_translations(self.desk.editor, {file: None})
        if request.form.get("@do") == "clear":
            changed = all_cleared(self.desk.editor, changed, self.desk.news)
        elif places_lost(self.desk, changed):
            return self.page(file)
        if problems := self.desk.new_errors(changed):
            return self.page(file, problems)
        receipt = self.desk.editor.carry_out(changed, Deed.REMOVED, file, self._title(file))
        self.desk.changed(changed)
        return redirect(f"{OWN}?done=removed&receipt={receipt}", 303)

    def _title(self, file: str) -> str:
        return titles_of(self.desk.editor.look()).get(file, file)

    def page(self, file: str, problems: list[Problem] | None = None) -> Response:
        """Return the page for a file, with the problems of removing it."""
        _removable(self.desk, file)
        places = places_lost(self.desk, {file: None})
        all_changed = cleared(self.desk.editor, {file: None})
        also = [each for each, content in all_changed.items() if content is None and each != file]
        return self.desk.page(
            "remove.html",
            422 if problems else 200,
            file=file,
            title=self._title(file),
            places=in_titles(self.desk, places),
            also=sorted(titles_of(self.desk.editor.look()).get(each, each) for each in also),
            problems=self.desk.in_words(problems or []),
        )


def is_removable(opened: Opened) -> bool:
    """Return whether a form offers to remove a file: one of several of its kind, or a translation."""
    kind = KINDS.get(opened.kind)
    return bool(tongue_of(opened.file)) or bool(kind and "*" in kind.pattern)


def _removable(desk: Desk, file: str) -> Opened:
    """Return a file to remove. Raises NotFound if no form offers that."""
    opened = desk.editor.open(file)
    if not is_removable(opened):
        raise NotFound
    return opened


def places_lost(desk: Desk, changed: Contents) -> list[Referring]:
    """Return the references that would be broken."""
    before = ids_in(desk.editor.entries(desk.editor.look()))
    entries = desk.editor.entries(desk.editor.look(changed))
    lost = before - ids_in(entries)
    lost_picks = picked(desk.editor, changed, desk.new_errors(changed))
    # Settings name pages by their address, which is known when nothing else leads to them.
    named = [Referring(SETTINGS, (), "")] if lost and SETTINGS in cleared(desk.editor, changed) else []
    found = [*referring(entries, lost), *named, *(place for _, places in lost_picks for place in places)]
    return list(dict.fromkeys(found))


def in_titles(desk: Desk, places: list[Referring]) -> list[dict[str, object]]:
    """Return the titles of files with references, each with their number."""
    titles = titles_of(desk.editor.look())
    counts = {file: sum(each.file == file for each in places) for file in dict.fromkeys(each.file for each in places)}
    words = desk.follower.snapshot.language
    return [
        {"file": file, "title": titles.get(file, file), "count": words.plural("edit.places", count)}
        for file, count in counts.items()
    ]
