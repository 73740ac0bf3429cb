"""Replacing one value in a text, in the style of the old one if possible."""

import re
from collections.abc import Iterator
from textwrap import indent as indented

from publisher.mend.dump import WIDTH, as_yaml, folded, in_brackets, is_short, one_line, plainer
from publisher.mend.patch import NotWritable, Patch, line_end, line_start, next_line
from publisher.mend.spans import Span


def scalar(text: str, span: Span, desired: str, column: int) -> Patch:
    """Return the patch of one scalar, in the style of the old one if possible."""
    old = text[span.start : span.end]
    if span.style in {"|", ">"} or "\n" in old or "\n" in desired:
        return long_text(text, span, desired, column)
    return Patch(span.start, span.end, one_line(desired, span.style))


def long_text(text: str, span: Span, desired: str, column: int) -> Patch:
    """Return the patch of a multi-line text; its lines are kept as far as their words are."""
    first, *lines = text[span.start : span.end].split("\n")
    head = re.fullmatch(r"([|>])[+-]?( *| +#.*)", first) if span.style in {"|", ">"} else None
    pad = " " * (len(lines[0]) - len(lines[0].lstrip(" "))) if head and lines and lines[0].strip() else ""
    body = desired.removesuffix("\n")
    if not (head and pad and body == body.strip()):
        return _anew(text, span, desired, column)
    chomp = "" if desired.endswith("\n") else "-"
    old = [line.removeprefix(pad) for line in lines]
    new = folded(old, body, WIDTH - len(pad)) if head[1] == ">" else body.split("\n")
    made = "\n".join(pad + line if line else "" for line in new)
    return Patch(span.start, span.end, f"{head[1]}{chomp}{head[2]}\n{made}")


def _anew(text: str, span: Span, desired: str, column: int) -> Patch:
    """Return the patch of a text that cannot be written in the style of the old one."""
    last = line_end(text, span.end)
    if text[span.end : last].strip():
        return Patch(span.start, span.end, spaced(text, span.start, one_line(str(desired), '"')), lost=True)
    return Patch(span.start, last, spaced(text, span.start, block_text(desired, column)), lost=True)


def block_text(desired: str, column: int) -> str:
    """Return a text as a new value after a key at `column`."""
    made = as_yaml({"k": desired}).removesuffix("\n").removeprefix("k: ")
    first, *rest = made.split("\n")
    return "\n".join([first, *(" " * column + line if line else line for line in rest)])


def replaced(text: str, span: Span, desired: object, column: int) -> Iterator[Patch]:
    """Yield the patches of a value that changes its form."""
    start, last = span.start, line_end(text, span.end)
    line = line_start(text, start)
    if not text[line:start].strip():
        new = after_key(desired, column)
        if new.startswith("\n"):
            yield Patch(line, last, new[1:], lost=True)
        else:
            colon = _colon_above(text, line)
            alone = not text[colon:line].strip()
            yield Patch(colon, line - 1 if alone else colon, f" {after_key(desired, column, alone=alone)}")
            yield Patch(line, next_line(text, span.end), "", lost=True)
        return
    # After a key or a hyphen; a comment on the same line stays there if the new value leaves room.
    alone = not text[span.end : last].strip()
    new = after_key(desired, column, alone=alone)
    if new.startswith("\n"):
        if text[line:start].rstrip().endswith("-"):
            yield Patch(start, last, new.strip(), lost=True)
            return
        start = len(text[:start].rstrip(" "))
    yield Patch(start, last if alone else span.end, new if new[0] == "\n" else spaced(text, start, new), lost=True)


def after_key(desired: object, column: int, *, alone: bool = True) -> str:
    """Return a value as written after a key at `column`: on its line, or below it if `alone`."""
    if is_short(desired) or not alone:
        return in_brackets(desired)
    if isinstance(desired, str):
        return block_text(desired, column)
    return "\n" + indented(as_yaml(plainer(desired)), " " * (column + 2)).removesuffix("\n")


def _colon_above(text: str, line: int) -> int:
    """Return the end of the colon or hyphen that precedes a value beginning further down, at `line`."""
    while line:
        before = line_start(text, line - 1)
        bare = text[before : line - 1]
        if bare.strip() and not bare.lstrip().startswith("#"):
            # A comment may follow it; a key that contains both characters is left alone.
            return before + len(re.split(r"\s+#", bare, maxsplit=1)[0].rstrip())
        line = before
    raise NotWritable("no key")


def spaced(text: str, at: int, new: str) -> str:
    """Return new text with a space before it if the preceding character requires one."""
    return new if text[max(0, at - 1) : at] in {" ", "\n", "[", "{", ""} else f" {new}"
