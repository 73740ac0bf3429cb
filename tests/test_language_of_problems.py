"""Problems of the settings are in the publication's language, although its settings cannot be used."""

from pathlib import Path

import pytest

from publisher.command.help_texts import language_of_help
from publisher.language import Language
from publisher.locales import languages
from publisher.settings_file import language_in, language_of
from tests.program import build

UNUSABLE = {
    "unknown option": "site_name: P\ntheme: {language: LANG}\nextra: {publication: {nonsense: 1}}\n",
    "refused": "plugins: [macros]\nsite_name: P\ntheme:\n  name: material\n  language: 'LANG' # ours\n",
    "not YAML": "site_name: P\ntheme:\n  name: material\n  language: LANG\nextra: {publication: {\n",
    "not YAML, in braces": 'site_name: "P\ntheme: {name: material, language: "LANG"}\nextra: [\n',
    "twice": "site_name: P\nsite_name: Q\ntheme: {language: LANG}\n",
}


@pytest.mark.parametrize("sort", UNUSABLE)
@pytest.mark.parametrize("code", languages())
def test_the_language_is_known_whatever_is_wrong_with_the_rest(sort: str, code: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(UNUSABLE[sort].replace("LANG", code), encoding="utf-8")
    assert language_of(tmp_path) == code
    # Whatever click says, such as that a command was interrupted, is in it too.
    assert language_of_help(["check", "--root", str(tmp_path)]).code == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "language: de\n",
        "theme: {language: xx}\n",
        "theme: [de]\n",
        "theme:\n  name: x\nextra:\n  language: de\n: [\n",
    ],
)
def test_a_language_that_nobody_has_named_is_the_one_by_default(text: str, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert language_of(tmp_path) == "sv"
    assert language_of(tmp_path / "missing") == "sv"


def test_the_file_of_a_hub_names_its_own(tmp_path: Path) -> None:
    hub = tmp_path / "hub.yml"
    hub.write_text("title: T\nlanguage: fi\npublications: [\n", encoding="utf-8")
    assert language_in(hub, "language") == "fi"


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "json"], ["upgrade"], ["new", "plan"], ["site"]])
def test_each_command_says_what_is_wrong_in_the_language_of_the_publication(command: list[str], tmp_path: Path) -> None:
    settings = UNUSABLE["refused"].replace("LANG", "de")
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    done = build(*command, "--root", str(tmp_path))
    said = done.stdout + done.stderr
    sentence = Language("de").text("missing-key.message", key="extra")
    assert done.returncode == 1
    assert sentence in said, said
    assert Language("sv").text("missing-key.message", key="extra") not in said
