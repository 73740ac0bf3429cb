"""The staged tree: the pages as real files, for any generator that reads MkDocs' settings."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from publisher.allowed import CUSTOM_DIR
from publisher.generator_settings import with_menu
from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.output.writer import refuse_content, write_files
from publisher.publish.site.theme_values import search_pages, theme_extra
from publisher.publish.site.website import site_files
from publisher.read.pictures import published
from publisher.settings_file import for_generator

DOCS: Final = "docs"
MARKER: Final = ".roda-traden-stage"


def stage(loaded: Loaded, folder: Path, editions: Mapping[str, bytes]) -> Path:
    """Write the pages below `folder` with a configuration beside them, and return the configuration's path.

    The configuration has the publication's settings that may reach a generator, the paths of pages, theme and site, and
    what the theme needs. Raises ProblemsFound if the folder must not be written to.
    """
    refuse_content(folder, loaded.root)
    docs = folder / DOCS
    if folder.is_symlink() or docs.is_symlink():
        raise ProblemsFound([Problem.at(Place(str(folder)), "output-not-a-folder")])
    if (folder / MARKER).is_file():
        shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir(parents=True)
    (folder / MARKER).touch()
    write_files(docs, _texts(loaded))
    write_files(docs, site_files(loaded.site_map, loaded.every_page, editions))
    for name, path in loaded.site_map.addresses.assets.items():
        write_files(docs, {path: published(loaded.root / name)})
    config = folder / "mkdocs.yml"
    config.write_text(_config(loaded, folder), encoding="utf-8")
    return config


def _texts(loaded: Loaded) -> dict[str, bytes]:
    pages = [*loaded.every_page, *search_pages(loaded.site_map)]
    return {page.path: page.document.encode() for page in pages}


def _config(loaded: Loaded, folder: Path) -> str:
    generator = for_generator(loaded.root)
    theme = generator["theme"]
    generator["nav"] = with_menu(generator["nav"], loaded.site_map.added_to_menu)
    settings = {
        **generator,
        "docs_dir": DOCS,
        "site_dir": "site",
        # Generators look for it beside this configuration and not beside the inherited one.
        "theme": {**theme, CUSTOM_DIR: os.path.relpath(theme[CUSTOM_DIR], folder)},
        "extra": theme_extra(loaded.site_map, loaded.pages),
    }
    # JSON is YAML; one key per line keeps it readable.
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in settings.items())
