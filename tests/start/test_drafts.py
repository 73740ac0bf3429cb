"""Drafts: every field explained and shown, right from the start, and never over anything that is there."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from publisher.command.main import main
from publisher.kinds import KINDS
from publisher.language import Language
from publisher.locales import languages
from publisher.schema.words import field_line
from publisher.start.commented import commented
from publisher.start.drafts import slug
from tests.publications import HERE, without_problems, write

FRAME = HERE / "cases" / "thread" / "input"


@pytest.fixture
def thread(tmp_path: Path) -> Path:
    files = {path.relative_to(FRAME).as_posix(): path.read_text(encoding="utf-8")
             for path in FRAME.rglob("*") if path.is_file()}  # fmt: skip
    return write(tmp_path, files)


def spoken(*arguments: str) -> Result:
    """Run a command within this process, and return what it said."""
    return CliRunner().invoke(main, arguments)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_explained_and_shown(kind: str, language: str) -> None:
    model, words = KINDS[kind].model, Language(language)
    text = commented(kind, model, {}, words)
    explained = " ".join(re.findall(r"^# (.*)$", text, re.MULTILINE))
    shown = yaml.safe_load("\n".join(re.findall(r"^# ([a-z_]+:(?: .*)?|  .*)$", text, re.MULTILINE)))
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert list(shown) == keys
    for key in keys:
        assert re.sub(r"\s+", " ", field_line(model, key, words)) in explained


TITLES = (
    "no",
    "1.10",
    "2024",
    "Ja: eller # nej",
    "'Citat' och \"citat\"",
    "- streck",
    "{klammer}",
    "Å, ä & ö*",
    "@x",
    "y",
)


def test_any_title_passes_the_check(thread: Path) -> None:
    for title in TITLES:
        done = spoken("new", "plan", "--root", str(thread), "--title", title, "--summary", title)
        assert (done.exit_code, done.stderr) == (0, "")
    loaded = without_problems(thread)
    assert {plan.title for plan in loaded.publication.plans} >= set(TITLES)


def test_an_id_is_made_of_plain_letters() -> None:
    assert slug("Åtgärder för 100 % fler øl & æbler") == "atgarder-for-100-fler-ol-aebler"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["plan", "--title", "Vägen"], "Id:t vagen används redan"),
        (["plan", "--title", "Ny", "--serves", "1.1"], "Menade du ”1.10”?"),
        (["plan", "--title", "Ny", "--responsible", "arbetsnamden"], "Menade du ”arbetsnamnden”?"),
        (["plan", "--title", "Ny", "--status", "ongoin"], "Menade du ”ongoing”?"),
        (["plan", "--title", "!!!"], "id"),
        (["plan", "--title", "Ny", "--id", "Fel Id"], "Fel Id"),
        (["result", "--plan", "vagn", "--year", "2024"], "Menade du ”vagen”?"),
        (["result", "--plan", "vagen", "--year", "1990"], "men vagen gäller"),
        (["result", "--plan", "vagen", "--period", "2024-T4"], "är ingen period"),
        (["result", "--plan", "vagen", "--year", "2024"], "används redan"),
    ],
)
def test_what_would_be_wrong_is_reported_and_not_written(thread: Path, arguments: list[str], message: str) -> None:
    before = {path: path.read_bytes() for path in thread.rglob("*") if path.is_file()}
    done = spoken("new", *arguments, "--summary", "Kort.", "--root", str(thread))
    assert done.exit_code == 1
    assert message in done.stderr
    assert "Programmet stötte" not in done.stderr
    assert {path: path.read_bytes() for path in thread.rglob("*") if path.is_file()} == before
