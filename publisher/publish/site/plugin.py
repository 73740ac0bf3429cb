"""The bridge to MkDocs and its like: a plugin that hands over finished pages and files instead of a folder."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from os.path import normpath
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from publisher.link.publication import Publication
from publisher.locales import HOUSE
from publisher.model.settings import EXTENSION
from publisher.publish.site.inline_charts import with_drawings
from publisher.publish.site.soft_hyphens import with_soft_hyphens
from publisher.read.authors_files import PICTURES
from publisher.read.pictures import published
from publisher.render.page import Page

NAME = "publication"


class PagesPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]  # it has no settings
    """Gives MkDocs the pages, the files made by the program and what the theme needs.

    `files` maps a path below the site to its content, `assets` a path to the file that it is copied from.
    `language` is that of the words which Markdown itself needs; a page in another language has its own.
    `pictures` are the charts of pages by their path; who draws pages one by one adds those.
    `tick` is called once for every page that is done. `elsewhere` are the paths of pages that stand on the site
    already.
    """

    def __init__(
        self,
        pages: Sequence[Page],
        files: Mapping[str, bytes],
        assets: Mapping[str, Path],
        extra: Mapping[str, Mapping[str, object]],
        language: str,
        tick: Callable[[], object] = lambda: None,
        elsewhere: Iterable[str] = (),
    ) -> None:
        self._pages = pages
        self.pictures = {page.path: page.pictures for page in pages if page.pictures}
        self._files = files
        self._assets = assets
        self._extra = extra
        self._language = language
        self._spoken = {page.path: page.spoken for page in pages if page.spoken}
        self._tick = tick
        self._elsewhere = elsewhere

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        config.extra.update(self._extra)
        # Also where the settings do not name it: nothing else may read what authors write.
        if EXTENSION not in config.markdown_extensions:
            config.markdown_extensions.append(EXTENSION)
        config.mdx_configs.setdefault(EXTENSION, {})["language"] = self._language

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        # Of all that the generator has found, only our own shell is published as it is. A file in docs/ may
        # have stood in the way of one of the shell.
        for file in list(files):
            files.remove(file)
        files.add_files_from_theme(config.theme.get_env(), config)
        for file in [file for file in files if not _of_shell(file, config)]:
            files.remove(file)
        for page in self._pages:
            file = File.generated(config, page.path, content=page.document)
            # From docs/, where the site generator begins, to the file that an editor changes.
            file.edit_uri = f"../{page.source}" if page.source else None
            files.append(file)
        for path in self._elsewhere:
            # Known, so that links and navigation lead to it, but not built.
            files.append(File.generated(config, path, content="", inclusion=InclusionLevel.EXCLUDED))
        for path, content in self._files.items():
            files.append(File.generated(config, path, content=content))
        for path, source in self._assets.items():
            files.append(_file_of_author(config, path, source))
        return files

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> None:
        config.mdx_configs[EXTENSION]["language"] = self._spoken.get(page.file.src_uri, self._language)

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        self._tick()
        drawn = with_drawings(html, self.pictures.get(page.file.src_uri, ()))
        return with_soft_hyphens(drawn, self._spoken.get(page.file.src_uri, self._language))


def _of_shell(file: File, config: MkDocsConfig) -> bool:
    """Return whether a file is part of our shell, the first theme folder; the rest of the theme is unused."""
    # Files have plain paths, also where the settings name the folder by way of another.
    own = Path(normpath(config.theme.dirs[0]))
    return file.abs_src_path is not None and Path(file.abs_src_path).is_relative_to(own)


def _file_of_author(config: MkDocsConfig, path: str, source: Path) -> File:
    if source.suffix.lower() in PICTURES:
        return File.generated(config, path, content=published(source))
    return File.generated(config, path, abs_src_path=str(source))


def use_theme(config: MkDocsConfig) -> None:
    """Use the program's own theme where a site's settings name no folder for it."""
    if not config.theme.custom_dir:
        config.theme.dirs.insert(0, str(HOUSE / "theme"))


def assets_of(publication: Publication, root: Path, paths: Mapping[str, str]) -> dict[str, Path]:
    """Return each of the authors' images and other files by its path below the site."""
    return {paths[name]: root / name for name in sorted(publication.assets)}
