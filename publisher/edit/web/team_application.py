"""Several people on one server: each has a desk of their own, behind the municipality's single sign-on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, Final

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wsgi import ClosingIterator

from publisher.edit.files.editor import Guard
from publisher.edit.files.unsaved import UnsavedForms
from publisher.edit.proposing.branches import Author
from publisher.edit.team.audit import Audit
from publisher.edit.team.copies import copy_of
from publisher.edit.team.owners import Owners
from publisher.edit.team.people import Person, person_of
from publisher.edit.web.application import Application
from publisher.edit.web.desk import Desk
from publisher.edit.web.proposal_page import HostGiven
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.follower import Follower
from publisher.publish.preview.server import CHANGES, HEADERS

RATE: Final = "600/minute"
PLACE: Final = "audit.jsonl"
# Event streams: each occupies a thread, and each open page has one.
STREAMS: Final = 20
# Characters of the secret shared with the proxy.
SHORTEST_SECRET: Final = 32


@dataclass(frozen=True, slots=True)
class Team:
    """The configuration of a server: the folder of working copies, its host name, and the proxy's addresses.

    If there is a `secret`, the proxy must send it with each request.
    """

    folder: Path
    name: str
    proxies: Collection[str]
    secret: str = field(default="", repr=False)


class _PersonsGuard(Guard):
    """Allows people to change the files that they own, and records each change."""

    def __init__(self, person: Person, owners: Owners, audit: Audit) -> None:
        self._person, self._owners, self._audit = person, owners, audit

    def allow(self, files: Collection[str]) -> None:
        found = [Problem.at(Place(file), "edit-not-yours") for file in files
                 if not self._owners.may_edit(self._person, file)]  # fmt: skip
        if found:
            raise ProblemsFound(found)

    def record(self, changes: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
        self._audit.saved(self._person, changes)


class TeamApplication:
    """Passes each request to the desk of the signed-in user."""

    def __init__(self, root: Path, follower: Follower, team: Team, host: HostGiven | None = None) -> None:
        from limits import parse
        from limits.storage import MemoryStorage
        from limits.strategies import MovingWindowRateLimiter

        self._root, self._team, self._host = root, team, host or HostGiven()
        self._owners, self._audit = Owners(root), Audit(team.folder / PLACE)
        self._desk = Desk(root, follower)
        self._desks: dict[str, Application] = {}
        self._opening, self._counting = Lock(), Lock()
        self._streams: Counter[str] = Counter()
        self._rate, self._limiter = parse(RATE), MovingWindowRateLimiter(MemoryStorage())

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request (WSGI)."""
        request = Request(environ)
        request.trusted_hosts = [self._team.name]
        try:
            request.host  # noqa: B018  # to ask for the name is to have it checked
            person = person_of(environ, self._team.proxies, self._team.secret)
            if person is None:
                return self._refused(403, "edit.not-signed-in")(environ, start_response)
            if not self._limiter.hit(self._rate, person.id):
                return self._refused(429, "edit.too-many")(environ, start_response)
            if request.path == CHANGES:
                return self._stream(person, environ, start_response)
            return self.desk_of(person)(environ, start_response)
        except SecurityError as error:
            return Response(error.description or "", 400)(environ, start_response)
        except HTTPException as error:
            return Response(error.description or "", error.code or 400)(environ, start_response)
        except ProblemsFound as found:
            page = self._desk.page("stopped.html", 409, problems=self._desk.placed_words(found.problems))
            return page(environ, start_response)

    def _stream(self, person: Person, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer with an event stream, unless the person has too many open."""
        desk = self.desk_of(person)
        with self._counting:
            if self._streams[person.key] >= STREAMS:
                return self._refused(429, "edit.too-many")(environ, start_response)
            self._streams[person.key] += 1

        def ended() -> None:
            with self._counting:
                self._streams[person.key] -= 1

        try:
            return ClosingIterator(desk(environ, start_response), [ended])
        except BaseException:
            ended()
            raise

    def desk_of(self, person: Person) -> Application:
        """Return the desk of a person, with a working copy of the publication."""
        if found := self._desks.get(person.key):
            return found
        with self._opening:
            if person.key not in self._desks:
                copy = copy_of(self._root, self._team.folder / "copies", person)
                follower = Follower(copy)
                follower.refresh()
                guard = _PersonsGuard(person, self._owners, self._audit)
                author = Author(person.name, person.email)
                folder = self._team.folder / "unsaved" / person.key
                self._desks[person.key] = Application(
                    copy, follower, self._host, author, guard, [self._team.name], UnsavedForms(folder)
                )
            return self._desks[person.key]

    def _refused(self, code: int, word: str) -> Response:
        words = self._desk.follower.snapshot.language
        return Response(words.text(word), code, HEADERS, mimetype="text/plain")
