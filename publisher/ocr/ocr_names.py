"""What other programs call a language: Tesseract its model, hunspell its dictionary, Debian the package of one."""

from dataclasses import dataclass
from functools import cache

import yaml

from publisher.locales import LOCALES


@dataclass(frozen=True, slots=True)
class OcrNames:
    """The names of one language; `package` is empty where a library brings the dictionary, or nobody has one."""

    tesseract: str
    dictionary: str
    package: str = ""


@cache
def ocr_names(language: str) -> OcrNames:
    """Return what other programs call a language, from its `ocr.yml`; one that says nothing goes by its code."""
    path = LOCALES / language / "ocr.yml"
    named = yaml.safe_load(path.read_text(encoding="utf-8")).get("names", {}) if path.is_file() else {}
    return OcrNames(**{"tesseract": language, "dictionary": language, **named})
