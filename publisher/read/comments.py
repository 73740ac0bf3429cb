"""The comments of a YAML text, which its tree does not hold: the text between the parser's tokens."""

from typing import Final

import yaml

from publisher.read.yaml_slips import EVENT_LOADER

UNCHECKED: Final = "imported-unchecked"
"""The code of the notice about what an import was uncertain about."""


def comments_of(text: str) -> list[str]:
    """Return every comment of a valid YAML text, in order."""
    found = []
    end = 0
    for token in yaml.scan(text, Loader=EVENT_LOADER):
        found.append(text[end : token.start_mark.index])
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            # The header line of a block scalar, with any comment on it, belongs to the scalar's token.
            first, _, _ = text[token.start_mark.index :].partition("\n")
            found.append(first.lstrip("|>+-123456789"))
        end = max(end, token.end_mark.index)
    return [line.strip() for part in (*found, text[end:]) for line in part.split("\n") if line.strip()]


def marked(text: str, mark: str) -> list[tuple[int, int, str]]:
    """Return line and column, from 1, of each comment of a YAML text that begins with `mark`, and the rest of it.

    An invalid text gives none: it has been reported already.
    """
    begins = f"# {mark}"
    if begins not in text:
        return []
    try:
        comments = set(comments_of(text))
    except yaml.YAMLError:
        return []
    lines = ((number, line, line.strip()) for number, line in enumerate(text.split("\n"), start=1))
    return [
        (number, line.index("#") + 1, comment.removeprefix(begins))
        for number, line, comment in lines
        if comment.startswith(begins) and comment in comments
    ]
