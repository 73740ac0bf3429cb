"""Inflected forms that readers may type for the words of a site, as a small file for the search page.

The forms come from dictionaries of the Nordic languages: Pagefind's own stemmer does not connect `högskola` and
`högskolor`, and no suffix rule leads from `böcker` to `bok`.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Final

from publisher.publish.search.word_dictionary import lemmas_and_forms

FILE: Final = "words.json"
# Rarer words are seldom misspelt, and a phone has to download them all.
MOST: Final = 20_000


def words_files(counts: Mapping[str, Mapping[str, int]], main: str) -> dict[str, bytes]:
    """Return the words of the pages in each language, by file name: `words.json` for the main language.

    `counts` say on how many pages each word occurs, by language tag.
    """
    name, _, ending = FILE.partition(".")
    return {
        FILE if tag == main else f"{name}-{tag}.{ending}": words_file(own, tag.partition("-")[0])
        for tag, own in counts.items()
    }


def words_file(counts: Mapping[str, int], language: str) -> bytes:
    """Return the words of a site, most frequent first, as JSON.

    Each line has words with a common lemma: those in the site, and after a bar their other forms.
    """
    words = [word for word, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST]
    lemmas, forms = lemmas_and_forms(words, language)
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(lemmas[word], []).append(word)
    lines = [_line(own, forms[lemma]) for lemma, own in groups.items()]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()


def typed_forms(words: Iterable[str], language: str) -> dict[str, list[str]]:
    """Return the other forms of each word that readers may type, sorted."""
    asked = sorted(words)
    lemmas, forms = lemmas_and_forms(asked, language)
    return {word: sorted(_without_genitives({*forms[lemmas[word]]} - {word}, [word])) for word in asked}


def _line(own: Collection[str], forms: Iterable[str]) -> str:
    others = {*forms}.difference(own)
    return "|".join(filter(None, (" ".join(own), " ".join(sorted(_without_genitives(others, own))))))


def _without_genitives(forms: Collection[str], own: Iterable[str]) -> Iterator[str]:
    """Yield forms except genitives, which the search page derives by itself."""
    known = {*forms, *own}
    return (form for form in forms if not (form.endswith("s") and form.removesuffix("s") in known))
