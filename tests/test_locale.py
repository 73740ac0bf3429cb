"""The catalogues agree with each other and with what the program asks of them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from pydantic import BaseModel

from publisher.command.doctor import EXTRAS
from publisher.edit.files.additions import addable
from publisher.importing.columns.headers import ROLES
from publisher.importing.columns.known_groups import SEXES
from publisher.importing.columns.mapping import DIRECTIONS, PERIODS
from publisher.importing.drafts.placing import Way
from publisher.importing.form.accounting import Fate
from publisher.importing.form.parts_said import PARTS
from publisher.kinds import KINDS
from publisher.language import Language
from publisher.link.figures.ledger import Facet, Missing
from publisher.link.figures.progress import Progress
from publisher.link.figures.standing import Standing
from publisher.link.time.differences import PROSE, Act
from publisher.link.time.due import Occasion
from publisher.locales import HOUSE, LOCALES, languages, word_lists
from publisher.model.article import Section
from publisher.model.catalogue_settings import DataAvailability, DataFrequency, DataTheme, PublisherType
from publisher.model.judgement import DEFAULT_SCALE, Meaning, Shape, Trend
from publisher.model.modality import Modality
from publisher.model.plan import ActivityStatus, PlanFact, Status, Verdict
from publisher.model.register import BodyKind, Direction
from publisher.model.roles import NodeKind, models_in
from publisher.model.sdg import GOALS
from publisher.model.settings import EditionKind, Extent, ReviewWeight
from publisher.model.statement import Compliance
from publisher.model.strategy import CommitmentFact, DocumentForm, DocumentStatus, StrategyFact
from publisher.model.time_period import Frequency
from publisher.model.unit import BOUNDED, UnitName
from publisher.render.address import LISTS
from publisher.render.data_files import DATA_FILES
from publisher.render.data_tables import DATA_TABLES
from publisher.start.upgrading import Renewal

CATALOGUES = sorted(path.stem for path in (LOCALES / "sv").glob("*.po"))
OTHERS = tuple(code for code in languages() if code != "sv")


def _facts(model: type[BaseModel]) -> Iterator[str]:
    """Yield the name of every field of a model and of the models in it."""
    for name, field in model.model_fields.items():
        yield name
        for inner in models_in(field.annotation):
            # A unit is one fact to readers, whatever it is made of.
            yield from () if getattr(inner, "is_one_value", False) else _facts(inner)


# Facts that may not be in the models yet have a word already; one without a word is "another detail".
FACTS_TO_COME = {"reviews"}
FACTS = {PROSE, *FACTS_TO_COME} | {
    name for kind in KINDS.values() if kind.name not in ("locks", "synonyms") for name in _facts(kind.model)
} - {"bodies", "id", "updated", "formerly"}
# A fact is called what its field is called, where it has no word of its own.
SV = Language("sv")
FACTS = {each for each in FACTS if SV.has(f"change.field.{each}") or not SV.field_title(each)}
# Keys that are put together while the program runs: what they begin with, and everything that can follow.
FAMILIES: dict[str, set[str]] = {
    "alert.": {"note", "tip", "important", "warning", "caution"},
    # Buttons and values by their names; fields of which a form says something else than the schema.
    "edit.": {"up", "down", "remove", "true", "false"},
    "edit.done.": {"saved", "undone", "not-undone", "added", "removed"},
    "edit.undo.": {"saved", "added", "removed"},
    "edit.propose.done.": {"proposed", "sent", "kept", "fresh"},
    "edit.new.": {each.name for each in addable()},
    "edit.key.": {"period", "indicator", "commitment", "objective", "activity", "group", "series"},
    "edit.problem.": {key[13:] for key in SV._words if key.startswith("edit.problem.") and SV.has(f"{key[13:]}.hint")},
    "edit.message.": {key[13:] for key in SV._words if key.startswith("edit.message.") and SV.has(f"{key[13:]}.hint")},
    "edit.hint.": {key[10:] for key in SV._words if key.startswith("edit.hint.") and SV.has(f"field.{key[10:]}")},
    "address.": {
        *LISTS,
        *Facet,
        "changes",
        "documents",
        "embed",
        "embed-how",
        "sdgs",
        "history",
        "matrix",
        "search",
        "share",
        "short-commitment",
        "short-plan",
        "year-areas",
        "year-bodies",
    },
    "address.missing.": set(Missing),
    "address.modality.": set(Modality),
    "address.standing.": set(Standing),
    "body.kind.": set(BodyKind),
    "hub.": {"areas", "indicators"},
    "import.dimension.": set(SEXES),
    "import.group.": {role for roles in SEXES.values() for role in roles},
    "hub.address.": {"areas", "data", "edition", "goals", "indicators", "publications"},
    "hub.target-value.": {"least", "most", "span"},
    "body.kinds.": set(BodyKind),
    "change.": set(Act),
    "change.field.": FACTS,
    "change.kind.": set(NodeKind),
    "change.marked.": {Act.ADDED, Act.REMOVED},
    "change.whole.": {Act.ADDED, Act.REMOVED},
    "choice.": set(Facet),
    "upgrade.": set(Renewal),
    "data.": {*DATA_FILES, "stratml"},
    "data.table.": {*DATA_TABLES, "explained"},
    "data.column.": {column for table in DATA_TABLES.values() for column in table.columns} | {"example"},
    "data-availability.": set(DataAvailability),
    "data-frequency.": set(DataFrequency),
    "data-theme.": set(DataTheme),
    "direction.": set(Direction),
    "doctor.about.": {
        *("libraries", "fonts", "git", "tesseract", "model", "dictionary", "wkhtmltopdf", *EXTRAS),
        *("chromium", "libreoffice", "java"),
    },
    "due.": set(Occasion),
    # The template of how a part is shown asks for them by their names.
    "embed.": {
        *("source", "how", "how-about", "live", "frame", "frame-about", "component", "component-about"),
        *("html", "html-about", "html-sheet", "look", "look-about", "headers", "headers-about"),
    },
    "publisher-type.": set(PublisherType),
    "import.fate.": set(Fate),
    "import.origin.": {"line", "page", "paragraph", "sheet"},
    "import.way.": set(Way),
    "import.part.": set(PARTS),
    "import.column.": set(ROLES),
    "import.direction.": set(DIRECTIONS),
    "import.length.": set(PERIODS),
    "judgement.": {level.id for level in DEFAULT_SCALE},
    "judgement.meaning.": set(Meaning),
    "judgement.shape.": set(Shape),
    "missing.": set(Missing),
    "modality.": set(Modality),
    "moved.": {"title", "about", "link"},
    "questions.left.": {Progress.NEARLY, Progress.UNCOMPUTABLE, Progress.EMPTY, Progress.SUPPRESSED},
    "questions.verdict.": {*Verdict} - {Verdict.ADDED},
    "review.weight.": set(ReviewWeight),
    "serve.": {"title", "note", "last", "none"},
    "short.": {"title", "about", "link"},
    "empty.": {"title", "about", "link"},
    "empty-year.": {"title", "about", "link"},
    "node.": set(NodeKind),
    "edition.about.": {EditionKind.COMPLETE, EditionKind.STRATEGY, EditionKind.YEAR},
    "page.": {
        "adopted",
        *LISTS,
        "documents",
        "delayed",
        "recent",
        "sdgs",
        "matrix",
        "year",
        "year-areas",
        "year-bodies",
        "focus-area",
        "implementation",
    },
    "print.fact.": {
        "document",
        "decided-by",
        "decided-on",
        "paragraph",
        "reference",
        "period",
        "applies-to",
        "owner",
        "next-review",
        "responsible",
        "changed",
        "web",
        "edition",
        "commit",
    },
    "print.type.": {"plan", "year", "body"},
    "untold.": {*PlanFact, *CommitmentFact, *StrategyFact, "results", "outcomes", "verdicts"},
    "without.": {*PlanFact, *CommitmentFact, *StrategyFact},
    "coverage.extent.": set(Extent),
    "bodies.count.": {"documents", "plans", "commitments", "objectives", "partner-in"},
    "progress.": set(Progress),
    "standing.": set(Standing),
    "standing.means.": set(Standing),
    "statement.compliance.": set(Compliance),
    "status.": {*Status, *ActivityStatus, *DocumentStatus},
    "document.is-": {*DocumentStatus} - {DocumentStatus.IN_FORCE},
    "sdg.": {str(goal) for goal in GOALS},
    "form.": set(DocumentForm),
    "form.of.": {*DocumentForm, "all", "source", "sources"},
    "form.the.": {*DocumentForm, "all", "source", "sources"},
    "theme.footer.": {"accessibility", "data", "print", "recent", "changes", "feed", "calendar"},
    "theme.ledger.": set(Facet),
    "theme.section.": set(Section),
    "time.": {Frequency.HALF, Frequency.TERTIAL, Frequency.QUARTER},
    "trend.": set(Trend),
    "unit.": {*set(UnitName) - {UnitName.COUNT, UnitName.SCALE}, *(f"{name}.bounded" for name in BOUNDED)},
    "unit.money.": {"thousand", "million", "billion"},
    "unit.name.": set(UnitName),
    "verdict.": set(Verdict),
}
FAMILY_KEYS = {prefix + str(end) for prefix, ends in FAMILIES.items() for end in ends}

_ASKED = re.compile(r"\b[tn]\(\s*\"(?P<key>[^\"]+)\"\s*(?P<more>~)?")
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def messages(language: str, name: str) -> dict[str, Message]:
    """Return one catalogue by key."""
    with (LOCALES / language / f"{name}.po").open("rb") as file:
        return {key(message): message for message in read_po(file, locale=language) if message.id}


def header(language: str, name: str) -> Catalog:
    with (LOCALES / language / f"{name}.po").open("rb") as file:
        return read_po(file, locale=language)


def key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


# What a document is called comes in two cases, each with a capital too; which one a sentence takes, its language says.
CASES = dict.fromkeys(("the_document", "of_document", "The_document", "Of_document"), "document in some case")


def placeholders(message: Message) -> set[str]:
    names = {name for form in forms(message) for _, name, _, _ in Formatter().parse(form) if name is not None}
    return {CASES.get(name, name) for name in names}


def every_key() -> set[str]:
    return {known for name in CATALOGUES for known in messages("sv", name)}


def texts(*folders: str) -> Iterator[tuple[Path, str]]:
    for folder in folders:
        for path in sorted((HOUSE / folder).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".md", ".html", ".js", ".typ"}:
                yield path, path.read_text(encoding="utf-8")


def asked_of_language() -> Iterator[tuple[str, str, bool]]:
    """Yield where, which key and whether as a plural the program's own code asks `Language` for words."""
    for path, source in texts("publisher"):
        for call in ast.walk(ast.parse(source)) if path.suffix == ".py" else ():
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.args:
                if call.func.attr not in {"text", "plural"}:
                    continue
                for asked in constants(call.args[0]):
                    yield f"{path.name}:{call.lineno}", asked, call.func.attr == "plural"


def constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, ast.IfExp):
        yield from constants(node.body)
        yield from constants(node.orelse)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_every_catalogue(language: str) -> None:
    assert sorted(path.stem for path in (LOCALES / language).glob("*.po")) == CATALOGUES


@pytest.mark.parametrize("path", sorted(LOCALES.rglob("*.yml")), ids=lambda path: path.relative_to(LOCALES).as_posix())
def test_no_word_of_a_list_is_read_as_a_truth_value(path: Path) -> None:
    if "publication" not in path.parts:
        lists = word_lists(path.stem, path.relative_to(LOCALES).parent.as_posix())
        assert not [word for words in members(lists) for word in words if word is None or isinstance(word, bool)]


def members(value: object) -> Iterator[list[object]]:
    """Yield every list within a value."""
    if isinstance(value, list):
        yield value
    for each in value if isinstance(value, list) else value.values() if isinstance(value, dict) else ():
        yield from members(each)


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("language", languages())
def test_catalogue_says_its_language_and_its_plurals(language: str, name: str) -> None:
    catalogue = header(language, name)
    assert str(catalogue.locale) == language
    known = Catalog(locale=language)
    assert (catalogue.num_plurals, catalogue.plural_expr) == (known.num_plurals, known.plural_expr)


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("language", OTHERS)
def test_same_keys_in_the_same_order(language: str, name: str) -> None:
    assert list(messages(language, name)) == list(messages("sv", name))


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("language", OTHERS)
def test_same_placeholders_and_plurals(language: str, name: str) -> None:
    translated = messages(language, name)
    for known, original in messages("sv", name).items():
        assert placeholders(translated[known]) == placeholders(original), known
        assert translated[known].pluralizable == original.pluralizable, known


@pytest.mark.parametrize("name", CATALOGUES)
@pytest.mark.parametrize("language", languages())
def test_nothing_is_left_untranslated(language: str, name: str) -> None:
    for known, message in messages(language, name).items():
        assert all(form.strip() for form in forms(message)), known
        assert not message.fuzzy, known


# Words that nearly every sentence of a language has some of, and that the others do not have.
TELLING = {
    "sv": {"och", "inte", "är"},
    "en": {"the", "and", "is", "are", "with", "this"},
    "fi": {"että", "ovat", "ei"},
    "de": {"und", "nicht", "ist", "wird"},
}
# What is the same in two Scandinavian languages.
ALIKE = {
    "edit.hint.Objective.number", "theme.follow.calendar", "due.ends", "tolerance-either.hint",
    "change.field.modal_word", "year-areas.caption",
}  # fmt: skip
NO_WORDS = re.compile(r"\{[^}]*\}|`[^`]*`|<[^>]*>|https?:\S+")


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", NO_WORDS.sub(" ", text).casefold())


@pytest.mark.parametrize("language", [*languages(), "ar"])
def test_no_sentence_is_left_in_another_language(language: str) -> None:
    foreign = set().union(*(words for code, words in TELLING.items() if code != language))
    assert not [
        (known, form)
        for known, words in Language(language)._words.items()
        for form in words
        if foreign & set(words_in(form))
    ]
    # Danish and Norwegian bokmål share many whole sentences.
    near = {"da", "nb"} if language in {"da", "nb"} else {language}
    others = [Language(code)._words for code in languages() if code not in near]
    assert not [
        known
        for known, words in Language(language)._words.items()
        if known not in ALIKE and len(words_in(words[0])) > 2
        if any(other.get(known, ("",))[0] == words[0] for other in others)
    ]


@pytest.mark.parametrize("language", languages())
def test_no_text_of_a_new_publication_is_left_in_another_language(language: str) -> None:
    foreign = set().union(*(words for code, words in TELLING.items() if code != language))
    for path in sorted((LOCALES / language / "publication").rglob("*.md")):
        words = words_in(path.read_text(encoding="utf-8"))
        # Names of settings on a code host are in English: "Actions and workflows".
        assert sum(word in foreign for word in words) * 100 < len(words), path


# The catalogues of what readers meet, and what in them only editors do.
FOR_READERS = (
    "chart", "commonmark", "documents", "languages", "measures", "objectives", "open", "outcome", "pages", "print",
    "site", "statement", "theme",
)  # fmt: skip
FOR_EDITORS = ("field.", "kind.", "edit.", "mend.")


def test_all_that_readers_meet_is_in_arabic_too() -> None:
    arabic = messages("ar", "readers")
    met = {known: each for name in FOR_READERS for known, each in messages("sv", name).items()}
    met = {known: each for known, each in met.items() if not known.startswith(FOR_EDITORS)}
    assert met.keys() <= arabic.keys()
    for known, original in met.items():
        assert all(form.strip() for form in forms(arabic[known])), known
        assert placeholders(arabic[known]) == placeholders(original), known
        assert arabic[known].pluralizable == original.pluralizable, known
        if original.pluralizable:
            assert len(forms(arabic[known])) == header("ar", "readers").num_plurals, known
        if known.startswith(("address.", "anchor.")):
            assert re.fullmatch(r"[a-z0-9-]+", forms(arabic[known])[0]), known


# Quotation marks that do not belong to the language.
OTHER_MARKS = {"sv": "«»„“", "fi": "«»„“", "de": "«»”", "en": "«»„", "da": "”“„", "nb": "”“„"}


@pytest.mark.parametrize("language", languages())
def test_quotation_marks_are_those_of_the_language(language: str) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in (LOCALES / language).rglob("*.po")}
    assert not [
        f"{path}:{number}: {line}"
        for path, text in texts.items()
        for number, line in enumerate(text.split("\n"), start=1)
        if set(line) & set(OTHER_MARKS[language])
    ]


@pytest.mark.parametrize("language", languages())
def test_a_new_publication_names_the_plugin_and_no_hook(language: str) -> None:
    settings = (LOCALES / language / "publication" / "mkdocs.yml").read_text(encoding="utf-8")
    assert "\nplugins:\n  - roda-traden\n" in settings, "in the place of `hooks:` and `plugins: []`"
    assert "hook" not in settings


def test_no_key_stands_in_two_catalogues() -> None:
    assert len(every_key()) == sum(len(messages("sv", name)) for name in CATALOGUES)


@pytest.mark.parametrize("language", languages())
def test_addresses_and_anchors_are_plain_words_for_a_url(language: str) -> None:
    everything = (pair for name in CATALOGUES for pair in messages(language, name).items())
    words = {known: forms(message)[0] for known, message in everything}
    urls = {known: word for known, word in words.items() if known.startswith(("address.", "anchor."))}
    assert not {known: word for known, word in urls.items() if not _ADDRESS.fullmatch(word)}
    folders = [words[f"address.{name}"] for name in LISTS]
    assert len(set(folders)) == len(folders)


def test_templates_ask_only_for_words_that_exist() -> None:
    known = {each: message for name in CATALOGUES for each, message in messages("sv", name).items()}
    unknown = []
    for path, text in texts("macros", "locale"):
        for match in _ASKED.finditer(text):
            asked = match["key"]
            if match["more"]:
                ends = FAMILIES.get(asked, set())
                unknown += [f"{path.name}: {asked}{end}" for end in ends or {"?"} if asked + str(end) not in known]
            elif asked not in known or (match[0][0] == "n") != bool(known[asked].pluralizable):
                unknown.append(f"{path.name}: {asked}")
    assert not unknown


def test_program_asks_only_for_words_that_exist() -> None:
    known = {each: message for name in CATALOGUES for each, message in messages("sv", name).items()}
    wrong = [
        f"{where}: {asked}"
        for where, asked, plural in asked_of_language()
        if asked not in known or bool(known[asked].pluralizable) != plural
    ]
    assert not wrong


def test_words_put_together_exist() -> None:
    assert not FAMILY_KEYS - every_key()


def test_no_word_is_unused() -> None:
    everything = "\n".join(text for _, text in texts("macros", "locale", "publisher", "theme"))
    everything += "\n".join(path.read_text(encoding="utf-8") for path in (HOUSE / "macros" / "new").rglob("*.yml"))
    quoted = set(re.findall(r"[\"']([a-z0-9][a-z0-9._-]*)[\"']", everything))
    unused = every_key() - quoted - FAMILY_KEYS
    # A problem's words are asked for by its code.
    unused -= {f"{code}.{part}" for code in quoted for part in ("message", "hint")}
    # An import says by a code what is uncertain about a line, and why one is left out.
    unused -= {f"import.{family}.{code}" for code in quoted for family in ("doubt", "why")}
    # tests/command/test_help.py compares these with the commands, and with click.
    unused -= {*messages("sv", "help"), *messages("sv", "click")}
    # tests/schema compares these with the models.
    unused -= messages("sv", "schema").keys()
    unused = {key for key in unused if not key.startswith(("field.", "kind."))}
    assert not unused


def test_every_problem_has_a_message_and_a_hint() -> None:
    codes = {known.rpartition(".")[0] for known in messages("sv", "problems")}
    assert set(messages("sv", "problems")) == {f"{code}.{part}" for code in codes for part in ("message", "hint")}


def test_a_list_of_words_is_read_once_and_changed_by_nobody() -> None:
    lists = word_lists("tables", "sv")
    assert lists is word_lists("tables", "sv")
    with pytest.raises(TypeError):
        lists["short_women"] = []  # type: ignore[index]
