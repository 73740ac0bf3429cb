"""New YAML text: values as people would write them, quoted wherever a parser could misread them."""

import re
from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import Final

import yaml

from publisher.model.fields import TRUTH_WORDS, is_in_curly_quotes
from publisher.read.scalar import Plain

WIDTH: Final = 118
_PERIOD: Final = re.compile("[12][0-9]{3}(?:-[HQT][1-4]|-[01][0-9]|/[0-9]{2})?")


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, and quotes what our own parser requires to be quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  # PyYAML's
        return super().increase_indent(flow, False)  # noqa: FBT003

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    careful = text.casefold() in TRUTH_WORDS or text[:1].isdigit() or is_in_curly_quotes(text)
    # A multi-line text keeps its lines, and a long one is folded, as elsewhere in such files.
    style = (
        "|" if "\n" in text else ">" if len(text) > WIDTH - 20 and "  " not in text and text == text.strip() else None
    )
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if careful and style is None else style)


def _plain(dumper: yaml.SafeDumper, text: Plain) -> yaml.ScalarNode:
    """Represent a number, a date or a choice without quotation marks."""
    tag = dumper.resolve(yaml.ScalarNode, str(text), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(text))


_Dumper.add_representer(str, _text)
_Dumper.add_representer(Plain, _plain)


def as_yaml(value: object) -> str:
    """Return a value as a YAML block, each line with its line break."""
    return str(yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH))


def as_yaml_flow(value: object) -> str:
    """Return a value as YAML on one line."""
    text = yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=True)
    return str(text).removesuffix("...\n").strip()


def in_brackets(desired: object, style: str = "") -> str:
    """Return a value for use within brackets or braces."""
    return one_line(desired, style) if isinstance(desired, str) else as_yaml_flow(plainer(desired))


def one_line(desired: str, style: str) -> str:
    """Return a scalar on one line, in the old one's quotation style if it had one."""
    if style == "'" and not isinstance(desired, Plain):
        return f"'{desired.replace(chr(39), chr(39) * 2)}'"
    if style == '"' and not isinstance(desired, Plain):
        made = yaml.dump(desired, default_style='"', allow_unicode=True, width=100_000)
        return str(made).strip()
    if "\n" in desired:
        return one_line(str(desired), '"')
    return as_yaml_flow([desired])[1:-1]


def folded(old: Sequence[str], body: str, width: int) -> list[str]:
    """Return a text as the lines of a folded scalar, keeping lines of `old` at the beginning and the end."""
    paragraphs: list[str] = []
    for paragraph in body.split("\n"):
        paragraphs += [*wrap(paragraph, width, break_long_words=False, break_on_hyphens=False), ""]
    if "\n" in body or any(not line or line[0] == " " for line in old):
        return paragraphs[:-1]
    words, lines = body.split(" "), [line.split(" ") for line in old]
    head: list[str] = []
    while lines and len(words) > len(lines[0]) and words[: len(lines[0])] == lines[0]:
        head.append(" ".join(lines[0]))
        words = words[len(lines.pop(0)) :]
    tail: list[str] = []
    while lines and len(words) > len(lines[-1]) and words[-len(lines[-1]) :] == lines[-1]:
        tail.insert(0, " ".join(lines[-1]))
        words = words[: -len(lines.pop())]
    middle = wrap(" ".join(words), width, break_long_words=False, break_on_hyphens=False)
    return [*head, *middle, *tail]


def is_short(value: object) -> bool:
    """Return whether a value is written on one line: a scalar, or a few of them."""
    if isinstance(value, str):
        return "\n" not in value and len(as_yaml_flow(value)) <= WIDTH - 20
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else ()
    return all(isinstance(each, str) for each in parts) and len(as_yaml_flow(value)) <= WIDTH - 40


def as_key(key: object) -> str:
    """Return a key in the way people write it: a period without quotation marks."""
    text = str(key)
    return Plain(text) if _PERIOD.fullmatch(text) else text


def plainer(value: object) -> object:
    """Return a tree of the types that PyYAML can represent, with keys in the way people write them."""
    if isinstance(value, Mapping):
        return {as_key(key): plainer(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plainer(each) for each in value]
    return value
