"""Which model goes by this name?

Naming one is free; what it needs is imported when it is loaded.
"""

import importlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.models.card import DEFAULT, ModelCard, ModelKind
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters

if TYPE_CHECKING:
    from acm_wbia.wbia.matching.hotspotter import HotSpotter

WHOLE_PICTURE = ModelCard(
    name="whole_picture",
    version="1",
    kind=ModelKind.DETECTOR,
    description="Takes the whole picture for one animal. For pictures already cut to the animal, and "
    "where no detector is installed; the box can be redrawn by hand.",
    licence="Apache-2.0",
    classes=("animal",),
)

HOTSPOTTER = ModelCard(
    name="hotspotter",
    version="1",
    kind=ModelKind.IDENTIFICATION,
    description="Finds individuals by spots, stripes, scars and other marks that two pictures share. Needs "
    "no training, works for any patterned species, and shows which marks it matched.",
    licence="Apache-2.0",
    parameters=HotSpotterParameters().to_mapping(),
)

_BUILT_IN = (WHOLE_PICTURE, HOTSPOTTER)
_WORDS = {
    ModelKind.DETECTOR: "detector",
    ModelKind.CLASSIFIER: "classifier",
    ModelKind.IDENTIFICATION: "identification algorithm",
}


def cards(kind: ModelKind | None = None, store: ModelStore | None = None) -> tuple[ModelCard, ...]:
    """All models that come with the code and those of a store, or all of one kind, by name."""
    known = {card.name: card for card in (*(store.cards() if store else ()), *_BUILT_IN)}
    found = (card for card in known.values() if kind in {None, card.kind})
    return tuple(sorted(found, key=lambda card: card.name))


def card(name: str, kind: ModelKind | None = None, store: ModelStore | None = None) -> ModelCard:
    """The card of one model; raises ``UnknownModel`` naming the nearest and all there are."""
    if kind is ModelKind.DETECTOR and name == DEFAULT:
        return default_detector(store)
    known = {found.name: found for found in cards(kind, store)}
    if name in known:
        return known[name]
    what = _WORDS.get(kind, "model") if kind else "model"
    raise UnknownModel(nearest(what, name, list(known)))


def default_detector(store: ModelStore | None = None) -> ModelCard:
    """The installed one that its card prefers most, else ``whole_picture``; a damaged one counts as installed."""
    there = [
        each for each in preferred(ModelKind.DETECTOR, store) if store and store.is_present(each)
    ]
    return there[0] if there else WHOLE_PICTURE


def installed_classifier(store: ModelStore) -> ModelCard | None:
    """The installed one that its card prefers most, where there is one; it need not be whole."""
    return next(
        (each for each in preferred(ModelKind.CLASSIFIER, store) if store.is_present(each)), None
    )


def preferred(kind: ModelKind, store: ModelStore | None = None) -> list[ModelCard]:
    """Those that the default may mean, the most preferred first, installed or not."""
    found = [each for each in cards(kind, store) if each.preference is not None]
    return sorted(found, key=lambda each: -(each.preference or 0))


def identification(name: str, parameters: Mapping[str, Any] | None = None) -> "HotSpotter":
    """An identification algorithm with these parameters, ready to extract and to rank.

    Raises ``UnknownModel``, or ``InvalidParameters`` for a parameter it does not have.
    """
    card(name, ModelKind.IDENTIFICATION)
    checked = HotSpotterParameters.from_mapping(parameters or {})
    module = importlib.import_module("acm_wbia.wbia.matching.hotspotter")
    return cast("HotSpotter", module.HotSpotter(checked))
