"""Every page of the printed edition on contact sheets, to look through, and a spread for the README: `make proofs`."""

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image

from publisher.settings_file import read_settings
from tests.program import REPOSITORY

FOLDER = REPOSITORY / "build" / "proofs"
README = REPOSITORY / ".github" / "pictures"
COLUMNS, ROWS = 4, 2
GAP = 12
# The spread for the README: the edition of a plan, with the chart and table of its result.
SPREAD, LEFT = "planer/jobbspar.pdf", 1
GREY = "#8a8f94"
# 90 dots an inch: small print can be read, and a sheet fits a screen.
SCALE = 90 / 72


def pictures(path: Path) -> Iterator[Image.Image]:
    """Yield a picture of each page of a PDF."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            yield page.render(scale=SCALE).to_pil()
            page.close()
    finally:
        document.close()


def sheet(pages: Sequence[Image.Image]) -> Image.Image:
    """Return pages side by side, row by row; one in landscape is made to fit."""
    width, height = min((page.size for page in pages), key=lambda size: size[0])
    whole = Image.new("RGB", (COLUMNS * (width + GAP) + GAP, ROWS * (height + GAP) + GAP), GREY)
    for number, page in enumerate(pages):
        page.thumbnail((width, height))
        row, column = divmod(number, COLUMNS)
        whole.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return whole


def spread(path: Path) -> Image.Image:
    """Return the first two facing pages that begin a chapter, as the README shows them."""
    left, right = list(pictures(path))[LEFT - 1 : LEFT + 1]
    whole = Image.new("RGB", (left.width + right.width + 1, left.height), GREY)
    whole.paste(left, (0, 0))
    whole.paste(right, (left.width + 1, 0))
    return whole.quantize(64)


def main() -> None:
    """Write the sheets of the first edition in `site/`."""
    edition = read_settings(REPOSITORY).publication.editions[0]
    pages = list(pictures(REPOSITORY / "site" / "pdf" / f"{edition.id}.pdf"))
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    size = COLUMNS * ROWS
    for first in range(0, len(pages), size):
        sheet(pages[first : first + size]).save(FOLDER / f"{edition.id}-{first + 1:03}.png")
    spread(REPOSITORY / "site" / "pdf" / SPREAD).save(README / "spread.png", optimize=True)
    print(f"{len(pages)} pages of {edition.id} in {FOLDER}, and a spread in {README}")


if __name__ == "__main__":
    main()
