"""Additions: what can be added to a publication, the fields required for that, and the resulting files."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from typing import Final, cast

from pydantic import BaseModel

from publisher.edit.files.editor import Editor
from publisher.edit.files.known_choices import known_choices
from publisher.edit.files.listing import listing
from publisher.edit.files.translating import LANGUAGE, ORIGINAL, asked_of_translation
from publisher.edit.forms.form import form_of
from publisher.edit.forms.form_field import Field, Option, Widget
from publisher.kinds import KINDS, Kind
from publisher.link.publication import Publication
from publisher.mend.dump import as_yaml, plainer
from publisher.mend.edited import edited
from publisher.model.roles import Members, fields_playing, models_in
from publisher.model.statistics import Statistics
from publisher.model.typed import typed
from publisher.pipeline import Prepared
from publisher.problem import Place, Problem, ProblemsFound
from publisher.read.csv_table import PERIOD
from publisher.read.field_tree import Fields, members_at
from publisher.schema.json_schema import TRANSLATION
from publisher.start.drafts import (
    Draft,
    GivenFields,
    document_draft,
    focus_area_draft,
    next_number,
    plan_draft,
    result_draft,
    slug,
)
from publisher.start.translation_draft import translation_draft
from publisher.states import Contents

ID: Final = "id"
# The name of the field that says which document a member is added to.
HOLDER: Final = "@in"


@dataclass(frozen=True, slots=True)
class Addable:
    """Something that can be added: its name, the kind of its file, and the list that it is added to, if any."""

    name: str
    kind: str
    list: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """The result of an addition: the file that holds it, all changed contents, its id, and problems.

    `name` is that of its field in the file's form, if it is a member of a list there.
    """

    file: str
    contents: Contents
    id: str
    problems: tuple[Problem, ...] = ()
    name: str = ""


def _result(publication: Publication, ready: Prepared, given: GivenFields) -> Draft:
    return result_draft(publication, ready.language, given)


def _area(publication: Publication, ready: Prepared, given: GivenFields) -> Draft:
    given = {**given, "number": next_number(publication)}
    return focus_area_draft(publication, ready.language, given)


_DRAFTS: Final[Mapping[str, Callable[[Publication, Prepared, GivenFields], Draft]]] = {
    "plan": lambda publication, ready, given: plan_draft(publication, ready.language, given),
    "result": _result,
    "focus-area": _area,
    "steering-document": lambda publication, ready, given: document_draft(publication, ready.language, given),
}


@cache
def addable() -> tuple[Addable, ...]:
    """Return everything that can be added: documents with a draft, members of lists, and statistics."""
    documents = [Addable(name, name) for name in _DRAFTS]
    members = [
        Addable(_name_of_member(kind, key), kind.name, key) for kind in KINDS.values() for key in _lists(kind.model)
    ]
    return (*documents, *members, Addable("statistics", "statistics"), Addable(TRANSLATION, TRANSLATION))


def _lists(model: type[BaseModel]) -> Iterator[str]:
    """Yield the lists of a model whose members have an id and a page of their own."""
    for name in fields_playing(model, Members):
        if any(getattr(member, "node_kind", None) for member in models_in(model.model_fields[name].annotation)):
            yield model.model_fields[name].alias or name


def _name_of_member(kind: Kind, key: str) -> str:
    """Return the name by which a member is added: the kind of its document, and its own."""
    (member,) = (m for m in models_in(kind.model.model_fields[key].annotation) if getattr(m, "node_kind", None))
    return f"{kind.name}.{getattr(member, 'node_kind', '')}"


def asked(editor: Editor, ready: Prepared, add: Addable, tree: Fields) -> tuple[Field, ...]:
    """Return the fields to ask for in an addition, with the values of `tree`; an id is made from the title."""
    choices = known_choices(ready, "", tree)
    if add.kind == TRANSLATION:
        titles = {each.file: each.title for _, _, files in listing(ready) for each in files}
        return tuple(field.holding(str(tree.get(field.key, ""))) for field in asked_of_translation(ready, titles))
    model = KINDS[add.kind].model
    if add.name == "statistics":
        return _of_statistics(ready, tree)
    if not add.list:
        fields = form_of(add.kind, model, tree, ready.language, choices)
        return tuple(field for field in fields if field.key in GivenFields.__annotations__ and field.key not in _MADE)
    fields = form_of(add.kind, model, {add.list: [tree]}, ready.language, choices)
    (member,) = next(field for field in fields if field.key == add.list).fields
    holders = () if "*" not in KINDS[add.kind].pattern else (_holder(ready, add),)
    return (*holders, *(field.without(member.name) for field in member.fields if field.key not in _LATER))


def possible(editor: Editor, ready: Prepared, add: Addable) -> bool:
    """Return whether everything that a new document must refer to exists: a result needs a plan."""
    needed = (field for field in asked(editor, ready, add, {}) if field.required and field.widget is Widget.CHOICE)
    return all(field.choices for field in needed)


# Fields that a draft computes.
_MADE: Final = frozenset({ID, "number"})
# Fields that a new member never has.
_LATER: Final = frozenset({ID, "formerly"})


def _holder(ready: Prepared, add: Addable) -> Field:
    """Return the choice of the document to add something to."""
    model = KINDS[add.kind].model
    nodes = {node.document.file: node for node in ready.publication.nodes.values() if type(node.value) is model}
    options = tuple(Option(file, str(getattr(node.value, "title", "") or file)) for file, node in nodes.items())
    title = ready.language.text("edit.new.in")
    return Field(HOLDER, HOLDER, (), title, "", Widget.CHOICE, required=True, choices=options)


def _of_statistics(ready: Prepared, tree: Fields) -> tuple[Field, ...]:
    there = {file for file in ready.texts if file.endswith(".csv")}
    known = [Option(each.id, each.title) for each in ready.publication.indicators if _table(each.id) not in there]
    words = ready.language

    def field(key: str, widget: Widget, title: str, choices: Sequence[Option] = ()) -> Field:
        value = str(tree.get(key, ""))
        return Field(key, key, (key,), title, "", widget, required=True, value=value, choices=tuple(choices))

    return (
        field("indicator", Widget.CHOICE, words.field_title("indicator"), known),
        field(PERIOD, Widget.LINE, words.field_title(PERIOD, "result")),
        field("value", Widget.NUMBER, words.text("edit.value")),
    )


def _table(indicator: str) -> str:
    return KINDS["statistics"].pattern.replace("*", indicator)


def added(editor: Editor, ready: Prepared, add: Addable, tree: Fields, holder: str = "") -> Added:
    """Return what the publication's files become with an addition.

    Dates and numbers as people type them are converted to file format.
    """
    made = _added(editor, ready, add, tree, holder)
    if add.kind == TRANSLATION or KINDS[add.kind].model is Statistics:
        return made
    there = {file: editor.content_of(file) or b"" for file in made.contents}
    contents = {file: editor.mended(file, each, there[file]) for file, each in made.contents.items() if each}
    # What was mistyped before is not any more; what is wrong with it now is found with all else.
    document = editor.read(made.file, made.contents[made.file] or b"")[0] if contents != made.contents else None
    mistyped = typed(document, KINDS[add.kind].model)[1] if document else []
    return replace(made, contents=contents, problems=tuple(each for each in made.problems if each not in mistyped))


def _added(editor: Editor, ready: Prepared, add: Addable, tree: Fields, holder: str) -> Added:
    if add.kind == TRANSLATION:
        given = {key: str(tree.get(key, "")) for key in (ORIGINAL, LANGUAGE)}
        draft = translation_draft(ready.publication, ready.language, ready.texts, given[ORIGINAL], given[LANGUAGE])
        if draft.path in ready.texts:
            # An existing file is opened, and stays as it is.
            return Added(draft.path, {}, "")
        return Added(draft.path, {draft.path: draft.text.encode()}, "", draft.problems)
    if KINDS[add.kind].model is Statistics:
        return _with_table(ready, tree)
    name = _free(ready, slug(str(tree.get("title", ""))) or add.name.replace(".", "-"))
    if add.list:
        return _with_member(editor, add, {ID: name, **tree}, holder)
    fields = {ID: name, **tree} if "title" in tree else dict(tree)
    draft = _DRAFTS[add.name](ready.publication, ready, cast("GivenFields", fields))
    return Added(draft.path, {draft.path: draft.text.encode()}, name, draft.problems)


def _free(ready: Prepared, proposed: str) -> str:
    """Return an unused id."""
    taken = {*ready.publication.nodes, *(old for node in ready.publication.nodes.values()
                                          for old in getattr(node.value, "formerly", ()))}  # fmt: skip
    return next(name for at in count(1) if (name := proposed if at == 1 else f"{proposed}-{at}") not in taken)


def _with_member(editor: Editor, add: Addable, member: Fields, holder: str) -> Added:
    """Return the document with a member appended to its list. Raises ProblemsFound if there is no such document."""
    kind = KINDS[add.kind]
    file = holder or kind.pattern
    at = 0
    if editor.content_of(file) is None and file == kind.pattern:
        content = as_yaml(plainer({add.list: [member]})).encode()
    else:
        opened = editor.open(file)
        if opened.model is not kind.model:
            raise ProblemsFound([Problem.at(Place(file), "file-missing")])
        fields = opened.document.fields
        before = members_at(fields, (add.list,))
        at, tree = len(before), {**fields, add.list: [*before, member]}
        content = edited(editor.content_of(file) or b"", opened.model, tree)
    return Added(file, {file: content}, str(member[ID]), name=f"{add.list}/{at}")


def _with_table(ready: Prepared, tree: Fields) -> Added:
    """Return a new file of statistics, with the decimal separator of the site's language."""
    mark = ready.language.decimal
    apart = ";" if mark == "," else ","
    value = str(tree.get("value", "")).replace(".", mark)
    text = f"{PERIOD}{apart}value\n{tree.get(PERIOD, '')}{apart}{value}\n"
    name = str(tree.get("indicator", ""))
    file = _table(name)
    if name not in ready.publication.nodes or file in ready.texts:
        return Added(file, {}, "", (Problem.at(Place(file), "duplicate-id", id=name, first=Place(file)),))
    return Added(file, {file: text.encode()}, "")
