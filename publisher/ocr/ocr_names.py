"""The names of a language in other programs: Tesseract's model, hunspell's dictionary, Debian's package of that."""

from dataclasses import dataclass
from functools import cache

import yaml

from publisher.locales import LOCALES


@dataclass(frozen=True, slots=True)
class OcrNames:
    """The names of one language; `package` is empty if a library includes the dictionary, or there is none."""

    tesseract: str
    dictionary: str
    package: str = ""


@cache
def ocr_names(language: str) -> OcrNames:
    """Return a language's names in other programs, from its `ocr.yml`, by default its code."""
    path = LOCALES / language / "ocr.yml"
    named = yaml.safe_load(path.read_text(encoding="utf-8")).get("names", {}) if path.is_file() else {}
    return OcrNames(**{"tesseract": language, "dictionary": language, **named})
