"""Share cards: the contents of the preview picture of a shared page, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1200
HEIGHT: Final = 630
"""In dots, as the services ask for that show such pictures."""


@dataclass(frozen=True, slots=True)
class CardFact:
    """One fact on a card: its label, and its value."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What stands on one picture; its `path` is below the site's root.

    `organisation` is the publisher, `site` the site's name, `sort` the kind of page; `example` says that it
    is an example. `colours` are the background, on which the title stands in white, and that of marks. With `large` the
    facts are numbers.
    """

    path: str
    language: str
    organisation: str
    site: str
    sort: str
    title: str
    about: str
    facts: tuple[CardFact, ...]
    example: str
    colours: tuple[str, str]
    large: bool = False

    @property
    def alternative(self) -> str:
        """All that stands on the picture, in words."""
        title = f"{self.sort}: {self.title}" if self.sort else self.title
        facts = (f"{fact.name}{' ' if fact.name.endswith('?') else ': '}{fact.text}" for fact in self.facts)
        whose = ", ".join(dict.fromkeys(each for each in (self.site, self.organisation) if each != self.title))
        return " – ".join(part for part in (title, *facts, self.about, self.example, whose) if part)

    @property
    def head(self) -> Mapping[str, object]:
        """The picture's front matter for the theme, as plain values."""
        return {"path": self.path, "width": WIDTH, "height": HEIGHT, "alternative": self.alternative}
