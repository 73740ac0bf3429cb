"""Share pictures: the previews of pages in social media, drawn from their share cards.

`macros/share/card.typ` is the template. Cards are drawn in batches: starting Typst takes longer than drawing, and a
thousand pictures at once would fill the memory.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from typing import Final

from publisher.fingerprint import program_digest
from publisher.locales import HOUSE
from publisher.model.languages import direction_of
from publisher.publish.output.processes import in_processes
from publisher.publish.raster.png import MAIN, png_pages
from publisher.render.page import Page
from publisher.render.share_card import ShareCard

AT_ONCE: Final = 24
# Spawning a process is worth while for this many batches.
_SHARE: Final = 4
# One pixel per point: the card is as wide in points as the picture in pixels.
_DOTS: Final = 72.0


def share_files(pages: Iterable[Page]) -> dict[str, bytes]:
    """Return the share pictures of pages, by path below the site's root."""
    cards = [page.share for page in pages if page.share]
    return dict(zip((card.path for card in cards), drawn_cards(cards), strict=True))


def drawn_cards(cards: Sequence[ShareCard]) -> list[bytes]:
    """Return the picture of each card as PNG; cards that differ only in their path are drawn once."""
    distinct = [*dict.fromkeys(replace(card, path="") for card in cards)]
    groups = [distinct[at : at + AT_ONCE] for at in range(0, len(distinct), AT_ONCE)]
    made = dict(in_processes(_drawn_together, groups, least=_SHARE, afresh=True))
    pictures = dict(zip(distinct, (picture for at in range(len(groups)) for picture in made[at]), strict=True))
    return [pictures[replace(card, path="")] for card in cards]


def key_of_card(card: ShareCard) -> str:
    """Return the digest of everything that the picture of a card depends on."""
    return sha256(_drawer() + repr(card).encode()).hexdigest()


@cache
def _drawer() -> bytes:
    return program_digest() + version("typst").encode()


def _drawn_together(cards: Sequence[ShareCard]) -> list[bytes]:
    look = (HOUSE / "macros" / "share" / "card.typ").read_bytes()
    texts = json.dumps(
        [asdict(card) | {"direction": direction_of(card.language)} for card in cards], ensure_ascii=False
    ).encode()
    return png_pages({MAIN: look, "cards.json": texts}, _DOTS)
