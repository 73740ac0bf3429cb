"""Hosts: a council's repository on GitHub, GitLab or Forgejo, and how to open a pull request there.

Sources: docs.github.com/en/rest/pulls/pulls, docs.gitlab.com/api/merge_requests, forgejo.org/docs/latest/user/api-usage
with the API description of each instance at /api/swagger. httpx is the HTTP client, as for the statistics.
"""

import base64
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import httpx

from publisher.problem import Place, Problem, ProblemsFound

TOKEN: Final = "RODA_TRADEN_TOKEN"
SERVICE: Final = "roda-traden"
_SECONDS: Final = 30
_CODES: Final[Mapping[int, str]] = MappingProxyType(
    {
        httpx.codes.UNAUTHORIZED: "propose-host-key",
        httpx.codes.FORBIDDEN: "propose-host-forbidden",
        # A repository that has moved, one that is not there, and one that the key may not see.
        httpx.codes.MOVED_PERMANENTLY: "propose-host-missing",
        httpx.codes.NOT_FOUND: "propose-host-missing",
        httpx.codes.GONE: "propose-host-missing",
    }
)
_BUSY: Final = frozenset({httpx.codes.REQUEST_TIMEOUT, httpx.codes.TOO_MANY_REQUESTS})
_SSH: Final = re.compile(r"(?:ssh://)?[^@/\s]+@(?P<host>[^:/\s]+)(?::\d+/|:|/)(?P<path>\S+?)(?:\.git)?/?")


class HostKind(StrEnum):
    """The software of a host."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"


@dataclass(frozen=True, slots=True)
class Host:
    """A repository on a host: the URL of its front page, and the host's software."""

    kind: HostKind
    address: str

    @property
    def name(self) -> str:
        """The host's own name."""
        return urlsplit(self.address).netloc

    @property
    def path(self) -> str:
        """The repository's path on its host: owner and name."""
        return urlsplit(self.address).path.strip("/")

    @property
    def _site(self) -> str:
        parts = urlsplit(self.address)
        return f"{parts.scheme}://{parts.netloc}"

    def requests(self) -> str:
        """Return the API URL for listing and creating pull requests."""
        match self.kind:
            case HostKind.GITHUB:
                api = "https://api.github.com" if self.name == "github.com" else f"{self._site}/api/v3"
                return f"{api}/repos/{self.path}/pulls"
            case HostKind.GITLAB:
                return f"{self._site}/api/v4/projects/{quote(self.path, safe='')}/merge_requests"
            case HostKind.FORGEJO:
                return f"{self._site}/api/v1/repos/{self.path}/pulls"

    def by_hand(self, branch: str, target: str) -> str:
        """Return the URL of the page on which a person can create the pull request."""
        if self.kind is HostKind.GITLAB:
            given = {"merge_request[source_branch]": branch, "merge_request[target_branch]": target}
            return f"{self.address}/-/merge_requests/new?{urlencode(given)}"
        return f"{self.address}/compare/{quote(target)}...{quote(branch)}"

    def headers(self, token: str) -> dict[str, str]:
        """Return the HTTP headers for authentication."""
        match self.kind:
            case HostKind.GITHUB:
                return {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json",
                        "X-GitHub-Api-Version": "2022-11-28"}  # fmt: skip
            case HostKind.GITLAB:
                return {"PRIVATE-TOKEN": token}
            case HostKind.FORGEJO:
                return {"Authorization": f"token {token}"}

    def for_git(self, remote: str, token: str) -> dict[str, str]:
        """Return the git configuration for pushing to the remote, if it uses HTTP."""
        if not token or not remote.startswith(("https://", "http://")) or urlsplit(remote).netloc != self.name:
            return {}
        user = {HostKind.GITHUB: "x-access-token", HostKind.GITLAB: "oauth2", HostKind.FORGEJO: "token"}[self.kind]
        word = base64.b64encode(f"{user}:{token}".encode()).decode()
        return {f"http.{self._site}/.extraHeader": f"Authorization: Basic {word}"}


def host_of(remote: str, kind: str = "", address: str = "") -> Host | None:
    """Return the host of a remote by its URL, or as configured by somebody; None if unknown."""
    address = (address or _front(remote)).rstrip("/").removesuffix(".git")
    known = kind or _kind(urlsplit(address).hostname or "")
    return Host(HostKind(known), address) if known and address.startswith(("https://", "http://")) else None


def _front(remote: str) -> str:
    if remote.startswith(("https://", "http://")):
        parts = urlsplit(remote)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"
    match = _SSH.fullmatch(remote)
    return f"https://{match['host']}/{match['path']}" if match else ""


def _kind(name: str) -> str:
    known = {"github.com": "github", "gitlab.com": "gitlab", "codeberg.org": "forgejo"}
    return known.get(name, "") or next((kind for kind in HostKind if kind in name.split(".")), "")


def token_for(host: Host) -> str:
    """Return the access token for a host, from the environment or the system's keyring, or ""."""
    if found := os.environ.get(TOKEN, ""):
        return found
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, host.name) or ""
    except KeyringError:
        return ""


def requested(host: Host, token: str, branch: str, target: str, title: str, text: str) -> str:
    """Return the URL of a branch's pull request: the open one, or a new one. Raises ProblemsFound."""
    try:
        with httpx.Client(headers=host.headers(token), timeout=_SECONDS) as client:
            return _open(client, host, branch) or _opened_request(
                client, host, _body(host, branch, target, title, text)
            )
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProblemsFound([_problem_of(host, error)]) from error


def _problem_of(host: Host, error: Exception) -> Problem:
    """Return what a failed request means to the person who made it."""
    place, facts = Place(host.name), {"host": host.name, "path": host.path}
    if isinstance(error, httpx.TransportError):
        return Problem.at(place, "propose-host-silent", **facts)
    if not isinstance(error, httpx.HTTPStatusError):
        return Problem.at(place, "propose-host-failed", **facts)
    status = error.response.status_code
    facts |= {"status": str(status), "reason": _said(error.response)}
    if status in _BUSY or status >= httpx.codes.INTERNAL_SERVER_ERROR:
        return Problem.at(place, "propose-host-busy", **facts)
    return Problem.at(place, _CODES.get(status, "propose-host-rejected"), **facts)


def _said(response: httpx.Response) -> str:
    """Return the host's own words, in a line of at most 200 characters, or its status."""
    try:
        answer = response.json()
    except ValueError:
        answer = {}
    message = answer.get("message") if isinstance(answer, dict) else ""
    lines = message if isinstance(message, list) else [message or response.reason_phrase]
    return " ".join(" ".join(map(str, lines)).split())[:200]


def _body(host: Host, branch: str, target: str, title: str, text: str) -> dict[str, str]:
    if host.kind is HostKind.GITLAB:
        return {"source_branch": branch, "target_branch": target, "title": title, "description": text}
    return {"head": branch, "base": target, "title": title, "body": text}


def _open(client: httpx.Client, host: Host, branch: str) -> str:
    """Return the URL of the open pull request of a branch, or ""."""
    asked = {
        HostKind.GITHUB: {"state": "open", "head": f"{host.path.partition('/')[0]}:{branch}"},
        HostKind.GITLAB: {"state": "opened", "source_branch": branch},
        HostKind.FORGEJO: {"state": "open", "limit": "50"},
    }[host.kind]
    answer = client.get(host.requests(), params=asked)
    answer.raise_for_status()
    return next((_address(each) for each in answer.json() if _branch(each) == branch), "")


def _branch(request: Mapping[str, object]) -> str:
    head = request.get("head")
    return str(head.get("ref") if isinstance(head, dict) else request.get("source_branch", ""))


def _address(request: Mapping[str, object]) -> str:
    """Return the URL of a pull request's page, which must be safe to show as a link."""
    found = str(request.get("html_url") or request["web_url"])
    if not found.startswith(("https://", "http://")):
        raise ValueError(found)
    return found


def _opened_request(client: httpx.Client, host: Host, body: Mapping[str, str]) -> str:
    answer = client.post(host.requests(), json=body)
    answer.raise_for_status()
    return _address(answer.json())
