"""The settings file is the site generator's too: what it has by itself is no misspelt setting of ours."""

from mkdocs.config.defaults import MkDocsConfig

from publisher.generator_settings import GENERATORS_OWN
from publisher.model.settings import Settings


def test_the_generators_own_settings_are_known() -> None:
    assert {name for name, _ in MkDocsConfig()._schema} - {"config_file_path"} <= GENERATORS_OWN | {"INHERIT"}
    assert set(Settings.model_fields) <= GENERATORS_OWN
