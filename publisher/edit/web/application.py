"""The WSGI application: forms beside the preview, for the user of this machine."""

import re
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, Final
from wsgiref.types import WSGIApplication

from werkzeug import Request, Response
from werkzeug.exceptions import Forbidden, HTTPException, LengthRequired, MethodNotAllowed, NotFound
from werkzeug.utils import redirect

from publisher.atomic import FULL, READ_ONLY
from publisher.edit.files.editor import Guard
from publisher.edit.files.unsaved import UnsavedForms
from publisher.edit.proposing.branches import Author
from publisher.edit.web.additions_page import AdditionsPage
from publisher.edit.web.desk import OWN, Desk, drawn
from publisher.edit.web.form_page import FormPage
from publisher.edit.web.overview_page import OverviewPage
from publisher.edit.web.proposal_page import HostGiven, ProposalPage
from publisher.edit.web.removal_page import RemovalPage
from publisher.edit.web.upload_page import UploadPage
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.follower import Follower
from publisher.publish.preview.server import HEADERS, NAMES, application

SCRIPTS: Final = ("edit.js", "combobox.js", "keeping.js", "pasting.js")
FILES: Final = {"edit.css": "text/css", **dict.fromkeys(SCRIPTS, "text/javascript")}
FRAMED: Final = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data:; frame-ancestors 'self'"
# Nothing else is answered: TRACE would show what a proxy adds.
METHODS: Final = ("GET", "HEAD", "POST")
LARGEST: Final = 30_000_000
# A register of five hundred indicators has some 20,000 fields; without a limit of its own, 1,000 are too many.
MOST_FIELDS: Final = 100_000
# A name and perhaps a port, and nothing that programs understand differently.
ORIGIN: Final = re.compile(r"https?://(?P<name>[\w.-]+)(?P<port>:\d{1,5})?", re.ASCII)
# What a browser says of a page that is of this server, or of no page at all.
OWN_SITE: Final = frozenset({"", "none", "same-origin"})


class Application:
    """Answers requests for forms; all others go to the preview."""

    def __init__(
        self,
        root: Path,
        follower: Follower,
        host: HostGiven | None = None,
        author: Author | None = None,
        guard: Guard | None = None,
        names: Sequence[str] = NAMES,
        unsaved: UnsavedForms | None = None,
    ) -> None:
        self.desk = desk = Desk(root, follower, guard, unsaved)
        self.names = list(names)
        self._lock = RLock()
        self._preview: WSGIApplication = application(follower, lambda source: f"{OWN}form?file={source}", names)
        overview, form, adding, removal = OverviewPage(desk), FormPage(desk), AdditionsPage(desk), RemovalPage(desk)
        upload = UploadPage(desk)
        proposal = ProposalPage(desk, host or HostGiven(), author)
        self._shown = {"": overview.shown, "form": form.opened, "new": adding.opened, "remove": removal.opened,
                       "propose": proposal.opened, "patch": proposal.patch}  # fmt: skip
        self._done = {
            "form": form.submitted,
            "live": form.live,
            "begun": adding.begun,
            "new": adding.submitted,
            "remove": removal.submitted,
            "undo": overview.undone,
            "propose": proposal.submitted,
            "upload": upload.submitted,
        }

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        request = Request(environ)
        request.trusted_hosts = self.names
        request.max_content_length = LARGEST
        request.max_form_memory_size = LARGEST
        request.max_form_parts = MOST_FIELDS
        if not request.path.startswith(OWN):
            return self._preview(environ, start_response)
        try:
            request.host  # noqa: B018  # to ask for the name is to have it checked
            if request.method not in METHODS:
                raise MethodNotAllowed(METHODS)
            if "Transfer-Encoding" in request.headers:
                # Werkzeug cuts what is too long and comes in pieces; browsers say how much they send.
                raise LengthRequired
            with request:  # uploaded files are closed with the request
                # The body is read first: nobody waits for somebody else's connection.
                request.form  # noqa: B018
                with self._lock:
                    response = self.answer(request)
        except HTTPException as error:
            response = Response(error.description or "", error.code or 400)
        except ProblemsFound as found:
            response = self.desk.page("stopped.html", 409, problems=self.desk.placed_words(found.problems))
        except OSError as error:
            if error.errno is None or request.method != "POST":
                raise
            response = self.failed(error)
        return response(environ, start_response)

    def answer(self, request: Request) -> Response:
        """Return the response to a request below the editor's own path."""
        where = request.path.removeprefix(OWN)
        if request.method == "POST":
            given = request.headers.get("X-Token") or request.form.get("@token", "")
            if not secrets.compare_digest(given.encode(), self.desk.token.encode()) or not self._is_from_here(request):
                raise Forbidden
            if where == "live":  # it writes nothing of the publication
                with self.desk.editor.at_one_moment():
                    return self._done[where](request)
            return self._done.get(where, nowhere)(request)
        if kind := FILES.get(where):
            return Response(drawn(where), mimetype=kind, headers=HEADERS)
        if where.startswith("draft/"):
            return self.framed(where.removeprefix("draft/"))
        if (where in self._done and where not in self._shown) or (where == "form" and not request.args.get("file")):
            # A sign-in leads back to where a form was sent. What was typed is on the overview.
            return redirect(OWN)
        with self.desk.editor.at_one_moment():
            return self._shown.get(where, nowhere)(request)

    def failed(self, error: OSError) -> Response:
        """Return the page that says why nothing was saved."""
        full, closed = error.errno in FULL, error.errno in READ_ONLY
        code = "disk-full" if full else "output-read-only" if closed else "output-failed"
        facts = {"path": str(error.filename or self.desk.root), "reason": error.strerror or str(error)}
        said = Problem.at(Place(""), code, **(facts if code == "output-failed" else {"path": facts["path"]}))
        return self.desk.page("stopped.html", 507 if full else 500, problems=self.desk.placed_words([said]))

    def _is_from_here(self, request: Request) -> bool:
        """Return whether a request comes from a page of this server, as far as the browser says where from.

        Another port is another server. A proxy may leave out its own port where it names the server.
        """
        if request.headers.get("Sec-Fetch-Site", "") not in OWN_SITE:
            return False
        origin = request.headers.get("Origin", "")
        found = ORIGIN.fullmatch(origin)
        port = re.search(r":\d+\Z", request.host)
        own = found is not None and found["name"] in self.names and (port is None or found["port"] == port[0])
        return not origin or own

    def framed(self, address: str) -> Response:
        """Return a page of the unsaved state for the frame beside the form."""
        found = self.desk.draft.answer(address) if self.desk.draft else None
        if found is None:
            raise NotFound
        content, kind = found
        headers = {**HEADERS, "X-Frame-Options": "SAMEORIGIN", "Content-Security-Policy": FRAMED}
        return Response(content, 200, headers, mimetype=kind)


def nowhere(request: Request) -> Response:
    """Answer that the page does not exist. Raises NotFound."""
    raise NotFound
