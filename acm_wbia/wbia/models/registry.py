"""Which model goes by this name?

Naming one is free; what it needs is imported when it is loaded. Algorithms are opened in ``algorithms``.
"""

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.models.algorithms import usable_cards
from acm_wbia.wbia.models.card import DEFAULT, ModelCard, ModelKind
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore

WHOLE_PICTURE = ModelCard(
    name="whole_picture",
    version="1",
    kind=ModelKind.DETECTOR,
    description="Takes the whole picture for one animal. For pictures already cut to the animal, and "
    "where no detector is installed; the box can be redrawn by hand.",
    licence="Apache-2.0",
    classes=("animal",),
)

_WORDS = {
    ModelKind.DETECTOR: "detector",
    ModelKind.CLASSIFIER: "classifier",
    ModelKind.IDENTIFICATION: "identification algorithm",
}


def cards(kind: ModelKind | None = None, store: ModelStore | None = None) -> tuple[ModelCard, ...]:
    """All that can be named, or all of one kind, by name: what comes with the code, what a store has cards of, and the
    algorithms for which all is installed."""
    known = {
        card.name: card
        for card in (*(store.cards() if store else ()), WHOLE_PICTURE, *usable_cards(store))
    }
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
