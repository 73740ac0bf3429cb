"""Share cards: the contents of a page's preview picture in social media, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1200
HEIGHT: Final = 630
"""In pixels, as the services that show such pictures require."""


@dataclass(frozen=True)
class CardFact:
    """One fact on a card: its label, and its value."""

    name: str
    text: str


@dataclass(frozen=True)
class ShareCard:
    """The contents of one picture; its `path` is below the site's root.

    `organisation` is the publisher, `site` the site's name, `sort` the kind of page; `example` labels an example.
    `colours` are the background, with the title in white, and the accent. With `large`, the facts are numbers in large
    type.
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
    comma: str = ", "

    @property
    def alternative(self) -> str:
        """The text alternative: everything shown on the picture, in words."""
        title = f"{self.sort}: {self.title}" if self.sort else self.title
        facts = (f"{fact.name}{' ' if fact.name.endswith('?') else ': '}{fact.text}" for fact in self.facts)
        whose = self.comma.join(dict.fromkeys(each for each in (self.site, self.organisation) if each != self.title))
        return " – ".join(part for part in (title, *facts, self.about, self.example, whose) if part)

    @property
    def head(self) -> Mapping[str, object]:
        """The picture's values for front matter."""
        return {"path": self.path, "width": WIDTH, "height": HEIGHT, "alternative": self.alternative}
