"""The handbook in other languages says what the Swedish one says, whose examples are built and commands are run."""

import re
from functools import cache
from typing import Any

import pytest
import yaml

from publisher.language import Language
from publisher.locales import languages
from publisher.start.program_files import program_files
from tests.program import REPOSITORY

# The pages by the names that they have in Swedish.
NAMES = {
    "README": "README",
    "andra-en-text": "edit-a-text",
    "driftsatta": "deployment",
    "egen-dator": "own-computer",
    "flera-kommuner": "several-municipalities",
    "flera-som-redigerar": "editing-together",
    "flera-sprak": "several-languages",
    "flera-styrdokument": "several-documents",
    "flytta-in": "moving-in",
    "formular": "forms",
    "lagga-till-en-plan": "add-a-plan",
    "meddelanden": "messages",
    "nyckeltal-mal-bedomningar": "indicators-targets-judgements",
    "oppna-data": "open-data",
    "prova-ett-mal": "review-a-target",
    "publicera-ett-beslut": "publish-a-decision",
    "redovisa-ett-ar": "report-a-year",
    "sa-lases-filen": "how-your-file-is-read",
    "skota": "maintainers",
    "skriva-ut": "print",
    "sokord": "search-words",
    "statistik": "statistics",
    "uppgifter": "fields",
}
# These were written for each language by itself.
OWN = {"driftsatta", "skota", "flera-som-redigerar"}
OTHERS = [code for code in languages() if code != "sv"]
# Words about Swedish itself, which other languages have in their own way.
OF_SWEDISH = ("sv-", "tesseract-")
_BLOCK = re.compile(r"^(?:<!-- (\w+)(?:: (\S+))? -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_WORD = re.compile(r"`([a-z][a-z_-]+)`")


@cache
def handbook(code: str) -> dict[str, str]:
    """Return the pages of a new publication's handbook by name."""
    files = {path: content for path, content in program_files(Language(code)).items() if path.startswith("handbook/")}
    return {path[9:-3]: content.decode() for path, content in files.items() if path.endswith(".md")}


def shape(value: Any) -> Any:
    """Return a value without its texts, which are in another language."""
    if isinstance(value, dict):
        return {str(key): shape(each) for key, each in value.items()}
    if isinstance(value, list):
        return [shape(each) for each in value]
    return "text" if isinstance(value, str) else value


def blocks(text: str) -> list[tuple[str, str, str, object]]:
    """Return the examples of a page: what is to be done with each, in which file, and what it says but its texts."""
    found = []
    for sort, file, language, content in _BLOCK.findall(text):
        said: object = None
        if language == "sh":
            # What is written in quotation marks is for readers.
            said = re.sub(r'"[^"]*"', '""', re.sub(r"#.*", "", content)).split()
        elif language in {"yaml", "markdown"}:
            front = content.split("---\n")[1] if content.startswith("---\n") and content.count("---\n") > 1 else content
            try:
                said = shape(yaml.safe_load(front))
            except yaml.YAMLError:
                said = "a part"
        found.append((sort, file, language, said))
    return found


def test_every_page_has_a_name_in_other_languages() -> None:
    # What is in English beside the Swedish handbook is for those who run it.
    assert {path.stem for path in (REPOSITORY / "handbook").glob("*.md")} == {
        *NAMES,
        "deployment",
        "maintainers",
        "editing-together",
    }


@pytest.mark.parametrize("code", OTHERS)
def test_every_page_is_there_with_the_same_examples(code: str) -> None:
    ours, theirs = handbook("sv"), handbook(code)
    assert set(theirs) == set(NAMES.values())
    for name in NAMES.keys() - OWN:
        own, other = ours[name], theirs[NAMES[name]]
        assert blocks(other) == blocks(own), f"{code} {name}"
        without = [_BLOCK.sub("", text) for text in (own, other)]
        assert len(re.findall(r"^#+ ", without[0], re.MULTILINE)) == len(re.findall(r"^#+ ", without[1], re.MULTILINE))


@pytest.mark.parametrize("code", OTHERS)
def test_every_link_leads_to_a_page_and_the_contents_to_each(code: str) -> None:
    pages = handbook(code)
    for name, text in pages.items():
        for target in re.findall(r"(?<!\\)\]\(([^)#:]+\.md)\)", _BLOCK.sub("", text)):
            assert target[:-3] in pages, f"{code} {name}: {target}"
    named = set(re.findall(r"\]\(([a-z-]+)\.md\)", pages["README"]))
    assert named == set(NAMES.values()) - {"README"}


@pytest.mark.parametrize("code", OTHERS)
def test_no_word_of_the_files_is_left_out(code: str) -> None:
    ours, theirs = handbook("sv"), handbook(code)
    for name in NAMES.keys() - OWN:
        lost = {word for word in _WORD.findall(ours[name]) if not word.startswith(OF_SWEDISH)}
        lost -= {*_WORD.findall(theirs[NAMES[name]])}
        assert not lost, f"{code} {name}: {lost}"
