"""The pipeline: from a folder of files to finished pages. The only file that knows all rooms.

    read → model → link → render, and review where the settings ask for it

Each step takes values and returns values and Problems; nothing is printed or written to disk.
"""
# One meaning, so one file.

import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TypeAlias

from publisher.allowed import ALLOWED, SIZE
from publisher.earlier import earlier_entries, earlier_locks, earlier_versions, histories_of
from publisher.entries import beside_folders, documents_of, entries_of
from publisher.kinds import tongue_of
from publisher.language import Language
from publisher.link.changed_originals import with_changed_texts
from publisher.link.graph.declarations import declared_ids
from publisher.link.graph.node import Entry
from publisher.link.graph.titles import with_ids_of_titles
from publisher.link.linking import Facts, link
from publisher.link.publication import Publication
from publisher.link.rules.caused import without_consequences, without_doubted, without_late
from publisher.link.rules.meant_keys import with_meant_keys
from publisher.link.time.broken_lines import with_lines
from publisher.link.time.days_to_come import days_to_come
from publisher.link.time.locking import REGISTER, lost_locks
from publisher.link.time.overdue import overdue
from publisher.link.typed_units import with_units
from publisher.memory import Memory
from publisher.model.locks import Locks
from publisher.model.settings import ReviewWeight, Settings
from publisher.problem import Place, Problem, ProblemsFound, Severity, in_order, stops
from publisher.read.authors_files import check_complete, check_files
from publisher.read.comments import UNCHECKED, marked
from publisher.read.document import Document, front_matter
from publisher.read.file_formats import MEANT
from publisher.read.files import Folder, read_folders, read_text
from publisher.read.git import history_state
from publisher.read.history import Log, published_since, read_log, unknown_days
from publisher.read.pictures import check_pictures
from publisher.read.placeholders import UNFINISHED, placeholders_in
from publisher.redraw.page_memory import Files, PageMemory
from publisher.render.address import addresses, list_paths
from publisher.render.anchors import lost_anchors, lost_headings
from publisher.render.body_check import PRINTED_SETTINGS, check_body, check_characters, check_targets
from publisher.render.body_limits import (
    TOO_LARGE,
    BodyExtent,
    check_lengths,
    check_number,
    check_pages,
    check_together,
    extent_of,
)
from publisher.render.field_marks import check_field_marks
from publisher.render.foreign_marks import garbled
from publisher.render.impossible_days import impossible_days
from publisher.render.leftover_texts import field_leftovers
from publisher.render.link_check import Known
from publisher.render.links import linked_files
from publisher.render.orphans import is_named
from publisher.render.own_addresses import with_own_pages
from publisher.render.page import Page
from publisher.render.pages import Renderer
from publisher.render.pasted_texts import pasted_fields
from publisher.render.site_map import Mapped, SiteMap
from publisher.render.templates import macro_folders, part_names
from publisher.render.typing_slips import field_slips
from publisher.render.volumes import misnamed
from publisher.settings_file import SETTINGS, load_settings, lost_navigation, settings_problems

FOLDERS = ("docs", "plans")
# Figures that may be the number of a person; no date has six in a row.
_LONG_NUMBER = re.compile(r"\d{6}[-+ A-FU-Y]?\d{3}")
Beside: TypeAlias = Callable[[SiteMap], Files]


@dataclass(frozen=True, slots=True)
class Loaded(Mapped):
    """A publication read, linked and rendered, with all problems found, in order.

    `count` is the number of pages, even if they were only checked and not drawn. `versions` are the publication's other
    languages, each loaded in the same way; `main` are the pages of the main language that a version can link to.
    `files` are those made beside the pages, if requested.
    """

    pages: tuple[Page, ...]
    count: int
    problems: tuple[Problem, ...]
    versions: tuple["Loaded", ...] = ()
    main: tuple[Page, ...] = ()
    files: Files = field(default_factory=dict)

    @property
    def every_page(self) -> tuple[Page, ...]:
        """The pages in all languages."""
        return (*self.pages, *(page for version in self.versions for page in version.pages))


@dataclass(frozen=True, slots=True)
class Prepared(Mapped):
    """A publication read and linked, ready to be drawn; `renderer` is None if problems prevent that.

    `texts` are its source files by name; `versions` render its other languages; `log` is its git history since it was
    published. If what its pages depend on is recorded, `page_memory` draws them.
    """

    texts: Mapping[str, str]
    renderer: Renderer | None
    problems: tuple[Problem, ...]
    versions: tuple[Renderer, ...] = ()
    log: Log = field(default_factory=Log)
    page_memory: PageMemory | None = None


def load(
    root: Path, *, draw: bool = True, memory: Memory | None = None, redraw: bool = True, beside: Beside | None = None
) -> Loaded:
    """Return the publication in the folder `root`; without `draw` it is only checked and has no pages.

    `memory` caches what has not changed. Without `redraw`, unchanged pages are reused from this machine's cache, and so
    are the files made `beside` them, if there is a function that makes any.

    Raises ProblemsFound if there are no usable settings, or too many files.
    """
    memory = memory or Memory()
    ready = prepare(root, memory, recorded=draw and not redraw)
    renderer = ready.renderer
    if renderer is None:
        return Loaded(root, ready.site_map, (), 0, ready.problems)
    renderers = (renderer, *ready.versions)
    files: Files = {}
    if ready.page_memory:
        drawn, files = ready.page_memory.drawn(beside)
    else:
        drawn = [(each, _pages(ready, each, draw=draw)) for each in renderers]
    main, *others = (_loaded(ready, *each, one.site_map) for each, one in zip(drawn, renderers, strict=True))
    versions = tuple(replace(each, main=main.pages) for each in others)
    problems = in_order([*ready.problems, *main.problems, *(each for one in versions for each in one.problems)])
    count = main.count + sum(each.count for each in versions)
    return replace(main, problems=problems, count=count, versions=versions, files=files)


def _pages(ready: Prepared, renderer: Renderer, *, draw: bool) -> tuple[Page, ...]:
    """Return the pages in one language; without `draw` none, but their problems are found all the same."""
    # A publication's own templates can contain errors too, and only drawing reveals them.
    if draw or len(macro_folders(ready.root)) > 1:
        return renderer.pages()
    renderer.check()
    return ()


def _loaded(ready: Prepared, renderer: Renderer, pages: tuple[Page, ...], site_map: SiteMap) -> Loaded:
    """Return the publication in one language, with the problems found by drawing it."""
    lost = [] if renderer.problems else lost_anchors(renderer, pages)
    return Loaded(ready.root, site_map, pages, renderer.count, (*renderer.problems, *lost))


def prepare(
    root: Path, memory: Memory | None = None, unsaved: Mapping[str, str | None] | None = None, *, recorded: bool = False
) -> Prepared:
    """Return the publication in the folder `root`, with nothing drawn yet; `memory` caches what has not changed.

    `unsaved` are texts that replace those of files, by name; None stands for a deleted file. `recorded`: what pages
    depend on is recorded, so that unchanged ones can be reused.

    Raises ProblemsFound if there are no usable settings.
    """
    memory = memory or Memory()
    settings, document = _settings(root, (unsaved or {}).get(SETTINGS))
    language = Language(settings.theme.language)
    folder = _folder(root, unsaved or {}, memory)
    documents, misread = documents_of(folder.texts, memory)
    entries, mistyped = entries_of(documents, memory)
    ids = declared_ids(documents, _unread(folder, documents), memory)
    state = history_state(root)
    every = _log(root, state, ids.renamed, memory)
    published = settings.publication.published
    log = published_since(every, published.first.isoformat()) if published else every
    shown = _published_files(root, settings, documents, folder)
    names = folder.names
    publication, unlinked = link(settings, entries, ids, changed=log.changed, assets=shown, files=names, memory=memory)
    known = Known(ids.current, ids.renamed, _files(folder, publication, language), settings.site_url or "")
    in_prose = _bodies(documents, known, part_names(root), memory)
    lost = lost_locks(publication, entries, _earlier_locks(root, state, every, memory), ids)
    problems = [*folder.problems, *misread, *with_units(mistyped, documents, language), *unlinked, *in_prose, *lost]
    problems += [*beside_folders(root), *(problem for problem in (unknown_days(root, log),) if problem)]
    if settings.publication.editions:
        read = partial(memory.recall, "characters", make=lambda it: tuple(check_characters(it)))
        problems += [problem for each in documents for problem in read(each.file, each)]
        problems += check_characters(document, PRINTED_SETTINGS)
    problems += [*_of_settings(root, settings, document, folder), *misnamed(publication, document, ids)]
    problems += _files_of_authors(root, folder.others, shown, {problem.place.file for problem in folder.problems})
    titled = (each for each in documents if not tongue_of(each.file))
    problems = [*with_lines(problems, publication, partial(earlier_versions, root, every))]
    problems = [*with_changed_texts(problems, entries, partial(earlier_entries, root, every))]
    problems = without_consequences(with_meant_keys(with_ids_of_titles(problems, titled)), folder.texts)
    problems += _advice(root, publication, language, folder.texts)
    stopped, unread = stops(problems), stops([*folder.problems, *misread, *mistyped])
    # If a document could not be read, what it says would be reported as missing.
    problems += [] if unread else without_late(problems, _late(publication, Facts.of(entries, ids, settings), memory))
    problems += without_doubted(problems, _notices(publication, entries, folder.texts, language, memory))
    pages = PageMemory(root, publication, language, log, memory) if recorded else None
    site_map = pages.site_map if pages else SiteMap(publication, language)
    problems = with_own_pages(problems, known.site, partial(addresses, publication, language))
    ready = Prepared(root, site_map, folder.texts, None, in_order(problems), (), log, pages)
    sound = not unread and not stops([*unlinked, *lost])
    return _if_few(_with_renderers(ready, document)) if not stopped else _with_anchors(ready, documents, sound=sound)


def _log(root: Path, state: bytes, renamed: Mapping[str, str], memory: Memory) -> Log:
    """Return the history of a publication's files; a new name of what a file refers to is no change of it."""
    given = state + repr(sorted(renamed.items())).encode()
    log = memory.recall_large("history", given, lambda: read_log(root, renamed)) if state else Log()
    # One that could not be read may have been mended since.
    return log if not state or log.versions or log.complete else read_log(root, renamed)


def _settings(root: Path, unsaved: str | None) -> tuple[Settings, Document]:
    """Return the settings and their document. Raises ProblemsFound, with what was meant, if they cannot be used."""
    try:
        return load_settings(root, unsaved)
    except ProblemsFound as found:
        raise ProblemsFound(with_meant_keys(found.problems)) from None


def _of_settings(root: Path, settings: Settings, document: Document, folder: Folder) -> Iterator[Problem]:
    """Yield the problems of the settings and of what they name."""
    yield from settings_problems(root, settings, document, folder)
    yield from (*check_lengths(document, document.fields), *garbled(document), *field_leftovers(document))


def _with_renderers(ready: Prepared, settings: Document) -> Prepared:
    """Return a publication without errors with its renderers, and the problems of its pages as a whole."""
    pages, site_map = ready.page_memory, ready.site_map
    with pages.recording() if pages else nullcontext():
        alone = [node for node in site_map.orphans if not is_named(node, _own_templates(ready.root))]
        past = partial(histories_of, ready.root, site_map.publication, ready.log)
        maps = (site_map, *site_map.versions)
        main, *others = pages.renderers if pages else (Renderer(each, ready.root, past) for each in maps)
        paths = {site_map.search_path, *(draft.path for draft in main.drafts)}
        lost = lost_navigation(settings, paths)
    found = [*ready.problems, *(Problem.notice(node.place, "article-not-linked") for node in alone), *lost]
    return replace(ready, renderer=main, problems=in_order(found), versions=tuple(others))


def _with_anchors(ready: Prepared, documents: Iterable[Document], *, sound: bool) -> Prepared:
    """Return a publication with errors, and with the problems of links to unknown anchors among them.

    If it is `sound` but for its texts, what they lead to can be drawn.
    """
    errors = [each for each in ready.problems if each.severity is Severity.ERROR]
    wrong = {each.place.file for each in errors}
    # Neither a text that is too large is parsed, nor one with unknown extensions.
    if any(each.code in TOO_LARGE or each.code == "unknown-extension" for each in errors):
        return ready
    if not sound or SETTINGS in wrong:
        known = ready.publication.settings.markdown_extensions
        lost = lost_headings(documents, known, own_templates=len(macro_folders(ready.root)) > 1)
        return replace(ready, problems=in_order([*ready.problems, *lost]))
    past = partial(histories_of, ready.root, ready.publication, ready.log)
    renderers = [Renderer(each, ready.root, past) for each in (ready.site_map, *ready.site_map.versions)]
    found = [problem for each in renderers if not each.problems for problem in lost_anchors(each, wrong=wrong)]
    return replace(ready, problems=in_order([*ready.problems, *found]))


def _earlier_locks(root: Path, state: bytes, log: Log, memory: Memory) -> tuple[Locks, ...]:
    known = bool(state) and REGISTER in log.versions
    return memory.recall_large("locks", state, lambda: earlier_locks(root, log)) if known else ()


def _folder(root: Path, unsaved: Mapping[str, str | None], memory: Memory) -> Folder:
    """Return the files of a publication. Raises ProblemsFound if there are too many."""

    def read(name: str, about: os.stat_result) -> tuple[str | None, list[Problem]]:
        return memory.recall_file("text", name, about, lambda: read_text(root / name, name))

    folder = read_folders(root, *FOLDERS, read=read)
    merged = {**folder.texts, **unsaved}.items()
    texts = {file: text for file, text in merged if text is not None and file != SETTINGS}
    if SIZE not in ALLOWED.get() and (many := [*check_number(texts)]):
        raise ProblemsFound(many)
    return replace(folder, texts=texts)


def _if_few(ready: Prepared) -> Prepared:
    """Return a publication ready to be drawn, or only its problems if it has too many pages."""
    renderers = (ready.renderer, *ready.versions) if ready.renderer and SIZE not in ALLOWED.get() else ()
    nodes, references = ready.publication.nodes, ready.publication.references
    made = Counter(nodes[each.source].place.file for each in references if each.source in nodes)
    many = [*check_pages(page for each in renderers for page in _places(each, made))]
    return replace(ready, renderer=None, versions=(), problems=in_order([*ready.problems, *many])) if many else ready


def _places(renderer: Renderer, references: Mapping[str, int]) -> Iterator[tuple[Place, int]]:
    """Yield a place for each page: of its document or, for a history or a list, of the document before it.

    With the first page of a file goes the number of `references` that it makes.
    """
    place, left = Place(SETTINGS, 1, 1), dict(references)
    for draft in renderer.drafts:
        place = draft.node.place if draft.node else place
        yield place, left.pop(place.file, 0)


def _published_files(root: Path, settings: Settings, documents: Iterable[Document], folder: Folder) -> frozenset[str]:
    """Return the non-text files to publish: those that a text, the settings or a template refers to."""
    own = settings.publication
    named = {f"docs/{path}" for path in (own.logo, own.icon, own.font) if path}
    templates = _own_templates(root)
    named |= {name for name in folder.others if Path(name).name in templates} if templates else set()
    linked = {name for document in documents for name in linked_files(document, folder.others)}
    return folder.others & (named | linked)


def _own_templates(root: Path) -> str:
    """Return the text of the publication's own templates, or ""."""
    return " ".join(path.read_text(encoding="utf-8") for path in sorted((root / "macros").rglob("*.md")))


def _files_of_authors(
    root: Path, names: frozenset[str], shown: frozenset[str], misnamed: Iterable[str]
) -> list[Problem]:
    """Return the problems of non-text files, and a notice for each that nothing links to.

    `misnamed` are files whose name has been reported already.
    """
    refused = list(check_files(root, sorted(names.difference(misnamed))))
    refused_names = {*misnamed, *(problem.place.file for problem in refused)}
    left = sorted(name for name in names - shown - refused_names if Path(name).suffix.lower() not in MEANT)
    notices = [Problem.notice(Place(name), "file-not-linked") for name in left]
    sound = sorted(shown - refused_names)
    return [*refused, *check_pictures(root, sound), *check_complete(root, sound), *notices]


def _advice(root: Path, publication: Publication, language: Language, texts: Mapping[str, str]) -> list[Problem]:
    """Return the advice of a review as errors, where the settings ask for that."""
    if publication.settings.publication.review is not ReviewWeight.STOPS:
        return []
    # The library for telephone numbers takes a tenth of a second to import, and few publications need it.
    from publisher.review.advice import review

    return [replace(each, severity=Severity.ERROR) for each in review(root, publication, language, texts).advice]


def _of_text(file: str, languages: tuple[str, str], mark: str, text: str, *, reviewed: bool) -> tuple[Problem, ...]:
    """Return the notices that need nothing but a text. `languages` are its own and that of the site.

    Each comment in which an import says that it was uncertain, as `mark` begins them; each placeholder of a new
    publication that has not been replaced yet; each day that there has never been; and each personal identity number,
    unless a review has `reviewed` the texts: no publication means to have one.
    """
    own, main = languages
    unchecked, unfinished = marked(front_matter(text), mark), placeholders_in(text, main)
    return (
        *(Problem.notice(Place(file, line, at), UNCHECKED, text=rest) for line, at, rest in unchecked),
        *(Problem.notice(Place(file, line, at), UNFINISHED, text=sentence) for line, at, sentence in unfinished),
        *impossible_days(file, text, own),
        *(() if reviewed else _identity_numbers(file, text)),
    )


def _identity_numbers(file: str, text: str) -> tuple[Problem, ...]:
    # Few texts have so many figures in a row, and the libraries take time to import.
    if not _LONG_NUMBER.search(text):
        return ()
    from publisher.review.privacy import identity_numbers

    return tuple(identity_numbers(file, text))


def _late(publication: Publication, facts: Facts, memory: Memory) -> list[Problem]:
    given = today(publication), facts
    return memory.recall("overdue", "", given, lambda it: [*overdue(publication, it[0])])


def import_mark(language: Language) -> str:
    """Return what a comment begins with in which an import says that it was uncertain."""
    return language.text("import.mark", origin="\n", what="").partition("\n")[0]


def _notices(
    publication: Publication, entries: Iterable[Entry], texts: Mapping[str, str], language: Language, memory: Memory
) -> list[Problem]:
    """Return what is to come, unchecked or unfinished, which does not depend on the texts with errors."""
    found = [*days_to_come(entries, today(publication), memory)]
    mark = import_mark(language)
    # One step for all of them: asking for each of thousands of texts takes time.
    reviewed = publication.settings.publication.review is ReviewWeight.STOPS
    step = f"texts {language.code} {mark} {reviewed}"
    for file, text in texts.items():
        languages = tongue.code if (tongue := tongue_of(file)) else language.code, language.code
        found += memory.recall(step, file, text, partial(_of_text, file, languages, mark, reviewed=reviewed))
    return found


def _bodies(documents: Iterable[Document], known: Known, parts: frozenset[str], memory: Memory) -> list[Problem]:
    # The same objects for all documents, so that comparing them takes no time.
    context = memory.recall("context", "", known, lambda it: it)
    names = memory.recall("part names", "", parts, lambda it: it)
    problems: list[Problem] = []
    extents = []
    for document in documents:
        file = document.file
        found, extent, linked = memory.recall("body", file, (document, names), lambda it: _read_body(*it))
        problems += found
        if linked:
            # What a link may lead to changes with every new file, and the rest of a body does not.
            problems += memory.recall("links", file, (document, context), lambda it: (*check_targets(*it),))
        extents.append((file, extent))
    return [*problems, *([] if SIZE in ALLOWED.get() else check_together(extents))]


def _read_body(document: Document, parts: frozenset[str]) -> tuple[tuple[Problem, ...], BodyExtent, bool]:
    """Return the problems of a document's texts by themselves, the extent of its body, and whether that has links."""
    of_fields = (*check_lengths(document, document.fields), *check_field_marks(document))
    of_fields = (*of_fields, *field_leftovers(document), *field_slips(document), *pasted_fields(document))
    of_body, linked = check_body(document, parts)
    problems = (*of_fields, *of_body)
    # A body that is too large by itself is not parsed.
    return problems, BodyExtent() if stops(problems) else extent_of(document), linked


def today(publication: Publication) -> date | None:
    """Return the day to treat as today: that of the last change, or SOURCE_DATE_EPOCH if later."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    epoch = max(publication.epoch, int(given) if given.isdecimal() else 0)
    return datetime.fromtimestamp(epoch, UTC).date() if epoch else None


def published(
    folder: Folder, settings: Settings, now: Publication | None = None
) -> tuple[Publication, tuple[Problem, ...]]:
    """Return an earlier publication for comparison, and the problems that hide parts of it.

    It is linked under the current `settings`, so that no group appears that is too small for them. Anything else that
    would stop a build today is ignored: it was built by the rules of its own day.
    """
    documents, misread = documents_of(folder.texts, Memory())
    entries, mistyped = entries_of(documents, Memory())
    ids = declared_ids(documents, _unread(folder, documents))
    # The stricter threshold of then and now applies, so that no group appears that was or is too small.
    registers = [now.indicators] if now else []
    publication, _ = link(settings, entries, ids, changed={}, assets=folder.others, registers=registers)
    return publication, in_order([*folder.problems, *misread, *mistyped])


def _unread(folder: Folder, documents: Iterable[Document]) -> list[str]:
    """Return the texts that could not be parsed as documents."""
    read = {document.file for document in documents}
    return [*(text for file, text in folder.texts.items() if file not in read), *folder.misnamed]


def _files(folder: Folder, publication: Publication, language: Language) -> frozenset[str]:
    """Return every file that a link may point to, read or not; a generated list counts as a file in docs/."""
    lists = {f"docs/{path}" for path in list_paths(publication, language).values()}
    return folder.names.union(folder.others, lists)
