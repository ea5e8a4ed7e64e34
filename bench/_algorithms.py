"""Which algorithms are to be measured, steered how?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.matching.embedding import EmbeddingMatching
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.algorithms import ALIKED, EMBEDDING
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.base import refuse_unknown
from acm_wbia.wbia.parameters.fusion import PARTS

Alone = LocalMatching | EmbeddingMatching
"""One that is its own matcher, and that the benchmark can ask about what it has described."""

WITH_LIGHTGLUE = f"{ALIKED.name}:lightglue"


def opened(names: Sequence[str], settings: Sequence[str], models: Path) -> list[Alone]:
    """The algorithms, each with those of the settings ``NAME=VALUE`` that it has.

    A name is an algorithm's, ``embedding:`` and a network's, or ``aliked:lightglue``. ``NAME`` may begin with an algorithm's:
    ``aliked.features=300``. Raises ``UnknownModel``, ``ModelNotInstalled``, or ``InvalidParameters`` for a parameter
    that none has, or for a network that there is not.
    """
    given = dict(setting.split("=", 1) for setting in settings)
    chosen = [_spelled(name) for name in names]
    open_to = [_defaults(algorithm, told) for algorithm, told in chosen]
    known = {
        each
        for (algorithm, _), defaults in zip(chosen, open_to, strict=True)
        for own in defaults
        for each in (own, f"{algorithm}.{own}")
    }
    refuse_unknown(given, sorted(known))
    store = ModelStore(models)
    return [
        _alone(algorithm, {**told, **_own(algorithm, defaults, given)}, store)
        for (algorithm, told), defaults in zip(chosen, open_to, strict=True)
    ]


def _spelled(name: str) -> tuple[str, dict[str, Any]]:
    """The algorithm that is meant, and the parameters that its name tells."""
    algorithm, _, told = name.partition(":")
    if algorithm == EMBEDDING.name and told:
        return algorithm, {"network": told}
    if name == WITH_LIGHTGLUE:
        return algorithm, {"lightglue": True}
    if told or algorithm not in PARTS:
        raise UnknownModel(nearest("algorithm", name, sorted([*PARTS, WITH_LIGHTGLUE])))
    return algorithm, {}


def _defaults(algorithm: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters that may still be set."""
    parameters = algorithms.known(algorithm).card.parameters
    return {own: default for own, default in parameters.items() if own not in told}


def _alone(name: str, parameters: Mapping[str, Any], store: ModelStore) -> Alone:
    found = algorithms.opened(name, parameters, store)
    if not isinstance(found, LocalMatching | EmbeddingMatching):
        raise TypeError(f"{name} is not its own matcher")
    return found


def _own(name: str, defaults: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for own, default in defaults.items():
        text = given.get(f"{name}.{own}", given.get(own))
        if text is not None:
            found[own] = bool(int(text)) if isinstance(default, bool) else type(default)(text)
    return found
