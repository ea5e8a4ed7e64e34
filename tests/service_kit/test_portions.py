"""Very much is handled in portions: everything once, in order, of its own kind."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from service_kit.portions import portions


@pytest.mark.parametrize("kind", [list, tuple, np.array])
@pytest.mark.parametrize(("count", "sizes"), [(0, []), (2, [2]), (3, [3]), (7, [3, 3, 1])])
def test_each_item_is_in_one_portion_of_the_same_kind(
    kind: Any, count: int, sizes: list[int]
) -> None:
    items = kind(list(range(count)))
    found = list(portions(items, 3))
    assert [len(some) for some in found] == sizes
    assert [int(each) for some in found for each in some] == list(range(count))
    assert {type(some) for some in found} <= {type(items)}
