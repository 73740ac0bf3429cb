"""The two pages of the handbook that are made from the program: every field of every file, and every message."""

import re
from collections.abc import Iterator

from babel.messages.pofile import read_po
from pydantic import BaseModel

from publisher.kinds import KINDS
from publisher.language import Language
from publisher.locales import LOCALES
from publisher.model.result import Result
from publisher.model.roles import models_in
from publisher.schema.words import field_line, kind_words, types_in

_FACT = re.compile(r"(?<!\{)\{\w+\}")
_MARKDOWN = re.compile(r"[\\`*_\[\]<>]")
# The catalogues of messages, and the heading of each.
_CATALOGUES = {"problems": "handbook.messages.problems", "advice": "handbook.messages.advice"}


def messages_page(language: Language) -> str:
    """Return the page that explains every message, as Markdown, from the catalogues of a language."""
    lines = [f"# {language.text('handbook.messages.title')}\n", f"{language.text('handbook.messages.about')}\n"]
    for name, title in _CATALOGUES.items():
        with (LOCALES / language.code / f"{name}.po").open("rb") as file:
            words = {str(message.id): _shown(str(message.string)) for message in read_po(file)}
        lines.append(f"## {language.text(title)}\n")
        for code in sorted({key.rpartition(".")[0] for key in words if key}):
            lines += [f"### {code}\n", f"**{words[f'{code}.message']}**\n", words[f"{code}.hint"] + "\n"]
    return "\n".join(lines).rstrip("\n") + "\n"


def fields_page(language: Language) -> str:
    """Return the page that explains every field of every kind of file, as Markdown, from the models."""
    lines = [f"# {language.text('handbook.fields.title')}\n", f"{language.text('handbook.fields.about')}\n"]
    head = f"| {language.text('handbook.fields.field')} | {language.text('handbook.fields.meaning')} |"
    for name, kind in KINDS.items():
        about = kind_words(name, language)
        lines += [f"## {about.title}\n", f"`{kind.pattern}` – {_shown(about.text)}\n"]
        models = [each for each in types_in(kind.model) if issubclass(each, BaseModel)]
        for model in models:
            if model is not kind.model:
                within = ", ".join(
                    f"`{key}`" for key in sorted({key for other in models for key in _keys(other, model)})
                )
                lines.append(f"### {language.text('handbook.fields.within', keys=within)}\n")
            lines += [head, "|---|---|", *_rows(model, language), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _rows(model: type[BaseModel], language: Language) -> Iterator[str]:
    # A result's year is needed by its class, and not by its file, which may have a period instead.
    optional = {"year"} if model is Result else set()
    for name, field in model.model_fields.items():
        key = field.alias or name
        star = " *" if field.is_required() and key not in optional else ""
        yield f"| `{key}`{star} | {_shown(field_line(model, key, language))} |"


def _keys(holder: type[BaseModel], held: type[BaseModel]) -> Iterator[str]:
    """Yield the keys of a model that hold another one."""
    for name, field in holder.model_fields.items():
        if held in models_in(field.annotation):
            yield field.alias or name


def _shown(message: str) -> str:
    """Return a message with its facts left open, and with Markdown's special characters escaped."""
    plain = _FACT.sub("…", message).replace("{{", "{").replace("}}", "}")
    return _MARKDOWN.sub(r"\\\g<0>", plain)
