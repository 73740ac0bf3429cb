"""The page for proposing saved changes: what they change, in words, and where the proposal can be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup
from werkzeug import Request, Response
from werkzeug.utils import redirect

from publisher.edit.proposing.branches import (
    Author,
    Checkout,
    as_patch,
    author_of,
    checkout_of,
    committed,
    lack_of,
    last_message,
    pushed,
    start_over,
    unproposed,
)
from publisher.edit.proposing.hosts import Host, host_of, requested, token_for
from publisher.edit.proposing.what_changed import Summary, summary_of
from publisher.edit.web.desk import OWN, Desk, titles_of
from publisher.kinds import kinds_of, tongue_of
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.preview.server import HEADERS
from publisher.render.markdown import to_html
from publisher.settings_file import SETTINGS


@dataclass(frozen=True, slots=True)
class HostGiven:
    """The host as configured by somebody: its software, and the URL of the repository's front page."""

    kind: str = ""
    address: str = ""


class ProposalPage:
    """Shows saved changes that are not proposed yet, and proposes them."""

    def __init__(self, desk: Desk, given: HostGiven, author: Author | None = None) -> None:
        self.desk, self.given, self.author = desk, given, author

    def opened(self, request: Request) -> Response:
        """Return the page with the changes to propose."""
        return self.page(done=request.args.get("done", ""), address=self._address(request.args.get("branch", "")))

    def submitted(self, request: Request) -> Response:
        """Propose saved changes, or leave a proposal for the main branch."""
        root = self.desk.root
        checkout = self._checkout()
        if request.form.get("@do") == "fresh":
            if unproposed(root):
                return self.page()
            start_over(root, checkout)
            self.desk.changed(["docs", "plans", SETTINGS])
            return redirect(f"{OWN}propose?done=fresh", 303)
        if self._author() is None:
            raise ProblemsFound([Problem.at(Place(".git"), "propose-unknown-author")])
        summary = self._summary()
        note = request.form.get("@note", "").replace("\r\n", "\n").strip()
        branch = checkout.proposal
        if unproposed(root):
            message = f"{summary.message}\n{note}\n" if note else summary.message
            branch = committed(root, checkout, summary.branch, message, self.author)
            self.desk.changed([])
        return self.sent(checkout, branch, summary, note)

    def sent(self, checkout: Checkout, branch: str, summary: Summary, note: str) -> Response:
        """Push a branch to the council's repository, and open a pull request there."""
        host = self._host(checkout)
        token = token_for(host) if host else ""
        if not checkout.remote:
            return redirect(f"{OWN}propose?done=kept", 303)
        by_hand = ""
        try:
            pushed(self.desk.root, checkout, branch, host.for_git(checkout.address, token) if host else {})
            if host is None or not token:
                return redirect(f"{OWN}propose?done=sent&branch={branch}", 303)
            by_hand = host.by_hand(branch, checkout.target)
            text = f"{note}\n\n{summary.listing}" if note else summary.listing
            address = requested(host, token, branch, checkout.target, summary.title, text)
        except ProblemsFound as found:
            # The proposal is kept on its branch, so the page offers to send it again.
            return self.page(address=by_hand, unsent=found.problems)
        return self.page(done="proposed", address=address)

    def patch(self, request: Request) -> Response:
        """Return the proposal as a patch file to send by mail."""
        checkout = self._checkout()
        name = f"{checkout.proposal.rpartition('/')[2] or 'x'}.patch"
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{name}"'}
        return Response(as_patch(self.desk.root, checkout), 200, headers, mimetype="text/x-patch")

    def page(self, *, done: str = "", address: str = "", unsent: Sequence[Problem] = ()) -> Response:
        """Return the page; `unsent` says why a proposal was not sent, or no request made, and `address` where to."""
        root = self.desk.root
        checkout = self._checkout()
        files = unproposed(root)
        summary = self._summary() if files else None
        extensions = self.desk.editor.look().publication.settings.markdown_extensions
        return self.desk.page(
            "propose.html",
            409 if unsent else 200,
            unsent=self.desk.in_words(unsent),
            checkout=checkout,
            author=self._author(),
            title=summary.title if summary else "",
            # The list has headings for a page of its own; here they are below the page's.
            listing=Markup(to_html(re.sub(r"(?m)^#(#+ )", r"\1", summary.listing), extensions)) if summary else "",
            done=done,
            address=address,
            problems=self.desk.in_words(self.desk.editor.errors()) if files else [],
        )

    def _checkout(self) -> Checkout:
        checkout = checkout_of(self.desk.root)
        if checkout is None:
            raise ProblemsFound([lack_of(self.desk.root)])
        return checkout

    def _author(self) -> Author | None:
        return self.author or author_of(self.desk.root)

    def _summary(self) -> Summary:
        ready = self.desk.editor.look()
        files, titles = unproposed(self.desk.root), titles_of(ready)
        if not files:
            return Summary(*last_message(self.desk.root), "")
        called = {file: titles.get(file, file.rpartition("/")[2]) for file in files}
        uncompared = [title for file, title in called.items() if not _is_compared(file)]
        return summary_of(ready, [*called.values()], uncompared)

    def _host(self, checkout: Checkout) -> Host | None:
        return host_of(checkout.address, self.given.kind, self.given.address)

    def _address(self, branch: str) -> str:
        """Return the URL on which a person can open the pull request of a branch that was only pushed."""
        checkout = checkout_of(self.desk.root)
        host = checkout and self._host(checkout)
        return host.by_hand(branch, checkout.target) if host and checkout and branch == checkout.proposal else ""


def _is_compared(file: str) -> bool:
    """Return whether a file's changes are listed value by value: not of settings, translations and pictures."""
    return bool(kinds_of(file)) and file != SETTINGS and not tongue_of(file)
