"""The editor: opens files of a publication, checks them as they would be, saves them, and restores them.

Input is checked in memory by the pipeline of a build. A file is only overwritten if it is still as it was opened; if it
has changed meanwhile, both versions are merged field by field.
"""

import secrets
from collections.abc import Collection
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from pydantic import BaseModel

from publisher.atomic import write_together
from publisher.edit.files.kept_states import Changes, Deed, Done, KeptStates
from publisher.edit.files.known_choices import known_choices
from publisher.edit.files.state import Opened, has_place
from publisher.edit.files.translating import with_originals
from publisher.edit.forms.form import form_of
from publisher.edit.forms.form_field import Field
from publisher.edit.forms.ready_rows import ready_rows
from publisher.edit.forms.settings_form import KIND as SETTINGS_KIND
from publisher.edit.forms.settings_form import offered
from publisher.entries import READERS
from publisher.kinds import KINDS, model_of, translations
from publisher.mend.edited import edited
from publisher.mend.mended import values_mended
from publisher.model.settings import Settings
from publisher.model.statistics import Statistics
from publisher.pipeline import Prepared
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.document import Document
from publisher.read.field_tree import Fields
from publisher.read.files import leads_within, text_in
from publisher.schema.json_schema import TRANSLATION
from publisher.settings_file import SETTINGS
from publisher.states import Contents, StateReader

# So many acts are remembered.
_MOST_DONE: Final = 50


class Guard:
    """Hooks of the editor before and after writing. This one allows everything and records nothing."""

    def allow(self, files: Collection[str]) -> None:
        """Raise ProblemsFound if one of these files may not be written."""

    def record(self, changes: Changes) -> None:
        """Record what was written."""


class Editor(StateReader):
    """Opens, checks and saves the files of one publication."""

    def __init__(self, root: Path, guard: Guard | None = None) -> None:
        super().__init__(root)
        self._guard = guard or Guard()
        self._kept = KeptStates(root)

    def open(self, file: str) -> Opened:
        """Return a file for editing. Raises ProblemsFound if it is not a readable file of the publication."""
        path = self.root / file
        if not has_place(self.root, file) or not path.is_file():
            raise ProblemsFound([Problem.at(Place(file), "file-missing")])
        return self._understood(file, path.read_bytes())

    def _understood(self, file: str, content: bytes) -> Opened:
        document, problems = self.read(file, content)
        model = Settings if file == SETTINGS else model_of(document) if document else None
        if document is None or model is None or problems:
            raise ProblemsFound(problems or [Problem.at(Place(file), "file-without-place")])
        known: dict[type[BaseModel], str] = {kind.model: name for name, kind in KINDS.items()}
        known |= {Settings: SETTINGS_KIND}
        known |= {model: f"{name}-{TRANSLATION}" for name, model in translations().items()}
        kind = known[model]
        return Opened(file, self._kept.keep_state(content), document, kind, model)

    def read(self, file: str, content: bytes) -> tuple[Document | None, list[Problem]]:
        """Return the document parsed from a content, and its problems."""
        text, problems = text_in(content, file)
        return (None, problems) if text is None else READERS[Path(file).suffix](file, text)

    def form(self, opened: Opened, tree: Fields, ready: Prepared) -> tuple[Field, ...]:
        """Return the form of a file with the values of `tree`."""
        choices = known_choices(ready, opened.file, tree)
        rows = ready_rows(ready.publication, tree, ready.language)
        fields = form_of(opened.kind, opened.model, tree, ready.language, choices, rows)
        if opened.kind == SETTINGS_KIND:
            return offered(fields)
        # The file name of a table says which indicator it is about.
        shown = (field for field in fields if opened.model is not Statistics or field.key != "indicator")
        return with_originals(opened.file, tuple(shown), ready)

    def content(self, opened: Opened, tree: Fields, body: str | None) -> bytes:
        """Return the file's content with other values and another body. Raises NotWritable.

        Dates and numbers as people type them are converted to file format, if the rest of the file is valid.
        """
        before = self.beginning(opened.digest)
        made = edited(before, opened.model, tree, body)
        if opened.model in (Statistics, Settings) or made == before:
            return made
        return self.mended(opened.file, made, before)

    def mended(self, file: str, made: bytes, before: bytes = b"") -> bytes:
        """Return a file's content with dates and numbers as people type them converted to file format.

        It stays as it is if that would change what was not typed now, in the content `before`.
        """
        texts = self.look().texts
        if before and values_mended(file, before, texts, self.root) != before:
            return made
        return values_mended(file, made, texts, self.root)

    def is_current(self, opened: Opened) -> bool:
        """Return whether the file on disk is still as it was opened."""
        path = self.root / opened.file
        return path.is_file() and sha256(path.read_bytes()).hexdigest() == opened.digest

    def reopened(self, file: str, digest: str) -> Opened | None:
        """Return a file as it was opened; None if that is gone. Raises ProblemsFound if no file has that name."""
        if not has_place(self.root, file):
            raise ProblemsFound([Problem.at(Place(file), "file-missing")])
        content = self._kept.state(digest)
        return self._understood(file, content) if content is not None else None

    def beginning(self, digest: str) -> bytes:
        """Return the content of a file as it was opened, by its digest."""
        return self._kept.state(digest) or b""

    def began(self, content: bytes) -> None:
        """Remember a content as a state in which a file was opened."""
        self._kept.keep_state(content)

    def may_write(self, file: str) -> bool:
        """Return whether this person may change a file."""
        try:
            self._guard.allow([file])
        except ProblemsFound:
            return False
        return True

    def save(self, opened: Opened, content: bytes, title: str, others: Contents | None = None) -> None:
        """Write a file with this title, and `others` that follow from it."""
        digest = self._kept.keep_state(content)
        done = Done(f"{opened.file} {digest}", Deed.SAVED, opened.file, title)
        self._carry_out({**(others or {}), opened.file: content}, done)

    def carry_out(self, changed: Contents, act: Deed, file: str, title: str) -> str:
        """Write and delete files, which is an act on one of them with this title; return the receipt for undoing it."""
        receipt = secrets.token_hex(8)
        self._carry_out(changed, Done(receipt, act, file, title))
        return receipt

    def _carry_out(self, changed: Contents, done: Done) -> None:
        changes = {file: (self.content_of(file), content) for file, content in changed.items()}
        # First, so that a save can be undone even if the program ends at once; of one that failed, nothing can.
        self._kept.keep_changes(done.receipt, changes)
        self._write(changes)
        earlier = [each for each in self._kept.done() if each.receipt != done.receipt]
        self._kept.keep_done([*earlier[-_MOST_DONE:], done])

    def undoable(self) -> list[Done]:
        """Return what was done here and can be undone, the latest first: its files are as they were then."""
        return [done for done in reversed(self._kept.done()) if self._is_undoable(done.receipt)]

    def last_done(self, opened: Opened, title: str) -> Done | None:
        """Return what last changed a file, if that can be undone."""
        own = Done(f"{opened.file} {opened.digest}", Deed.SAVED, opened.file, title)
        found = (done for done in self.undoable() if opened.file in self._kept.changes(done.receipt))
        return next(found, own if self._is_undoable(own.receipt) else None)

    def _is_undoable(self, receipt: str) -> bool:
        found = self._kept.changes(receipt)
        return bool(found) and all(self.content_of(file) == after for file, (_, after) in found.items())

    def content_of(self, file: str) -> bytes | None:
        """Return the content of a file of the publication, or None."""
        path = self.root / file
        return path.read_bytes() if path.is_file() and leads_within(self.root, file) else None

    def _write(self, changes: Changes) -> None:
        self._guard.allow(list(changes))
        # A linked folder is another place: another's working copy, or a file that this person may not change.
        if linked := [
            Problem.at(Place(file), "symbolic-link") for file in changes if not leads_within(self.root, file)
        ]:
            raise ProblemsFound(linked)
        contents = {self.root / file: content for file, (_, content) in changes.items()}
        write_together(contents, lambda: self._guard.record(changes))
        for file in (file for file, (_, content) in changes.items() if content is None):
            self._drop_empty((self.root / file).parent)

    def _drop_empty(self, folder: Path) -> None:
        """Remove folders that are now empty, except those that every publication has."""
        while len(folder.relative_to(self.root).parts) > 1 and folder.is_dir() and not any(folder.iterdir()):
            with suppress(OSError):  # an empty folder does no harm
                folder.rmdir()
            folder = folder.parent

    def before(self, receipt: str) -> Contents:
        """Return what files would be again if something were undone; empty if that cannot be."""
        found = self._kept.changes(receipt) if self._is_undoable(receipt) else {}
        return {file: content for file, (content, _) in found.items()}

    def put_back(self, receipt: str) -> tuple[str, ...]:
        """Restore files to their earlier content and return them; empty if they have been changed since."""
        if not self._is_undoable(receipt):
            return ()
        found = self._kept.changes(receipt)
        self._write({file: (after, before) for file, (before, after) in found.items()})
        return tuple(found)
