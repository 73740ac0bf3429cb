"""A desk: one person's session with one copy of a publication, shared by all pages of the editor."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment
from werkzeug import Response

from publisher.edit.files.editor import Editor, Guard
from publisher.edit.files.unsaved import UnsavedForms, own_unsaved
from publisher.edit.forms.answers import two_numbers
from publisher.edit.forms.form_field import Field, every, labels
from publisher.edit.forms.problem_fields import Named
from publisher.edit.forms.settings_form import side_by_side
from publisher.edit.web.form_words import form_words
from publisher.locales import HOUSE
from publisher.own_cache import seal_of
from publisher.pipeline import Prepared
from publisher.problem import Problem, ProblemsFound, Severity, stops
from publisher.publish.preview.follower import Follower
from publisher.publish.preview.preview import HTML, Preview
from publisher.publish.preview.server import HEADERS
from publisher.render.environment import template_environment
from publisher.settings_file import SETTINGS
from publisher.states import Contents

OWN: Final = "/.edit/"
# Where problems are that concern the publication as a whole.
_OF_SITE: Final = ("target.its-value", "measured", "judgement")
"""The words of the site for what the forms show as it does."""
_NO_FILES: Final = frozenset({"", ".", ".git"})
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


class Desk:
    """A publication in `root`, its forms and its preview, for one person."""

    def __init__(
        self, root: Path, follower: Follower, guard: Guard | None = None, unsaved: UnsavedForms | None = None
    ) -> None:
        self.root = root
        self.unsaved = unsaved or own_unsaved(root)
        self.editor = Editor(root, guard)
        self.follower = follower
        follower.look = self.editor.look
        # The same after a restart, so that what somebody is writing can still be saved.
        self.token = seal_of("token", str(root.resolve()))
        # The name and the key of what a browser keeps while this server cannot: of one person and one publication.
        self.keeping = f"{seal_of('keeping for', str(root.resolve()))[:16]} {seal_of('keeping', str(root.resolve()))}"
        self.draft: Preview | None = None

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Return a page of the editor."""
        words = self.follower.snapshot.language
        own = {**words.under("edit."), **words.under("problem.notice")}
        said = {**own, **{each: words.text(each) for each in _OF_SITE}}
        about = {"language": words.code, "within": words.within, "token": self.token, "keeping": self.keeping}
        content = drawn(template, words=said, **about, **values)
        return Response(content, status, {**HEADERS, "Content-Security-Policy": POLICY}, mimetype=HTML)

    def in_words(self, problems: Iterable[Problem]) -> list[dict[str, str]]:
        """Return problems in words."""
        words, publication = self.follower.snapshot.language, None
        with suppress(ProblemsFound):  # the settings cannot be used
            publication = self.editor.look().publication
        return [form_words(each, publication, words) for each in problems]

    def placed_words(self, problems: Sequence[Problem]) -> list[dict[str, str]]:
        """Return problems in words, each with its file and the title of that, if a form can be opened there."""
        titles: Mapping[str, str] = {}
        with suppress(ProblemsFound):  # the settings cannot be used
            titles = titles_of(self.editor.look())
        said = zip(problems, self.in_words(problems), strict=True)
        found = []
        for each, words in said:
            called = titles.get(each.place.file, "")
            place = "" if called or each.place.file in _NO_FILES else str(each.place)
            found.append({**words, "file": each.place.file, "called": called, "place": words["place"] or place})
        return found

    def elsewhere(
        self, problems: Sequence[Problem], titles: Mapping[str, str]
    ) -> list[tuple[str, str, dict[str, str]]]:
        """Return problems of other files: the title of each file, its path, and the problem in words."""
        words = self.in_words(problems)
        files = [each.place.file for each in problems]
        return [(titles.get(file, file), file, each) for file, each in zip(files, words, strict=True)]

    def labels(self, fields: Sequence[Field]) -> dict[str, str]:
        """Return the label of each field by its name, with the title of what it belongs to, and that of the text."""
        words = self.follower.snapshot.language
        found = labels(tuple(side_by_side(fields)), words.within(words.text("edit.member")))
        return {**dict(found), "@body": words.text("edit.body")}

    def missing(self, title: str) -> dict[str, str]:
        """Return the message that a required field is empty."""
        return {"message": self.follower.snapshot.language.text("edit.missing", title=title), "hint": ""}

    def unplaced(self, fields: Iterable[Field]) -> Named:
        """Return the message of each row without a key or a value, at that, or with the key of another, at its key."""
        words = self.follower.snapshot.language

        def said(key: Field, field: Field) -> dict[str, str]:
            if not key.value:
                return self.missing(key.title)
            text = "edit.row-twice" if field is key else "edit.row-empty"
            return {"message": words.text(text, title=key.in_words or key.value), "hint": ""}

        rows = (pair for field in every(fields) for pair in field.unplaced_rows)
        return [(said(key, field), field.name) for key, field in rows]

    @property
    def decimal_mark(self) -> str:
        """The decimal mark of the publication's language."""
        return self.follower.snapshot.language.decimal

    def which_number(self, text: str) -> dict[str, str]:
        """Return the question which of two numbers was meant by what somebody typed."""
        words, meant = self.follower.snapshot.language, two_numbers(text, self.decimal_mark)
        # Without a mark between thousands, which would lead to the same question again.
        whole, parted = (str(meant[0]), words.number(meant[1])) if meant else ("", "")
        return {"message": words.text("edit.two-numbers", text=text, whole=whole, parted=parted), "hint": ""}

    def changed(self, files: Iterable[str]) -> None:
        """Refresh the preview after files were written."""
        self.follower.refresh([self.root / file for file in files])

    def undone(self, receipt: str) -> tuple[str, ...]:
        """Undo what has a receipt, and return the files; empty if somebody has changed any of them since.

        Raises ProblemsFound with the errors that other files would have then.
        """
        earlier = self.editor.before(receipt)
        if found := [each for each in self.new_errors(earlier) if each.place.file not in earlier] if earlier else []:
            raise ProblemsFound(found)
        files = self.editor.put_back(receipt)
        self.changed(files)
        return files

    def new_errors(self, changed: Contents) -> list[Problem]:
        """Return the errors that the publication would newly have with other contents of files."""
        return self.news(self.editor.errors(changed))

    def news(self, problems: Iterable[Problem]) -> list[Problem]:
        """Return those errors among some problems that the publication does not have in its latest state."""
        errors = _unlike(
            (each for each in problems if each.severity is Severity.ERROR), self.follower.snapshot.problems
        )
        # The preview may not have seen yet what somebody changed elsewhere.
        return _unlike(errors, self.editor.errors()) if errors else []

    def draw(self, file: str, content: bytes) -> str:
        """Store the preview of an unsaved state of a file and return the URL of its page, or ""."""
        try:
            ready = self.editor.look({file: content})
            if ready.renderer is None or stops(ready.renderer.problems):
                return ""
            preview = Preview(ready, ready.renderer)
        except ProblemsFound:
            return ""
        # Settings are seen on every page, so the first one shows them.
        address = "" if file == SETTINGS else preview.address_of(file)
        self.draft = preview
        return "" if address is None else f"{OWN}draft/{address}?{secrets.token_hex(4)}"


def _unlike(problems: Iterable[Problem], known: Iterable[Problem]) -> list[Problem]:
    now = {_key(each) for each in known}
    return [each for each in problems if _key(each) not in now]


def _key(problem: Problem) -> tuple[object, ...]:
    """Return what identifies an error, regardless of its line."""
    return problem.code, problem.place.file, tuple(problem.facts.items())


def titles_of(ready: Prepared) -> dict[str, str]:
    """Return the title of each file for people: its own title, or the name of its kind."""
    from publisher.edit.files.listing import listing

    return {each.file: each.title for _, _, files in listing(ready) for each in files}


def drawn(template: str, **values: object) -> bytes:
    """Return a page or a file of the editor, rendered from `macros/edit/`."""
    return _templates().get_template(template).render(**values).encode()


@cache
def _templates() -> Environment:
    return template_environment([HOUSE / "macros" / "edit"], keep_trailing_newline=True, lstrip_blocks=True)
