"""Which algorithms are to be measured, steered how?"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from acm_wbia.wbia.errors import UnknownModel
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.aliked import AlikedParameters
from acm_wbia.wbia.parameters.base import refuse_unknown
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters

_KNOWN: Mapping[str, type[HotSpotterParameters] | type[AlikedParameters]] = {
    "aliked": AlikedParameters,
    "hotspotter": HotSpotterParameters,
}


def opened(names: Sequence[str], settings: Sequence[str], models: Path) -> list[LocalMatching]:
    """The algorithms, each with those of the settings ``NAME=NUMBER`` that it has.

    ``NAME`` may begin with an algorithm's: ``aliked.features=300``. Raises ``UnknownModel``, or
    ``InvalidParameters`` for a parameter that none has.
    """
    for name in names:
        if name not in _KNOWN:
            raise UnknownModel(nearest("algorithm", name, sorted(_KNOWN)))
    given = dict(setting.split("=", 1) for setting in settings)
    defaults = {name: _KNOWN[name]().to_mapping() for name in names}
    known = {each for name in names for own in defaults[name] for each in (own, f"{name}.{own}")}
    refuse_unknown(given, sorted(known))
    return [_opened(name, _own(name, defaults[name], given), models) for name in names]


def _own(name: str, defaults: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for own, default in defaults.items():
        text = given.get(f"{name}.{own}", given.get(own))
        if text is not None:
            found[own] = bool(int(text)) if isinstance(default, bool) else type(default)(text)
    return found


def _opened(name: str, values: Mapping[str, Any], models: Path) -> LocalMatching:
    if name == "hotspotter":
        return HotSpotter(HotSpotterParameters.from_mapping(values))
    from acm_wbia.wbia.matching.aliked import AlikedMatching  # Needs torch, which others do not.

    return AlikedMatching(AlikedParameters.from_mapping(values), ModelStore(models))
