"""Which detectors and algorithms are there, and may they be asked for like this?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from acm_wbia.wbia.errors import InvalidParameters, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.models.card import DEFAULT, ModelKind
from acm_wbia.wbia.models.registry import card, cards
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from service_kit.errors import Fault, Invalid


def list_models(store: ModelStore) -> dict[str, Any]:
    """The cards of all models, and which of them are installed."""

    def told(*kinds: ModelKind) -> list[dict[str, Any]]:
        return [
            {**each.to_mapping(), "installed": store.is_present(each)}
            for each in cards(store=store)
            if each.kind in kinds
        ]

    shown_apart = (ModelKind.DETECTOR, ModelKind.IDENTIFICATION)
    return {
        "detectors": told(ModelKind.DETECTOR),
        "algorithms": told(ModelKind.IDENTIFICATION),
        "networks": told(*(kind for kind in ModelKind if kind not in shown_apart)),
    }


def check_model(store: ModelStore | None, kind: str, arguments: Mapping[str, Any]) -> None:
    """Raises `Invalid` when a job of this kind asks for a model that is not there, or not steered like that."""
    if kind == "detect":
        _check_name("/arguments/detector", arguments["detector"], ModelKind.DETECTOR, store)
        classifier = arguments["classifier"]
        if classifier not in {None, DEFAULT}:
            _check_name("/arguments/classifier", classifier, ModelKind.CLASSIFIER, store)
        return
    chosen = arguments["algorithm"]
    _check_name("/arguments/algorithm/name", chosen["name"], ModelKind.IDENTIFICATION, store)
    try:
        HotSpotterParameters.from_mapping(chosen["parameters"])
    except InvalidParameters as error:
        pointer = "/arguments/algorithm/parameters"
        fault = Fault(pointer, "parameters_invalid", str(error), chosen["parameters"])
        raise Invalid(str(error), errors=[fault]) from error


def _check_name(pointer: str, name: str, kind: ModelKind, store: ModelStore | None) -> None:
    try:
        chosen = card(name, kind, store)
        if store and not store.is_present(chosen):
            store.files(chosen.name)  # says what is missing
    except UnknownModel as error:
        fault = Fault(pointer, "model_unknown", str(error), name)
        raise Invalid(str(error), errors=[fault]) from error
    except ModelNotInstalled as error:
        fault = Fault(pointer, "model_not_installed", str(error), name)
        raise Invalid(str(error), errors=[fault]) from error
