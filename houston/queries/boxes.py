"""Where in its picture is each of these annotations? ACM knows, and is asked once for all."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from typing import Any

from houston.house import House
from service_kit.portions import portions
from service_kit.scope import SYSTEM_SCOPE

IDS_AT_ONCE = 10_000  # of one question; ACM takes twice as many


def boxes_of(house: House, annotations: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[str, Any]]:
    """ACM's description of each annotation, by id: `{id, asset, bbox, theta, class, viewpoint, …}`.

    Whose annotations they are was asked before: ACM answers for all of them.
    """
    wanted = sorted(map(str, annotations))
    found = {}
    for some in portions(wanted, IDS_AT_ONCE):
        answer = house.acm.call(
            "POST",
            "/acm/v1/annotations/search",
            scope=SYSTEM_SCOPE,
            json={"ids": some},
        )
        for each in answer["annotations"]:
            found[uuid.UUID(each["id"])] = each
    return found
