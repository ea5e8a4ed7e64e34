"""Which network was it that described an animal? Told by its card and its file, of which nothing is loaded."""

import hashlib
import json

from acm_wbia.wbia.errors import ModelUnfit
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.network import EmbeddingForm, InputForm
from acm_wbia.wbia.models.store import ModelStore

VERSION = 1
"""Goes up whenever the same network would give other numbers here, so that stored ones are made anew."""


def fingerprint_of(card: ModelCard, store: ModelStore) -> str:
    """Differs wherever the same animal may be described otherwise; raises ``ModelUnfit``."""
    form, wanted = forms_of(card)
    file = store.expected(card, card.files[0])
    told = [VERSION, card.name, card.version, file, form.model_dump(), wanted.model_dump()]
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()
    return f"embedding-{digest[:32]}"


def forms_of(card: ModelCard) -> tuple[InputForm, EmbeddingForm]:
    """How the network is asked, and how its answer is read; raises ``ModelUnfit``."""
    if card.input is None or card.embedding is None:
        raise ModelUnfit(f"The card of {card.name} does not say how its network is run.")
    return card.input, card.embedding
