"""Which detectors and algorithms are there, and may they be asked for like this?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from acm_wbia.wbia.errors import (
    InvalidParameters,
    ModelNotInstalled,
    ProcessingError,
    UnknownModel,
)
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.card import DEFAULT, ModelKind
from acm_wbia.wbia.models.registry import card, cards
from acm_wbia.wbia.models.store import ModelStore
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
        _check_installed("/arguments/detector", arguments["detector"], ModelKind.DETECTOR, store)
        classifier = arguments["classifier"]
        if classifier not in {None, DEFAULT}:
            _check_installed("/arguments/classifier", classifier, ModelKind.CLASSIFIER, store)
        return
    named = arguments["algorithm"]
    with _told_at("/arguments/algorithm", named):
        if kind == "calibrate":  # of answers from before; nothing is looked at
            algorithms.known(named["name"]).parameters.from_mapping(named["parameters"])
        else:
            algorithms.checked(named["name"], named["parameters"], store)


def _check_installed(pointer: str, name: str, kind: ModelKind, store: ModelStore | None) -> None:
    with _told_at(pointer, name):
        chosen = card(name, kind, store)
        if store and not store.is_present(chosen):
            store.files(chosen.name)  # says what is missing


@contextmanager
def _told_at(pointer: str, value: Any) -> Iterator[None]:
    """Tells what is wrong with a model at the place where it is named."""
    at_name = (f"{pointer}/name", value["name"]) if isinstance(value, dict) else (pointer, value)
    try:
        yield
    except UnknownModel as error:
        raise _invalid(error, "model_unknown", *at_name) from error
    except ModelNotInstalled as error:
        raise _invalid(error, "model_not_installed", *at_name) from error
    except InvalidParameters as error:
        place = (f"{pointer}/parameters", value["parameters"])
        raise _invalid(error, "parameters_invalid", *place) from error


def _invalid(error: ProcessingError, code: str, pointer: str, value: Any) -> Invalid:
    return Invalid(str(error), errors=[Fault(pointer, code, str(error), value)])
