"""The application: pages of forms beside the preview, for whoever sits at this machine."""

import json
import secrets
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final
from wsgiref.types import WSGIApplication

from jinja2 import Environment
from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden, HTTPException, NotFound
from werkzeug.utils import redirect

from publisher.edit.answers import filled_in, nested
from publisher.edit.editor import Editor, merged, placed
from publisher.edit.form import every
from publisher.edit.listing import listing
from publisher.edit.state import Work, dumped_tree, loaded_tree, moved, shown
from publisher.locales import HOUSE
from publisher.messages import hint, message
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.follower import Follower
from publisher.publish.preview.preview import HTML, Preview
from publisher.publish.preview.server import HEADERS, NAMES, application
from publisher.read.document import read_document, read_register
from publisher.read.files import as_text
from publisher.render.environment import template_environment

OWN: Final = "/.edit/"
FILES: Final = {"edit.css": "text/css", "edit.js": "text/javascript"}
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
FRAMED: Final = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; frame-ancestors 'self'"
LARGEST: Final = 5_000_000


class Application:
    """Answers requests for forms; everything else is the preview's."""

    def __init__(self, root: Path, follower: Follower) -> None:
        self.editor = Editor(root)
        self.follower = follower
        self.token = secrets.token_urlsafe(24)
        self._preview: WSGIApplication = application(follower, lambda source: f"{OWN}form?file={source}")
        self._drafts: dict[str, Preview] = {}

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        request = Request(environ)
        request.trusted_hosts = NAMES
        request.max_content_length = LARGEST
        request.max_form_memory_size = LARGEST
        if not request.path.startswith(OWN):
            return self._preview(environ, start_response)
        try:
            request.host  # noqa: B018  # to ask for the name is to have it checked
            response = self.answer(request)
        except HTTPException as error:
            response = Response(error.description or "", error.code or 400)
        except ProblemsFound as found:
            response = self.page("stopped.html", 409, problems=self.in_words(found.problems))
        return response(environ, start_response)

    def answer(self, request: Request) -> Response:
        """Return the answer to a request below the editor's own address."""
        where = request.path.removeprefix(OWN)
        if request.method == "POST":
            given = request.headers.get("X-Token") or request.form.get("@token", "")
            if not secrets.compare_digest(given, self.token):
                raise Forbidden
            return {"form": self.submitted, "live": self.live}.get(where, self.nowhere)(request)
        if kind := FILES.get(where):
            return Response(drawn(where), mimetype=kind, headers=HEADERS)
        if where.startswith("draft/"):
            return self.framed(where.removeprefix("draft/"))
        return {"": self.overview, "form": self.opened}.get(where, self.nowhere)(request)

    def nowhere(self, request: Request) -> Response:
        """Answer that there is nothing. Raises NotFound."""
        raise NotFound

    # Pages

    def overview(self, request: Request) -> Response:
        """Return the page of everything that can be changed."""
        ready = self.editor.look()
        return self.page("index.html", groups=listing(ready))

    def opened(self, request: Request) -> Response:
        """Return the form of a file as it stands on the disk."""
        opened = self.editor.open(request.args.get("file", ""))
        body = opened.document.body if opened.file.endswith(".md") else None
        done = request.args.get("done", "")
        return self.form(Work(opened, dict(opened.document.fields), body), done=done)

    def submitted(self, request: Request) -> Response:
        """Save what was filled in, or show the form again with what is wrong or was asked for."""
        work = self.work(request)
        act, _, target = request.form.get("@do", "show").partition(":")
        if act == "add":
            return self.form(work, blanks=(target,))
        if act == "undo":
            done = "undone" if self.editor.undo(work.opened) else ""
            self.follower.refresh([self.editor.root / work.opened.file])
            return redirect(f"{OWN}form?file={work.opened.file}&done={done}", 303)
        if act != "save" or work.clashes:
            return self.form(work, tried=act == "show" and not work.clashes)
        content = self.editor.content(work.opened, work.tree, work.body)
        if self.problems(work, content):
            return self.form(work, tried=True)
        self.editor.save(work.opened, content)
        self.follower.refresh([self.editor.root / work.opened.file])
        return redirect(f"{OWN}form?file={work.opened.file}&done=saved", 303)

    def live(self, request: Request) -> Response:
        """Return, as JSON, what is wrong with what is filled in so far and where its page can be seen."""
        work = self.work(request)
        content = self.editor.content(work.opened, work.tree, work.body)
        found = self.problems(work, content)
        listed = [{"name": name, "message": each["message"], "hint": each["hint"]} for each, name in found]
        address = self.draw(work.opened.file, content)
        return Response(json.dumps({"problems": listed, "page": address}), mimetype="application/json", headers=HEADERS)

    def work(self, request: Request) -> Work:
        """Return what a request says that a file is to hold, joined with what others have written meanwhile."""
        pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.startswith("@")]
        pairs = moved(pairs, request.form.get("@do", ""))
        file, digest = request.form.get("@file", ""), request.form.get("@base", "")
        opened = self.editor.reopened(file, digest)
        if opened is None:
            raise ProblemsFound([Problem.at(Place(file), "edit-lost")])
        before = loaded_tree(request.form.get("@tree", "{}"))
        fields = self.editor.form(opened, before, self.editor.look())
        tree = filled_in(fields, nested(pairs), before)
        body = request.form["@body"].replace("\r\n", "\n") if "@body" in request.form else None
        if body is not None and not opened.document.body.endswith("\n") and opened.document.body:
            body = body.removesuffix("\n")
        work = Work(opened, tree, body)
        return work if self.editor.is_current(opened) else self.joined(work)

    def joined(self, work: Work) -> Work:
        """Return the work on top of what stands in the file now."""
        now = self.editor.open(work.opened.file)
        base, theirs = work.opened.document, now.document
        tree, clashes = merged(dict(base.fields), work.tree, dict(theirs.fields))
        body, found = merged(base.body, work.body, theirs.body, ("@body",)) if work.body is not None else (None, [])
        return Work(now, tree, body, (*clashes, *found))

    def problems(self, work: Work, content: bytes) -> list[tuple[dict[str, str], str]]:
        """Return the errors that a file would have, in words, each with the name of its field."""
        file = work.opened.file
        ready = self.editor.look({file: content})
        document, misread = (read_register if file.endswith(".yml") else read_document)(file, as_text(content) or "")
        problems = tuple(misread)
        if document:
            found = list(ready.problems)
            if ready.renderer:
                ready.renderer.check()
                found += ready.renderer.problems
            fields = self.editor.form(work.opened, work.tree, ready)
            return [(self.in_words([problem])[0], name) for problem, name in placed(tuple(found), document, fields)]
        return [(self.in_words([problem])[0], "") for problem in problems]

    # Drafts

    def draw(self, file: str, content: bytes) -> str:
        """Keep the preview of an unsaved state of a file and return the address of its page; nothing where none is."""
        ready = self.editor.look({file: content})
        if ready.renderer is None or ready.renderer.problems:
            return ""
        try:
            preview = Preview(ready, ready.renderer)
        except ProblemsFound:
            return ""
        address = preview.address_of(file)
        self._drafts = {"": preview}
        return "" if address is None else f"{OWN}draft/{address}?{secrets.token_hex(4)}"

    def framed(self, address: str) -> Response:
        """Return a page of the unsaved state for a frame beside the form."""
        preview = self._drafts.get("")
        found = preview.answer(address) if preview else None
        if found is None:
            raise NotFound
        content, kind = found
        headers = {**HEADERS, "X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": FRAMED}
        return Response(content, 200, headers, mimetype=kind)

    # Drawing

    def form(self, work: Work, *, blanks: Iterable[str] = (), tried: bool = False, done: str = "") -> Response:
        """Return the page of a form; `blanks` are the lists that get one more member to fill in."""
        ready = self.editor.look()
        fields = self.editor.form(work.opened, work.tree, ready)
        errors: list[tuple[dict[str, str], str]] = []
        if tried:
            errors = self.problems(work, self.editor.content(work.opened, work.tree, work.body))
        theirs = {field.path: field.name for field in every(fields)}
        clashes = [{"name": theirs.get(clash.path, "@body"), "theirs": shown(clash.theirs)} for clash in work.clashes]
        return self.page(
            "form.html",
            422 if errors else 409 if clashes else 200,
            opened=work.opened,
            title=str(work.tree.get("title", "")) or work.opened.file,
            fields=fields,
            body=work.body,
            tree=dumped_tree(work.tree),
            blanks=frozenset(blanks),
            errors=errors,
            by_name={name: error for error, name in reversed(errors)},
            clashes=clashes,
            done=done,
            titles={field.name: field.title for field in every(fields)},
            kind_title=ready.language.text(f"kind.{work.opened.kind}").partition(":")[0],
            preview=self.follower.snapshot.preview and self.follower.snapshot.preview.address_of(work.opened.file),
            linked=[(node.id, str(getattr(node.value, "title", ""))) for node in ready.publication.nodes.values()
                    if getattr(node.value, "title", "")],
        )  # fmt: skip

    def page(self, template: str, status: int = 200, **values: object) -> Response:
        """Return a page of the editor."""
        words = self.follower.snapshot.language
        content = drawn(template, words=words.under("edit."), language=words.code, token=self.token, **values)
        return Response(content, status, {**HEADERS, "Content-Security-Policy": POLICY}, mimetype=HTML)

    def in_words(self, problems: Iterable[Problem]) -> list[dict[str, str]]:
        """Return problems in words."""
        words = self.follower.snapshot.language
        return [{"message": message(each, words), "hint": hint(each, words)} for each in problems]


def drawn(template: str, **values: object) -> bytes:
    """Return a page or a file of the editor, drawn from `macros/edit/`."""
    return _templates().get_template(template).render(**values).encode()


@cache
def _templates() -> Environment:
    return template_environment([HOUSE / "macros" / "edit"], keep_trailing_newline=True, lstrip_blocks=True)
