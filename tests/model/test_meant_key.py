"""A key of another program, or of another field here, is the key that says the same where it stands."""

import pytest
from pydantic import BaseModel

from publisher.model.judgement import Judgement
from publisher.model.meant_key import key_meant
from publisher.model.plan import Activity
from publisher.model.target_value import TargetValue
from publisher.model.unit import Unit


@pytest.mark.parametrize(
    ("key", "model", "meant"),
    [
        ("min", Unit, "from"),
        ("Max", Unit, "to"),
        ("min", TargetValue, "at_least"),
        ("maximum", TargetValue, "at_most"),
        ("level", Judgement, "value"),
        ("rating", Judgement, "value"),
        ("deadline", Activity, "due"),
        # None of them stands here.
        ("min", Activity, ""),
        ("deadline", Unit, ""),
    ],
)
def test_what_others_call_the_same_is_the_key_that_stands_there(key: str, model: type[BaseModel], meant: str) -> None:
    keys = [field.alias or name for name, field in model.model_fields.items()]
    assert key_meant(key, keys) == meant
