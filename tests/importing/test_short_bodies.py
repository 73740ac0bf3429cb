"""Bodies that a source names in two forms, one of them short: with a full stop, or by its initials."""

from pathlib import Path

import docx
import pytest

from publisher.importing.columns.mapping import TableAsked
from publisher.importing.columns.table_words import body_kind
from publisher.importing.form.source import BlockSort, SourceBlock
from publisher.importing.meaning.named_bodies import mentioned_bodies, named_bodies
from publisher.importing.meaning.plans import action_plan
from publisher.importing.meaning.tables import Present
from publisher.importing.prose.sections import Asked
from publisher.importing.readers.formats import read_source
from publisher.language import Language
from tests.importing.test_row_names import doubts, value


def bodies(names: list[str], language: str = "sv") -> tuple[dict[str, object], dict[str, list[str]]]:
    """Return the ids of each name, and by the title of each body the short forms that are asked about."""
    made = named_bodies([(name, ()) for name in names], {}, set(), language)
    titles = {each.value["title"]: [doubt.facts["text"] for doubt in each.doubts if doubt.code == "body-short"]
              for each in made.fresh if isinstance(each.value, dict)}  # fmt: skip
    return dict(made.ids), titles


@pytest.mark.parametrize(
    ("short", "full", "name"),
    [
        ("Fastighetsavd.", "Fastighetsavdelningen", "fastighetsavdelningen"),
        ("Tekn. nämnden", "Tekniska nämnden", "tekniska-namnden"),
        ("Barn- och utb.nämnden", "Barn- och utbildningsnämnden", "barn-och-utbildningsnamnden"),
    ],
)
def test_a_short_form_is_the_body_that_it_begins(short: str, full: str, name: str) -> None:
    for names in ([short, full], [full, short]):
        assert bodies(names) == ({short: name, full: name}, {full: [short]})


def test_a_short_form_in_a_list_is_one_of_several_bodies() -> None:
    ids, titles = bodies(["Fastighetsavd., Tekniska nämnden", "Fastighetsavdelningen"])
    assert ids["Fastighetsavd., Tekniska nämnden"] == ["fastighetsavdelningen", "tekniska-namnden"]
    assert titles["Fastighetsavdelningen"] == ["Fastighetsavd."]


def test_a_list_of_bodies_whose_later_words_begin_small() -> None:
    ids, _ = bodies(["Koulut, nuorisopalvelut"], language="fi")
    assert ids["Koulut, nuorisopalvelut"] == ["koulut", "nuorisopalvelut"]


@pytest.mark.parametrize(
    "others", [["Kommunstyrelsen", "Kommunledningen"], ["Socialnämnden"], ["Kommun. och regionen"], []]
)
def test_a_form_that_fits_several_bodies_or_none_is_one_of_its_own(others: list[str]) -> None:
    ids, titles = bodies(["Komm.", *others])
    assert ids["Komm."] == "komm"
    assert not any(titles.values())


@pytest.mark.parametrize(
    ("short", "full", "name"),
    [
        ("BUN", "Barn- och utbildningsnämnden", "barn-och-utbildningsnamnden"),
        ("SBN", "Samhällsbyggnadsnämnden", "samhallsbyggnadsnamnden"),
        ("TN", "Tekniska nämnden", "tekniska-namnden"),
        ("KSF", "Kommunstyrelsens förvaltning", "kommunstyrelsens-forvaltning"),
    ],
)
def test_initials_are_the_body_that_has_them(short: str, full: str, name: str) -> None:
    for names in ([short, full], [full, short]):
        assert bodies(names) == ({short: name, full: name}, {full: [short]})


def test_what_means_the_same_everywhere_is_no_question() -> None:
    assert bodies(["KS", "Kommunstyrelsen"]) == (
        {"KS": "kommunstyrelsen", "Kommunstyrelsen": "kommunstyrelsen"}, {"Kommunstyrelsen": []},
    )  # fmt: skip


def test_initials_of_a_body_of_the_source_are_the_same_when_it_is_imported_again() -> None:
    names = [("Kultur- och fritidsnämnden", ()), ("KFN", ())]
    there = {"kultur- och fritidsnämnden": "kultur"}
    made = named_bodies(names, there, {"kultur"}, "sv")
    assert made.ids == {"Kultur- och fritidsnämnden": "kultur", "KFN": "kultur"} and not made.fresh
    assert named_bodies([("KFN", ())], there, {"kultur"}, "sv", mentioned={names[0][0]}).ids == {"KFN": "kultur"}


def test_a_body_that_people_have_renamed_is_the_same_in_the_next_version_of_its_source() -> None:
    there = {"samtliga nämnder": "alla-namnder-hos-oss", "alla-namnder-hos-oss": "alla-namnder-hos-oss"}
    made = named_bodies([("Alla nämnder hos oss", ())], there, set(), "sv")
    assert made.ids == {"Alla nämnder hos oss": "alla-namnder-hos-oss"} and not made.fresh
    # One of another source may be another body.
    made = named_bodies([("Alla nämnder hos oss", ())], there, {"alla-namnder-hos-oss"}, "sv")
    assert made.ids == {"Alla nämnder hos oss": "alla-namnder-hos-oss-2"}


def test_initials_of_two_bodies_or_of_none_are_a_body_of_their_own() -> None:
    names = ["SN", "Socialnämnden", "Skolnämnden", "TN", "Tekniska kontoret"]
    ids, titles = bodies(names)
    assert (ids["SN"], ids["TN"]) == ("sn", "tn")
    assert not any(titles.values())


def test_an_abbreviation_of_a_body_of_the_publication() -> None:
    there = {"kommunstyrelsen": "kommunstyrelsen", "barn- och utbildningsnämnden": "bun-namnden", "kultur": "kultur"}
    made = named_bodies([("KS", ()), ("BUN", ()), ("XYZ", ())], there, set(), "sv")
    # What everybody calls the executive board is certain; other initials are asked about.
    assert made.ids == {"KS": "kommunstyrelsen", "BUN": "bun", "XYZ": "xyz"}
    asked = {each.value["title"]: [doubt.facts["title"] for doubt in each.doubts if doubt.code == "body-same"]
             for each in made.fresh if isinstance(each.value, dict)}  # fmt: skip
    assert asked == {"BUN": ["Barn- och utbildningsnämnden"], "XYZ": []}


@pytest.mark.parametrize(
    ("short", "full", "name"),
    [("Fastighetsavd", "Fastighetsavdelningen", "fastighetsavdelningen"),
     ("Skolförv", "Skolförvaltningen", "skolforvaltningen")],
)  # fmt: skip
def test_a_short_form_may_have_lost_its_full_stop(short: str, full: str, name: str) -> None:
    assert bodies([short, full]) == ({short: name, full: name}, {full: [short]})


def test_a_word_that_is_no_cut_form_is_a_body_of_its_own() -> None:
    ids, _ = bodies(["Kultur", "Kulturnämnden", "Avd", "Avdelningen"])
    assert (ids["Kultur"], ids["Avd"]) == ("kultur", "avd")


def planned(folder: Path, said: list[str], rows: list[list[str]], there: dict[str, str], language: str) -> list[str]:
    """Return the bodies of a plan's activities; its source says something in paragraphs and in a table of two columns.

    A body that the plan adds has its title, and one that is `there` its id.
    """
    document = docx.Document()
    document.add_heading("Handlingsplan", 0)
    for text in said:
        document.add_paragraph(text)
    actions = {"sv": ["Åtgärd", "Ansvarig"], "da": ["Aktivitet", "Ansvarlig"], "en": ["Action", "Lead"]}[language]
    for each in filter(None, (rows, [actions, ["Vandra", "KS"], ["Lysa", "BUU" if language == "da" else "BUN"]])):
        table = document.add_table(rows=len(each), cols=2)
        for cell, text in zip(table._cells, (text for row in each for text in row), strict=True):
            cell.text = text
    document.save(str(folder / "plan.docx"))
    source = read_source(folder / "plan.docx", None, language)
    made = action_plan(source, Language(language), Asked(), Present({}, there, frozenset()), TableAsked())
    fresh = value(made, "bodies.yml", "bodies") if any(each.path.endswith("bodies.yml") for each in made.files) else []
    titles = {each["id"]: each["title"] for each in fresh}
    assert not {"body-short", "body-same"} & {*doubts(made)}, "the source itself explains them"
    names = [each["responsible"] for each in value(made, "plan.md", "activities")]
    return [titles.get(name, name) for name in names]


FULL = ["Kommunstyrelsen", "Barn- och utbildningsnämnden"]


@pytest.mark.parametrize(
    ("said", "rows", "found"),
    [
        (["Planen leds av kommunstyrelsen (KS), och barn- och utbildningsnämnden (BUN) följer den."], [], FULL),
        (["KS = Kommunstyrelsen", "BUN – Barn- och utbildningsnämnden"], [], FULL),
        ([], [["Förkortning", "Nämnd"], ["KS", "Kommunstyrelsen"], ["BUN", "Barn- och utbildningsnämnden"]], FULL),
        # What stands for two bodies, or is not said of a body, explains nothing.
        (["Kommunstyrelsen (KS) leder. Kulturstyrelsen (KS) följer."], [], ["KS", "BUN"]),
        (["Kommunal samverkan (KS) är bra, och bättre under natten (BUN)."], [], ["KS", "BUN"]),
    ],
)
def test_what_a_source_explains_is_the_body_in_its_tables(
    tmp_path: Path, said: list[str], rows: list[list[str]], found: list[str]
) -> None:
    assert planned(tmp_path, said, rows, {}, "sv") == found


def test_an_explained_body_is_the_one_of_the_publication(tmp_path: Path) -> None:
    there = {"kommunstyrelsen": "styrelsen", "bun": "bun"}
    said = ["Kommunstyrelsen (KS) leder, och barn- och utbildningsnämnden (BUN) följer."]
    assert planned(tmp_path, said, [], there, "sv") == ["styrelsen", "bun"]


def test_bodies_are_explained_in_danish_too(tmp_path: Path) -> None:
    said = ["Kulturstyrelsen (KS) leder, og børne- og ungdomsudvalget (BUU) følger op."]
    assert planned(tmp_path, said, [], {}, "da") == ["Kulturstyrelsen", "Børne- og ungdomsudvalget"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kommunstyrelsen leder. Barn- och utbildningsnämnden följer, och det gör tekniska nämnden.",
         {"Kommunstyrelsen", "Barn- och utbildningsnämnden", "Tekniska nämnden"}),
        ("Utan nämnders stöd blir det inget.", set()),
    ],
)  # fmt: skip
def test_bodies_in_running_text(text: str, found: set[str]) -> None:
    assert mentioned_bodies([SourceBlock(BlockSort.PARAGRAPH, text, ())], "sv") == found


def test_initials_of_a_body_in_the_text_are_asked_about() -> None:
    mentioned = {"Utbildningsnämnden", "Kommunstyrelsen", "Socialnämnden", "Skolnämnden"}
    made = named_bodies([("UN", ()), ("KS", ()), ("SN", ())], {}, set(), "sv", mentioned=mentioned)
    assert made.ids == {"UN": "utbildningsnamnden", "KS": "kommunstyrelsen", "SN": "sn"}
    asked = [{doubt.code for doubt in each.doubts} for each in made.fresh]
    assert asked == [{"body-short"}, {"body-short"}, {"body-kind"}]


@pytest.mark.parametrize(
    ("language", "name", "kind"),
    [
        ("nb", "Utvalg for oppvekst", "board"), ("nb", "Hovedutvalg for helse og omsorg", "board"),
        ("da", "Udvalget for Børn og Unge", "board"), ("sv", "Nämnden för arbete", "board"),
        ("de", "Ausschuss für Schule", "board"), ("en", "Board of Education", "board"),
        ("sv", "Ansvarig för skolan", ""),
    ],
)  # fmt: skip
def test_what_a_body_is_stands_before_what_it_is_for(language: str, name: str, kind: str) -> None:
    assert body_kind(name, language) == kind
