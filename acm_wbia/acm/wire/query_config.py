"""What do the settings of a WB-IA query mean to our algorithms? Each is translated or refused, none passed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from acm_wbia.acm.schemas.job_arguments import MOST_CANDIDATES
from acm_wbia.wbia.models.algorithms import usable_cards
from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.store import ModelStore
from service_kit.errors import Malformed

HOTSPOTTER = "hotspotter"
HOTSPOTTERS = ("hotspotter", "vsmany", "hots")
"""What WB-IA calls it, in lower case."""
CANDIDATES = 20
"""Where `n` says nothing; as many as the summaries hold."""

TRANSLATED = {
    "sv_on": "verify",
    "K": "neighbours",
    "fg_on": "outline",
    "rotation_invariance": "upright",
}
"""WB-IA's parameters that ours have, by our names."""
FIXED: Mapping[str, Any] = {"Knorm": 1, "score_method": "nsum"}
"""WB-IA's parameters that are no choice of ours: any other value is refused."""
OTHERS = ("pipeline_root", "proot", "n")


@dataclass(frozen=True, slots=True)
class QueryConfig:
    """How a query is compared."""

    algorithm: str
    parameters: dict[str, Any]
    candidates: int


def query_config(said: Mapping[str, Any], store: ModelStore | None = None) -> QueryConfig:
    """The settings in our words, of an algorithm that can be used here. Raises `Malformed` for one that is unknown or cannot be had."""
    card = _algorithm(said.get("pipeline_root", said.get("proot")), store)
    parameters: dict[str, Any] = {}
    for name, value in said.items():
        if name in TRANSLATED and TRANSLATED[name] in card.parameters:
            parameters[TRANSLATED[name]] = _translated(name, value)
        elif name in FIXED:
            if value != FIXED[name]:
                raise Malformed(
                    f"query_config_dict: {name} is {FIXED[name]} here, and never {value}."
                )
        elif name in card.parameters:
            parameters[name] = value
        elif name not in OTHERS:
            known = sorted([*TRANSLATED, *FIXED, *OTHERS, *card.parameters])
            raise Malformed(
                f"query_config_dict: there is no parameter {name} here. There are: {', '.join(known)}."
            )
    return QueryConfig(card.name, parameters, _candidates(said.get("n")))


def _algorithm(root: Any, store: ModelStore | None) -> ModelCard:
    known = {each.name.lower(): each for each in usable_cards(store)}
    wanted = str(root).lower() if root is not None else HOTSPOTTER
    if wanted in HOTSPOTTERS:
        wanted = HOTSPOTTER
    if wanted not in known:
        raise Malformed(
            f"query_config_dict: there is no algorithm {root} here. There are: {', '.join(known)}."
        )
    return known[wanted]


def _translated(name: str, value: Any) -> Any:
    # WB-IA asks whether to allow for turned animals, we whether to take them for upright.
    return not value if name == "rotation_invariance" and isinstance(value, bool) else value


def _candidates(n: Any) -> int:
    if n is None:
        return CANDIDATES
    if not isinstance(n, int) or isinstance(n, bool) or not 1 <= n <= MOST_CANDIDATES:
        raise Malformed(f"query_config_dict: n is a whole number from 1 to {MOST_CANDIDATES}.")
    return n
