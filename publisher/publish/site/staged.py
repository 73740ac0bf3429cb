"""The staged tree: the same pages as real files, for any generator that reads MkDocs' settings."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from publisher.language import HOUSE
from publisher.pipeline import Loaded
from publisher.publish.output.writer import write_files
from publisher.publish.site.theme_values import search_page, theme_extra
from publisher.publish.site.website import site_files

DOCS: Final = "docs"
THEME: Final = HOUSE / "theme"
MARKER: Final = ".roda-traden-stage"


def stage(loaded: Loaded, folder: Path, editions: Mapping[str, bytes]) -> Path:
    """Write the pages below `folder` with a config beside them, and return the config's path.

    The config only says `INHERIT`, where pages and theme are, where the site goes, and what the theme needs.
    """
    docs = folder / DOCS
    if (folder / MARKER).is_file():
        shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir(parents=True)
    (folder / MARKER).touch()
    write_files(docs, _texts(loaded))
    write_files(docs, site_files(loaded.site_map, loaded.pages, editions))
    for name, path in loaded.site_map.addresses.assets.items():
        write_files(docs, {path: (loaded.root / name).read_bytes()})
    config = folder / "mkdocs.yml"
    config.write_text(_config(loaded, folder), encoding="utf-8")
    return config


def _texts(loaded: Loaded) -> dict[str, bytes]:
    pages = [*loaded.pages, search_page(loaded.language)]
    return {page.path: page.document.encode() for page in pages}


def _config(loaded: Loaded, folder: Path) -> str:
    extensions = loaded.publication.settings.markdown_extensions
    settings = {
        "INHERIT": os.path.relpath(loaded.root / "mkdocs.yml", folder),
        "hooks": [],
        "docs_dir": DOCS,
        "site_dir": "site",
        # Generators look for it beside this config and not beside the one that is inherited.
        "theme": {"custom_dir": os.path.relpath(THEME, folder)},
        "markdown_extensions": [{name: options} for name, options in extensions.items()],
        "extra": theme_extra(loaded.site_map, loaded.pages),
    }
    # JSON is YAML; one key a line keeps it readable.
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings.items())
