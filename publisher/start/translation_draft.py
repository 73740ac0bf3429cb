"""A translation to fill in: every text of the original as a comment above an empty field, and nothing else.

An empty field counts as not translated, so the file is valid from the start.
"""

from collections.abc import Iterator, Mapping
from posixpath import dirname, relpath
from textwrap import wrap

from publisher.kinds import kinds_of, model_of, tongue_of
from publisher.language import Language
from publisher.link.publication import Publication
from publisher.mend.dump import WIDTH, as_yaml_flow
from publisher.mend.text import Text
from publisher.model.translation import fingerprint, texts_of
from publisher.model.typed import typed
from publisher.problem import Place, Problem, nearest
from publisher.read.same_text import MARK
from publisher.schema.json_schema import FOLDER, TRANSLATION
from publisher.start.drafts import Draft


def translation_draft(
    publication: Publication, words: Language, texts: Mapping[str, str], original: str, code: str
) -> Draft:
    """Return an empty translation of one of the `texts` into a language of the publication."""
    name, _, ending = original.rpartition(".")
    path = f"{name}.{code}.{ending}"
    codes = [each.code for each in publication.settings.publication.languages]
    if code not in codes:
        facts = {"language": code, "near": nearest(code, codes)}
        return Draft(path, "", (Problem.at(Place(path), "language-not-declared", **facts),))
    kinds = [kind for kind in kinds_of(original) if kind.translated and not tongue_of(original)]
    read = Text.read(original, texts[original]) if kinds and original in texts else None
    model = model_of(read.document) if read else None
    value = typed(read.document, model)[0] if read and model else None
    if read is None or value is None:
        return Draft(path, "", (Problem.at(Place(path), "translation-without-original", original=original),))
    kind = str(getattr(value, "kind", kinds[0].name))
    schema = f"{FOLDER}/{words.code}/{kind}-{TRANSLATION}.schema.json"
    lines = [
        f"# yaml-language-server: $schema={relpath(schema, dirname(path))}",
        *([f"kind: {kind}"] if "kind" in read.document.fields else []),
        f'{MARK}: "{fingerprint(value, read.document.body)}"',
        *_fields(texts_of(value), ""),
    ]
    front = "\n".join(lines) + "\n"
    return Draft(path, front if ending == "yml" else f"---\n{front}---\n", ())


def _fields(texts: Mapping[str, object], indent: str) -> Iterator[str]:
    """Yield the lines of the fields of a translation, each text of the original as a comment."""
    for key, each in texts.items():
        if isinstance(each, Mapping):
            yield f"{indent}{_key(key)}:"
            yield from _fields(each, f"{indent}  ")
        elif isinstance(each, list) and all(isinstance(one, Mapping) for one in each):
            yield f"{indent}{_key(key)}:"
            for one in each:
                yield from _member(one, f"{indent}  ")
        else:
            yield from _comment(each, indent)
            yield f"{indent}{_key(key)}:"


def _member(texts: object, indent: str) -> Iterator[str]:
    """Yield the lines of a list member, which begins with its key, if it has one."""
    assert isinstance(texts, Mapping)
    key = next((key for key in ("id", "indicator", "period", "year", "date") if key in texts), "")
    yield f"{indent}- {key}: {as_yaml_flow(str(texts[key]))}" if key else f"{indent}-"
    yield from _fields({name: each for name, each in texts.items() if name != key}, f"{indent}  ")


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and not key[:1].isdigit() else f'"{key}"'


def _comment(value: object, indent: str) -> Iterator[str]:
    text = value if isinstance(value, str) else as_yaml_flow(value)
    for part in str(text).splitlines():
        yield from wrap(part, WIDTH, initial_indent=f"{indent}# ", subsequent_indent=f"{indent}# ") or [f"{indent}#"]
