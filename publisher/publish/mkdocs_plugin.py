"""The program as a plugin of MkDocs, for plain `mkdocs build` and `mkdocs serve`: `plugins: [roda-traden]`."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.base import Config
from mkdocs.config.config_options import Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin

from publisher.generator_settings import with_menu
from publisher.language import Language
from publisher.locales import HOUSE
from publisher.messages import as_text
from publisher.own_cache import print_cache
from publisher.pipeline import Loaded, load
from publisher.problem import Problem, ProblemsFound, stops
from publisher.publish.build.print_build import kept_editions
from publisher.publish.changes.edition import with_changes
from publisher.publish.output.writer import mark
from publisher.publish.print.editions import Printer, edition_files, with_editions
from publisher.publish.search.search_index import index_site
from publisher.publish.site.plugin import NAME, use_theme
from publisher.publish.site.website import pages_plugin
from publisher.settings_file import language_of

log = logging.getLogger("mkdocs.plugins.roda-traden")


class PluginOptions(Config):  # type: ignore[no-untyped-call]
    """The options of the plugin in `mkdocs.yml`; `generator_settings` rejects any other."""

    print = Type(bool, default=True)
    """Whether to make the printed editions. Otherwise those that this machine has printed into the site are kept."""


class PublicationPlugin(BasePlugin[PluginOptions]):  # type: ignore[no-untyped-call]
    """Reads the publication and hands its pages to MkDocs."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        return handed_over(config, prints=self.config.print)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        finish(config)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        return watching(server, config)


def handed_over(config: MkDocsConfig, *, prints: bool) -> MkDocsConfig:
    """Return MkDocs' settings with the publication's pages added. Raises PluginError for what stops the build."""
    if NAME in config.plugins:
        return config  # a file may list both the plugin and the older hook
    loaded = _loaded(Path(config.config_file_path).parent)
    _log(loaded.problems, loaded.language)
    try:
        editions = _editions(loaded, Path(config.site_dir), prints=prints)
        loaded, editions = with_changes(with_editions(loaded, editions), editions, print_cache())
        config.nav = with_menu(config.nav, loaded.site_map.added_to_menu)
        config.plugins[NAME] = pages_plugin(loaded.site_map, loaded.every_page, loaded.root, editions)
    except ProblemsFound as found:
        raise PluginError(as_text(found.problems, loaded.language)) from None
    use_theme(config)
    # MkDocs calls the events of a plugin added now only from here on, which is enough.
    return config


def finish(config: MkDocsConfig) -> None:
    """Index the finished site for search, and mark the folder as ours."""
    site = Path(config.site_dir)
    index_site(site)
    mark(site)


def watching(server: LiveReloadServer, config: MkDocsConfig) -> LiveReloadServer:
    """Return the server of `mkdocs serve`, which also watches the sources of pages outside docs/."""
    root = Path(config.config_file_path).parent
    for folder in {root / "plans", root / "macros", HOUSE / "macros", HOUSE / "locale"}:
        if folder.is_dir():
            server.watch(str(folder))
    return server


def _editions(loaded: Loaded, site: Path, *, prints: bool) -> Mapping[str, bytes]:
    if not prints:
        return kept_editions(loaded, site)
    printer = Printer(cache=print_cache())
    return {
        path: file for each in (loaded, *loaded.versions) for path, file in edition_files(each, printer=printer).items()
    }


def _loaded(root: Path) -> Loaded:
    try:
        loaded = load(root)
    except ProblemsFound as found:
        raise PluginError(as_text(found.problems, Language(language_of(root)))) from None
    if stops(loaded.problems):
        raise PluginError(as_text(loaded.problems, loaded.language))
    return loaded


def _log(problems: tuple[Problem, ...], language: Language) -> None:
    if problems:
        log.info(as_text(problems, language))
