"""Is it kept with what was found, what kind of animal a classifier takes it for?"""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import yaml

from acm_wbia.wbia.models.installing import add_file
from tests.acm.conftest import Acm
from tests.acm.photos import flank
from tests.wbia.classification.test_classifier import card_of
from tests.wbia.detection.networks import always


@pytest.fixture
def install(acm: Acm, tmp_path: Path) -> Any:
    """Installs a classifier `kinds` that takes every picture for the same."""

    def installed(*scores: float, **card: Any) -> None:
        store = acm.foundation.models
        store.own_cards.mkdir(parents=True, exist_ok=True)
        content = card_of(**card).model_dump(mode="json", exclude_defaults=True)
        (store.own_cards / "kinds.yaml").write_text(yaml.safe_dump(content))
        network = tmp_path / "network.onnx"
        always(network, np.float32(scores).reshape(1, -1, 1, 1))
        add_file(store, store.card("kinds"), network)

    return installed


def detect(acm: Acm, **options: Any) -> dict[str, Any]:
    arguments = {"assets": [acm.keep_asset(flank(1))], "detector": "whole_picture", **options}
    (found,) = acm.done("detect", arguments)["assets"]
    (annotation,) = found["annotations"]
    return dict(annotation)


def test_without_a_classifier_nothing_is_suggested(acm: Acm) -> None:
    assert detect(acm)["taxon"] is None


def test_the_installed_one_suggests_a_taxon_and_a_side_and_the_class_stays(
    acm: Acm, install: Any
) -> None:
    install(0.7, 0.2, 0, 0, preference=1)
    found = detect(acm)
    assert (found["class"], found["taxon"], found["viewpoint"]) == ("animal", "Equus", "left")
    assert found["taxon_score"] == pytest.approx(0.9)
    assert (found["raw_class"], found["raw_score"]) == ("zebra left", pytest.approx(0.7))
    assert detect(acm, classifier=None)["taxon"] is None


def test_what_the_network_says_is_kept_where_it_is_too_unsure_to_suggest(
    acm: Acm, install: Any
) -> None:
    install(0.3, 0.1, 0, 0)
    assert detect(acm)["raw_class"] is None, "only who names a model without preference gets it"
    found = detect(acm, classifier="kinds")
    assert (found["raw_class"], found["taxon"], found["viewpoint"]) == ("zebra left", None, None)


@pytest.mark.parametrize(
    ("scores", "said"),
    [((float("nan"), 0.2, 0, 0), "no numbers"), ((0.5, 0.5), "not what its card says")],
    ids=["no number", "shape"],
)
def test_a_classifier_that_talks_nonsense_takes_no_box_away(
    acm: Acm,
    install: Any,
    caplog: pytest.LogCaptureFixture,
    scores: tuple[float, ...],
    said: str,
) -> None:
    install(*scores, preference=1)
    found = detect(acm)
    assert (found["class"], found["raw_class"], found["taxon"]) == ("animal", None, None)
    (logged,) = [each for each in caplog.records if "classifier could not say" in each.message]
    assert logged.exc_info is not None
    assert said in str(logged.exc_info[1])


def test_a_classifier_that_there_is_not_is_refused(acm: Acm) -> None:
    arguments = {"assets": [], "detector": "whole_picture", "classifier": "oracle"}
    arguments["assets"] = [acm.keep_asset(flank(1))]
    request = {"id": str(uuid.uuid4()), "kind": "detect", "arguments": arguments}
    (fault,) = acm.call("POST", "/jobs", request).json["errors"]
    assert (fault["code"], fault["pointer"]) == ("model_unknown", "/arguments/classifier")


def test_a_damaged_classifier_fails_the_job_with_its_reason(acm: Acm, install: Any) -> None:
    install(0.3, 0.1, 0, 0, preference=1)
    (acm.foundation.models.root / "kinds/kinds.onnx").write_bytes(b"changed")
    job = acm.ask("detect", {"assets": [acm.keep_asset(flank(1))], "detector": "whole_picture"})
    acm.worker.run(uuid.UUID(job))
    state = acm.job(job)
    assert (state["state"], "SHA-256 differs" in state["error"]) == ("failed", True)
