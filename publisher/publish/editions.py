"""The printed editions: which pages each holds, what its cover says, and what prints it."""

from collections.abc import Callable
from pathlib import Path

from publisher.model.settings import EditionSettings
from publisher.pipeline import Loaded
from publisher.publish.brand import print_colours
from publisher.publish.plain import print_plain
from publisher.publish.typeset import Edition, typeset
from publisher.render.address import addresses
from publisher.render.markdown import to_html
from publisher.render.templates import macro_folders

FOLDER = "pdf"


def edition_path(edition: EditionSettings) -> str:
    """Return where an edition lies below the site."""
    return f"{FOLDER}/{edition.id}.pdf"


def edition_files(loaded: Loaded, engine: str = "typst", tick: Callable[[], object] = lambda: None) -> dict[str, bytes]:
    """Return every edition as PDF, by its path below the site. Raises ProblemsFound for what cannot be printed."""
    printed = {}
    extensions = loaded.publication.settings.markdown_extensions
    pages = [(page, to_html(page.markdown, extensions)) for page in loaded.pages]
    files = _files(loaded)
    for settings in loaded.publication.settings.publication.editions:
        edition = described(loaded, settings)
        if engine == "pdfkit":
            printed[edition_path(settings)] = print_plain(edition, pages, files, template_of(loaded, "plain.html"))
        else:
            printed[edition_path(settings)] = typeset(edition, pages, files, template_of(loaded, "edition.typ"))
        tick()
    return printed


def template_of(loaded: Loaded, name: str) -> Path:
    """Return a template of print: the publication's own, or else the program's."""
    paths = [folder / "print" / name for folder in macro_folders(loaded.root)]
    return next(path for path in paths if path.is_file())


def described(loaded: Loaded, edition: EditionSettings) -> Edition:
    """Return what an edition says of itself on its cover; what is not known is said to be so."""
    settings = loaded.publication.settings
    words = loaded.language
    strategy = loaded.publication.strategy
    return Edition(
        id=edition.id,
        title=strategy.title if strategy else settings.site_name,
        subtitle=edition.title,
        organisation=settings.publication.organisation.name,
        document_type=(strategy.document_type if strategy else None) or "",
        language=words.code,
        facts=_facts(loaded),
        address=f"{settings.site_url.rstrip('/')}/" if settings.site_url else "",
        epoch=loaded.publication.epoch,
        words=words.under("print."),
        colours=print_colours(settings.publication.colours),
    )


def _facts(loaded: Loaded) -> tuple[tuple[str, str], ...]:
    publication, words = loaded.publication, loaded.language
    strategy = publication.strategy
    decision = strategy.decisions[-1] if strategy and strategy.decisions else None
    responsible = strategy.responsible if strategy else None
    facts = {
        "document": strategy.document_type if strategy else None,
        "decided-by": publication.body(decision.body).title if decision else None,
        "decided-on": words.date(decision.date) if decision and decision.date else None,
        "reference": decision.reference if decision else None,
        "period": str(strategy.period.from_) if strategy and strategy.period else None,
        "responsible": publication.body(responsible).title if responsible else None,
        "changed": words.date(publication.last_changed) if publication.last_changed else None,
        "web": str(publication.settings.site_url or "") or None,
    }
    missing = words.text("print.not-decided")
    return tuple((words.text(f"print.fact.{name}"), value or missing) for name, value in facts.items())


def _files(loaded: Loaded) -> dict[str, Path]:
    paths = addresses(loaded.publication, loaded.language).assets
    return {path: loaded.root / name for name, path in paths.items()}
