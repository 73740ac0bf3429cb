"""Uploads: pictures and PDF files, converted for publication and linked from a text.

The type is determined by content, not by name. Pillow re-encodes pictures without metadata.
"""

import re
from dataclasses import dataclass
from itertools import count
from pathlib import Path, PurePosixPath
from typing import Final

from publisher.problem import Place, Problem
from publisher.read.pictures import for_site
from publisher.render.word_slips import says_nothing
from publisher.start.drafts import slug

# A phone's photograph is some 5 MB; a larger report is slow to open on a phone.
MOST_BYTES: Final = 20_000_000
_HEIC: Final = re.compile(rb"....ftyp(?:heic|heix|hevc|heim|heis|mif1|msf1)", re.DOTALL)
_OFFICE: Final = (b"\xd0\xcf\x11\xe0", b"[Content_Types].xml", b"mimetypeapplication/vnd.oasis.opendocument")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to store: its path in the publication, its content, and the Markdown that embeds or links it."""

    file: str
    content: bytes
    markdown: str


def upload_of(root: Path, document: str, name: str, content: bytes, words: str) -> tuple[Upload | None, list[Problem]]:
    """Return the upload for a document, or the problems with it.

    `words` are the alternative text of a picture, or the link text for a document.
    """
    words = " ".join(words.split())
    place = Place(PurePosixPath(name.replace("\\", "/")).name or document)
    problem = _refused(place, content, words)
    made = None if problem else for_site(content)
    if made is None:
        return None, [problem or Problem.at(place, "upload-damaged")]
    end, fit = made
    if end != ".pdf" and says_nothing(words):
        return None, [Problem.at(place, "upload-words-empty", words=words)]
    folder = PurePosixPath(document).parent
    file = _free(root, folder, slug(words)[:50].strip("-") or "fil", end)
    text = re.sub(r"([\[\]\\])", r"\\\1", words)
    link = PurePosixPath(file).name
    return Upload(file, fit, f"[{text}]({link})" if end == ".pdf" else f"![{text}]({link})"), []


def _refused(place: Place, content: bytes, words: str) -> Problem | None:
    """Return the problem with a file's content, or None."""
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
    """Return a file name that is unused in a folder."""
    names = (f"{folder}/{stem}{'' if at == 1 else f'-{at}'}{end}" for at in count(1))
    return next(name for name in names if not (root / name).exists())
