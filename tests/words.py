"""What a reader of a site has to read: how many words, how many in repeated lines, how often nothing is said.

`python -m tests.words SITE` measures a built site. A line is a heading, a paragraph, a list item, a table row, a name
or a value in a box of facts; only what is in `main` counts.
"""

import sys
from collections import Counter
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

BLOCKS = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "tr", "dt", "dd", "caption", "figcaption", "summary"),
        *("div", "section", "ul", "ol", "table", "dl", "nav", "main", "article"),
    }
)
UNREAD = frozenset({"script", "style", "noscript", "svg"})
PART = 'class="part-page"'
# What stands on so many pages comes again.
OFTEN = 3


class _Lines(HTMLParser):
    """The lines of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.inside = self.unread = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line with a block, and skip what nobody reads."""
        self.inside += tag == "main"
        self.unread += tag in UNREAD
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line with its block."""
        self._break(tag)
        self.inside -= tag == "main"
        self.unread -= tag in UNREAD

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        if self.inside and not self.unread:
            self.text.append(data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if self.inside:
            self.text.append("\n" if tag in BLOCKS else " " if tag in {"td", "th"} else "")


def lines_of(page: str) -> list[str]:
    """Return the lines of a page's main part, without those that are empty."""
    parser = _Lines()
    parser.feed(page)
    return [line for each in "".join(parser.text).split("\n") if (line := " ".join(each.split()))]


def words_in(line: str) -> int:
    """Return how many words a line has; a dash or a colon alone does not count."""
    return sum(any(character.isalnum() for character in word) for word in line.split())


@dataclass(frozen=True)
class Reading:
    """The lines of each page of a site, by path."""

    pages: dict[str, list[str]]

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(words_in(line) for lines in self.pages.values() for line in lines)

    @property
    def recurring(self) -> float:
        """The share of words in lines that are on three pages or more."""
        on = Counter(line for lines in self.pages.values() for line in set(lines))
        again = sum(words_in(line) for lines in self.pages.values() for line in lines if on[line] >= OFTEN)
        return again / self.words


def reading(site: Path, leave_out: frozenset[str] = frozenset()) -> Reading:
    """Return what there is to read on a built site, without pages whose folder or file has one of these names."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        inner = path.relative_to(site)
        # Pages that only lead on have no article. A part for other websites is shown there, and is no page of this one.
        if "<article" in text and PART not in text and not leave_out.intersection(inner.parts):
            found[inner.as_posix()] = lines_of(text)
    return Reading(found)


if __name__ == "__main__":
    for site in map(Path, sys.argv[1:]):
        measured = reading(site)
        share = round(100 * measured.recurring, 1)
        print(f"{site}: {measured.words} words on {len(measured.pages)} pages, {share} % in recurring lines")
