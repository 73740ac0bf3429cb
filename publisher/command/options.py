"""The options that commands share."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from publisher.allowed import ALLOWED, CUSTOM_DIR, SIZE
from publisher.command.click_words import FAMILY
from publisher.command.help_texts import language_of_help, meant_language
from publisher.locales import languages

ENGINES = ("typst", "pdfkit")
FORMS = ("pdf", "docx")


class LanguageCode(click.Choice[str]):
    """The code of one of the program's languages. For another word, the message says which was probably meant."""

    def __init__(self) -> None:
        super().__init__(languages())

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            near = meant_language(value)
            if not near:
                raise
            words = language_of_help(sys.argv).forms_under(FAMILY)[f"{FAMILY}Did you mean {{possibility}}?"][0]
            raise click.BadParameter(f"{error.message} {words.format(possibility=near)}", ctx, param) from None


def _allow(_context: click.Context, _option: click.Parameter, names: tuple[str, ...]) -> None:
    ALLOWED.set(frozenset(names))


allow_option = click.option(
    "--allow", type=click.Choice([CUSTOM_DIR, SIZE]), multiple=True, callback=_allow, expose_value=False,
    help="What there may be beyond the usual, where you trust all who write it: custom_dir, a folder of templates of "
         "the publication's own; size, more pages and larger editions than take a minute and two gigabytes.",
)  # fmt: skip


def root_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options for which publication a command reads, and what is allowed in it."""
    root = click.option(
        "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
        help="The publication's folder, which holds mkdocs.yml. Default: this one.",
    )  # fmt: skip
    return root(allow_option(command))


engine_option = click.option(
    "--pdf-engine", type=click.Choice(ENGINES), default="typst",
    help="What prints the PDF. pdfkit needs wkhtmltopdf and its file is not accessible.",
)  # fmt: skip


def common(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options to a command that all of them have."""
    options = (
        root_option,
        click.option("--out", type=click.Path(path_type=Path), default=None,
                     help="The folder for the finished site. Default: site in the publication's folder."),
        click.option("--strict/--no-strict", default=True,
                     help="Whether the site generator's warnings stop the build. Default: yes."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command
