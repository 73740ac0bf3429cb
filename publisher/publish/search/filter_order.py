"""The filters of Pagefind's index put in order: it writes their values as they come, in another order each time.

Its pieces are CBOR, packed, behind a word of its own, and are named by what they hold: a list of them (`pf_meta`) names
the filters, and `pagefind-entry.json` the list. cbor2 reads and writes the standard (RFC 8949).
"""

import gzip
import json
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeAlias

import cbor2

# A piece of the index, as CBOR gives it: lists within lists, whose form is of another program.
_Piece: TypeAlias = list[Any]
_MARK: Final = b"pagefind_dcd"
_ENTRY: Final = "pagefind-entry.json"
# Where the list names the filters: after the version, the pages and the index.
_FILTERS: Final = 3


def put_in_order(folder: Path) -> None:
    """Let the same pages give the same bytes of filters, and of the list of languages, in the index in `folder`."""
    entry = json.loads((folder / _ENTRY).read_text(encoding="utf-8"))
    entry["languages"] = dict(sorted(entry["languages"].items()))
    for code, about in entry["languages"].items():
        change = partial(_listed, folder / "filter", code)
        about["hash"] = _rewritten(folder, "pagefind.{}.pf_meta", code, about["hash"], change)
    (folder / _ENTRY).write_text(json.dumps(entry, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _listed(folder: Path, code: str, content: _Piece) -> _Piece:
    """Return the list of pieces with the new names of the filters in `folder`."""
    filters = [[name, _rewritten(folder, "{}.pf_filter", code, old, _sorted)] for name, old in content[_FILTERS]]
    return [*content[:_FILTERS], filters, *content[_FILTERS + 1 :]]


def _sorted(content: _Piece) -> _Piece:
    name, values = content
    return [name, sorted(values)]


def _rewritten(folder: Path, name: str, code: str, digest: str, change: Callable[[_Piece], _Piece]) -> str:
    """Write a piece of the index anew under a name that tells what it holds, and return what stands in that name."""
    path = folder / name.format(digest)
    content = gzip.decompress(path.read_bytes()).removeprefix(_MARK)
    written = _MARK + cbor2.dumps(change(cbor2.loads(content)))
    path.unlink()
    new = f"{code}_{sha256(written).hexdigest()[:10]}"
    (folder / name.format(new)).write_bytes(gzip.compress(written, mtime=0))
    return new
