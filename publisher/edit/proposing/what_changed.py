"""What changed: a proposal in the site's words, for its page and for readers of the git history."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from publisher.pipeline import Prepared
from publisher.problem import Place, ProblemsFound
from publisher.publish.changes.versions import compared
from publisher.start.drafts import slug

_HEADING = re.compile(r"^#{3} .*\n+", re.MULTILINE)
_NAME = re.compile(r"^#{4} (.*)$", re.MULTILINE)
# A longer first line is truncated by git's own lists.
MOST = 72


@dataclass(frozen=True, slots=True)
class Summary:
    """What a proposal changes: a one-line title, all changes as Markdown, and a name for its branch.

    `others` is the end of the list: files that are not compared value by value, under a heading of their own.
    """

    title: str
    listing: str
    branch: str
    others: str = ""

    @property
    def message(self) -> str:
        """The commit message: the title with the list below it, as plain text."""
        text = _NAME.sub(r"\1", _HEADING.sub("", self.listing.removesuffix(self.others))).replace("**", "")
        text += self.others.replace("### ", "")
        return f"{self.title}\n\n{unescape(text).strip()}\n"


def summary_of(ready: Prepared, titles: list[str], uncompared: Sequence[str] = ()) -> Summary:
    """Return what differs from the last commit; `titles` are those of changed files, if no more can be said.

    `uncompared` are those of changed files that are not compared value by value.
    """
    words, others = ready.language, ""
    try:
        comparison = compared(ready, "HEAD", Place("HEAD"))
        listing = comparison.listing() if comparison.changes else ""
        if listing and uncompared:
            others = f"\n### {words.text('edit.propose.others')}\n\n" + "".join(f"- {each}\n" for each in uncompared)
    except ProblemsFound:
        # The earlier version is invalid by today's rules.
        listing = ""
    names = _NAME.findall(listing) or titles
    listing = listing or "".join(f"- {title}\n" for title in titles)
    first = unescape(names[0]) if names else ""
    title = words.plural("edit.propose.title", len(names), name=first, more=len(names) - 1)
    branch = f"{words.text('edit.propose.branch')}/{slug(first) or 'x'}"
    return Summary(_cut(title), listing + others, branch, others)


def _cut(title: str) -> str:
    return title if len(title) <= MOST else f"{title[: MOST - 1].rstrip()}…"
