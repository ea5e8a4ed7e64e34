"""Is each picture looked at on its own, so that a bad one stops no other?"""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from acm_wbia.acm.operations import detection
from service_kit.identity import new_id
from tests.acm.conftest import Acm, scope_of
from tests.acm.photos import bomb, flank, plain, turned


def detect(*assets: str, **options: Any) -> dict[str, Any]:
    return {"assets": list(assets), "detector": "whole_picture", **options}


def test_a_picture_is_seen_upright_with_its_size(acm: Acm) -> None:
    asset = acm.keep_asset(turned(plain(64, 48)))
    (found,) = acm.done("detect", detect(asset))["assets"]
    assert (found["asset"], found["state"], found["reason"]) == (asset, "detected", None)
    assert (found["width"], found["height"]) == (48, 64)
    (annotation,) = found["annotations"]
    assert annotation["bbox"] == [0, 0, 48, 64]
    assert annotation["model"] == "whole_picture 1"
    assert (annotation["raw_class"], annotation["raw_score"], annotation["taxon"]) == (None,) * 3
    assert annotation["hindrance"] == "too_even"
    assert "too dark, too bright or in fog" in annotation["hindrance_reason"]


def test_a_size_that_was_seen_bounds_the_boxes_from_then_on(acm: Acm) -> None:
    asset = acm.keep_asset(plain(64, 48))
    acm.done("detect", detect(asset))
    outside = {"id": str(new_id()), "asset": asset, "bbox": [100, 0, 10, 10]}
    answer = acm.call("PUT", "/annotations", {"annotations": [outside]})
    assert answer.json["errors"][0]["code"] == "box_invalid"


def test_bad_pictures_fail_with_a_reason_and_their_siblings_do_not(acm: Acm) -> None:
    whole = flank(1)
    changed = acm.asset(str(new_id()), whole)
    acm.call("PUT", "/assets", {"assets": [changed]})
    acm.houston.originals[f"/internal/v1/assets/{changed['id']}/original"] = flank(2)
    gone = acm.keep_asset(flank(3))
    del acm.houston.originals[f"/internal/v1/assets/{gone}/original"]
    pictures = {
        "cut short": acm.keep_asset(whole[: len(whole) // 3]),
        "no picture": acm.keep_asset(b"To whom it may concern"),
        "empty": acm.keep_asset(b""),
        "bomb": acm.keep_asset(bomb()),
        "changed": changed["id"],
        "gone": gone,
        "unknown": str(new_id()),
        "good": acm.keep_asset(whole),
    }
    found = acm.done("detect", detect(*pictures.values()))["assets"]
    assert [each["asset"] for each in found] == list(pictures.values())
    states = dict(zip(pictures, found, strict=True))
    assert states.pop("good")["state"] == "detected"
    for each in states.values():
        assert (each["state"], each["annotations"]) == ("failed", [])
        assert each["reason"].endswith(".")


def test_a_picture_larger_than_allowed_is_not_read_to_its_end(acm: Acm) -> None:
    acm.foundation.originals._largest_bytes = 1000
    large, small = acm.keep_asset(flank(1)), acm.keep_asset(plain(8, 8))
    found = acm.done("detect", detect(large, small))["assets"]
    assert [each["state"] for each in found] == ["failed", "detected"]
    assert "too large" in found[0]["reason"]


def test_pictures_out_of_the_askers_scope_are_not_looked_at(acm: Acm) -> None:
    mine, yours = (acm.keep_asset(flank(1), owner=owner) for owner in ("me", "you"))
    job = str(new_id())
    document = {"id": job, "kind": "detect", "arguments": detect(mine, yours)}
    acm.call("POST", "/jobs", document, scope=scope_of("me"))
    acm.worker.run(uuid.UUID(job))
    found = acm.job(job)["result"]["assets"]
    assert [each["state"] for each in found] == ["detected", "failed"]
    assert acm.houston.fetched == [f"/internal/v1/assets/{mine}/original"]


@pytest.mark.parametrize("misbehaviour", ["broken", "cut_short"])
def test_a_picture_out_of_reach_is_fetched_again_and_the_others_are_not(
    acm: Acm, misbehaviour: str
) -> None:
    good, late = acm.keep_asset(flank(1)), acm.keep_asset(flank(2))
    paths = [f"/internal/v1/assets/{asset}/original" for asset in (good, late)]
    getattr(acm.houston, misbehaviour).add(paths[1])
    job = acm.ask("detect", detect(good, late))
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    assert acm.job(job)["progress"]["done"] == 1
    getattr(acm.houston, misbehaviour).clear()
    acm.worker.run(uuid.UUID(job))
    assert [each["state"] for each in acm.job(job)["result"]["assets"]] == ["detected"] * 2
    assert acm.houston.fetched.count(paths[0]) == 1


def test_a_picture_that_stays_out_of_reach_fails_and_the_job_does_not(acm: Acm) -> None:
    good, lost = acm.keep_asset(flank(1)), acm.keep_asset(flank(2))
    acm.houston.broken.add(f"/internal/v1/assets/{lost}/original")
    job = acm.ask("detect", detect(good, lost))
    while acm.worker.run(uuid.UUID(job)):
        pass
    state = acm.job(job)
    assert (state["state"], state["attempts"]) == ("done", acm.foundation.settings.job_attempts)
    assert [each["state"] for each in state["result"]["assets"]] == ["detected", "failed"]


def test_what_nobody_foresaw_in_one_picture_stops_no_other(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd, good = acm.keep_asset(flank(1)), acm.keep_asset(flank(2))
    decode = detection.pictures.decode

    def stumble(data: bytes) -> Any:
        if data == flank(1):
            raise RuntimeError("a bug")
        return decode(data)

    monkeypatch.setattr(detection.pictures, "decode", stumble)
    found = acm.done("detect", detect(odd, good))["assets"]
    assert [each["state"] for each in found] == ["failed", "detected"]
    assert "a bug" not in found[0]["reason"]


def test_an_interrupted_detection_goes_on_where_it_was_and_finds_nothing_twice(
    acm: Acm, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets = [acm.keep_asset(flank(animal)) for animal in range(4)]
    undisturbed = acm.done("detect", detect(*assets))["assets"]
    fetched = len(acm.houston.fetched)
    finish = detection._finish

    def die(*_: Any) -> None:
        raise RuntimeError("killed between the last picture and the end")

    monkeypatch.setattr(detection, "_finish", die)
    job = acm.ask("detect", detect(*assets))
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["state"] == "queued"
    monkeypatch.setattr(detection, "_finish", finish)
    acm.worker.run(uuid.UUID(job))
    assert acm.job(job)["result"]["assets"] == undisturbed
    assert len(acm.houston.fetched) == fetched + len(assets)


def test_classes_that_the_detector_does_not_know_narrow_nothing(acm: Acm) -> None:
    asset = acm.keep_asset(flank(1))
    (found,) = acm.done("detect", detect(asset, classes=["zebra"]))["assets"]
    assert found["state"] == "detected"
