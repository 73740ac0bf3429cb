"""The printed editions: every volume is typeset, or taken from the cache, and linked from the site."""
# One meaning, so one file.

import json
import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Final

import pikepdf

from publisher.allowed import ALLOWED, SIZE
from publisher.language import Language
from publisher.own_cache import DiskCache, printed_marks
from publisher.pipeline import Loaded
from publisher.problem import Place, Problem, ProblemsFound, nearest
from publisher.publish.output.processes import in_processes
from publisher.publish.print.back_matter import print_context
from publisher.publish.print.known_inputs import Input, KnownInputs
from publisher.publish.print.manuscript import DraftEdition, Writing
from publisher.publish.print.pdfkit_engine import print_plain
from publisher.publish.print.typeset import Typesetting, prepared, typeset
from publisher.render.page import Page, Step, printed_pictures
from publisher.render.templates import macro_folders
from publisher.render.volumes import Volume, matching, word_path
from publisher.settings_file import load_settings

# Limits of the input of one edition, in bytes of pages (some 1,000 sheets take two gigabytes), and of all together (a
# minute). What exceeds them is left out and reported, so that a large municipality gets its site all the same. As many
# characters of Markdown make as many sheets even if they are plain prose, so that need not be converted to be refused.
MOST_BYTES: Final = 5_000_000
MOST_CHARACTERS: Final = 3_000_000
MOST_TOGETHER: Final = 15_000_000
# Spawning a process is worth while for this many editions.
_WORTH: Final = 4


@dataclass(frozen=True, slots=True)
class Printer:
    """How to print: the engine, the cache, and whether the sheets are for a print shop."""

    engine: str = "typst"
    cache: DiskCache | None = None
    crop_marks: bool = False


def volumes_of(loaded: Loaded, edition: str = "") -> tuple[Volume, ...]:
    """Return every volume, or those of one edition. Raises ProblemsFound if no edition has that id."""
    every = loaded.site_map.volumes
    found = matching(every, edition) if edition else every
    if edition and not found:
        known = [name for volume in every for name in (volume.edition, volume.id)]
        raise ProblemsFound([Problem.at(Place("mkdocs.yml"), "unknown-id", id=edition, near=nearest(edition, known))])
    return found


def edition_files(
    loaded: Loaded,
    chosen: Sequence[Volume] | None = None,
    printer: Printer = Printer(),  # frozen
    tick: Callable[[], object] = lambda: None,
    left_out: list[Problem] | None = None,
) -> dict[str, bytes]:
    """Return volumes as PDF, by their path below the site. Raises ProblemsFound for what cannot be printed.

    If there is a list `left_out`, volumes that are too large are reported in it as notices, and the others are printed.
    """
    press = _Press(loaded, printer)
    volumes = volumes_of(loaded) if chosen is None else chosen
    if printer.engine == "pdfkit":
        return {path_of(volume, printer): press.plain(volume) for volume in volumes}
    printed = {path_of(volume, printer): content for volume, content in press.printed(volumes, tick)}
    if press.left_out and left_out is None:
        raise ProblemsFound([press.too_large(press.left_out[0])])
    if left_out is not None:
        left_out += press.lacking()
    return printed


def path_of(volume: Volume, printer: Printer) -> str:
    """Return the path of a volume below the site; a print shop's is separate from the readers' own."""
    return volume.path.replace(".pdf", "-crop-marks.pdf") if printer.crop_marks else volume.path


class _Press:
    """Prints volumes one by one; what they share is made once."""

    def __init__(self, loaded: Loaded, printer: Printer) -> None:
        self._loaded = loaded
        self._printer = printer
        self._cache = printer.cache or DiskCache(None)
        self._context = print_context(loaded, templates(loaded.root))
        self._files = assets_of(loaded)
        self._writing = Writing(loaded)
        self._known = KnownInputs(loaded, self._cache, self._context, self._files)
        self.left_out: list[Volume] = []

    def plain(self, volume: Volume) -> bytes:
        """Return a volume printed by the plain engine."""
        manuscript = self._writing.manuscript(self._draft(volume))
        images: dict[str, Path | bytes] = {**self._files, **printed_pictures(manuscript.every_page)}
        return print_plain(manuscript.edition, manuscript.pages, images, plain_template(self._loaded.root))

    def printed(self, volumes: Sequence[Volume], tick: Callable[[], object]) -> Iterator[tuple[Volume, bytes]]:
        """Yield each volume with its PDF: first the cached ones, then the others, in as many processes as cores."""
        left: list[tuple[Volume, Typesetting]] = []
        found: dict[Volume, bytes] = {}
        for volume, each in self._fitting(volumes):
            content = self._cache.get(each.digest)
            if content is None:
                left.append((volume, each.work or self._prepared(self._draft(volume))))
            else:
                found[volume] = content
                tick()
        self._known.keep()
        # Longest first, so that the processes end at about the same time.
        left.sort(key=lambda each: each[1].size, reverse=True)
        works = [work for _, work in left]
        try:
            for at, content in in_processes(typeset, works, least=_WORTH, afresh=True):
                self._cache.put(works[at].digest, content)
                found[left[at][0]] = content
                tick()
        except ChildProcessError:
            # The process was killed, as happens when memory runs out: most likely at the largest unfinished volume.
            undone = next(volume for volume, _ in left if volume not in found)
            raise ProblemsFound([self.too_large(undone)]) from None
        yield from ((volume, found[volume]) for volume in volumes if volume in found)

    def _fitting(self, volumes: Sequence[Volume]) -> Iterator[tuple[Volume, Input]]:
        """Yield the input of each volume; those beyond the limits, by themselves or together, are left out."""
        size, unlimited = 0, SIZE in ALLOWED.get()
        for volume in volumes:
            each = self._input(volume, unlimited=unlimited) if size <= MOST_TOGETHER or unlimited else None
            size += each.extent if each else 0
            if each and (size <= MOST_TOGETHER or unlimited):
                yield volume, each
            else:
                self.left_out.append(volume)

    def _input(self, volume: Volume, *, unlimited: bool) -> Input | None:
        draft = self._draft(volume)
        if draft.characters > MOST_CHARACTERS and not unlimited:
            return None
        found = self._known.input_of(volume, draft, self._prepared)
        return found if found.extent <= MOST_BYTES or unlimited else None

    def _draft(self, volume: Volume) -> DraftEdition:
        return self._writing.draft(volume, trimmed=self._printer.crop_marks)

    def _prepared(self, draft: DraftEdition) -> Typesetting:
        return prepared(self._writing.manuscript(draft), self._files, self._context)

    def lacking(self) -> Iterator[Problem]:
        """Yield a notice for each edition of the settings that is incomplete."""
        counts = Counter(volume.edition for volume in self.left_out)
        titles = {each.id: each.title for each in self._loaded.publication.settings.publication.editions}
        first = {volume.edition: volume for volume in reversed(self.left_out)}
        for name in counts:
            place = self.too_large(first[name]).place
            yield Problem.notice(place, "edition-left-out", title=titles[name], count=counts[name])

    def too_large(self, volume: Volume) -> Problem:
        """Return the problem of an edition that is too large to be printed, at its line in the settings."""
        _, settings = load_settings(self._loaded.root)
        editions = self._loaded.publication.settings.publication.editions
        at = next(at for at, edition in enumerate(editions) if edition.id == volume.edition)
        return Problem.at(
            settings.place("extra", "publication", "editions", at), "edition-too-large", title=volume.title
        )


def assets_of(loaded: Loaded) -> dict[str, Path]:
    """Return the authors' images and other files by their paths on the site."""
    return {path: loaded.root / name for name, path in loaded.site_map.addresses.assets.items()}


def templates(root: Path) -> dict[str, bytes]:
    """Return the files of the print template by name: the publication's own, or else the program's."""
    folders = [folder / "print" for folder in reversed(macro_folders(root))]
    return {path.name: path.read_bytes() for folder in folders for path in sorted(folder.glob("*.typ"))}


def plain_template(root: Path) -> Path:
    """Return the plain engine's template: the publication's own, or else the program's."""
    paths = [folder / "print" / "plain.html" for folder in macro_folders(root)]
    return next(path for path in paths if path.is_file())


NONE: Final[Mapping[str, bytes]] = MappingProxyType({})
# As templates write a link to an edition.
_PRINTED: Final = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<path>[^)\s]*\.pdf)\)")


def with_editions(loaded: Loaded, editions: Mapping[str, bytes], in_word: Mapping[str, bytes] = NONE) -> Loaded:
    """Return the publication with the volumes that belong to each page, their number of pages and size.

    `in_word` are the paths of those that exist as Word files too.
    """
    versions = tuple(with_editions(each, editions, in_word) for each in loaded.versions)
    return replace(_with_own_editions(loaded, editions, in_word), versions=versions)


def _with_own_editions(loaded: Loaded, editions: Mapping[str, bytes], in_word: Mapping[str, bytes]) -> Loaded:
    printed: dict[str, list[Step]] = {}
    words = loaded.language
    volumes = loaded.site_map.volumes
    notes = {each.path: facts(editions[each.path], words) for each in volumes if editions.get(each.path)}
    lacking = frozenset(each.path for each in volumes) - editions.keys()
    loaded = replace(loaded, pages=tuple(_with_notes(page, notes, lacking, words) for page in loaded.pages))
    for volume in volumes:
        if volume.path in notes:
            step = Step(f"{volume_title(loaded, volume)} ({notes[volume.path]})", volume.path)
            printed.setdefault(loaded.site_map.homes[volume.id], []).append(step)
        if content := in_word.get(word_path(volume)):
            size = words.text("edition.word", size=_size(content, words))
            step = Step(f"{volume_title(loaded, volume)} ({size})", word_path(volume))
            printed.setdefault(loaded.site_map.homes[volume.id], []).append(step)
    return replace(loaded, pages=tuple(_with_editions(page, printed.get(page.path, ())) for page in loaded.pages))


def _with_notes(page: Page, notes: Mapping[str, str], lacking: Set[str], words: Language) -> Page:
    """Return a page in which links to editions have their `notes`; those that are `lacking` are text that says so."""
    if ".pdf)" not in page.markdown:
        return page
    plain = words.text("edition.link", title="")

    def marked(match: re.Match[str]) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), match["path"]))
        title = match["words"].removesuffix(plain)
        if path in lacking:
            return f"{title} ({words.text('edition.lacking')})"
        # An author's own words stay as they are.
        return f"[{title} ({notes[path]})]({match['path']})" if path in notes and title != match["words"] else match[0]

    return replace(page, markdown=_PRINTED.sub(marked, page.markdown))


def _with_editions(page: Page, printed: Iterable[Step]) -> Page:
    return replace(page, editions=tuple(printed)) if printed else page


def volume_title(loaded: Loaded, volume: Volume) -> str:
    """Return the link text for a volume: the title of its edition, and its subject."""
    if not volume.about:
        return volume.title
    node = loaded.publication.nodes.get(volume.about)
    about = volume.about if node is None else str(getattr(node.value, "title", volume.about))
    return loaded.language.text("edition.of", edition=volume.title, title=about)


def facts(content: bytes, words: Language) -> str:
    """Return facts about a PDF for its link: number of pages, size, and whether it is accessible."""
    pages, tagged = _extent(content)
    return words.plural("edition.facts" if tagged else "edition.facts-plain", pages, size=_size(content, words))


def mark_printed(files: Iterable[bytes]) -> None:
    """Note of PDF files that they were printed here, and what the next build says of them without opening them."""
    marks = printed_marks()
    named = {_mark(content): content for content in files}
    fresh = [name for name in named if not marks.get(name)]
    marks.put_all({name: json.dumps(_opened(named[name])).encode() for name in fresh})


def was_printed_here(content: bytes) -> bool:
    """Return whether this machine printed a PDF file: others may have been committed by anybody."""
    return printed_marks().get(_mark(content)) is not None


def _mark(content: bytes) -> str:
    return f"printed {sha256(content).hexdigest()}"


def _extent(content: bytes) -> tuple[int, bool]:
    """Return the number of pages of a PDF, and whether it is tagged."""
    if known := printed_marks().get(_mark(content)):
        pages, tagged = json.loads(known)
        return int(pages), bool(tagged)
    return _opened(content)


def _opened(content: bytes) -> tuple[int, bool]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages), "/StructTreeRoot" in pdf.Root


def _size(content: bytes, words: Language) -> str:
    kilobytes = max(1, round(len(content) / 1000))
    if kilobytes < 1000:
        return words.text("edition.kilobytes", number=kilobytes)
    return words.text("edition.megabytes", number=words.number((Decimal(kilobytes) / 1000).quantize(Decimal("0.1"))))
