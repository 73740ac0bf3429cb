"""The door for plain `mkdocs build` and `mkdocs serve`: named under `hooks` in `mkdocs.yml`."""

import logging
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer

from publisher.language import Language
from publisher.locales import HOUSE
from publisher.messages import as_text
from publisher.own_cache import print_cache
from publisher.pipeline import Loaded, load
from publisher.problem import Problem, ProblemsFound, stops
from publisher.publish.changes.edition import with_changes
from publisher.publish.output.writer import mark
from publisher.publish.print.editions import Printer, edition_files, with_editions
from publisher.publish.search.search_index import index_site
from publisher.publish.site.plugin import NAME, use_theme
from publisher.publish.site.website import pages_plugin

log = logging.getLogger("mkdocs.hooks.publication")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the publication and hand its pages to MkDocs; what is wrong stops the build in plain words."""
    loaded = _loaded(Path(config.config_file_path).parent)
    _log(loaded.problems, loaded.language)
    try:
        printed = edition_files(loaded, printer=Printer(cache=print_cache()))
        loaded, editions = with_changes(with_editions(loaded, printed), printed, print_cache())
        config.plugins[NAME] = pages_plugin(loaded.site_map, loaded.pages, loaded.root, editions)
    except ProblemsFound as found:
        raise PluginError(as_text(found.problems, loaded.language)) from None
    use_theme(config)
    # MkDocs would call the plugin's own events only from here on, which is all that it needs.
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Index the finished site for its search, and mark the folder as ours."""
    site = Path(config.site_dir)
    index_site(site)
    mark(site)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch what pages are made of beside docs/."""
    root = Path(config.config_file_path).parent
    for folder in {root / "plans", root / "macros", HOUSE / "macros", HOUSE / "locale"}:
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _loaded(root: Path) -> Loaded:
    try:
        loaded = load(root)
    except ProblemsFound as found:
        raise PluginError(as_text(found.problems, Language("sv"))) from None
    if stops(loaded.problems):
        raise PluginError(as_text(loaded.problems, loaded.language))
    return loaded


def _log(problems: tuple[Problem, ...], language: Language) -> None:
    if problems:
        log.info(as_text(problems, language))
