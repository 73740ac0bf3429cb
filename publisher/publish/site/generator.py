"""MkDocs' own configuration, made from validated settings: nothing in a publication's file reaches it unchecked."""

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from publisher.generator_settings import with_menu
from publisher.settings_file import SETTINGS, for_generator


def generator_config(root: Path, site: Path | None = None, menu: Sequence[tuple[str, str]] = ()) -> MkDocsConfig:
    """Return the configuration for the publication in `root`, whose site is built in the folder `site`.

    `menu` are title and path of pages to add to the navigation of the settings.

    Raises ProblemsFound if its settings cannot be used, ConfigurationError if MkDocs rejects them.
    """
    config = MkDocsConfig(config_file_path=str(root / SETTINGS))
    settings = for_generator(root)
    settings["nav"] = with_menu(settings["nav"], menu)
    config.load_dict({**settings, **({"site_dir": str(site)} if site else {})})
    errors, _ = config.validate()
    if errors:
        raise ConfigurationError("; ".join(f"{name}: {error}" for name, error in errors))
    return config
