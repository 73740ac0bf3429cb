"""Slips in what is said: pictures without a real description, leftovers, bare headings, and what editing leaves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, takewhile
from typing import Final

from markdown_it.token import Token

from publisher.commonmark.body import ReadBody
from publisher.locales import word_lists
from publisher.problem import Place, Problem
from publisher.read.document import Document
from publisher.render.leftover_texts import body_leftovers
from publisher.render.prose import position, problem_at
from publisher.shortening import shortened

# File names that a camera or a program gives pictures, which say nothing about them.
_FILE_NAME: Final = re.compile(
    r"\S+\.(?:avif|gif|jpe?g|png|svg|webp)|(?:dsc[fn]?|img|image|p|pict?|picture|screenshot)[-_ ]?\d{2,}", re.IGNORECASE
)

# Characters: shorter paragraphs, such as a contact or a source, may well stand twice.
_LONG: Final = 60
# Other paragraphs and words that show how those of a text end, and that the last one is a sentence.
_PARAGRAPHS, _WORDS = 2, 5
_ENDED: Final = re.compile(r"[.!?…:][\"”’»)\]*_]*\Z")
_MOST: Final = 20
_LEADER: Final = 4
# A short line of two words or more without a full stop.
_CAPITALS: Final = re.compile(r"(?:\d+(?:\.\d+)*\.? )?[^\W\d_]{3,}(?:[ /&,-]+\w+){1,11}")
# A section's number, its title and its page, of which a table of contents has some.
_ENTRY: Final = re.compile(r"\d+(?:\.\d+)+\.? +[^\W\d].*[^\d\s.,] +(\d{1,3})")
_ENTRIES: Final = 3
_BROKEN: Final = re.compile(r"[\w,;–-]\Z")
# A line of facts, which needs no full stop: Senast uppdaterad: 15 september 2021.
_LABELLED: Final = re.compile(r"[^.:]{2,40}: \S")
_FEW: Final = 8


def word_slips(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield pictures whose words do not describe them, and what other programs, forms or editing have left in the text.

    Editing leaves struck-out words, paragraphs that were pasted twice, a text that breaks off, the head of a mail,
    words that were divided at the end of a line, and what belongs to a printed page.
    """
    yield from _images(document, body)
    yield from body_leftovers(document, body)
    yield from _struck(document, body)
    yield from _repeated(document, body)
    yield from _broken_off(document, body)
    yield from _mailed(document, body)
    yield from _divided(document, body)
    yield from islice(_printed(document, body), _MOST)


def _struck(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each text block with struck-out words: they are published, in print too."""
    for _, token, stretch in body.blocks:
        children = token.children or []
        at = next((at for at in range(len(children)) if _is_struck(children, at)), None)
        if at is None:
            continue
        words = "".join(child.content for child in takewhile(lambda it: it.type != "s_close", children[at:]))
        start = stretch.at(max(token.content.find(children[at].markup), 0))
        yield Problem.notice(_place(document, start), "text-struck", words=words)


def _is_struck(children: Sequence[Token], at: int) -> bool:
    """Return whether struck-out words begin here, rather than a subscript as other dialects have it: H~2~O."""
    before = children[at - 1].content if at else ""
    return children[at].type == "s_open" and not (children[at].markup == "~" and before[-1:].isalnum())


def _repeated(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each run of paragraphs that stand above in the same document, at its first."""
    first: dict[str, Place] = {}
    is_repeated = False
    for before, token, stretch in body.blocks:
        words = " ".join(token.content.split())
        if before.type != "paragraph_open" or len(words) < _LONG or "{{" in words:
            continue
        place = _place(document, stretch.at(0))
        known = first.setdefault(words, place)
        if known != place and not is_repeated:
            yield Problem.notice(place, "paragraph-twice", line=known.line)
        is_repeated = known != place


def _broken_off(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice if the last paragraph of a text ends without a full stop, unlike all others."""
    own = [token for token in body.tokens if token.level == 0]
    texts = [(token, stretch) for before, token, stretch in body.blocks
             if before.type == "paragraph_open" and before.level == 0]  # fmt: skip
    if len(texts) <= _PARAGRAPHS or own[-1].type != "paragraph_close":
        return
    *others, (last, stretch) = texts
    words = last.content.rstrip()
    if _LABELLED.match(words) and len(words.split()) <= _FEW:
        return
    runs_on = bool(_BROKEN.search(words)) and [child.type for child in last.children or ()][-1:] == ["text"]
    if runs_on and len(words.split()) >= _WORDS and all(_ENDED.search(each.content.rstrip()) for each, _ in others):
        tail = " ".join(words.split()[-_WORDS:])
        start = stretch.at(max(len(words) - len(words.split()[-1]), 0))
        yield Problem.notice(_place(document, start), "text-broken-off", words=tail)


def _mailed(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each head of a mail: it may hold names and addresses."""
    for match in _patterns()[0].finditer(body.prose):
        words = match[0].splitlines()[0].strip()
        yield Problem.notice(_place(document, match.start()), "text-from-mail", words=words)


def _divided(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each word that is divided by a hyphen at the end of a line: it is published with a space."""
    for match in _patterns()[1].finditer(body.prose):
        hyphen = "-" if match[1].isupper() else ""
        facts = {"words": f"{match[1]}- {match[2]}", "near": f"{match[1]}{hyphen}{match[2]}"}
        yield Problem.notice(_place(document, match.start()), "word-divided", **facts)


def _printed(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield notices for what stands on printed pages: contents, page numbers and headings in capitals."""
    typed = next((text for text in body.texts if text.opening and _is_of_contents(text.content)), None)
    if typed:
        words = shortened(typed.content.splitlines()[0].strip(), _LONG)
        yield Problem.notice(_place(document, typed.start), "contents-typed", words=words)
    footer, entries = _page_number(), _entries_of_contents(body)
    if entries and not typed:
        words = shortened(entries[0][0].splitlines()[0], _LONG)
        yield Problem.notice(_place(document, entries[0][1]), "contents-typed", words=words)
    listed = {start for _, start in entries}
    for before, token, stretch in body.blocks:
        if before.type != "paragraph_open" or before.level or stretch.at(0) in listed:
            continue
        words = token.content.strip()
        if match := footer.search(token.content):
            yield Problem.notice(_place(document, stretch.at(match.start())), "page-number-typed", words=match[0])
        elif _CAPITALS.fullmatch(words) and words.isupper():
            yield Problem.notice(_place(document, stretch.at(0)), "heading-in-capitals", words=words)


def _entries_of_contents(body: ReadBody) -> list[tuple[str, int]]:
    """Return the text and the start of the paragraphs of a table of contents without leaders: 1.2 Uppdraget 4.

    Each line has the number of a section and one that is the page's: those of pages never go back.
    """
    found = []
    for before, token, stretch in body.blocks:
        lines = [_ENTRY.fullmatch(line.strip()) for line in token.content.splitlines()]
        if before.type == "paragraph_open" and not before.level and lines and all(lines):
            found.append((token.content.strip(), stretch.at(0), [int(match[1]) for match in lines if match]))
    pages = [page for *_, each in found for page in each]
    return [each[:2] for each in found] if len(pages) >= _ENTRIES and pages == sorted(pages) else []


def _is_of_contents(text: str) -> bool:
    """Return whether the first line is one of a table of contents: words, a leader of dots, and a page number."""
    line = text.partition("\n")[0].rstrip()
    rest = line.rstrip("0123456789")
    words = rest.rstrip(".…_ \u00a0")
    leader = rest[len(words) :].replace("…", "...")
    return rest != line and words[:1].isalnum() and max(leader.count("."), leader.count("_")) >= _LEADER


@cache
def _page_number() -> re.Pattern[str]:
    """Return what a line with the number of a printed page looks like, in all languages."""
    pages = "|".join(word_lists("slips")["page_words"])
    of_all = r"(?: ?(?:av|af|of|von|/) ?\d{1,3}| ?\(\d{1,3}\))"
    return re.compile(rf"^(?:(?i:{pages})\.? ?\d{{1,3}}{of_all}?|\d{{1,3}} ?\(\d{{1,3}}\))$", re.MULTILINE)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what the head of a mail and a divided word look like, in all languages."""
    lists = word_lists("slips")
    senders, lines, joining = ("|".join(lists[name]) for name in ("mail_senders", "mail_lines", "joining_words"))
    mail = re.compile(rf"^(?:{senders}): ?\S.*\n(?:{lines}): ?\S", re.MULTILINE)
    return mail, re.compile(rf"(?<![^\W\d_])([^\W\d_]{{2,}})-[ \t]*\n(?!(?:{joining})\b)([^\W\d_]*[a-zåäöæø][^\W\d_]*)")


def _place(document: Document, start: int) -> Place:
    return document.body_place(*position(document.body, start))


def headings_alone(document: Document, body: ReadBody) -> Iterator[Problem]:
    """Yield a notice for each heading with nothing below it, not even a heading of a lower level."""
    own = [token for token in body.tokens if token.level == 0]
    for opening, closing, after in zip(own, own[1:], [*own[2:], None], strict=False):
        if opening.type != "heading_open" or closing.type != "heading_close" or not opening.map:
            continue
        if after is None or (after.type == "heading_open" and after.tag <= opening.tag):
            start = body.lines.start(opening.map[0])
            yield Problem.notice(_place(document, start), "heading-alone")


def _images(document: Document, body: ReadBody) -> Iterator[Problem]:
    for words, start in body.images:
        if not words.strip():
            yield problem_at(document, start, "image-without-text")
        elif code := says_nothing(words.strip()):
            yield problem_at(document, start, code, words=words.strip())


def says_nothing(words: str) -> str:
    """Return the code of the problem with a picture's description that says nothing of the picture, or ""."""
    if _FILE_NAME.fullmatch(words):
        return "image-text-is-name"
    return (
        "image-text-empty"
        if re.sub(r"(?<![\s\d.:])[\s\d.:]+$", "", words.casefold()) in _lists()["picture_words"]
        else ""
    )


@cache
def _lists() -> Mapping[str, list[str]]:
    """Return the words of all languages, since an author may write in another than the site's."""
    lists: Mapping[str, list[str]] = word_lists("slips")
    return lists
