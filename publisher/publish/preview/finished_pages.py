"""Finished pages, made one by one as on the site: in the shell of our own theme, or in custom templates."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as MkDocsPage

from publisher.generator_settings import THEME
from publisher.publish.assembly.assembled import ASSETS, drawn_page
from publisher.publish.assembly.shell import LOST, Shell
from publisher.publish.site.plugin import NAME, PagesPlugin
from publisher.render.page import Page, pictures_of, url_of
from publisher.render.templates import SealedBytecodeCache


class FinishedPages(Protocol):
    """Makes finished pages on demand, and has the files of the theme."""

    def html(self, page: Page) -> str:
        """Return a finished page."""
        ...

    def add(self, page: Page) -> None:
        """Make another page, a part of one, a possible link target."""
        ...

    def lost(self) -> str:
        """Return the 404 page."""
        ...

    def file(self, path: str) -> bytes | None:
        """Return a file of the theme by its path below the site, or None."""
        ...


class ShellPages:
    """Makes pages in the shell of our own theme, as a build does.

    `heads` are the pages in the navigation before they are drawn, `paths` those of all pages, `others` those of all
    other files, `extra` what the theme needs, `code` the language of the site.
    """

    def __init__(
        self,
        config: MkDocsConfig,
        heads: Sequence[Page],
        paths: Iterable[str],
        others: Iterable[str],
        extra: Mapping[str, Mapping[str, object]],
        code: str,
    ) -> None:
        self._shell = Shell(config, heads, extra, code)
        self._code = code
        self._addresses = {path: quote(url_of(path)) or "./" for path in paths}
        self._addresses |= {path: quote(path) for path in others}

    def html(self, page: Page) -> str:
        """Return a finished page."""
        self._addresses |= {picture.path: quote(picture.path) for picture in page.pictures}
        html, _ = drawn_page(self._shell, page, self._addresses, self._code)
        return html

    def add(self, page: Page) -> None:
        """Make another page, a part of one, a possible link target."""
        self._addresses[page.path] = quote(url_of(page.path))

    def lost(self) -> str:
        """Return the 404 page."""
        return self._shell.other(LOST, ())

    def file(self, path: str) -> bytes | None:
        """Return a file of the theme by its path below the site, or None."""
        place = THEME / path
        known = place.is_file() and place.resolve().is_relative_to((THEME / ASSETS).resolve())
        return place.read_bytes() if known else None


class GeneratorPages:
    """Makes pages through MkDocs, for custom templates, which may use anything that it offers.

    `plugin` hands it the pages of the site before they are drawn, and all other files.
    """

    def __init__(self, config: MkDocsConfig, plugin: PagesPlugin) -> None:
        self._config, self._plugin = config, plugin
        self._env = config.theme.get_env()
        self._env.bytecode_cache = SealedBytecodeCache()
        config.plugins[NAME] = plugin
        config.plugins.on_pre_build(config=config)
        # The plugin ignores the files that the generator finds, so it need not look for any.
        self._files = config.plugins.on_files(Files([]), config=config)
        self._nav = get_navigation(self._files, config)
        for page in self._nav.pages:
            # The theme uses the front matter of the sections' first pages.
            page.read_source(config)
        self._documents = self._files.documentation_pages()
        own = Path(config.theme.dirs[0])
        self._others = {each.dest_uri: each for each in self._files if not each.is_documentation_page()}
        self._of_theme = {
            path for path, each in self._others.items() if Path(each.abs_src_path or "").is_relative_to(own)
        }

    def html(self, page: Page) -> str:
        """Return a finished page."""
        file = self._files.src_uris[page.path]
        self._plugin.pictures[page.path] = page.pictures
        for place, drawn in pictures_of([page]).items():
            self._files.append(File.generated(self._config, place, content=drawn))
        file.content_string = page.document
        shown = file.page
        assert shown  # every documentation page has one once the navigation is made
        shown.read_source(self._config)
        plugins = self._config.plugins
        plugins.on_page_markdown(page.markdown, page=shown, config=self._config, files=self._files)
        shown.render(self._config, self._files)
        shown.content = plugins.on_page_content(shown.content or "", page=shown, config=self._config, files=self._files)
        context = get_context(self._nav, self._documents, self._config, shown)
        shown.active = True
        html = self._env.get_template("main.html").render(context)
        shown.active = False
        return html

    def add(self, page: Page) -> None:
        """Make another page, a part of one, a possible link target."""
        file = File.generated(self._config, page.path, content=page.document)
        self._files.append(file)
        MkDocsPage(None, file, self._config)

    def lost(self) -> str:
        """Return the 404 page."""
        base = urlsplit(self._config.site_url or "/").path or "/"
        context = get_context(self._nav, self._documents, self._config, base_url=base)
        return self._env.get_template(LOST).render(context)

    def file(self, path: str) -> bytes | None:
        """Return a file of the theme by its path below the site, or None."""
        return self._others[path].content_bytes if path in self._of_theme else None
