"""The comments of a YAML text, which its tree does not hold: what stands between the tokens of the parser."""

import yaml

_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def comments_of(text: str) -> list[str]:
    """Return every comment of a YAML text that can be read, in order."""
    found = []
    end = 0
    for token in yaml.scan(text, Loader=_Loader):
        found.append(text[end : token.start_mark.index])
        if isinstance(token, yaml.ScalarToken) and token.style in {"|", ">"}:
            # The line that begins a block of text belongs to its token, with the comment on it.
            first, _, _ = text[token.start_mark.index :].partition("\n")
            found.append(first.lstrip("|>+-123456789"))
        end = max(end, token.end_mark.index)
    return [line.strip() for part in (*found, text[end:]) for line in part.split("\n") if line.strip()]


def marked(text: str, mark: str) -> list[tuple[int, int, str]]:
    """Return line and column, from 1, of each comment of a YAML text that begins with `mark`, and its rest.

    A text that cannot be read has none: what is wrong with it is reported already.
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
