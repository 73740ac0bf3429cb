"""What --help says is in the language of the site, and where there is none, of the system."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from publisher.command.click_words import FAMILY
from publisher.command.help_texts import SEVERAL, in_own_words, language_of_help
from publisher.command.main import COMMANDS, main
from publisher.command.work import words_of
from publisher.language import Language
from publisher.locales import languages
from tests.program import REPOSITORY, build
from tests.publications import SETTINGS, smallest, write


@pytest.mark.parametrize(("code", "word"), [("sv", "Kontrollerar innehållet"), ("da", "Kontrollerer indholdet")])
def test_help_is_in_the_language_of_the_site(tmp_path: Path, code: str, word: str) -> None:
    settings = SETTINGS.replace("language: sv", f"language: {code}")
    write(tmp_path, smallest(**{"mkdocs.yml": settings}))
    assert word in " ".join(build("check", "--root", str(tmp_path), "--help").stdout.split())


def test_the_list_of_commands_is_too() -> None:
    said = build("--help").stdout
    assert "Publicerar styrdokument" in said
    assert "Kontrollerar innehållet" in said


@pytest.fixture(autouse=True)
def _no_language_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def in_no_language(patch: pytest.MonkeyPatch) -> None:
    """Let the system name no language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LC_CTYPE"):
        patch.delenv(name, raising=False)
    patch.setattr("locale.getlocale", lambda: (None, None))


def test_without_a_site_it_is_in_that_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = ["build.py", "--root", str(tmp_path)]
    in_no_language(monkeypatch)
    monkeypatch.setattr("locale.getlocale", lambda: ("da_DK", "UTF-8"))
    assert language_of_help(here).code == "da"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    assert language_of_help(here).code == "en"
    # Windows names languages, and a server may have been given one that it has no files for.
    monkeypatch.setattr("locale.getlocale", lambda: ("Swedish_Sweden", "1252"))
    assert language_of_help(here).code == "sv"
    monkeypatch.setattr("locale.getlocale", lambda: (None, None))
    monkeypatch.setenv("LANG", "nb_NO.UTF-8")
    assert language_of_help(here).code == "nb"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert language_of_help(here).code == "en"


def test_an_import_speaks_the_language_of_the_publication_that_it_is_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "ny", smallest(**{"mkdocs.yml": SETTINGS.replace("language: sv", "language: da")}))
    said = build("import", str(tmp_path), "--into", str(tmp_path / "ny")).stderr
    assert f"{tmp_path} er en mappe" in " ".join(said.split()), said
    assert language_of_help(["build.py", "import", f"--into={tmp_path / 'ny'}"]).code == "da"


def test_usage_and_error_are_in_one_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "sv_SE.UTF-8")
    (tmp_path / "plan.csv").write_text("Åtgärd;Ansvarig\nMåla;KS\n", encoding="utf-8")
    said = build("import", str(tmp_path / "plan.csv"), "--into", str(tmp_path / "tom")).stderr
    assert said.startswith("Så här: ") and "finns ingen publikation" in said and "Error" not in said
    monkeypatch.setenv("LANG", "fi_FI.UTF-8")
    monkeypatch.chdir(tmp_path)
    assert words_of(tmp_path / "tom").code == language_of_help(["build.py", "import"]).code == "fi"


@pytest.mark.parametrize(("name", "code"), [("se", "sv"), ("--language=dk", "da"), ("Suomi", "fi"), ("xx", "en")])
def test_a_new_publication_is_explained_in_the_language_that_was_probably_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    in_no_language(monkeypatch)
    monkeypatch.chdir(tmp_path)
    arguments = [name] if name.startswith("-") else ["--language", name]
    assert language_of_help(["build.py", "new", "publication", *arguments]).code == code


def test_a_language_by_another_name_is_answered_with_what_was_meant(tmp_path: Path) -> None:
    said = build("new", "publication", str(tmp_path / "ny"), "--language", "dk").stderr
    assert "Menade du da?" in said, said
    assert not (tmp_path / "ny").exists()


def commands(group: click.Group, *names: str) -> Iterator[tuple[str, click.Command]]:
    """Yield each command by its name, and those within it by both."""
    context = click.Context(group)
    for name in group.list_commands(context):
        if found := group.get_command(context, name):
            yield ".".join((*names, name)), found
            if isinstance(found, click.Group):
                yield from commands(found, *names, name)


@pytest.mark.parametrize("code", languages())
def test_every_command_and_option_is_explained_in_every_language(code: str) -> None:
    words = Language(code).under("help.")
    asked = {f"help.{each}" for each in ("main", *COMMANDS)}
    asked |= {each for each in words if each.startswith("help.metavar.")} | {"help.option.help", "help.option.version"}
    for name, command in commands(main):
        asked.add(f"help.{name}")
        for option in command.params:
            own, shared = f"help.option.{name}.{option.name}", f"help.option.{option.name}"
            if isinstance(option, click.Option):
                asked.add(own if own in words else shared)
    assert asked == words.keys(), "each is explained, and no word is left over"


def test_a_command_within_another_is_explained_too(tmp_path: Path) -> None:
    write(tmp_path, smallest())
    said = " ".join(build("new", "plan", "--root", str(tmp_path), "-h").stdout.split())
    assert "Skriver en plan med varje uppgift förklarad." in said
    assert "Id för ett åtagande som planen bidrar till" in said


@pytest.mark.parametrize("code", languages())
def test_every_value_is_called_by_a_word_of_the_language(code: str) -> None:
    words = Language(code).under("help.metavar.")
    arguments = ["build.py", "--root", str(REPOSITORY / "locale")]
    with pytest.MonkeyPatch.context() as patch:
        in_no_language(patch)
        patch.setattr("locale.getlocale", lambda: (f"{code}_XX", "UTF-8"))
        for name, found in commands(main):
            command = copy.deepcopy(found)  # in a process there is one language
            # Once for the help, once more for an error about the same command.
            in_own_words(command, arguments)
            in_own_words(command, arguments)
            for each in command.params:
                if isinstance(each, click.Option) and (each.is_flag or isinstance(each.type, click.Choice)):
                    continue
                assert str(each.metavar).rstrip(SEVERAL) in words.values(), f"{name}: {each.name}"


def said_by_click() -> set[str]:
    """Return every text that click asks its translators for."""
    texts = set()
    for path in Path(click.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
                texts |= {str(each.value) for each in node.args[:1] if isinstance(each, ast.Constant)}
    return texts | {"required"}  # asked for by a name


def test_words_of_click_are_those_that_it_asks_for() -> None:
    ours = {key.removeprefix(FAMILY) for key in Language("sv").forms_under(FAMILY)}
    assert len(ours) > 30
    assert ours <= said_by_click()
