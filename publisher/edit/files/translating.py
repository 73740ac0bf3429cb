"""Translations in forms: the original's text beside each field, and the fingerprint of what was translated."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from publisher.edit.forms.form_field import Field, Option, Widget
from publisher.kinds import kinds_of, model_of, tongue_of
from publisher.language import Language
from publisher.mend.text import Text
from publisher.mend.translation_marks import mark_of
from publisher.model.translation import texts_of, translation_model
from publisher.model.typed import typed
from publisher.pipeline import Prepared
from publisher.read.document import Document
from publisher.read.field_tree import Fields, Tree
from publisher.read.same_text import MARK

LANGUAGE = "language"
ORIGINAL = "original"


def marked(file: str, tree: Fields, ready: Prepared) -> dict[str, Tree]:
    """Return the fields of a saved file; a translation gets the fingerprint of the current original."""
    tongue = tongue_of(file)
    original = Text.read(tongue.original, ready.texts.get(tongue.original, "")) if tongue else None
    model = model_of(original.document) if original else None
    other = translation_model(model) if model else None
    translation = typed(Document(file, tree, {}, ""), other)[0] if other else None
    mark = mark_of(tongue.original, ready.texts.get(tongue.original, ""), translation) if tongue else ""
    if not mark:
        return dict(tree)
    kind = {name: tree[name] for name in ("kind",) if name in tree}
    return {**kind, MARK: mark, **{name: value for name, value in tree.items() if name not in (*kind, MARK)}}


def with_originals(file: str, fields: Sequence[Field], ready: Prepared) -> tuple[Field, ...]:
    """Return the fields of a translation, each with the original's text as hint; others unchanged."""
    tongue = tongue_of(file)
    text = ready.texts.get(tongue.original) if tongue else None
    read = Text.read(tongue.original, text) if tongue and text else None
    model = model_of(read.document) if read else None
    value = typed(read.document, model)[0] if read and model else None
    if value is None:
        return tuple(fields)
    texts = texts_of(value)
    explained = (_explained(field, texts, ready.language) for field in fields if field.key != MARK)
    return tuple(field for field in explained if _translatable(field))


def original_body(file: str, ready: Prepared) -> str:
    """Return the body of a translation's original, or ""."""
    tongue = tongue_of(file) if file.endswith(".md") else None
    read = Text.read(tongue.original, ready.texts.get(tongue.original, "")) if tongue else None
    return read.document.body.strip() if read else ""


def _translatable(field: Field) -> bool:
    """Return whether a field has anything to translate, or an existing translation to show."""
    return field.shown or field.required


def _explained(field: Field, texts: object, words: Language) -> Field:
    return _with_original(field, texts.get(field.key) if isinstance(texts, Mapping) else None, words)


def _with_original(field: Field, said: object, words: Language) -> Field:
    if isinstance(said, str) and field.widget is Widget.ID and field.value:
        # The field by which a member is matched with its original.
        return replace(field, widget=Widget.FIXED)
    if isinstance(said, str):
        return replace(field, hint=words.text("edit.original", text=said), translates=True, original=said)
    if field.widget is Widget.GROUP:
        explained = (_explained(each, said, words) for each in field.fields)
        return replace(field, fields=tuple(each for each in explained if _translatable(each)))
    if field.widget is Widget.ROWS and isinstance(said, Mapping):
        return replace(field, fields=tuple(_with_original(each, said.get(each.key), words) for each in field.fields))
    if field.widget is Widget.LIST and isinstance(said, list):
        members = enumerate(field.fields)
        held = tuple(_with_original(each, _original_of(each, at, said), words) for at, each in members)
        by_place = not any(isinstance(each, Mapping) and any(name in each for name in _KEYS) for each in said)
        return replace(field, fields=held, parallel=by_place and len(held) == len(said))
    return field


def _original_of(member: Field, at: int, said: Sequence[object]) -> object:
    """Return the original's text for a list member, matched by its key or else by its position."""
    keys = {inner.value for inner in member.fields if inner.value}
    for each in said:
        if isinstance(each, Mapping) and any(name in each and str(each[name]) in keys for name in _KEYS):
            return each
    return said[at] if at < len(said) else None


_KEYS = ("id", "indicator", "period", "year", "date")


def translatable(texts: Iterable[str]) -> tuple[str, ...]:
    """Return those of the files `texts` that can be translated."""
    return tuple(file for file in texts if not tongue_of(file) and any(kind.translated for kind in kinds_of(file)))


def asked_of_translation(ready: Prepared, titles: Mapping[str, str]) -> tuple[Field, ...]:
    """Return the fields to ask for in a new translation: of which text, and into which language."""
    words = ready.language
    files = tuple(Option(file, titles.get(file, file)) for file in translatable(ready.texts))
    languages = tuple(
        Option(each.code, words.name_of(each.code)) for each in ready.publication.settings.publication.languages
    )
    asked = {
        ORIGINAL: (words.text("edit.new.original"), files),
        LANGUAGE: (words.field_title("languages", "PublicationSettings"), languages),
    }
    return tuple(
        Field(key, key, (key,), title, "", Widget.CHOICE, required=True, choices=choices)
        for key, (title, choices) in asked.items()
    )
