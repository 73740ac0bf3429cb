"""A share card: what stands on the picture that others see where somebody shares a page, as values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

WIDTH: Final = 1200
HEIGHT: Final = 630
"""In dots, as the services ask for that show such pictures."""


@dataclass(frozen=True, slots=True)
class CardFact:
    """One fact on a card: what it is called, or what a number counts, and what it says."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What stands on one picture; its `path` is below the site's root.

    `organisation` is whose it is, `site` where it stands, `sort` what it is about; `example` says that it
    is an example. `colours` are the ground, on which the title stands in white, and that of marks. With `large` the
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
        """What the theme is told of the picture, as plain values."""
        return {"path": self.path, "width": WIDTH, "height": HEIGHT, "alternative": self.alternative}
