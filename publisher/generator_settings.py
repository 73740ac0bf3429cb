"""The settings passed to the site generator: only those that can neither run code nor replace parts of the program.

`mkdocs.yml` is content like any other: whoever may edit a text may edit it. The generator's settings are built anew
from validated values. The person who runs the program can allow more, by name, on the command line.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any, Final

from publisher.allowed import ALLOWED, CUSTOM_DIR
from publisher.locales import HOUSE
from publisher.model.settings import EXTENSION, PublicationSettings, Settings, ThemeSettings
from publisher.problem import Problem, nearest
from publisher.read.document import Document
from publisher.read.scalar import is_blank, is_plain

# Our parser reads all Markdown; the second makes the table of contents. The others used to be needed and now do
# nothing. Any other would have no effect, or be a module among the content.
EXTENSIONS: Final = frozenset(
    {
        *(EXTENSION, "toc"),
        *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"),
    }
)
# Settings that would add code, styles or templates of the content's own to every page, or merge in other settings.
REFUSED: Final = ("INHERIT", "docs_dir", "extra_css", "extra_javascript", "extra_templates", "plugins", "site_dir")
THEME: Final = HOUSE / "theme"
# This program's own plugin, needed by the generator's own command, and its options.
PLUGIN: Final = "roda-traden"
PLUGIN_OPTIONS: Final = frozenset({"print"})
# Every setting that the site generator has. What it alone uses may stand in the file, and does nothing here.
GENERATORS_OWN: Final = frozenset(
    {
        "INHERIT", "copyright", "dev_addr", "docs_dir", "draft_docs", "edit_uri", "edit_uri_template", "exclude_docs",
        "extra", "extra_css", "extra_javascript", "extra_templates", "google_analytics", "hooks", "markdown_extensions",
        "mdx_configs", "nav", "not_in_nav", "pages", "plugins", "remote_branch", "remote_name", "repo_name", "repo_url",
        "site_author", "site_description", "site_dir", "site_name", "site_url", "strict", "theme", "use_directory_urls",
        "validation", "watch",
    }
)  # fmt: skip
# What stands for the language in other themes, and in other programs.
_LANGUAGE: Final = frozenset({"lang", "languages", "locale"})
# What the name of a site is called elsewhere.
_NAMES: Final = frozenset({"name", "site", "site_title", "sitetitle", "title"})


def misspelt_settings(document: Document, missing: Set[str]) -> Iterator[Problem]:
    """Yield a Problem for each setting whose name was meant to be another, or that stands at the wrong level."""
    unknown = [key for key in map(str, document.fields) if key not in GENERATORS_OWN]
    inner = {"theme": ThemeSettings.model_fields, "extra.publication": PublicationSettings.model_fields}
    for key in unknown:
        place = document.key_place(key)
        plain = key.strip().casefold().replace("-", "_").replace(" ", "_")
        same = [name for name in GENERATORS_OWN if name.replace("_", "") == plain.replace("_", "")]
        only = "site_name" if "site_name" in missing and plain in _NAMES else ""
        if holding := next((name for name, fields in inner.items() if plain in fields), ""):
            yield Problem.at(place, "key-within", key=key, inner=holding)
        elif near := (same[0] if same else nearest(plain, GENERATORS_OWN)) or only:
            yield Problem.at(place, "unknown-key", key=key, near=near)
    theme = document.fields.get("theme")
    for key in map(str, theme) if isinstance(theme, Mapping) and "language" not in theme else ():
        if key.casefold() in _LANGUAGE or nearest(key, ["language"]):
            yield Problem.at(document.key_place("theme", key), "unknown-key", key=key, near="language")


def refused_settings(document: Document, root: Path) -> Iterator[Problem]:
    """Yield a Problem for each setting of the publication in `root` that content may not change."""
    for key in REFUSED:
        if key == "plugins" and _is_own_plugin(document.fields.get(key)):
            yield from _wrong_options(document)
        elif document.fields.get(key):
            yield Problem.at(document.key_place(key), "setting-refused", key=key)
    if own := own_theme(document, root):
        place = document.place("theme", CUSTOM_DIR)
        if not own.is_dir():
            yield Problem.at(place, "theme-missing", folder=_named_theme(document))
        elif CUSTOM_DIR not in ALLOWED.get():
            yield Problem.at(place, "setting-refused", key=f"theme.{CUSTOM_DIR}")
    for path, value in _texts(document.fields.get("nav"), ("nav",)):
        if ":" in value and not value.startswith(("https://", "http://")):
            yield Problem.at(document.place(*path), "setting-refused", key="nav")


def _is_own_plugin(plugins: object) -> bool:
    """Return whether the settings list no plugin except the program's own, with options or without."""
    if not isinstance(plugins, list) or len(plugins) != 1:
        return False
    (named,) = plugins
    if not isinstance(named, Mapping):
        return bool(named == PLUGIN)
    options = named.get(PLUGIN)
    return set(named) == {PLUGIN} and (isinstance(options, Mapping) or options is None or is_blank(options))


def _wrong_options(document: Document) -> Iterator[Problem]:
    """Yield a Problem for each option of the program's own plugin that it does not have, or that is not yes or no."""
    plugins = document.fields["plugins"]
    named = plugins[0] if isinstance(plugins, list) else None
    options = named[PLUGIN] if isinstance(named, Mapping) else None
    for key, value in options.items() if isinstance(options, Mapping) else ():
        path = ("plugins", 0, PLUGIN, str(key))
        if key not in PLUGIN_OPTIONS:
            near = nearest(str(key), PLUGIN_OPTIONS)
            more = {} if near else {"value": str(key), "allowed": ", ".join(PLUGIN_OPTIONS)}
            yield Problem.at(document.key_place(*path), "unknown-key", key=str(key), near=near, **more)
        elif not (is_plain(value) and value in ("true", "false")):
            written = value if isinstance(value, str) else ""
            yield Problem.at(document.place(*path), "not-true-or-false", key=str(key), value=written)


def generator_settings(document: Document, settings: Settings, root: Path) -> dict[str, Any]:
    """Return the settings for the site generator, with the program's defaults where the publication has none."""
    theme: dict[str, str | bool] = {"name": "material", "language": settings.theme.language, "font": False}
    theme[CUSTOM_DIR] = str(own_theme(document, root) or THEME)
    return {
        "site_name": settings.site_name,
        "site_url": settings.site_url,
        "site_description": settings.site_description,
        "theme": theme,
        "nav": document.fields.get("nav") or None,
        "plugins": [],
        # These and the plugin serve the generator's own command. Our own builds run none of them.
        "hooks": [],
        "markdown_extensions": sorted(EXTENSIONS.intersection(settings.markdown_extensions)),
        "extra": {"publication": settings.publication.model_dump(mode="json", exclude_none=True)},
        "validation": {
            "nav": {"omitted_files": "ignore", "not_found": "warn", "absolute_links": "warn"},
            "links": dict.fromkeys(("not_found", "anchors", "absolute_links", "unrecognized_links"), "warn"),
        },
    }


def with_menu(nav: object, menu: Sequence[tuple[str, str]]) -> object:
    """Return the navigation, if there is one, with more pages appended, as title and path."""
    added = [{title: path} for title, path in menu]
    return [*nav, *added] if isinstance(nav, list) else added or nav


def own_theme(document: Document, root: Path) -> Path | None:
    """Return the folder of templates that the settings name, unless it is the program's own."""
    named = _named_theme(document)
    folder = (root / named).resolve()
    return folder if named and folder != THEME.resolve() else None


def _named_theme(document: Document) -> str:
    theme = document.fields.get("theme")
    named = theme.get(CUSTOM_DIR) if isinstance(theme, Mapping) else None
    return named if isinstance(named, str) else ""


def _texts(value: object, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every string within a value, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))
