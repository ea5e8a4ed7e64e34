"""Which algorithms are to be measured, steered how?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.base import refuse_unknown

LOCAL = ("aliked", "hotspotter", "xfeat_matching")
"""Those that the benchmark can ask about features that it has made."""


def opened(names: Sequence[str], settings: Sequence[str], models: Path) -> list[LocalMatching]:
    """The algorithms, each with those of the settings ``NAME=NUMBER`` that it has.

    ``NAME`` may begin with an algorithm's: ``aliked.features=300``. Raises ``UnknownModel``,
    ``ModelNotInstalled``, or ``InvalidParameters`` for a parameter that none has.
    """
    for name in names:
        if name not in LOCAL:
            raise UnknownModel(nearest("algorithm", name, LOCAL))
    given = dict(setting.split("=", 1) for setting in settings)
    defaults = {name: algorithms.known(name).card.parameters for name in names}
    known = {each for name in names for own in defaults[name] for each in (own, f"{name}.{own}")}
    refuse_unknown(given, sorted(known))
    store = ModelStore(models)
    return [local(name, _own(name, defaults[name], given), store) for name in names]


def local(name: str, parameters: Mapping[str, Any], store: ModelStore) -> LocalMatching:
    """One of ``LOCAL``; raises as ``opened`` does."""
    found = algorithms.opened(name, parameters, store)
    if not isinstance(found, LocalMatching):
        raise TypeError(f"{name} has no local features")
    return found


def _own(name: str, defaults: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for own, default in defaults.items():
        text = given.get(f"{name}.{own}", given.get(own))
        if text is not None:
            found[own] = bool(int(text)) if isinstance(default, bool) else type(default)(text)
    return found
