"""The list of changes as a page and in print, including the one that the settings request for each build."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from publisher.model.settings import EditionKind
from publisher.own_cache import DiskCache
from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound, Severity
from publisher.publish.changes.remembered import asked_for
from publisher.publish.changes.versions import compared
from publisher.publish.print.back_matter import PrintContext
from publisher.publish.print.cover import described
from publisher.publish.print.editions import assets_of, templates
from publisher.publish.print.manuscript import Manuscript
from publisher.publish.print.typeset import prepared, typeset
from publisher.render.comparison import Comparison
from publisher.render.markdown import to_html
from publisher.render.page import Page, url_of
from publisher.render.volumes import Volume
from publisher.settings_file import since_place


def with_changes(loaded: Loaded, editions: Mapping[str, bytes], cache: DiskCache) -> tuple[Loaded, Mapping[str, bytes]]:
    """Return the publication and its PDF files, with the list of changes if the settings request one.

    Raises ProblemsFound if the earlier version cannot be read, or the list cannot be printed.
    """
    asked = loaded.publication.settings.publication.changes
    if asked is None:
        return loaded, editions
    comparison = compared(loaded, asked.since, since_place(loaded.root))
    page, printed = document(loaded, comparison, cache)
    return replace(loaded, pages=(*loaded.pages, page)), {**editions, **printed}


def with_asked_changes(
    loaded: Loaded, editions: Mapping[str, bytes], cache: DiskCache, out: Path
) -> tuple[Loaded, Mapping[str, bytes], list[Problem]]:
    """Return the publication and its PDF files with the lists of changes that the command put into the site `out`.

    The third value has notices about those that can no longer be made.
    """
    lost: list[Problem] = []
    known = {page.url for page in loaded.pages}
    for asked in asked_for(out):
        try:
            comparison = compared(loaded, asked.since, Place("changes --since"), asked.until)
            page, printed = document(loaded, comparison, cache)
        except ProblemsFound as found:
            lost += [replace(each, severity=Severity.NOTICE) for each in found.problems]
            continue
        if page.url not in known:
            known.add(page.url)
            loaded, editions = replace(loaded, pages=(*loaded.pages, page)), {**editions, **printed}
    return loaded, editions, lost


def document(loaded: Loaded, comparison: Comparison, cache: DiskCache) -> tuple[Page, dict[str, bytes]]:
    """Return the page, and its PDF by the path below the site."""
    volume = Volume(f"{loaded.language.text('address.changes')}-{comparison.name}", EditionKind.COMPLETE, "")
    page = comparison.page(volume.path)
    return page, {volume.path: _printed(loaded, comparison, comparison.page(None), volume, cache)}


def _printed(loaded: Loaded, comparison: Comparison, page: Page, volume: Volume, cache: DiskCache) -> bytes:
    settings = loaded.publication.settings
    about = described(loaded, volume, [page])
    about = replace(about, title=page.title, subtitle=about.title, facts=comparison.facts(), home=page.url)
    # Pages of the publication are elsewhere: on the site, if there is one.
    paths = loaded.site_map.addresses.by_id.values()
    known = {path: settings.address and settings.address + url_of(path) for path in paths}
    context = PrintContext(known, templates(loaded.root), decimal=loaded.language.decimal)
    content = to_html(page.markdown, settings.markdown_extensions)
    work = prepared(Manuscript(about, [(page, content)]), assets_of(loaded), context)
    return cache.get_or_make(work.digest, partial(typeset, work))
