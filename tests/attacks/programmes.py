"""Integer programmes: what a reader who knows sums of whole people can derive."""

from typing import Any

import numpy as np
from scipy.optimize import Bounds, milp


def solved(aim: Any, bounds: Bounds, constraints: Any) -> Any:
    """Return the solution in whole numbers with the least weighted sum. What is true is one, so there always is one.

    HiGHS's presolving calls some programmes infeasible that have solutions.
    """
    whole = np.ones(len(aim))
    found = milp(aim, integrality=whole, bounds=bounds, constraints=constraints)
    if found.x is None:
        found = milp(aim, integrality=whole, bounds=bounds, constraints=constraints, options={"presolve": False})
    assert found.x is not None, "what is true is possible"
    return found
