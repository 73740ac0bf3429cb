"""Texts in another language than their page's: which they are, and which words of a sentence made of several."""

import re
from collections.abc import Iterable


class Untranslated(str):
    """A text in another language than its page's; `language` is the BCP 47 tag of the text.

    `parts` are what of it is in that language: all, or titles and units within words of the page's language.
    """

    __slots__ = ("language", "parts")
    language: str
    parts: tuple[str, ...]

    def __new__(cls, text: str, language: str, *parts: str) -> "Untranslated":
        """Return a text with the tag of its language; without `parts` all of it is in that language."""
        made = super().__new__(cls, text)
        made.language = language
        made.parts = parts or (str(text),)
        return made

    def __reduce__(self) -> tuple[type["Untranslated"], tuple[str, ...]]:
        """Return how to pickle and copy it."""
        return type(self), (str(self), self.language, *self.parts)

    def said_as(self, text: str) -> "Untranslated":
        """Return the same words written in another way, such as with a small letter."""
        return type(self)(text, self.language)


def language_of(text: str) -> str:
    """Return the tag of the language of a text that is untranslated as a whole; "" for any other."""
    return text.language if isinstance(text, Untranslated) and text.parts == (str(text),) else ""


def composed(text: str, facts: Iterable[object]) -> str:
    """Return a text made of words and `facts`, marked with those of them that are in another language."""
    foreign = [fact for fact in facts if isinstance(fact, Untranslated)]
    parts = dict.fromkeys(part for fact in foreign for part in fact.parts)
    return Untranslated(text, foreign[0].language, *parts) if parts else text


def on_one_line(text: str) -> str:
    """Return a text with each white space as one space, in the same language."""
    words = " ".join(text.split())
    return text.said_as(words) if isinstance(text, Untranslated) else words


def by_language(text: str, parts: Iterable[str]) -> list[tuple[str, bool]]:
    """Return the pieces of a text in order, each with whether it is one of `parts`; the longest are found first.

    A part is a whole word or several, so that *mil* is not found within *family*, if any is found like that. All of the
    text is one of them if none is found.
    """
    either = "|".join(_found_as(part, text) for part in sorted({*parts} - {""}, key=len, reverse=True))
    pieces = re.split(f"({either})", text) if either else [text]
    return [(piece, bool(at % 2)) for at, piece in enumerate(pieces) if piece] if len(pieces) > 1 else [(text, True)]


def _found_as(part: str, text: str) -> str:
    """Return the pattern that finds a part; Arabic joins some words to the one that follows."""
    as_words = rf"(?<!\w){re.escape(part)}(?!\w)"
    return as_words if re.search(as_words, text) else re.escape(part)
