"""What review says, and at which place, of small publications that each have one flaw."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
import yaml
from PIL import ExifTags, Image

from publisher.locales import LOCALES, languages
from publisher.messages import hint, message
from publisher.pipeline import load, prepare
from publisher.problem import Severity
from publisher.review.advice import Reviewed, review
from publisher.review.ease import ease
from publisher.review.passages import passages
from tests.program import REPOSITORY, build
from tests.publications import HERE, SETTINGS, picture, smallest, write

LINE = 6  # the first line of a body in these publications
THREAD = HERE / "cases" / "thread" / "input"


def reviewed(root: Path) -> Reviewed:
    ready = prepare(root)
    return review(root, ready.publication, ready.language, ready.texts)


def advice(root: Path, body: str = "", **files: Any) -> list[tuple[str, str]]:
    """Return place and code of the advice on a publication with this text on its start page."""
    found = reviewed(write(root, smallest(body, **files))).advice
    assert all(each.severity is Severity.NOTICE for each in found)
    return [(str(each.place), each.code) for each in found]


def at(line: int, column: int) -> str:
    return f"docs/index.md:{LINE + line - 1}:{column}"


LONG = " ".join(["Den", *["och"] * 28])

TEXTS: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "plain": ("En kort mening om arbete. En till.\n", []),
    "hard word": ("Vi har erhållit pengar.\n", [(at(1, 8), "officialese")]),
    "capital": ("Samtliga kom.\n", [(at(1, 1), "officialese")]),
    "over two lines": ("Det sker i\nenlighet med planen.\n", [(at(1, 10), "officialese")]),
    "part of a word": ("Den icke-erhållna, jämtens och skallen.\n", []),
    "short form": ("Vi gör t.ex. detta, m.m.\n", [(at(1, 8), "officialese"), (at(1, 21), "officialese")]),
    "in code": ("Skriv `samtliga` så.\n\n```\nsamtliga i år\n```\n", []),
    "in a link's address": ("Se [planen](https://example.se/samtliga).\n", []),
    "in a link's words": ("Se [samtliga planer](https://example.se).\n", [(at(1, 5), "officialese")]),
    "in a heading": ("## Samtliga planer\n", [(at(1, 4), "officialese")]),
    "in a list": ("- Ett.\n- Samtliga.\n", [(at(2, 3), "officialese")]),
    "vague time": ("Det sker nästa år.\n", [(at(1, 10), "vague-time")]),
    "vague promise": ("Det sker snarast\nmöjligt.\n", [(at(1, 10), "vague-promise")]),
    "long sentence": (f"Kort.\n\n{LONG}.\n", [(at(3, 1), "long-sentence")]),
    "list of short points": ("".join(f"- {LONG[:40]}\n" for _ in range(9)), []),
    "short name": ("Vi frågar XYZ och XYZ.\n", [(at(1, 11), "short-name")]),
    "explained after": ("Vi frågar Den Yttersta Nämnden (DYN) och DYN.\n", []),
    "explained before": ("DYN (den yttersta nämnden) svarar. DYN igen.\n", []),
    "explained in a list": ("DYN svarar.\n\n*[DYN]: Den yttersta nämnden\n", []),
    "known short name": ("En PDF från EU i UTF-8.\n", []),
    "bare link": ("[Klicka här](https://example.se)\n", [(at(1, 2), "bare-link")]),
    "bare link with a character": ("Se [läs mer »](https://example.se)\n", [(at(1, 5), "bare-link")]),
    "identity number": ("Nummer 811228-9874 finns.\n", [(at(1, 8), "personal-number")]),
    "identity number, twelve digits": ("Nummer 198112289874 finns.\n", [(at(1, 8), "personal-number")]),
    "coordination number": ("Nummer 701063-2391 finns.\n", [(at(1, 8), "personal-number")]),
    "wrong checksum": ("Nummer 811228-9875 finns.\n", [(at(1, 8), "personal-number")]),
    "wrong checksum, twelve digits": ("Nummer 19811228-9875 finns.\n", [(at(1, 8), "personal-number")]),
    "ten digits of something": ("Nummer 8112289875 finns, och 8134289-876.\n", []),
    "norwegian": ("Nummer 01010750160 finns, inte 01010750161.\n", [(at(1, 8), "personal-number")]),
    "finnish": ("Nummer 131052-308T finns, inte 139952-308T.\n", [(at(1, 8), "personal-number")]),
    "danish form": ("Nummer 211062-5629 finns.\n", [(at(1, 8), "personal-number")]),
    "organisation": ("Organisationsnummer 212000-0084.\n", []),
    "mail of a person": ("Skriv till <anna.ek@example.se>.\n", [(at(1, 13), "personal-mail")]),
    "mail of an office": ("Skriv till <info@example.se> eller <kommunen@example.se>.\n", []),
    "telephone": ("Ring 070-174 06 05 nu.\n", [(at(1, 6), "personal-phone")]),
    "no telephone": ("Den 2021-09-15 kom 1 234 567 kronor, dnr 2021/00123.\n", []),
}


@pytest.mark.parametrize("name", TEXTS)
def test_advice_names_the_character(tmp_path: Path, name: str) -> None:
    body, expected = TEXTS[name]
    assert advice(tmp_path, body) == expected


def test_hard_text_is_reported_with_its_longest_words(tmp_path: Path) -> None:
    body = "Kommunalförbundens arbetsmarknadspolitiska prioriteringar förutsätter samordningsinsatser. " * 20
    found = reviewed(write(tmp_path, smallest(body))).advice
    assert [each.code for each in found] == ["hard-text"]
    assert "arbetsmarknadspolitiska" in found[0].facts["words"]


def test_a_word_in_folded_front_matter_is_found_where_it_stands(tmp_path: Path) -> None:
    folded = "description: >-\n  En text som är\n  lång och gäller samtliga.\n"
    start = f"---\nkind: article\nsection: start\ntitle: Start\n{folded}---\n"
    found = reviewed(write(tmp_path, smallest() | {"docs/index.md": start})).advice
    assert [(str(each.place), each.code) for each in found] == [("docs/index.md:7:19", "officialese")]


def test_sources_are_others_words(tmp_path: Path) -> None:
    root = write(tmp_path, {name: (THREAD / name).read_text(encoding="utf-8") for name in files_below(THREAD)})
    before = len(reviewed(root).advice)
    path = root / "plans" / "vagen" / "plan.md"
    text = path.read_text(encoding="utf-8").replace("\n---\n", '\nsources: [{title: "Samtliga planer"}]\n---\n', 1)
    path.write_text(text, encoding="utf-8")
    assert len(reviewed(root).advice) == before


def files_below(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()]


def test_contacts_are_there_on_purpose_and_small_groups_are_reported(tmp_path: Path) -> None:
    plan = """\
---
id: spar
title: Spår
summary: En plan.
status: ongoing
contact: {text: Ring oss., email: anna.ek@example.se, phone: 070-174 06 05}
indicators: [alla, nagra]
---
Ring 070-174 06 05 eller skriv till <anna.ek@example.se>.
"""
    result = """\
---
plan: spar
year: 2021
summary: Ett resultat.
measurements:
  alla: 40
  nagra: {share: 10, of: alla}
---
"""
    indicators = """\
indicators:
  - {id: alla, title: Alla, unit: count, direction: higher}
  - {id: nagra, title: Några, unit: share, direction: higher}
"""
    files = {"plans/spar/plan.md": plan, "plans/spar/results/2021.md": result, "plans/indicators.yml": indicators}
    assert advice(tmp_path, **files) == [("plans/spar/results/2021.md:7:10", "small-group")]


def test_accepted_words_are_left_in_peace(tmp_path: Path) -> None:
    settings = SETTINGS.replace("name: Provköping}", "name: Provköping}, accepted_words: [samtliga, XYZ]")
    assert advice(tmp_path, "Samtliga frågar XYZ.\n", **{"mkdocs.yml": settings}) == []


def test_advice_stops_where_the_settings_say_so(tmp_path: Path) -> None:
    root = write(tmp_path, smallest("Samtliga kom.\n"))
    assert not load(root).problems
    write(root, {"mkdocs.yml": SETTINGS.replace("name: Provköping}", "name: Provköping}, review: stops")})
    problems = load(root).problems
    assert [(each.code, each.severity) for each in problems] == [("officialese", Severity.ERROR)]
    done = build("review", "--root", str(root))
    assert done.returncode == 1
    assert "docs/index.md:6:1: ”Samtliga” är kanslispråk. [officialese]\n    Skriv hellre: alla.\n" in done.stderr


@pytest.mark.parametrize("stopping", [False, True])
def test_every_check_reports_a_personal_number_once(tmp_path: Path, *, stopping: bool) -> None:
    root = write(tmp_path, smallest("811228-9874 gick kursen, enligt ärende 2023/811228.\n"))
    if stopping:
        write(root, {"mkdocs.yml": SETTINGS.replace("name: Provköping}", "name: Provköping}, review: stops")})
    found = [each for each in load(root).problems if each.code == "personal-number"]
    assert [(str(each.place), each.severity is Severity.ERROR) for each in found] == [(at(1, 1), stopping)]


def test_the_command_shows_measures_and_advice_and_ends_well(tmp_path: Path) -> None:
    root = write(tmp_path, smallest("Samtliga kom i går till mötet.\n"))
    done = build("review", "--root", str(root))
    assert (done.returncode, done.stderr) == (0, "")
    assert "docs/index.md: LIX 23, 6 ord, 6,0 ord per mening" in done.stdout
    assert "Att tänka på: ”Samtliga” är kanslispråk." in done.stdout
    assert "1 råd." in done.stdout
    assert build("review", "--strict", "--root", str(root)).returncode == 1
    assert build("review", "--strict").returncode == 0


def test_haninge_needs_no_advice() -> None:
    assert reviewed(REPOSITORY).advice == ()


def test_lix_is_words_per_sentence_and_long_words_in_a_hundred(tmp_path: Path) -> None:
    text = "Hon läser en bok om kommunen. Den är ny, t.ex. bra. Klart!"
    ready = prepare(write(tmp_path, smallest(text)))
    document = next(iter(ready.publication.nodes.values())).document
    measured = ease(document.file, passages(document, ready.texts[document.file]))
    assert [len(sentence.words) for sentence in measured.sentences] == [6, 6, 1]
    assert measured.lix == round(13 / 3 + 100 / 13)


FEWEST, FEWEST_HERE = 30, 60


@pytest.mark.parametrize("language", languages())
def test_lists_are_whole(language: str) -> None:
    lists = yaml.safe_load((LOCALES / language / "officialese.yml").read_text(encoding="utf-8"))
    assert len(lists["words"]) >= (FEWEST_HERE if language == "sv" else FEWEST)
    forms = [form.strip() for key in lists["words"] for form in key.split(",")]
    assert len(forms) == len(set(forms))
    assert all(form == form.lower() for form in forms)
    plain = {word.strip() for words in lists["words"].values() for word in words.split("(")[0].split(",")}
    assert not plain & set(forms), "a plain word is not itself on the list"
    for name in ("times", "links"):
        assert all(isinstance(word, str) and word == word.lower() for word in lists[name])


@pytest.mark.parametrize("language", languages())
def test_each_language_has_a_list_of_its_own(tmp_path: Path, language: str) -> None:
    settings = SETTINGS.replace("language: sv", f"language: {language}")
    lists = yaml.safe_load((LOCALES / language / "officialese.yml").read_text(encoding="utf-8"))
    word = next(iter(lists["words"])).split(",")[0]
    body = f"{word.capitalize()} 2024.\n"
    ready = prepare(write(tmp_path, smallest(body, **{"mkdocs.yml": settings})))
    found = review(ready.root, ready.publication, ready.language, ready.texts).advice
    assert [each.code for each in found] == ["officialese"]
    assert message(found[0], ready.language) and hint(found[0], ready.language)


def pdf(author: str) -> bytes:
    """Return a PDF file of one empty page that says who has made it."""
    made = BytesIO()
    with pikepdf.new() as file:
        file.add_blank_page()
        file.docinfo["/Author"] = author
        file.save(made)
    return made.getvalue()


def test_files_that_say_more_than_they_show_are_pointed_out(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Model] = "Kamera"
    plain = picture("JPEG", exif=exif)
    exif.get_ifd(ExifTags.IFD.GPSInfo).update(
        {ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: (59.0, 10.0, 5.0)}
    )
    form = BytesIO()
    with ZipFile(form, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
    files = {
        "docs/var.jpg": picture("JPEG", exif=exif),
        "docs/kamera.jpg": plain,
        "docs/blankett.docx": form.getvalue(),
        "docs/stor.csv": b"a;b\n" * 1_300_000,
        "docs/egen.docx": form.getvalue(),
        "docs/namn.pdf": pdf("Anna Exempel"),
        "docs/kommun.pdf": pdf("Provköping"),
        "docs/tom.pdf": pdf(""),
        "docs/Kvar.docx": form.getvalue(),
        "mkdocs.yml": SETTINGS.replace("{organisation", "{accepted_words: [kvar.docx], organisation"),
    }
    pictures = "![En väg](var.jpg)\n\n![En till](kamera.jpg)\n\n"
    body = f"{pictures}[Blankett](blankett.docx) [Kvar](Kvar.docx) [Alla tal](stor.csv)\n"
    body += "[Namn](namn.pdf) [Kommun](kommun.pdf) [Tom](tom.pdf)\n"
    assert advice(tmp_path, body, **files) == [
        ("docs/blankett.docx", "office-file"),
        ("docs/namn.pdf", "pdf-names"),
        ("docs/stor.csv", "heavy-file"),
        ("docs/var.jpg", "picture-position"),
    ]


# A promise without a day, and the words of each language for a time that only its own year understands.
PROMISES = {
    "sv": "Vi gör det snarast möjligt.",
    "da": "Vi gør det snarest muligt.",
    "en": "We do it as soon as possible.",
    "nb": "Vi gjør det snarest mulig.",
    "de": "Wir tun es so bald wie möglich.",
    "fi": "Teemme sen mahdollisimman pian.",
}


@pytest.mark.parametrize("code", languages())
def test_a_promise_without_a_day_is_reported_in_every_language(tmp_path: Path, code: str) -> None:
    settings = SETTINGS.replace("language: sv", f"language: {code}")
    (found,) = reviewed(write(tmp_path, smallest(f"{PROMISES[code]}\n", **{"mkdocs.yml": settings}))).advice
    assert found.code == "vague-promise"
