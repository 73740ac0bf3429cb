"""Members of mappings and lists in a text: removing and inserting them."""

from collections.abc import Iterator, Sequence
from typing import Final

from publisher.mend.patch import NotWritable, Patch, line_start, next_line
from publisher.mend.spans import Span

MODELINE: Final = "# yaml-language-server:"


def cut(text: str, span: Span, first: int, last: int) -> Iterator[Patch]:
    """Yield the patches that remove the members `first` to `last` of a value."""
    members = list(span)
    begin, end = members[first][1], members[last][2].end
    following = members[last + 1][1] if last + 1 < len(members) else None
    line = line_start(text, begin)
    if span.flow and following is not None:
        yield Patch(begin, following, "", lost=True)
    elif span.flow:
        yield Patch(members[first - 1][2].end, end, "", lost=True)
    elif not text[line:begin].strip():
        yield Patch(line, next_line(text, end), "", lost=True)
    elif following is None:
        raise NotWritable("nothing follows")
    else:
        # It shares its line with a hyphen; the next member moves up, and comments in between go above both.
        lines = text[next_line(text, end) : following].split("\n")
        pad = " " * (len(text[line:begin]) - len(text[line:begin].lstrip(" ")))
        if above := "".join(f"{pad}{each.strip()}\n" for each in lines if each.strip()):
            yield Patch(line, line, above)
        yield Patch(begin, following, "", lost=True)


def between(span: Span, at: int, new: str) -> Patch:
    """Return the patch that inserts members within brackets, after the member `at`."""
    members = list(span)
    if at < 0:
        return Patch(members[0][1], members[0][1], f"{new}, ")
    end = members[at][2].end
    return Patch(end, end, f", {new}")


def block_lines(text: str, span: Span, at: int, texts: Sequence[str]) -> Patch:
    """Return the patch that inserts lines into a block, after the member `at`."""
    members, pad = list(span), " " * span.indent
    if at >= 0:
        end = next_line(text, members[at][2].end)
        lines = "".join(f"{pad}{each}\n" for each in texts)
        if end == len(text) and not text.endswith("\n"):
            return Patch(end, end, "\n" + lines.removesuffix("\n"))
        return Patch(end, end, lines)
    begin = members[0][1]
    line = line_start(text, begin)
    if text[line:begin].strip():
        return Patch(begin, begin, "".join(f"{each}\n{pad}" for each in texts))
    line = _above_comments(text, line, pad)
    return Patch(line, line, "".join(f"{pad}{each}\n" for each in texts))


def _above_comments(text: str, line: int, pad: str) -> int:
    """Return the start of a member, including the comments directly above it, except directives to editors."""
    while line:
        before = line_start(text, line - 1)
        bare = text[before:line]
        if not bare.startswith(f"{pad}#") or bare.startswith(MODELINE):
            break
        line = before
    return line
