"""Templates of a publication run in the sandbox: also those that it brings along itself."""

from pathlib import Path

import pytest
from jinja2.exceptions import SecurityError, UndefinedError

from publisher.language import Language
from publisher.pipeline import load
from publisher.render.site_map import SiteMap
from publisher.render.templates import Templates
from tests.publications import HERE


@pytest.fixture
def templates() -> Templates:
    root = HERE / "cases" / "thread" / "input"
    publication, language = load(root, draw=False).publication, Language("sv")
    return Templates(Path(root), SiteMap(publication, language))


def drawn(templates: Templates, source: str) -> str:
    return templates.environment.from_string(source).render()


def test_functions_of_ours_may_be_called_again_and_again(templates: Templates) -> None:
    assert drawn(templates, "{% for _ in (1, 2) %}{{ number(1234) }} {% endfor %}") == "1\u00a0234 1\u00a0234 "


@pytest.mark.parametrize(
    "source",
    [
        "{{ t.__self__.publication }}",
        "{{ t.__func__.__globals__ }}",
        "{{ publication.__class__.__mro__ }}",
        "{{ publication._forward }}",
        "{{ publication.main_document.__dict__ }}",
        "{{ ''.format.__self__.__class__ }}",
        "{{ '{0.__class__}'.format(publication) }}",
        "{{ publication.settings.site_name.format.__globals__ }}",
    ],
)
def test_nothing_leads_out_of_the_sandbox(templates: Templates, source: str) -> None:
    # What has been allowed before must not let the next one through.
    drawn(templates, "{{ publication.main_document.title }}{{ publication.settings.site_name }}{{ t('year') }}")
    for _ in range(2):
        with pytest.raises((SecurityError, UndefinedError)):
            drawn(templates, source)


def test_every_value_is_escaped_once_and_markup_not_at_all(templates: Templates) -> None:
    template = templates.environment.from_string("{{ value }} {{ value | safe }} {{ value ~ '<i>' }}")
    assert template.render(value="*a & b*") == ("&#42;a &#38; b&#42; *a & b* &#42;a &#38; b&#42;&#60;i&#62;")
