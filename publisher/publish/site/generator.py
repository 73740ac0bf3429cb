"""MkDocs' own configuration, made from checked settings: nothing of a publication's file reaches it unseen."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError

from publisher.settings_file import SETTINGS, for_generator


def generator_config(root: Path, site: Path | None = None) -> MkDocsConfig:
    """Return the configuration for the publication in `root`, whose site goes into the folder `site`.

    Raises ProblemsFound where its settings cannot be used, ConfigurationError where MkDocs refuses them.
    """
    config = MkDocsConfig(config_file_path=str(root / SETTINGS))
    config.load_dict({**for_generator(root), **({"site_dir": str(site)} if site else {})})
    errors, _ = config.validate()
    if errors:
        raise ConfigurationError("; ".join(f"{name}: {error}" for name, error in errors))
    return config
