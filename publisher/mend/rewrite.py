"""Rewriting: changes a text just enough to give it another meaning; every other byte stays.

Each change is made at positions given by the parser. The result is accepted only if it then parses to the desired tree
and has every comment except those within removed values.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import yaml

from publisher.mend.dump import as_key, as_yaml, as_yaml_flow, in_brackets, one_line, plainer
from publisher.mend.members import between, block_lines, cut
from publisher.mend.patch import NotWritable, Patch, applied, line_end
from publisher.mend.spans import Span, span_of
from publisher.mend.value import after_key, replaced, scalar, spaced
from publisher.read.comments import comments_of


def rewritten(
    text: str, desired: Mapping[str, object], keys: Mapping[tuple[str, ...], Sequence[str]] | None = None
) -> str:
    """Return YAML text that parses to `desired`, a tree of mappings, lists and scalars (text, or Plain if unquoted).

    `keys` gives the keys of each mapping in the schema's order, by the path of keys to it, without list indices: new
    keys are inserted in that order. Raises NotWritable.
    """
    try:
        top = span_of(text)
    except yaml.YAMLError as error:
        raise NotWritable(str(error)) from error
    if top is None:
        return text + as_yaml(dict(desired)) if desired else text
    if not isinstance(top.tree, dict):
        raise NotWritable(str(top.tree))
    patches = [*_Rewriter(text, keys or {}).value(top, desired, 0, ())]
    made = applied(text, patches)
    _check(text, made, desired, patches)
    return made


def _check(text: str, made: str, desired: Mapping[str, object], patches: Sequence[Patch]) -> None:
    """Raise NotWritable unless `made` parses to `desired` and has every comment of `text` that had to stay."""
    try:
        span = span_of(made)
        after = Counter(comments_of(made))
    except yaml.YAMLError as error:
        raise NotWritable(str(error)) from error
    if _plain(span.tree if span else {}) != _plain(desired):
        raise NotWritable("other value")
    gone: Counter[str] = Counter()
    for patch in patches:
        if patch.lost:
            gone += Counter(line.strip() for line in re.findall(r"#.*", text[patch.start : patch.end]))
    missing = Counter(comments_of(text)) - after
    if any(not any(comment in each for each in gone) for comment in missing) or after - Counter(comments_of(text)):
        raise NotWritable("comment")


def _plain(tree: object) -> object:
    if isinstance(tree, Mapping):
        return {str(key): _plain(value) for key, value in tree.items()}
    if isinstance(tree, list | tuple):
        return [_plain(value) for value in tree]
    return str(tree)


def _end_of_key(text: str, begin: int) -> int:
    """Return the end of the key that begins at a position, including its quotation marks."""
    tokens = yaml.scan(text[begin:])
    return begin + int(next(token.end_mark.index for token in tokens if isinstance(token, yaml.ScalarToken)))


class _Rewriter:
    """Finds the patches that change the values of one text."""

    def __init__(self, text: str, keys: Mapping[tuple[str, ...], Sequence[str]]) -> None:
        self.text = text
        self.keys = keys

    def value(
        self, span: Span, desired: object, column: int, path: tuple[str, ...], *, within: bool = False
    ) -> Iterator[Patch]:
        """Yield the patches of a value whose key or hyphen is at `column`, or `within` brackets."""
        if _plain(span.tree) == _plain(desired):
            return
        # The root has no key in front of another value, so it is always patched from within.
        if (
            isinstance(span.tree, dict)
            and isinstance(desired, Mapping)
            and (not path or self._kin(span, desired, path))
        ):
            yield from self.mapping(span, desired, path)
        elif isinstance(span.tree, list) and isinstance(desired, list | tuple) and span.members and desired:
            yield from self.sequence(span, desired, path)
        elif within:
            yield Patch(
                span.start, span.end, spaced(self.text, span.start, in_brackets(desired, span.style)), lost=True
            )
        elif isinstance(span.tree, str) and isinstance(desired, str) and span.end != span.start:
            yield scalar(self.text, span, desired, column)
        else:
            yield from replaced(self.text, span, desired, column)

    # Mappings

    def mapping(self, span: Span, desired: Mapping[str, object], path: tuple[str, ...]) -> Iterator[Patch]:
        """Yield the patches of a mapping: members kept, renamed, removed and added."""
        named = {str(key): (begin, value) for key, begin, value in span}
        renamed = self._renamed(span, desired, path)
        for key, (begin, value) in named.items():
            if key in desired:
                yield from self.value(value, desired[key], span.indent, (*path, key), within=span.flow)
            elif key in renamed:
                yield Patch(begin, _end_of_key(self.text, begin), one_line(as_key(renamed[key]), ""))
        yield from self.removed(span, [str(key) not in desired and key not in renamed for key, _, _ in span])
        fresh = [key for key in desired if key not in named and key not in renamed.values()]
        yield from self.inserted(span, self._placed(list(named), fresh, path), desired, path)

    def _kin(self, span: Span, desired: Mapping[str, object], path: tuple[str, ...]) -> bool:
        """Return whether any member of a mapping is left, even if renamed."""
        return not set(desired).isdisjoint(span.tree) or bool(self._renamed(span, desired, path))

    def _renamed(self, span: Span, desired: Mapping[str, object], path: tuple[str, ...]) -> Mapping[str, str]:
        """Return the new names of members that keep their value, in mappings whose keys authors choose."""
        found: dict[str, str] = {}
        known = self.keys.get(path, ())
        fresh = [key for key in desired if key not in span.tree and key not in known]
        for key, _, value in span:
            new = next((each for each in fresh if _plain(desired[each]) == _plain(value.tree)), None)
            if key not in desired and key not in known and new is not None:
                fresh.remove(new)
                found[str(key)] = new
        return found

    def _placed(self, there: Sequence[str], fresh: Sequence[str], path: tuple[str, ...]) -> Mapping[int, list[str]]:
        """Return which new keys follow which member, -1 for the front, in the order of the schema."""
        known = list(self.keys.get(path, ()))
        ranked = sorted(fresh, key=lambda key: known.index(key) if key in known else len(known))
        found: dict[int, list[str]] = {}
        for key in ranked:
            before = known[: known.index(key)] if key in known else there
            at = max((index for index, name in enumerate(there) if name in before), default=-1)
            found.setdefault(at, []).append(key)
        return found

    def inserted(
        self, span: Span, placed: Mapping[int, list[str]], desired: Mapping[str, object], path: tuple[str, ...]
    ) -> Iterator[Patch]:
        """Yield the patches of a mapping's new keys."""
        for at, keys in placed.items():
            if span.flow:
                pairs = ", ".join(f"{as_yaml_flow(as_key(key))}: {in_brackets(desired[key])}" for key in keys)
                yield between(span, at, pairs)
                continue
            lines = [self._pair(key, desired[key], span.indent) for key in keys]
            yield block_lines(self.text, span, at, lines)

    def _pair(self, key: str, value: object, column: int) -> str:
        after = after_key(value, column)
        return f"{as_yaml_flow(as_key(key))}:{'' if after.startswith(chr(10)) else ' '}{after}"

    # Lists

    def sequence(self, span: Span, desired: Sequence[object], path: tuple[str, ...]) -> Iterator[Patch]:
        """Yield the patches of a list; a member that moves keeps its own lines."""
        old = [_identity(value.tree) for _, _, value in span]
        new = [_identity(value) for value in desired]
        kept: dict[int, int] = {}
        for tag, low, high, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal" or (tag == "replace" and high - low == last - first):
                kept |= dict(zip(range(low, high), range(first, last), strict=True))
        # A member in the place of one that still exists elsewhere is not a change of that member.
        kept = {a: b for a, b in kept.items() if old[a] == new[b] or (old[a] not in new and new[b] not in old)}
        if not kept:
            yield self.rewritten_list(span, desired)
            return
        members = list(span)
        for at, to in kept.items():
            _, _begin, value = members[at]
            yield from self.value(value, desired[to], span.indent, path, within=span.flow)
        yield from self.removed(span, [at not in kept for at in range(len(members))])
        after = -1
        fresh: dict[int, list[str]] = {}
        back = {to: at for at, to in kept.items()}
        for to, each in enumerate(desired):
            if to in back:
                after = back[to]
            else:
                fresh.setdefault(after, []).append(self._member(span, each, old))
        for at, texts in fresh.items():
            yield between(span, at, ", ".join(texts)) if span.flow else block_lines(self.text, span, at, texts)

    def rewritten_list(self, span: Span, desired: Sequence[object]) -> Patch:
        """Return the patch of a list that keeps no member."""
        if span.flow:
            return Patch(span.start, span.end, in_brackets(desired), lost=True)
        lines = [self._member(span, value, []) for value in desired]
        pad = " " * span.indent
        return Patch(span.start, line_end(self.text, span.end), f"\n{pad}".join(lines), lost=True)

    def _member(self, span: Span, value: object, old: Sequence[str]) -> str:
        """Return a list member as text: its old lines if it existed before, with their comments."""
        for at, begin, each in span:
            if _plain(each.tree) == _plain(value) and old and isinstance(at, int):
                return self.text[begin : each.end if span.flow else line_end(self.text, each.end)]
        if span.flow:
            return in_brackets(value)
        made = as_yaml([plainer(value)]).removesuffix("\n")
        return made.replace("\n", "\n" + " " * span.indent)

    # Members of either

    def removed(self, span: Span, gone: Sequence[bool]) -> Iterator[Patch]:
        """Yield the patches that remove members, run by run."""
        members = list(span)
        at = 0
        while at < len(members):
            if not gone[at]:
                at += 1
                continue
            last = at
            while last + 1 < len(members) and gone[last + 1]:
                last += 1
            yield from cut(self.text, span, at, last)
            at = last + 1


def _identity(value: object) -> str:
    """Return what identifies a list member before and after: its id, or else its whole value."""
    if isinstance(value, Mapping):
        for key in ("id", "indicator", "year", "period"):
            if key in value:
                return f"{key}={value[key]}"
    return str(_plain(value))
