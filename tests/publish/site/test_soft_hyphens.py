"""Long words part where their language parts them, on screens alone."""

import pytest

from publisher.publish.site.soft_hyphens import SOFT, with_soft_hyphens


def shown(html: str, language: str = "sv") -> str:
    return with_soft_hyphens(html, language).replace(SOFT, "|")


def test_a_long_word_of_a_heading_may_part_by_the_rules_of_its_language() -> None:
    assert shown("<h1>Kommunstyrelseförvaltningen</h1>") == "<h1>Kommun|styrelse|förvaltningen</h1>"
    assert shown("<h2>Beskæftigelsesplanen</h2>", "da") == "<h2>Beskæf|ti|gelses|planen</h2>"


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Kort ord</h1>",
        "<p>Kommunstyrelsen</p>",
        "<p><code>Kommunstyrelseförvaltningen</code></p>",
        "<p>https://kommunstyrelseforvaltningen.example/x</p>",
        "<p>kommunstyrelseforvaltningen@haninge.example</p>",
        "<p>www.haninge.example/plan-for-kompetensforsorjningen</p>",
        '<p><img alt="Kommunstyrelseförvaltningen"></p>',
        "<p>a&#228;kommunstyrelseförvaltningen1</p>",
        '<h2 id="kommunstyrelseforvaltningen">Planen</h2>',
        '<h3><a href="../kommunstyrelseforvaltningen/">Planen</a></h3>',
    ],
)
def test_nothing_else_is_touched(html: str) -> None:
    assert with_soft_hyphens(html, "sv") == html


def test_the_words_before_a_cell_on_a_telephone_part_too() -> None:
    label = '<td data-label="De årlige beskæftigelsesmål">Ja</td>'
    assert shown(label, "da") == '<td data-label="De årlige beskæf|ti|gel|sesmål">Ja</td>'


def test_running_text_parts_only_words_that_no_telephone_holds() -> None:
    assert shown("<p>Kommunstyrelseförvaltningen.</p>") == "<p>Kommun|styrelse|förvaltningen.</p>"
    assert shown("<td>(social- och äldreförvaltningen)</td>") == "<td>(social- och äldre|förvaltningen)</td>"
    assert shown("<th>Styrdokumenten</th>") == "<th>Styr|dokumenten</th>"


@pytest.mark.parametrize(
    ("word", "parts", "language"),
    [
        ("arbetsmarknadsnämnden", "arbets|marknads|nämnden", "sv"),
        ("försörjningsstödet", "försörjnings|stödet", "sv"),
        ("Vuxenutbildning", "Vuxen|utbildning", "sv"),
        ("konkurrensförmåga", "konkurrens|förmåga", "sv"),
        # Its first word is wider than a phone's line with more space between letters.
        ("tillgänglighetsredogörelse", "till|gänglighets|redogörelse", "sv"),
        # Where the patterns, which know no words, allow no break: dokumen-tansvarig, perso-noplysninger.
        ("dokumentansvarig", "dokument|ansvarig", "sv"),
        ("personoplysninger", "person|oplysninger", "da"),
        ("försörjningsstöd", "försörjnings|stöd", "sv"),
        ("försörjningsstödstagare", "försörjnings|stöds|tagare", "sv"),
        ("kompetensförsörjningsstrategi", "kompetens|försörjnings|strategi", "sv"),
        # The longest last word: neither löshet nor orten.
        ("ungdomsarbetslöshet", "ungdoms|arbetslöshet", "sv"),
        ("uppföljningsrapporten", "uppföljnings|rapporten", "sv"),
        ("trygghetsskapande", "trygghets|skapande", "sv"),
        ("Arbejdsmarkedsudvalget", "Arbejds|markeds|udvalget", "da"),
        ("kommunestyremedlemmer", "kommune|styre|medlemmer", "nb"),
        # No compound, or of words that nobody knows: by the patterns of its language.
        ("Överenskommelser", "Över|ens|kom|melser", "sv"),
    ],
)
def test_a_compound_parts_between_its_words_and_within_them_only_where_they_are_long(
    word: str, parts: str, language: str
) -> None:
    assert shown(f"<h1>{word}</h1>", language) == f"<h1>{parts}</h1>"


def test_no_few_letters_of_a_compound_go_to_the_next_line() -> None:
    assert shown("<h1>Klimatsmarta resor</h1>") == "<h1>Klimatsmarta resor</h1>"


def test_a_link_in_a_heading_keeps_its_address() -> None:
    html = '<h3 id="x"><a href="../kommunstyrelseforvaltningen/">Kommunstyrelseförvaltningen</a> &amp; mer</h3>'
    assert shown(html).count("|") == 2
    assert 'href="../kommunstyrelseforvaltningen/"' in shown(html)


def test_a_language_without_patterns_is_left_as_it_is() -> None:
    assert shown("<h1>Kommunstyrelseförvaltningen</h1>", "xx") == "<h1>Kommunstyrelseförvaltningen</h1>"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_words_of_another_language_part_by_its_rules(language: str) -> None:
    html = '<p><a href="../x/"><bdi lang="sv">Kommunstyrelseförvaltningen</bdi></a></p>'
    assert shown(html, language) == html.replace("Kommunstyrelseförvaltningen", "Kommun|styrelse|förvaltningen")
    linked = '<li lang="sv"><a href="../x/">Kommunstyrelseförvaltningen</a></li>'
    assert shown(linked, language).count("|") == 2


@pytest.mark.parametrize("language", ["sv", "xx"])
def test_an_address_goes_on_before_its_marks_and_never_within_a_name(language: str) -> None:
    html = (
        '<a href="mailto:arbetsmarknad@ekbacka.example">arbetsmarknadsenheten@ekbacka.example</a>'
        '<a href="https://ekbacka.example/a">https://ekbacka.example/planer/</a>'
        '<a href="mailto:a@b">Skriv till oss.</a>'
    )
    assert shown(html, language) == (
        '<a href="mailto:arbetsmarknad@ekbacka.example">arbetsmarknadsenheten<wbr>@ekbacka<wbr>.example</a>'
        '<a href="https://ekbacka.example/a">https://ekbacka<wbr>.example/<wbr>planer/</a>'
        '<a href="mailto:a@b">Skriv till oss.</a>'
    )
