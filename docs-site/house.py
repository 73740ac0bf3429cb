"""A hook of MkDocs: lets the program's own theme, words and search stand around pages that are written by hand.

The theme asks each page for its section and its way up, which a publication's pages say in their front matter.
Here they follow from the folders: a folder's `index.md` is the head of what lies in it.
"""

import re
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from publisher.kinds import SEARCH, in_theme
from publisher.language import Language
from publisher.publish.search.search_index import index_site
from publisher.publish.search.synonym_file import synonym_files
from publisher.publish.site.fonts import web_fonts

CODE: Final = "en"
SEARCH_PAGE: Final = "search/index.md"
# What stands before an example for tests/test_docs_site.py, and what readers see in its place.
_NOTES: Final = {
    r"<!-- file: (.+?) -->": r"`\1`{: .file }\n",
    r'<!-- add below "(.+?)" in (.+?) -->': r"Below `\1` in `\2`:\n",
    r"<!-- prints -->": "It prints:\n",
}
_TITLE: Final = re.compile(r"^# (.+?)(?: ?\{:.*)?$", re.MULTILINE)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Give the theme what it reads from `config.extra`."""
    words = Language(CODE).under("theme.")
    heads = {section_of(path): title for entry in config.nav for title, path in entry.items()}
    words |= {f"theme.section.{section}": title for section, title in heads.items()}
    config.extra.update(
        words=words | {"theme.footer.about": config.site_description},
        kinds=in_theme(),
        links={"search": "search/"},
        publication={
            "organisation": {"name": config.site_name},
            "parted": {"organisation": "Documentation", "name": config.site_name},
            "licence": {"title": "EUPL-1.2", "url": "https://interoperable-europe.ec.europa.eu/collection/eupl"},
        },
    )
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what the program makes beside pages: fonts, the words of its search, and the page for it."""
    made = {**web_fonts(), **synonym_files((), CODE)}
    made[SEARCH_PAGE] = f"# {Language(CODE).text('page.search')}{{: #search-title }}\n".encode()
    for path, content in made.items():
        files.append(File.generated(config, path, content=content))
    return files


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Say of a page what the theme asks for."""
    path = page.file.src_uri
    kind = SEARCH.name if path == SEARCH_PAGE else "start" if path == "index.md" else "article"
    page.meta.setdefault("title", title_of(markdown))
    page.meta |= {"kind": kind, "section": section_of(path)}
    heads = {file: title for entry in config.nav for title, file in entry.items()}
    page.meta["trail"] = [{"title": heads[above], "url": url_of(above)} for above in way_up(path)]
    return with_notes(markdown)


def on_page_content(content: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put each table into the box in which the theme lets it scroll."""
    return content.replace("<table>", '<div class="table"><table>').replace("</table>", "</table></div>")


def on_post_build(*, config: MkDocsConfig) -> None:
    """Index the finished pages."""
    index_site(Path(config.site_dir))


def with_notes(markdown: str) -> str:
    """Return a text in which what tests read of an example is told to readers too: where it stands, or what it is."""
    for pattern, words in _NOTES.items():
        markdown = re.sub(pattern, words, markdown)
    return markdown


def section_of(path: str) -> str:
    """Return the name of the part that a page belongs to: that of its folder, or its own at the top."""
    return path.removesuffix(".md").partition("/")[0].removesuffix("index") or "start"


def way_up(path: str) -> list[str]:
    """Return the pages above one, the start first."""
    folder = path.rpartition("/")[0]
    above = [] if path == "index.md" else ["index.md"]
    return [*above, *([f"{folder}/index.md"] if folder and path != f"{folder}/index.md" else [])]


def title_of(markdown: str) -> str:
    """Return the first heading of a text."""
    found = _TITLE.search(markdown)
    return found[1] if found else ""


def url_of(path: str) -> str:
    """Return the address of a page from the root of the site."""
    return path.removesuffix("index.md").removesuffix(".md") + ("/" if not path.endswith("index.md") else "")
