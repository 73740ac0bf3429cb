"""A temporary copy of a publication with files added, to check before anything is written; and the writing itself."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from publisher.allowed import CUSTOM_DIR
from publisher.atomic import write_atomically
from publisher.mend.rewrite import rewritten
from publisher.read.document import read_register
from publisher.read.files import read_text
from publisher.settings_file import SETTINGS

_PARTS: Final = ("docs", "macros", "plans")


@contextmanager
def overlaid(root: Path, files: Mapping[str, str | bytes]) -> Iterator[Path]:
    """Provide a temporary copy of the publication in `root` with files added, to check before anything is written."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "publication"
        copy.mkdir()
        for part in _PARTS:
            if (root / part).is_dir():
                shutil.copytree(root / part, copy / part, symlinks=True)
        if (root / SETTINGS).is_file():
            (copy / SETTINGS).write_bytes(_settings_anywhere(root))
        put(copy, files)
        yield copy


def _settings_anywhere(root: Path) -> bytes:
    """Return the settings of the publication in `root`, with its folder of templates named by an absolute path."""
    content = (root / SETTINGS).read_bytes()
    text, _ = read_text(root / SETTINGS, SETTINGS)
    document, _ = read_register(SETTINGS, text) if text else (None, [])
    theme = document.fields.get("theme") if document else None
    if text is None or document is None or not isinstance(theme, Mapping) or not isinstance(theme.get(CUSTOM_DIR), str):
        return content
    folder = (root / str(theme[CUSTOM_DIR])).resolve()
    if not folder.is_dir():
        return content
    return rewritten(text, {**document.fields, "theme": {**theme, CUSTOM_DIR: str(folder)}}).encode()


def put(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files into the folder `root`, each atomically."""
    for name, content in files.items():
        write_atomically(root / name, content.encode() if isinstance(content, str) else content)
