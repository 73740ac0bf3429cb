"""The names of a language in other programs: Tesseract's model, hunspell's dictionary, Debian's package of that."""

from dataclasses import dataclass
from functools import cache

from publisher.locales import word_lists


@dataclass(frozen=True, slots=True)
class OcrNames:
    """The names of one language; `package` is empty if a library includes the dictionary, or there is none."""

    tesseract: str
    dictionary: str
    package: str = ""


@cache
def ocr_names(language: str) -> OcrNames:
    """Return a language's names in other programs, from its `ocr.yml`, by default its code."""
    named = word_lists("ocr", language).get("names", {})
    return OcrNames(**{"tesseract": language, "dictionary": language, **named})
