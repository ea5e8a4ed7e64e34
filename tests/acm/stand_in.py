"""An algorithm that is not HotSpotter, so that it shows whose features are whose: it keeps few, and only of a whole model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from acm_wbia.wbia.errors import ModelFileWrong
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import KnownAlgorithm, Needs
from acm_wbia.wbia.models.card import ModelCard, ModelKind
from acm_wbia.wbia.parameters import fusion
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.pictures import Picture

NAME = "few"
KEPT = 60

CARD = ModelCard(
    name=NAME,
    version="7",
    kind=ModelKind.IDENTIFICATION,
    description="HotSpotter with few features.",
    licence="Apache-2.0",
    parameters=HotSpotterParameters().to_mapping(),
)


class Few(HotSpotter):
    """Keeps the strongest features only."""

    card = CARD
    damaged = False

    def __init__(self, parameters: HotSpotterParameters) -> None:
        super().__init__(parameters)
        self.fingerprint = f"{NAME}-{self.fingerprint}"

    def load(self) -> None:
        if self.damaged:
            raise ModelFileWrong("The model few is damaged.")

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        found = super().extract(picture, bbox, theta)
        return replace(
            found,
            keypoints=found.keypoints[:KEPT],
            descriptors=found.descriptors[:KEPT],
            weights=found.weights[:KEPT],
        )


def opened(parameters: HotSpotterParameters, _store: Any) -> Few:
    return Few(parameters)


def make_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on it can be asked for by its name."""
    stand_in = KnownAlgorithm(CARD, HotSpotterParameters, __name__, lambda _p, _s: Needs())
    monkeypatch.setitem(algorithms.KNOWN, NAME, stand_in)
    monkeypatch.setitem(fusion.PARTS, NAME, HotSpotterParameters)
