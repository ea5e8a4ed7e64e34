"""From a picture to the animal in it: is the whole way walked?"""

from __future__ import annotations

from tests.acm.conftest import Acm
from tests.acm.photos import flank

ALGORITHM = {"name": "hotspotter", "parameters": {}}


def test_a_picture_is_detected_annotated_matched_and_explained(acm: Acm) -> None:
    assets = {key: acm.keep_asset(flank(*key)) for key in [(1, 0), (2, 0), (3, 0), (1, 1)]}
    detected = acm.done(
        "detect", {"assets": list(assets.values()), "detector": "whole_picture", "classes": []}
    )
    boxes = {each["asset"]: each["annotations"][0]["bbox"] for each in detected["assets"]}
    assert all(each["state"] == "detected" for each in detected["assets"])
    annotations = {key: acm.keep_annotation(asset, boxes[asset]) for key, asset in assets.items()}
    query = annotations.pop((1, 1))
    match_set = acm.keep_match_set(
        [
            {"annotation": annotation, "name": f"animal {animal}", "group": f"{animal}-{view}"}
            for (animal, view), annotation in annotations.items()
        ]
    )
    answer = acm.done(
        "identify",
        {
            "queries": [{"annotation": query, "group": "1-1"}],
            "match_set": match_set,
            "algorithm": ALGORITHM,
        },
    )
    assert answer["match_set"] == {"hash": match_set, "size": 3}
    assert answer["algorithm"]["name"] == "hotspotter"
    (found,) = answer["queries"]
    assert (found["annotation"], found["state"], found["reason"]) == (query, "done", None)
    assert found["individuals"][0]["name"] == "animal 1"
    best = found["annotations"][0]
    assert best["annotation"] == annotations[(1, 0)]
    evidence = acm.call("GET", f"/evidence/{answer['job']}/{query}/{best['annotation']}").json
    assert len(evidence["matches"]) == best["matches"] > 10
    assert all(0 <= x <= 320 and 0 <= y <= 240 for x, y, _, _, _ in evidence["matches"])
