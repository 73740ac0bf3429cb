"""Uploads: a picture or a PDF that somebody hands over, made fit for the site and linked from a text.

What is in a file says what it is, not its name. Pillow reads and writes pictures, without what a camera notes in them.
"""

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.pictures import for_site
from publisher.start.drafts import slug

# A photograph of a telephone has some 5 MB; a report that is larger than this is slow to read on one.
MOST_BYTES: Final = 20_000_000
_HEIC: Final = re.compile(rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)
_OFFICE: Final = (b"\xd0\xcf\x11\xe0", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it is kept: its path in the publication, its content, and the Markdown that shows it or leads to it."""

    file: str
    content: bytes
    markdown: str


def upload_of(root: Path, document: str, name: str, content: bytes, words: str) -> tuple[Upload | None, list[Problem]]:
    """Return what becomes of a file for a document, or what speaks against it.

    `words` say what a picture shows, or what the document behind a link is called.
    """
    words = " ".join(words.split())
    place = Place(PurePosixPath(name.replace("\\", "/")).name or document)
    problem = _refused(place, content, words)
    made = None if problem else for_site(content)
    if made is None:
        return None, [problem or Problem.at(place, "upload-damaged")]
    end, fit = made
    folder = PurePosixPath(document).parent
    file = _free(root, folder, slug(words)[:50].strip("-") or "fil", end)
    text = re.sub(r"([\[\]\\])", r"\\\1", words)
    link = PurePosixPath(file).name
    return Upload(file, fit, f"[{text}]({link})" if end == ".pdf" else f"![{text}]({link})"), []


def _refused(place: Place, content: bytes, words: str) -> Problem | None:
    """Return why a file is not taken, by what is in it; None where it may be."""
    if not words:
        return Problem.at(place, "upload-without-words")
    if len(content) > MOST_BYTES:
        return Problem.at(place, "upload-too-large", size=len(content) // 1_000_000, limit=MOST_BYTES // 1_000_000)
    if _HEIC.match(content):
        return Problem.at(place, "upload-heic")
    if any(mark in content[:4096] for mark in _OFFICE):
        return Problem.at(place, "upload-office")
    return None


def _free(root: Path, folder: PurePosixPath, stem: str, end: str) -> str:
    """Return a name that no file in a folder has."""
    names = (f"{folder}/{stem}{'' if at == 1 else f'-{at}'}{end}" for at in count(1))
    return next(name for name in names if not (root / name).exists())
