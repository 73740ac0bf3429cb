"""A publication's own colours: what they replace in the theme, and that nothing unreadable passes."""

import pytest

from publisher.model.colours import Colours, Schemes
from publisher.problem import Problem
from publisher.read.document import read_register
from publisher.render.palette import USES, contrast, own_tokens, theme_tokens, too_faint

WHOLE = Colours(
    brand="#005c42",
    link=Schemes(light="#00573F", dark="#7fd6b8"),
    accent=Schemes(light="#c43", dark="#ff9a85"),
)


def problems_of(colours: Colours) -> list[Problem]:
    document, _ = read_register("mkdocs.yml", "extra: {publication: {colours: {}}}\n")
    assert document
    return list(too_faint(document, colours))


def test_the_themes_own_colours_pass_its_own_rules() -> None:
    for use in USES:
        tokens = theme_tokens()[use.scheme]
        assert all(contrast(tokens[use.token], tokens[name]) >= use.ratio for name in use.grounds), use


def test_contrast_is_cut_and_not_rounded() -> None:
    assert contrast("#767676", "#fff") == 4.54
    assert contrast("#000", "#fff") == 21.0
    assert contrast("#777777", "#ffffff") == 4.47


def test_own_colours_replace_the_themes_and_nothing_else() -> None:
    own = own_tokens(WHOLE)
    for scheme, tokens in own.items():
        assert tokens.keys() <= theme_tokens()[scheme].keys()
    assert own["light"]["header"] == own["dark"]["header"] == "#005c42"
    assert own["light"]["link"] == "#00573f", "in small letters"
    assert own["light"]["thread"] == "#cc4433", "three digits stand for six"
    assert own["dark"]["action"] == "#7fd6b8"
    assert own_tokens(Colours()) == {"light": {}, "dark": {}}
    assert not problems_of(WHOLE)


@pytest.mark.parametrize(("brand", "passes"), [("#767676", True), ("#777777", False), ("#000", True), ("#fff", False)])
def test_the_brand_carries_white_text(brand: str, *, passes: bool) -> None:
    assert (not problems_of(Colours(brand=brand))) is passes


def test_whatever_brand_passes_leaves_everything_on_it_readable() -> None:
    """The grounds that are mixed from the brand keep the text and the links of the theme readable."""
    for brand in ("#000", "#767676", "#0000ff", "#ff0000", "#008000", "#e6007e"):
        if problems_of(Colours(brand=brand)):
            continue
        for scheme, own in own_tokens(Colours(brand=brand)).items():
            tokens = {**theme_tokens()[scheme], **own}
            for name in ("text", "muted", "link", "link-visited"):
                assert contrast(tokens[name], tokens["turn-ground"]) >= 4.5, (brand, scheme, name)
            assert contrast(tokens["on-action"], tokens["action"]) >= 4.5
            assert contrast(tokens["on-action"], tokens["action-hover"]) >= 4.5
            assert contrast(tokens["turn"], tokens["turn-ground"]) >= 3
            assert contrast(tokens["thread"], tokens["turn-ground"]) >= 3
