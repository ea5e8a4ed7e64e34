"""Are whole animals compared by a network that a site has installed, each looked at once, and the same by any worker?"""

from __future__ import annotations

import io
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from PIL import Image, ImageFilter
from sqlalchemy import select

from acm_wbia.__main__ import main
from acm_wbia.acm.models import Job
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.models.algorithms import opened
from service_kit.identity import new_id
from tests.acm.conftest import Acm, scope_of
from tests.acm.houston import StandInHouston
from tests.acm.photos import flank
from tests.acm.test_algorithms import counts
from tests.acm.test_calibration import judged
from tests.acm.test_identification import catalogue, identify, member, without_ids
from tests.wbia import embedding_networks
from tests.wbia.embedding_networks import DIMENSION

COLOURS = {"name": "embedding", "parameters": {"network": "colours"}}


@pytest.fixture
def install(acm: Acm, tmp_path: Path) -> Any:
    """Has the small network installed; or one that gives this many times as much."""

    def installed(factor: float = 1.0) -> None:
        embedding_networks.install(acm.foundation.models, tmp_path, factor)

    return installed


@pytest.fixture
def another_worker(settings: AcmSettings, houston: StandInHouston) -> Iterator[Acm]:
    made = Acm(settings, houston)
    yield made
    made.foundation.database.dispose()


@pytest.fixture
def asked(acm: Acm, install: Any) -> dict[str, Any]:
    install()
    match_set = acm.keep_match_set(catalogue(acm, 4))
    return {**identify(match_set, acm.keep_animal(1, 1), species="seal"), "algorithm": COLOURS}


def test_the_animal_that_looks_most_like_the_query_is_first(
    acm: Acm, asked: dict[str, Any]
) -> None:
    answer = acm.done("identify", asked)
    (found,) = answer["queries"]
    assert found["individuals"][0]["name"] == "animal 1"
    assert 0 < found["individuals"][0]["score"] <= 1
    assert answer["algorithm"]["parameters"] == {"network": "colours"}
    assert [each["matches"] for each in found["annotations"]] == [0] * len(found["annotations"])
    best = found["individuals"][0]["annotation"]
    evidence = acm.call("GET", f"/evidence/{answer['job']}/{found['annotation']}/{best}").json
    assert evidence["matches"] == []
    assert "as a whole" in evidence["note"]
    listed = [each["name"] for each in acm.call("GET", "/models").json["algorithms"]]
    assert listed == ["embedding", "hotspotter"]


def test_each_animal_is_looked_at_once_and_kept_in_two_bytes_a_number(
    acm: Acm, asked: dict[str, Any]
) -> None:
    acm.done("identify", asked)
    ((extraction, kept),) = counts(acm).items()
    assert extraction.startswith("embedding-")
    assert kept == [1] * 5
    fetched = len(acm.houston.fetched)
    acm.done("identify", asked)
    assert len(acm.houston.fetched) == fetched
    (segment,) = acm.foundation.settings.files.rglob("*.features")
    assert segment.stat().st_size <= 5 * (2 * DIMENSION + 64)


def test_another_worker_that_knows_the_animals_in_another_order_gives_the_same_answer(
    acm: Acm, another_worker: Acm, asked: dict[str, Any]
) -> None:
    first = acm.done("identify", asked)
    more = acm.keep_match_set([member(acm.keep_animal(animal, 0), "x") for animal in (8, 9)])
    another_worker.done("identify", {**asked, "match_set": more})
    assert without_ids(another_worker.done("identify", asked)) == without_ids(first)


def test_an_index_grows_by_what_is_new(acm: Acm, asked: dict[str, Any]) -> None:
    acm.done("identify", asked)
    (growing,) = acm.foundation.embeddings._kept.values()
    assert len(growing) == 4
    added: list[int] = []
    add = growing.index.add
    growing.index.add = lambda rows: (added.append(len(rows)), add(rows))  # type: ignore[method-assign]
    newcomer = member(acm.keep_animal(7, 0), "animal 7")
    alone = acm.keep_match_set([newcomer])
    query = acm.keep_animal(7, 1)
    found = acm.done("identify", {**identify(alone, query, species="seal"), "algorithm": COLOURS})
    assert [each["name"] for each in found["queries"][0]["individuals"]] == ["animal 7"]
    assert added == [1]


def test_a_box_that_was_moved_is_described_anew(acm: Acm, asked: dict[str, Any]) -> None:
    first = acm.done("identify", asked)["queries"][0]["individuals"][0]
    acm.call("PATCH", f"/annotations/{first['annotation']}", {"bbox": [0, 0, 160, 120]})
    again = acm.done("identify", asked)["queries"][0]["individuals"]
    assert first not in again


def test_a_model_that_gives_no_number_fails_the_picture_and_says_so(
    acm: Acm, asked: dict[str, Any], install: Any
) -> None:
    install(0.0)
    (found,) = acm.done("identify", asked)["queries"]
    assert found["state"] == "failed"
    assert "The model gave no number" in found["reason"]
    install()  # another file: what the one before made of the pictures is not held against it
    assert acm.done("identify", asked)["queries"][0]["state"] == "done"


def test_a_network_that_is_damaged_fails_the_job(acm: Acm, asked: dict[str, Any]) -> None:
    store = acm.foundation.models
    card = store.card("colours")
    store.place(card, card.files[0]).write_bytes(b"no network")
    job = acm.ask("identify", asked)
    acm.worker.run(uuid.UUID(job))
    told = acm.job(job)
    assert told["state"] == "failed"
    assert "damaged" in told["error"]


@pytest.mark.parametrize(
    ("network", "pointer", "said"),
    [
        ("colour", "/arguments/algorithm/parameters", "Did you mean colours"),
        ("miewid", "/arguments/algorithm/name", "houston models add FILE --model miewid"),
        ("efficientnet_lite0", "/arguments/algorithm/name", "houston models pull"),
    ],
)
def test_a_network_that_is_not_there_is_refused(
    acm: Acm, asked: dict[str, Any], network: str, pointer: str, said: str
) -> None:
    named = {"name": "embedding", "parameters": {"network": network}}
    document = {"id": str(uuid.uuid4()), "kind": "identify"}
    answer = acm.call("POST", "/jobs", {**document, "arguments": {**asked, "algorithm": named}})
    (fault,) = answer.json["errors"]
    assert fault["pointer"] == pointer
    assert said in fault["message"]


def test_marks_and_looks_are_asked_together(acm: Acm, asked: dict[str, Any]) -> None:
    both = {"name": "fusion", "parameters": {"algorithms": [COLOURS, "hotspotter"]}}
    answer = acm.done("identify", {**asked, "algorithm": both})
    (found,) = answer["queries"]
    assert found["individuals"][0]["name"] == "animal 1"
    assert found["annotations"][0]["matches"] > 3
    assert len(counts(acm)) == 2


def explained(acm: Acm, path: str) -> Any:
    """The heat map, once a worker has made it."""
    first = acm.call("GET", f"{path}/heat-map")
    assert (first.status_code, first.json["code"]) == (503, "heat_map_in_the_making")
    assert acm.call("GET", f"{path}/heat-map.webp").status_code == 503
    (job,) = asked_for(acm, "explain")
    assert acm.worker.run(job.id)
    return acm.call("GET", f"{path}/heat-map")


def asked_for(acm: Acm, kind: str) -> list[Any]:
    with acm.foundation.database.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == kind)))


def test_two_that_a_network_looks_at_again_are_compared_as_a_whole_by_it(
    acm: Acm, asked: dict[str, Any]
) -> None:
    _, _, query, best = best_pair(acm, asked)[1:].split("/")
    catalogue_of = new_id()
    acm.foundation.evidence.write_algorithm(catalogue_of, COLOURS)
    path = f"/evidence/{catalogue_of}/{query}/{best}"
    assert acm.call("GET", path).json["code"] == "points_in_the_making"
    (job,) = asked_for(acm, "look-again")
    acm.worker.run(job.id)
    assert "as a whole" in acm.call("GET", path).json["note"]
    assert explained(acm, path).status_code == 200


def best_pair(acm: Acm, asked: dict[str, Any]) -> str:
    """Where the evidence of the best candidate is told."""
    answer = acm.done("identify", asked)
    (found,) = answer["queries"]
    best = found["individuals"][0]["annotation"]
    return f"/evidence/{answer['job']}/{found['annotation']}/{best}"


def test_a_heat_map_is_made_once_when_somebody_asks_and_goes_with_its_evidence(
    acm: Acm, asked: dict[str, Any]
) -> None:
    path = best_pair(acm, asked)
    assert asked_for(acm, "explain") == []
    heat = explained(acm, path).json
    job, query, best = path.split("/")[2:]
    assert [heat[side]["annotation"] for side in ("query", "candidate")] == [query, best]
    for side in heat.values():
        assert side["bbox"] == [0, 0, 320, 240]
        assert (len(side["values"]), len(side["values"][0])) == (30, 40)
        assert max(map(max, side["values"])) == 1
    drawn = acm.call("GET", f"{path}/heat-map.webp")
    assert (drawn.status_code, drawn.data[8:12]) == (200, b"WEBP")
    fetched = len(acm.houston.fetched)
    assert acm.call("GET", f"{path}/heat-map").json == heat
    assert acm.call("GET", f"{path}/heat-map.webp").data == drawn.data
    assert len(acm.houston.fetched) == fetched
    assert len(asked_for(acm, "explain")) == 1
    assert acm.call("GET", f"{path}/heat-map", scope=scope_of("nobody")).status_code == 404
    acm.call("DELETE", f"/jobs/{job}")
    assert list((acm.foundation.settings.files / "evidence").rglob("*.*")) == []


def test_a_network_that_was_replaced_or_is_gone_explains_nothing(
    acm: Acm, asked: dict[str, Any], install: Any
) -> None:
    path = best_pair(acm, asked)
    install(2.0)
    said = acm.call("GET", f"{path}/heat-map")
    assert (said.status_code, said.json["code"]) == (409, "network_replaced")
    assert "colours was replaced by another version" in said.json["detail"]
    assert acm.call("GET", f"{path}/heat-map.webp").status_code == 409
    install()
    heat = explained(acm, path)
    card = acm.foundation.models.card("colours")
    acm.foundation.models.place(card, card.files[0]).unlink()
    assert acm.call("GET", f"{path}/heat-map").json == heat.json, "what was made is still true"
    other = path.rsplit("/", 1)[0] + "/" + other_candidate(acm, path)
    said = acm.call("GET", f"{other}/heat-map")
    assert (said.status_code, said.json["code"]) == (409, "network_missing")
    assert len(asked_for(acm, "explain")) == 1


def other_candidate(acm: Acm, path: str) -> str:
    _, _, job, _, best = path.split("/")
    (found,) = acm.job(job)["result"]["queries"]
    told: list[str] = [each["annotation"] for each in found["annotations"]]
    return next(each for each in told if each != best)


def test_a_box_that_was_moved_since_is_told_and_no_other_box_explained(
    acm: Acm, asked: dict[str, Any]
) -> None:
    path = best_pair(acm, asked)
    acm.call("PATCH", f"/annotations/{path.rsplit('/', 1)[1]}", {"bbox": [0, 0, 160, 120]})
    said = acm.call("GET", f"{path}/heat-map")
    assert (said.status_code, said.json["code"]) == (409, "box_changed_since")


def test_what_changes_while_a_worker_is_on_its_way_is_told_once_and_tried_anew(
    acm: Acm, asked: dict[str, Any], install: Any
) -> None:
    path = best_pair(acm, asked)
    acm.call("GET", f"{path}/heat-map")
    install(2.0)
    (job,) = asked_for(acm, "explain")
    acm.worker.run(job.id)
    install()
    said = acm.call("GET", f"{path}/heat-map")
    assert (said.status_code, "was replaced" in said.json["detail"]) == (404, True)
    assert explained(acm, path).status_code == 200


def test_of_a_fusion_the_network_is_explained_where_no_points_were_matched(
    acm: Acm, asked: dict[str, Any]
) -> None:
    """Of a picture without any mark there are none."""
    blurred = Image.open(io.BytesIO(flank(1))).filter(ImageFilter.GaussianBlur(60))
    stream = io.BytesIO()
    blurred.save(stream, "PNG")
    vague = acm.keep_annotation(acm.keep_asset(stream.getvalue()), [0, 0, 320, 240])
    members = [*catalogue(acm, 2), member(vague, "a vague animal")]
    both = {"name": "fusion", "parameters": {"algorithms": [COLOURS, "hotspotter"]}}
    answer = acm.done(
        "identify", {**asked, "match_set": acm.keep_match_set(members), "algorithm": both}
    )
    (found,) = answer["queries"]
    matches = {each["annotation"]: each["matches"] for each in found["annotations"]}
    assert matches[vague] == 0
    best = found["individuals"][0]["annotation"]
    assert matches[best] > 3
    path = f"/evidence/{answer['job']}/{found['annotation']}"
    assert acm.call("GET", f"{path}/{best}/heat-map").status_code == 200, "by its points"
    assert explained(acm, f"{path}/{vague}").status_code == 200


def test_a_catalogue_that_is_put_in_order_keeps_what_its_pairs_are_explained_by(
    acm: Acm, asked: dict[str, Any]
) -> None:
    acm.done("calibrate", {"species": "seal", "algorithm": by_colours(acm), "answers": judged()})
    members = [member(acm.keep_animal(animal, view), None) for animal in (1, 2) for view in (0, 1)]
    side = {
        "match_set": acm.keep_match_set(members),
        "queries": [each["annotation"] for each in members],
    }
    first, second = (each["annotation"] for each in members[:2])
    # By colours alone nothing is in doubt; what a person said once is asked again in the end.
    said = [{"first": first, "second": second, "same": False}]
    curated = acm.done(
        "curate", {"species": "seal", "algorithm": COLOURS, "sides": [side], "answers": said}
    )
    (question,) = curated["questions"]
    pair = [question[each]["annotation"] for each in ("first", "second")]
    path = f"/evidence/{question['evidence']}/{'/'.join(pair)}"
    assert explained(acm, path).status_code == 200


def by_colours(acm: Acm) -> dict[str, Any]:
    version = opened("embedding", {"network": "colours"}, acm.foundation.models).version
    return {"name": "embedding", "parameters": {}, "version": version}


def test_check_lets_each_network_look_at_a_picture(acm: Acm, install: Any, tmp_path: Path) -> None:
    for factor, code, said in ((1.0, 0, "ok   colours"), (0.0, 1, "gave no number")):
        install(factor)
        environment = {"ACM_DATA": str(tmp_path)}
        checked = CliRunner().invoke(main, ["models", "check", "colours"], env=environment)
        assert (checked.exit_code, said in checked.output) == (code, True), checked.output
