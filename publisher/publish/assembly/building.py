"""Building the website of a publication beside the last one."""

from collections.abc import Callable, Mapping
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError

from publisher.generator_settings import THEME
from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound
from publisher.publish.assembly.assembled import (
    put_authors_files,
    put_files,
    put_pages,
    put_pictures,
    put_search_index,
    put_share_pictures,
    put_shell_files,
)
from publisher.publish.assembly.shell import Shell
from publisher.publish.output.build_options import BuildOptions
from publisher.publish.output.kept_site import KeptSite
from publisher.publish.search.pagefind import SearchIndexError
from publisher.publish.site.generator import generator_config
from publisher.publish.site.theme_values import search_pages, theme_extra
from publisher.publish.site.website import build_site, generator_warnings, made_files, pages_plugin
from publisher.settings_file import SETTINGS


def build_website(
    loaded: Loaded, options: BuildOptions, editions: Mapping[str, bytes], folder: Path, tick: Callable[[], object]
) -> list[Problem]:
    """Build the website into `folder` and return its warnings. `editions` are the PDF files.

    Files of the last site are reused if their inputs are unchanged. Raises ProblemsFound if the site cannot be built,
    and, with the option `strict`, for any warning.
    """
    config = _config(loaded, folder)
    if config.theme.custom_dir != str(THEME):
        # Custom templates may use anything that MkDocs offers.
        plugin = pages_plugin(loaded.site_map, loaded.every_page, loaded.root, editions, tick)
        return build_site(
            loaded.root, folder, loaded.every_page, plugin, strict=options.strict, menu=loaded.site_map.added_to_menu
        )
    site = KeptSite(loaded.root, options.out, folder)
    with generator_warnings() as warnings:
        lost = _assemble(loaded, config, site, editions, folder, tick)
    reasons = [*warnings, *(f"{path} \u2192 {target}" for path, target in lost)]
    found = [Problem.at(Place(SETTINGS), "site-warning", reason=reason) for reason in reasons]
    if found and options.strict:
        raise ProblemsFound(found)
    site.keep()
    return found


def _assemble(
    loaded: Loaded, config: MkDocsConfig, site: KeptSite, editions: Mapping[str, bytes], folder: Path,
    tick: Callable[[], object],
) -> list[tuple[str, str]]:  # fmt: skip
    site_map, language = loaded.site_map, loaded.language.code
    every = loaded.every_page
    pages = [*every, *search_pages(site_map)]
    shell = Shell(config, pages, theme_extra(site_map, loaded.pages, editions), language)
    made = made_files(site_map, every, editions, loaded.files)
    assets = {path: loaded.root / name for name, path in sorted(site_map.addresses.assets.items())}
    put_files(made, site)
    put_pictures(every, site)
    put_share_pictures(every, site)
    put_authors_files(assets, site)
    put_shell_files(shell, pages, site)
    drawn = (picture.path for page in every for picture in page.pictures)
    lost = put_pages(shell, pages, (*made, *drawn, *assets), site, tick, language)
    try:
        put_search_index(pages, site, folder)
    except SearchIndexError as error:
        raise ProblemsFound([Problem.at(Place(SETTINGS), "search-failed", reason=error)]) from error
    return lost


def _config(loaded: Loaded, folder: Path) -> MkDocsConfig:
    try:
        return generator_config(loaded.root, folder, loaded.site_map.added_to_menu)
    except (Abort, ConfigurationError) as error:
        raise ProblemsFound([Problem.at(Place(SETTINGS), "site-failed", reason=error)]) from error
