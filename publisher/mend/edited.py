"""Edits a document of the publication: changes values of fields or the body, and leaves the rest untouched."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pydantic import BaseModel

from publisher.mend.patch import NotWritable
from publisher.mend.rewrite import rewritten
from publisher.mend.table import table_rewritten
from publisher.mend.text import BOM
from publisher.model.statistics import Statistics
from publisher.model.typed import keys_at
from publisher.read.comments import marked
from publisher.read.document import FENCE, front_matter
from publisher.read.field_tree import Fields


def edited(content: bytes, model: type[BaseModel], fields: Fields, body: str | None = None) -> bytes:
    """Return a file's content so that it parses to `fields` and, for a Markdown file, `body`; None keeps the body.

    `fields` is a tree of mappings, lists and scalars (text, or Plain if unquoted). Line endings and a byte order mark
    are kept. Raises NotWritable if the file's formatting cannot be preserved.
    """
    mark = BOM if content.startswith(BOM) else b""
    ends = "\r\n" if b"\r\n" in content else "\n"
    text = content.removeprefix(BOM).decode().replace(ends, "\n")
    if "\r" in text:
        raise NotWritable("line ends")
    if model is Statistics:
        return mark + table_rewritten(text, fields).replace("\n", ends).encode()
    keys = {path: keys_at(model, path) for path in _mappings(fields)}
    opening = FENCE.match(text) if body is not None else None
    if body is None and not (opening := FENCE.match(text)):
        made = rewritten(text, fields, keys)
    else:
        closing = FENCE.search(text, opening.end()) if opening else None
        if not opening or not closing:
            raise NotWritable("front matter")
        head, tail = text[: opening.end() + 1], text[closing.start() : closing.end()]
        yaml = rewritten(text[opening.end() + 1 : closing.start()], fields, keys)
        rest = text[closing.end() :] if body is None else f"\n{body}"
        made = head + yaml + tail + rest
    return mark + made.replace("\n", ends).encode()


def without_questions(content: bytes, mark: str, answered: Collection[str]) -> bytes:
    """Return a file's content without the comments that begin with `mark` and go on with one of the `answered` texts.

    All other lines are kept, byte for byte.
    """
    bom = BOM if content.startswith(BOM) else b""
    text = content.removeprefix(BOM).decode()
    asked = marked(front_matter(text.replace("\r\n", "\n")), mark)
    gone = {line for line, _, rest in asked if rest in answered}
    lines = text.split("\n")
    return bom + "\n".join(each for number, each in enumerate(lines, start=1) if number not in gone).encode()


def _mappings(tree: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the path of keys, without list indices, to each mapping."""
    if isinstance(tree, Mapping):
        yield path
        for key, value in tree.items():
            yield from _mappings(value, (*path, str(key)))
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for value in tree:
            yield from _mappings(value, path)
