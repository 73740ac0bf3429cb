"""What a scan loses is put right: letters, divided words, bullets; and what was right stays as it is."""

import random
import re

import pytest

from publisher.locales import languages
from publisher.ocr.lexicon import dictionary_folder
from publisher.ocr.noise import letters_of
from publisher.ocr.ocr_names import OcrNames, ocr_names
from publisher.ocr.repair import RepairedText, repair
from tests.program import REPOSITORY

JOINING = ["och", "eller", "samt"]


def repaired(*lines: str, language: str = "sv") -> RepairedText:
    return repair(lines, language, JOINING)


def prose() -> str:
    """Some pages of our own Swedish, as words without marks."""
    pages = (REPOSITORY / "docs" / "strategi").glob("*.md")
    text = "\n".join(
        re.sub(r"\A---\n.*?^---\n", "", page.read_text(encoding="utf-8"), flags=re.S | re.M) for page in sorted(pages)
    )
    plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*#>`]|\{\{.*?\}\}|!!!.*", r"\1", text)
    return "\n".join(line for line in plain.splitlines() if not re.search(r"[{}\[\]|\"]", line))


def misread(text: str, chance: random.Random, language: str = "sv") -> str:
    """Return a text as an engine reads it that knows none of the language's own letters."""
    letters = letters_of(language)
    made = ""
    for character in text:
        letter = letters.get(character.casefold())
        if letter is None:
            made += character
            continue
        [read] = chance.choices(list(letter.read), list(letter.read.values()))
        made += read.capitalize() if character.isupper() else read
    return made


def share_right(true: str, read: str) -> float:
    pairs = list(zip(true.split(), read.split(), strict=True))
    return sum(one == other for one, other in pairs) / len(pairs)


def test_most_words_of_a_scan_without_its_letters_are_found_again() -> None:
    true = prose()
    scanned = misread(true, random.Random(4))
    made = "\n".join(repaired(*scanned.split("\n")).lines)
    assert share_right(true, scanned) < 0.75
    assert share_right(" ".join(true.split()), " ".join(made.split())) > 0.97


def test_a_good_scan_stays_as_it_is() -> None:
    true = prose()
    made = repaired(*true.split("\n"))
    assert share_right(true, "\n".join(made.lines)) > 0.995


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Kommunen bor pa sikt utveckla natverk for unga.", "Kommunen bör på sikt utveckla nätverk för unga."),
        ("De bor i kommunen och studerar dir.", "De bor i kommunen och studerar där."),
        ("Under senare ar har arbetslésheten 6kat.", "Under senare år har arbetslösheten ökat."),
        ("ansvarar for verksambetsplaner", "ansvarar för verksamhetsplaner"),
        ("[forverkligande av strategin,.", "förverkligande av strategin."),
        ("e — Forskolan ska ha kok.", "• Förskolan ska ha kök."),
        ('" Skolan ska ha bibliotek.', "• Skolan ska ha bibliotek."),
        ("¢ klargora avgrinsningar mellan nimnder", "• klargöra avgränsningar mellan nämnder"),
        ("MALBILD OCH GENOMFORANDE", "MÅLBILD OCH GENOMFÖRANDE"),
    ],
)
def test_words_among_their_neighbours(read: str, printed: str) -> None:
    made = repaired(*CONTEXT, *read.split("\n")).lines[len(CONTEXT) :]
    assert " ".join(" ".join(made).split()) == printed


# Enough lines to see that the engine knew no Swedish; nothing is known from a line alone.
CONTEXT = (
    "Strategin ar framtagen i syfte att stirka kompetensforsorjningen i kommunen for bade privat och",
    "offentlig sektor. Nimnden foljer upp malen varje ar och redovisar dem for kommunfullmiktige.",
    "Utbildning ar en forutsittning for att fler ska kunna forsorja sig sjilva och ha en god hilsa.",
    "Foretagen i kommunen behover medarbetare med ritt kunskaper, och de arbetslosa behover stod.",
    "Darfor ska forvaltningarna samverka med niringslivet, hogskolan och foreningarna i regionen.",
)


def test_what_is_no_word_stays() -> None:
    line = "Enligt 2 kap. 3 § antogs 2021-09-15 nr 12/2020, 79 % av 72, SKR och CentrumVux, info@provkoping.example"
    assert repaired(*CONTEXT, line).lines[-1] == line


def test_a_word_divided_at_the_end_of_a_line_stands_on_its_first() -> None:
    made = repaired("strategi-", "och budgetdokument for arbets-", "", "marknaden i kommunen")
    assert made.lines == ("strategi-", "och budgetdokument för arbetsmarknaden", "", "i kommunen")


def test_every_change_is_listed_and_a_name_that_no_list_has_is_left() -> None:
    made = repaired(*CONTEXT, "Samverkan med Storsthlm")
    assert made.lines[-1] == "Samverkan med Storsthlm"
    changed = {(each.line, each.read, each.word) for each in made.readings if each.read != each.word}
    assert (0, "stirka", "stärka") in changed
    before = [word.strip(".,") for line in (*CONTEXT, "Samverkan med Storsthlm") for word in line.split()]
    after = [word.strip(".,") for line in made.lines for word in line.split()]
    assert {(one, other) for one, other in zip(before, after, strict=True) if one != other} <= {
        (read, word) for _, read, word in changed
    }


@pytest.mark.skipif(not dictionary_folder("da"), reason="install the package `hunspell-da`")
def test_danish() -> None:
    lines = (
        "Beskeeftigelsesplanen er byradets plan for, hvordan beskeftigelsen i kommunen skal udvikle sig",
        "de kommende fire ar. Udvalget folger op pa malene hvert ar og drofter dem med virksomhederne.",
        "Kommunen bor veere en god arbejdsgiver, og de unge skal have stotte til at fa en uddannelse.",
        "Flere skal i arbejde, bade de ledige og de sygemeldte, og det kreever en felles indsats.",
    )
    made = repair(lines, "da", ["og", "eller"])
    assert made.lines[0].startswith("Beskæftigelsesplanen er byrådets plan for, hvordan beskæftigelsen")
    assert (
        made.lines[1] == "de kommende fire år. Udvalget følger op på målene hvert år og drøfter dem med virksomhederne."
    )
    assert made.lines[2].startswith("Kommunen bør være en god arbejdsgiver")


def test_german() -> None:
    lines = (
        "Die Stadt soll fiir junge Menschen Ausbildungsplatze schaffen und jedes Jahr iiber die Ergebnisse berichten.",
        "Der Ausschuss fiir Arbeit berat iiber die Ergebnisse, und die Verwaltung fiihrt sie vor.",
    )
    made = repair(lines, "de", ["und", "oder"])
    assert made.lines[0] == (
        "Die Stadt soll für junge Menschen Ausbildungsplätze schaffen und jedes Jahr über die Ergebnisse berichten."
    )
    assert made.lines[1].startswith("Der Ausschuss für Arbeit berät über die Ergebnisse, und die Verwaltung führt sie")


def test_a_german_noun_keeps_its_capital_within_a_sentence() -> None:
    made = repair(["Die Stadt wird in ihren Amtern und im Alter mehr Offnungszeiten fur Burger anbieten."], "de")
    assert made.lines == ("Die Stadt wird in ihren Ämtern und im Alter mehr Öffnungszeiten für Bürger anbieten.",)


def test_each_language_says_what_other_programs_call_it() -> None:
    names = {code: ocr_names(code) for code in languages()}
    assert (
        len({each.tesseract for each in names.values()})
        == len({each.dictionary for each in names.values()})
        == len(names)
    )
    assert names["de"] == OcrNames("deu", "de_DE", "hunspell-de-de")
    assert ocr_names("xx") == OcrNames("xx", "xx")


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Utbudet:av kurser oka:mycket", "Utbudet av kurser öka mycket"),
        ("Ett tydligt fokus-pa unga i-kommunen", "Ett tydligt fokus på unga i kommunen"),
        (
            "forslag att-busskorten ska galla malvardena.i planen",
            "förslag att busskorten ska gälla målvärdena i planen",
        ),
        ("utgar fran de na-\n. tionella malen", "utgår från de nationella målen"),
        ("Malen nas forst efter manga ar.", "Målen nås först efter många år."),
        ("hantera.och analysera kraft:i", "hantera och analysera kraft i"),
        ("samverkan..Det galler halso-och sjukvard", "samverkan. Det gäller hälso- och sjukvård"),
        ("verksamt.se och bl.a. vi-kansla", "verksamt.se och bl.a. vi-känsla"),
        ("‘kommunen _att_ gemensamt_", "kommunen att gemensamt"),
        ("malet ar 2026 och 12 ar senare", "målet år 2026 och 12 år senare"),
        ("att f en anstallning", "att få en anställning"),
        ("tva ganger per. ar, kap. tre inkl. moms", "två gånger per år, kap. tre inkl. moms"),
        ("ska starka det i Skolsakerhetsutredningen", "ska stärka det i Skolsäkerhetsutredningen"),
        ("SiS ska obehGriga", "SiS ska obehöriga"),
        ("namnden foljer planen-varje manad, i e-tjansten", "nämnden följer planen varje månad, i e-tjänsten"),
        ("500 m2 yta, 40 m3 och CO2", "500 m2 yta, 40 m3 och CO2"),
        ("nya entréer ska vandas mot gatan", "nya entréer ska vändas mot gatan"),
        ("bade kvinnor och man ska ha samma stod", "både kvinnor och män ska ha samma stöd"),
        ("Ett arligt arbete. Var mattstock utgar fran malen.", "Ett årligt arbete. Vår måttstock utgår från målen."),
        ("ordning. Var fjarde elev visar ocks4 vara egna ord.", "ordning. Var fjärde elev visar också våra egna ord."),
        ("i svara fall ska skolan bli saker och trygg", "i svåra fall ska skolan bli säker och trygg"),
        ("som nar aldre och unga som redan begar brott", "som når äldre och unga som redan begår brott"),
        ("ordning. DA far namnden svara. VA och KF ingar.", "ordning. Då får nämnden svara. VA och KF ingår."),
        ("4 Anhorigstod", "4 Anhörigstöd"),
        ("2.1 Vaxelvard och korttidsplatser", "2.1 Växelvård och korttidsplatser"),
        ("for sang och hantverk, Det ska Vara kul", "för sång och hantverk. Det ska Vara kul"),
        ("trivs elever i Arskurs 9 bra", "trivs elever i årskurs 9 bra"),
    ],
)
def test_specks_between_words_and_before_them(read: str, printed: str) -> None:
    made = repaired(*CONTEXT, *read.split("\n")).lines[len(CONTEXT) :]
    assert " ".join(" ".join(made).split()) == printed


def test_a_heading_keeps_its_capital_and_so_does_the_sentence_below_it() -> None:
    made = repaired(*CONTEXT, "", "§ 65 Ovriga fragor", "Bakgrund", "Over halften av alla resor ar korta.")
    assert made.lines[-3:] == ("§ 65 Övriga frågor", "Bakgrund", "Över hälften av alla resor är korta.")


def test_a_name_does_not_become_a_word_with_another_first_letter() -> None:
    made = repaired(*CONTEXT, "Vagen mellan Vikasa och skolan, och resorna i Vikasa, ska bli sakra.")
    assert made.lines[-1] == "Vägen mellan Vikåsa och skolan, och resorna i Vikåsa, ska bli säkra."


def test_section_numbers_are_read_by_those_beside_them_and_times_stay() -> None:
    made = repaired("1.1 Nuläge", "Mötet börjar", "1:2 Detta gör vi", "14:30 Kaffe", "1,4 Miljoner kronor")
    assert made.lines == ("1.1 Nuläge", "Mötet börjar", "1.2 Detta gör vi", "14:30 Kaffe", "1,4 Miljoner kronor")
    assert ("1:2", "1.2", False) in {(each.read, each.word, each.sure) for each in made.readings}


def test_the_full_stop_of_a_number_is_one_where_the_next_number_has_it() -> None:
    made = repaired("3. Strategier", "4, Boende", "Text.", "7, Andra ting", "12: Vi ses")
    assert made.lines == ("3. Strategier", "4. Boende", "Text.", "7, Andra ting", "12: Vi ses")
    assert ("4,", "4.", False) in {(each.read, each.word, each.sure) for each in made.readings}


def test_what_a_speck_joined_is_in_the_account_and_unsure() -> None:
    made = repaired(*CONTEXT, "Ett tydligt fokus-pa unga")
    assert ("fokus-pa", "fokus på", False) in {(each.read, each.word, each.sure) for each in made.readings}


def test_a_letter_that_got_a_mark_by_a_speck_where_the_engine_knew_the_letters() -> None:
    lines = prose().split("\n")
    made = repaired(*lines, "En del äv arbetet skå vara klart, men möt hösten tar ätt slut.")
    assert made.lines[-1] == "En del av arbetet ska vara klart, men möt hösten tar att slut."


def test_specks_between_words_go_and_common_words_within_a_sentence_are_small() -> None:
    made = repaired(
        "Andelen invanare som Ar Aldre an 80 Ar vantas oka i de flesta socknar.",
        "Varje namnd = ska _ arligen Aterrapportera _— till kommunfullmaktige.",
        "Kommunen bor tillsammans med byalagen ordna trygghet — och varme.",
    )
    assert made.lines == (
        "Andelen invånare som är äldre än 80 år väntas öka i de flesta socknar.",
        "Varje nämnd ska årligen återrapportera till kommunfullmäktige.",
        "Kommunen bör tillsammans med byalagen ordna trygghet — och värme.",
    )


def test_a_name_that_stands_the_same_each_time_stays() -> None:
    made = repaired(
        "KULTURSTRATEGI FOR SUNDBORG",
        "Sundborg har omkring 38 000 invanare. Har ska kommunen varda husen.",
        "Sundborg ar en kommun. Den har strategin galler i Sundborgs skolor. Kommunen vaxer. Kommunen bygger.",
    )
    assert made.lines == (
        "KULTURSTRATEGI FÖR SUNDBORG",
        "Sundborg har omkring 38 000 invånare. Här ska kommunen vårda husen.",
        "Sundborg är en kommun. Den här strategin gäller i Sundborgs skolor. Kommunen växer. Kommunen bygger.",
    )


@pytest.mark.parametrize(
    ("read", "printed", "doubtful"),
    [
        ("Beslutet står i § 118 och $ 1138 i protokollet.", "Beslutet står i § 118 och § 1138 i protokollet.",
         ("$ 1138", "§ 1138")),
        ("Av alla har 50 °/o svarat.", "Av alla har 50 % svarat.", ("50 °/o", "50 %")),
        ("Antagen den 17 juni, $ 88. Gäller till 2030.", "Antagen den 17 juni, § 88. Gäller till 2030.",
         ("$ 88.", "§ 88.")),
        ("Priset är $ 12.50 i affären.", "Priset är $ 12.50 i affären.", None),
        ("| januari finns siffror.", "I januari finns siffror.", ("| januari", "I januari")),
        ("Planen har tre delar. | varje del står mål.", "Planen har tre delar. I varje del står mål.",
         ("| varje", "I varje")),
        ("Skolan | tre | fyra", "Skolan | tre | fyra", None),
    ],
)  # fmt: skip
def test_characters_beside_numbers_are_asked_about(read: str, printed: str, doubtful: tuple[str, str] | None) -> None:
    made = repaired(*CONTEXT, read)
    assert made.lines[-1] == printed
    last = len(made.lines) - 1
    assert {
        (each.read, each.word, each.sure) for each in made.readings if each.line == last and each.read != each.word
    } == ({(*doubtful, False)} if doubtful else set())


def test_a_first_letter_that_is_lost_at_the_edge_of_the_page_is_found_and_asked_about() -> None:
    made = repaired(*CONTEXT, "Ekonomin ses ur ett annat", "erspektiv i hela kommunen, och etraktas")
    assert made.lines[-1].startswith("perspektiv i hela kommunen, och ")
    assert [each.sure for each in made.readings if each.read == "erspektiv"] == [False]
    # Within a line nothing is lost at an edge.
    assert "etraktas" in made.lines[-1]


def test_our_and_to_be_by_what_stands_beside_them() -> None:
    """Both are read as *vara* or as *vira* where å is not known."""
    printed = (
        "Arbetet behöver vara starkare, och vi vill ofta vara närmare. Skolan ska fortsätta vara tryggare.",
        "I alla våra verksamheter och genom våra skolor ska barnen vara med. Vi lyssnar på våra medborgare.",
    )
    made = repaired(*CONTEXT, *(line.replace("å", "a").replace("ä", "a").replace("ö", "o") for line in printed))
    assert made.lines[len(CONTEXT) :] == printed


def test_the_code_of_a_period_or_of_an_appendix_stays() -> None:
    """A digit is read as it stands, also where all letters are known."""
    line = "Utfall T2 visas i bilaga B3, och Q1 2025 i A4. N15428 är ett nyckeltal."
    assert repaired(*CONTEXT, line).lines[-1] == line
    assert repaired("Strategin gäller för hela kommunen och alla nämnder.", line).lines[-1] == line


def test_a_verb_is_no_year() -> None:
    made = repaired(*CONTEXT, "Den ar oforandrad. En utgangspunkt ar att alla deltar under ett ar.")
    assert made.lines[-1] == "Den är oförändrad. En utgångspunkt är att alla deltar under ett år."


def test_a_choice_between_two_words_is_asked_about_and_a_compound_that_is_read_stays() -> None:
    scanned = misread("\n".join(prose().split("\n")[:30]), random.Random(4)).split("\n")
    made = repaired(*scanned, "Bussen gor en slinga genom byn.")
    assert [each.sure for each in made.readings if each.line == len(scanned) and each.read == "slinga"] == [False]
    danish = repaired("Ved stranden er badestrandene rene.", language="da")
    assert danish.lines == ("Ved stranden er badestrandene rene.",)
    assert (
        "Stierne er smalle."
        in repaired("Stierne er smalle.", *["Børnene lærer på en sti, når året er omme."] * 20, language="da").lines
    )
