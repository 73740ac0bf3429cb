"""Checks of a file before any reader opens it: it exists, is intact, not too large, and matches its name."""

import re
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from publisher.problem import Place, Problem, ProblemsFound

# A steering document with many pictures has some 30 MB; ten times that is not a plan.
MAX_BYTES: Final = 100_000_000
# The most that a ZIP file may unpack to, and as a multiple of its own size.
MAX_UNPACKED: Final = 300_000_000
MAX_RATIO: Final = 200
MAX_MEMBERS: Final = 10_000

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES: Final = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
# The folder within a ZIP file that identifies the format.
_OFFICE: Final = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
# External relationships of a part of an Office file, except links, which are text; only the beginning of a part is
# searched.
_RELATION: Final = re.compile(rb"<(?:\w+:)?Relationship\s[^>]*>")
_TARGET: Final = re.compile(rb'Target="([^"]*)"')
_DECLARED: Final = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
_HEAD: Final = 4096
_LOOKED_AT: Final = 1_000_000
_NAMED: Final = 3
# Where an OpenDocument file says which of its parts are encrypted, and where it has programs.
_MANIFEST: Final = "META-INF/manifest.xml"
_MODULE: Final = re.compile(r"Basic/[^/]+/(?!script-l[bc]\.xml)[^/]+\.xml|Scripts/.*[^/]")
_STRICT: Final = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/")


def checked(path: Path) -> str:
    """Return the type of a file by its content: docx, xlsx, ods, odt, pdf, picture, text.

    Raises ProblemsFound if it is missing, empty, too large, encrypted, damaged or would unpack to too much.
    """
    place = Place(path.name)
    if not path.is_file():
        raise ProblemsFound([Problem.at(place, "import-missing")])
    size = path.stat().st_size
    if size == 0:
        raise ProblemsFound([Problem.at(place, "import-empty")])
    if size > MAX_BYTES:
        facts = {"size": size // 1_000_000, "limit": MAX_BYTES // 1_000_000}
        raise ProblemsFound([Problem.at(place, "import-too-large", **facts)])
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(_ZIP):
        return _zipped(path, place)
    if head.startswith(_OLE):
        raise ProblemsFound([Problem.at(place, _ole(path))])
    if b"%PDF-" in head:
        return "pdf"
    if head.startswith(_PICTURES):
        return "picture"
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "unknown"
    return "text"


def _ole(path: Path) -> str:
    """Return the problem with a file in the old container of Office, which is also used for encrypted new files."""
    # The container's directory has the name of the stream in UTF-16.
    marker = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        return "import-encrypted" if marker in file.read() else "import-old-format"


def _zipped(path: Path, place: Place) -> str:
    try:
        with zipfile.ZipFile(path) as file:
            members = file.infolist()
            damaged = None
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        damaged = Problem.at(place, "import-damaged")
    if damaged:
        raise ProblemsFound([damaged])
    unpacked = sum(each.file_size for each in members)
    packed = max(path.stat().st_size, 1)
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or (unpacked > 20_000_000 and unpacked > MAX_RATIO * packed)
    ):
        raise ProblemsFound([Problem.at(place, "import-unpacks-too-much", limit=MAX_UNPACKED // 1_000_000)])
    if any(each.flag_bits & 1 for each in members):
        raise ProblemsFound([Problem.at(place, "import-encrypted")])
    names = [each.filename for each in members]
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ProblemsFound([Problem.at(place, "import-macros")])
    found = next((kind for folder, kind in _OFFICE.items() if any(name.startswith(folder) for name in names)), "")
    if found:
        if _declares(path, names):
            raise ProblemsFound([Problem.at(place, "import-damaged")])
        return found
    if "mimetype" in names:
        with zipfile.ZipFile(path) as file:
            said = file.open("mimetype").read(100).decode("ascii", "replace")
            listed = file.read(_MANIFEST) if _MANIFEST in names else b""
        if b"encryption-data" in listed:
            raise ProblemsFound([Problem.at(place, "import-encrypted")])
        if any(_MODULE.fullmatch(name) for name in names):
            raise ProblemsFound([Problem.at(place, "import-macros")])
        return {"spreadsheet": "ods", "text": "odt"}.get(said.rpartition(".")[2], "zip")
    return "zip"


def _declares(path: Path, names: Iterable[str]) -> bool:
    """Return whether a part of an Office file declares a document type, which none may: its entities hide text."""
    with zipfile.ZipFile(path) as file:
        heads = [file.open(name).read(_HEAD) for name in names if name.endswith((".xml", ".rels"))]
    return any(mark in head for head in heads for mark in _DECLARED)


def transitional(path: Path) -> BytesIO:
    """Return an Office file with the names of the common format, if it has those of the strict one (ISO/IEC 29500-1).

    Programs save either under the same ending, and libraries know the names of the common one (29500-4).
    """
    with zipfile.ZipFile(path) as file:
        heads = (file.open(name).read(_HEAD) for name in file.namelist() if name.endswith(".rels"))
        if not any(_STRICT.search(head) for head in heads):
            return BytesIO(path.read_bytes())
        made = BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in file.namelist():
                content = file.read(name)
                if name.endswith((".xml", ".rels")):
                    content = _STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/", content)
                # With a date of its own: Python 3.14 takes SOURCE_DATE_EPOCH, which may be before the first of a ZIP.
                copy.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    made.seek(0)
    return made


def outside(path: Path) -> tuple[Problem, ...]:
    """Return a notice if an Office file refers to external pictures, templates or numbers, which are not fetched."""
    with zipfile.ZipFile(path) as file:
        parts = [file.open(name).read(_LOOKED_AT) for name in file.namelist() if name.endswith(".rels")]
    relations = [each for part in parts for each in _RELATION.findall(part) if b'"External"' in each]
    found = [
        target for each in relations if b"/hyperlink" not in each for target in re.findall(rb'Target="([^"]*)"', each)
    ]
    return named_outside(Place(path.name), [each.decode("utf-8", "replace") for each in found])


def named_outside(place: Place, addresses: Iterable[str]) -> tuple[Problem, ...]:
    """Return a notice of what a file refers to outside itself, by the names of the first ones."""
    names = list(dict.fromkeys(each.rpartition("/")[2][:80] for each in addresses))
    if not names:
        return ()
    said = ", ".join(names[:_NAMED]) + (" …" if len(names) > _NAMED else "")
    return (Problem.notice(place, "import-outside", names=said),)
