"""Fields say their roles where they are declared, and one walk finds every place where a role is played."""

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from publisher.kinds import KINDS
from publisher.model.plan import Plan
from publisher.model.result import Result
from publisher.model.roles import Names, NodeKind, Relation, Role, fields_playing, leaves, roles_along
from publisher.schema.words import types_in

MODELS = {name: kind.model for name, kind in KINDS.items()}
PLAN = Plan.model_validate(
    {
        "id": "vag", "title": "Vägen", "summary": "Kort.", "status": "ongoing", "serves": ["1.1", "1.2"],
        "responsible": "ung", "activities": [{"id": "a", "title": "Kurs", "status": "done", "responsible": "skola"}],
        "targets": [
            {
                "indicator": "klara", "text": "Fler.",
                "regulations": [
                    {"year": "2023", "verdict": "kept", "reason": "Nått.", "decision": {"body": "ung", "title": "Ja"}}
                ],
            }
        ],
    }
)  # fmt: skip


def test_every_reference_to_another_node_is_found_where_it_stands() -> None:
    found = [(leaf.path, leaf.value, leaf.role.kind, leaf.role.relation) for leaf in leaves(PLAN, Names)]
    assert found == [
        (("serves", 0), "1.1", NodeKind.COMMITMENT, Relation.SERVES),
        (("serves", 1), "1.2", NodeKind.COMMITMENT, Relation.SERVES),
        (("responsible", 0), "ung", NodeKind.BODY, Relation.RESPONSIBLE),
        (("activities", 0, "responsible", 0), "skola", NodeKind.BODY, Relation.RESPONSIBLE),
        (("targets", 0, "indicator"), "klara", NodeKind.INDICATOR, Relation.MEASURED_BY),
        (("targets", 0, "regulations", 0, "decision", "body"), "ung", NodeKind.BODY, Relation.DECIDED_BY),
    ]


def test_the_keys_of_a_mapping_can_be_names() -> None:
    result = Result.model_validate({"plan": "vag", "year": "2023", "summary": "S.", "measurements": {"klara": "4"}})
    assert [leaf.path for leaf in leaves(result, Names)] == [("plan",), ("measurements", "klara")]


def test_a_lead_is_prose_and_prose_no_lead() -> None:
    prose = [leaf.path for leaf in leaves(PLAN, Role.PROSE)]
    assert prose == [("summary",), ("targets", 0, "text"), ("targets", 0, "regulations", 0, "reason")]
    assert [leaf.path for leaf in leaves(PLAN, Role.LEAD)] == [("summary",)]


def test_roles_along_a_path_of_a_file() -> None:
    assert roles_along(Plan, ("summary",))[0] == {Role.LEAD, Role.PROSE, Role.PROMISE}
    last, above = roles_along(Plan, ("targets", 0, "regulations", 0, "decision", "title"))
    assert last == {Role.TITLE}
    assert {Role.PROMISE, Role.LATER, Role.QUOTED} <= above
    assert roles_along(Plan, ("unknown", 3)) == (frozenset(), frozenset())


def listed(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield the models of which a field of this one, or of one in it, is a list."""
    for each in types_in(model):
        if issubclass(each, BaseModel):
            for field in each.model_fields.values():
                yield from _in_tuples(field.annotation)


def _in_tuples(annotation: Any) -> Iterator[type[BaseModel]]:
    for part in getattr(annotation, "__args__", ()):
        if getattr(annotation, "__origin__", None) is tuple and isinstance(part, type) and issubclass(part, BaseModel):
            yield part
        yield from _in_tuples(part)


@pytest.mark.parametrize("name", MODELS)
def test_members_of_lists_have_keys(name: str) -> None:
    # Decisions have no field of their own that does: body and date together do.
    assert {each.__name__ for each in listed(MODELS[name]) if not fields_playing(each, Role.KEY)} <= {"Decision"}


@pytest.mark.parametrize("name", [name for name, model in MODELS.items() if model.node_kind])
def test_each_document_has_one_lead_and_one_title(name: str) -> None:
    assert len(fields_playing(MODELS[name], Role.LEAD)) == 1
    # A result is called by its plan and its year.
    assert len(fields_playing(MODELS[name], Role.TITLE)) >= 1 or name == "result"
