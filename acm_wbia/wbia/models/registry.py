"""Which model goes by this name?

Naming one is free; what it needs is imported when it is loaded. Algorithms are opened in ``algorithms``.
"""

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.models.algorithms import usable_cards
from acm_wbia.wbia.models.card import ModelCard, ModelKind
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

_WORDS = {ModelKind.DETECTOR: "detector", ModelKind.IDENTIFICATION: "identification algorithm"}


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
    known = {found.name: found for found in cards(kind, store)}
    if name in known:
        return known[name]
    what = _WORDS.get(kind, "model") if kind else "model"
    raise UnknownModel(nearest(what, name, list(known)))
