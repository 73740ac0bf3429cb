"""The door of older publications for plain MkDocs, named under `hooks`: it does what the plugin does."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from publisher.publish.mkdocs_plugin import finish, handed_over, watching


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the publication and hand its pages to MkDocs; what is wrong stops the build in plain words."""
    return handed_over(config, prints=True)


def on_post_build(config: MkDocsConfig) -> None:
    """Index the finished site for its search, and mark the folder as ours."""
    finish(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Watch what pages are made of beside docs/."""
    return watching(server, config)
