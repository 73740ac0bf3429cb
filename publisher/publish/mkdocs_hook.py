"""The entry point of older publications that use plain MkDocs with `hooks`: it does what the plugin does."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from publisher.publish.mkdocs_plugin import finish, handed_over, watching


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read the publication and hand its pages to MkDocs; problems stop the build with plain messages."""
    return handed_over(config, prints=True)


def on_post_build(config: MkDocsConfig) -> None:
    """Index the finished site for search, and mark the folder as ours."""
    finish(config)


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: object) -> LiveReloadServer:
    """Also watch the sources of pages outside docs/."""
    return watching(server, config)
