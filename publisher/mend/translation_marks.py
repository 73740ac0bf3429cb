"""The fingerprint of the original in a translation: added if missing, but an existing one is never changed.

Updating it would claim that somebody has compared the texts again. Whoever has done that removes it first.
"""

from collections.abc import Mapping

from pydantic import BaseModel

from publisher.kinds import model_of, tongue_of
from publisher.mend.edited import edited
from publisher.mend.patch import NotWritable
from publisher.mend.text import Mending, Text
from publisher.model.translation import Translation, fingerprint, fingerprint_of_translated
from publisher.model.typed import typed
from publisher.read.same_text import MARK


def marked_translation(file: str, content: bytes, texts: Mapping[str, str]) -> tuple[bytes, Mending] | None:
    """Return a translation's content with the fingerprint of its original, found in `texts`, and what was changed.

    None if it has one already.
    """
    tongue = tongue_of(file)
    read = Text.read(file, texts[file]) if tongue else None
    if not tongue or not read or not issubclass(read.model, Translation) or MARK in read.document.fields:
        return None
    mark = mark_of(tongue.original, texts.get(tongue.original, ""), typed(read.document, read.model)[0])
    if not mark:
        return None
    try:
        made = edited(content, read.model, {MARK: mark, **read.document.fields})
    except NotWritable:
        return None
    return made, Mending("mend.translation", 1, {"original": tongue.original, "new": mark})


def mark_of(original: str, text: str, translation: BaseModel | None) -> str:
    """Return the fingerprint of those parts of a text that a translation has, of all without one that is valid.

    It is "" if the text is invalid.
    """
    read = Text.read(original, text)
    model = model_of(read.document) if read else None
    value = typed(read.document, model)[0] if read and model else None
    if read is None or value is None:
        return ""
    body = read.document.body
    return fingerprint_of_translated(value, body, translation) if translation else fingerprint(value, body)
