"""Which identification algorithms are there, what does each need, and is that installed?

Importable without the libraries that run them: those are loaded with the first algorithm that needs them.
"""

import importlib
import importlib.util
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from acm_wbia.wbia.errors import InvalidParameters, ModelNotInstalled, UnknownModel
from acm_wbia.wbia.models.card import ModelCard, ModelKind
from acm_wbia.wbia.models.names import nearest
from acm_wbia.wbia.models.store import ModelStore, command
from acm_wbia.wbia.parameters.aliked import AlikedParameters
from acm_wbia.wbia.parameters.base import Steering
from acm_wbia.wbia.parameters.embedding import EmbeddingParameters
from acm_wbia.wbia.parameters.fusion import FusionParameters
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.parameters.xfeat import XFeatParameters

if TYPE_CHECKING:
    from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm

TORCH_EXTRA = "pip install 'codex-houston[learned]'"
"""How torch gets here."""

HOTSPOTTER = ModelCard(
    name="hotspotter",
    version="2",
    kind=ModelKind.IDENTIFICATION,
    description="Finds individuals by spots, stripes, scars and other marks that two pictures share. Needs "
    "no training, works for any patterned species, and shows which marks it matched.",
    licence="Apache-2.0",
    parameters=HotSpotterParameters().to_mapping(),
)

ALIKED = ModelCard(
    name="aliked",
    version="3",
    kind=ModelKind.IDENTIFICATION,
    description="Finds individuals by places that a network has learned to find again (ALIKED), which bear bending and "
    "other light better than spots that stand out by themselves. For animals that stand upright. Needs the model "
    "aliked_n16 and torch; with the parameter lightglue the model aliked_lightglue too, and some seconds more.",
    licence="Apache-2.0",
    parameters=AlikedParameters().to_mapping(),
)

EMBEDDING = ModelCard(
    name="embedding",
    version="1",
    kind=ModelKind.IDENTIFICATION,
    description="Finds individuals by how similar a network finds whole animals, such as MiewID or MegaDescriptor: for "
    "animals without a pattern, and quick among very many. Shows no matched points. Needs the model that is named as network.",
    licence="Apache-2.0",
    parameters=EmbeddingParameters().to_mapping(),
)

FUSION = ModelCard(
    name="fusion",
    version="1",
    kind=ModelKind.IDENTIFICATION,
    description="Asks several algorithms and puts together what they say, each by what its word is worth for the "
    "species. Finds more than any of them alone, and takes the time of all. Needs what they need.",
    licence="Apache-2.0",
    parameters=FusionParameters().to_mapping(),
)

XFEAT = ModelCard(
    name="xfeat_matching",
    version="3",
    kind=ModelKind.IDENTIFICATION,
    description="As aliked, with a smaller network (XFeat) that is several times quicker and takes half the room. For "
    "animals that stand upright. Needs the model xfeat and torch.",
    licence="Apache-2.0",
    parameters=XFeatParameters().to_mapping(),
)


@dataclass(frozen=True)
class Needs:
    """What must be installed for an algorithm as it is steered."""

    models: Sequence[str] = ()
    """Models of the store."""
    torch: bool = False


@dataclass(frozen=True)
class KnownAlgorithm:
    """An algorithm of which nothing is loaded yet."""

    card: ModelCard
    parameters: type[Steering]
    module: str
    """With a function ``opened(parameters, store)``."""
    needs: Callable[[Any, ModelStore | None], Needs]
    """From parameters. Raises ``InvalidParameters`` for something that does not exist."""
    variants: Callable[[ModelStore | None], Sequence[Steering]] | None = None
    """The ways of steering it of which one is enough for it to be listed; without, the one where nothing is said."""


def _needs_of_aliked(parameters: AlikedParameters, _store: ModelStore | None) -> Needs:
    pairing = ("aliked_lightglue",) if parameters.matching.lightglue else ()
    return Needs(("aliked_n16", *pairing), torch=True)


def _needs_of_embedding(parameters: EmbeddingParameters, store: ModelStore | None) -> Needs:
    if store is None:
        return Needs((parameters.network,))
    networks = {card.name: card for card in _networks(store)}
    if parameters.network not in networks:
        known = nearest("network of whole animals called", parameters.network, sorted(networks))
        raise InvalidParameters(known)
    form = networks[parameters.network].embedding
    return Needs((parameters.network,), torch=form is not None and form.format != "onnx")


def _networks(store: ModelStore) -> list[ModelCard]:
    return [card for card in store.cards() if card.embedding is not None]


def _embedding_variants(store: ModelStore | None) -> list[Steering]:
    return [EmbeddingParameters(card.name) for card in (_networks(store) if store else ())]


def _needs_of_fusion(parameters: FusionParameters, store: ModelStore | None) -> Needs:
    parts = [KNOWN[each.name].needs(each.parameters, store) for each in parameters.algorithms]
    models = dict.fromkeys(model for each in parts for model in each.models)
    return Needs(tuple(models), any(each.torch for each in parts))


KNOWN: dict[str, KnownAlgorithm] = {
    each.card.name: each
    for each in (
        KnownAlgorithm(ALIKED, AlikedParameters, "acm_wbia.wbia.matching.aliked", _needs_of_aliked),
        KnownAlgorithm(
            EMBEDDING,
            EmbeddingParameters,
            "acm_wbia.wbia.matching.embedding",
            _needs_of_embedding,
            _embedding_variants,
        ),
        KnownAlgorithm(FUSION, FusionParameters, "acm_wbia.wbia.matching.fused", _needs_of_fusion),
        KnownAlgorithm(
            HOTSPOTTER,
            HotSpotterParameters,
            "acm_wbia.wbia.matching.hotspotter",
            lambda _parameters, _store: Needs(),
        ),
        KnownAlgorithm(
            XFEAT,
            XFeatParameters,
            "acm_wbia.wbia.matching.xfeat",
            lambda _parameters, _store: Needs(("xfeat",), torch=True),
        ),
    )
}


def known(name: str) -> KnownAlgorithm:
    """The algorithm, installed or not; raises ``UnknownModel`` naming the nearest and all there are."""
    if name not in KNOWN:
        raise UnknownModel(nearest("identification algorithm", name, sorted(KNOWN)))
    return KNOWN[name]


def usable_cards(store: ModelStore | None) -> tuple[ModelCard, ...]:
    """Of the algorithms for which all is installed that they need, by name."""
    return tuple(KNOWN[name].card for name in sorted(KNOWN) if _is_usable(KNOWN[name], store))


def checked(name: str, parameters: Mapping[str, Any], store: ModelStore | None) -> Steering:
    """The parameters with every default filled in, of an algorithm that can be used with them.

    Costs nothing. Raises ``UnknownModel``, ``InvalidParameters`` for a parameter that it does not have, and
    ``ModelNotInstalled`` saying all that is to be installed. Without a store only what needs no model can be used.
    """
    chosen = known(name)
    steering = chosen.parameters.from_mapping(parameters)
    lacking = _lacking(chosen, steering, store)
    if lacking:
        raise ModelNotInstalled(
            f"The algorithm {name} cannot be used yet: it needs {' and '.join(lacking)}."
        )
    return steering


def opened(
    name: str, parameters: Mapping[str, Any] | None = None, store: ModelStore | None = None
) -> "IdentificationAlgorithm":
    """The algorithm, ready to describe and to rank; raises as ``checked`` does."""
    steering = checked(name, parameters or {}, store)
    module = importlib.import_module(known(name).module)
    return cast("IdentificationAlgorithm", module.opened(steering, store))


def has_torch() -> bool:
    """Whether the library is installed; it is not loaded."""
    return importlib.util.find_spec("torch") is not None


def _is_usable(one: KnownAlgorithm, store: ModelStore | None) -> bool:
    ways = one.variants(store) if one.variants else [one.parameters.from_mapping({})]
    return any(not _lacking(one, steering, store) for steering in ways)


def _lacking(chosen: KnownAlgorithm, steering: Steering, store: ModelStore | None) -> list[str]:
    """Each thing that is not installed, with the command that installs it."""
    needs = chosen.needs(steering, store)
    found = [each for name in needs.models if (each := _model_lacking(name, store))]
    if needs.torch and not has_torch():
        found.append(f"the library torch ({TORCH_EXTRA})")
    return found


def _model_lacking(name: str, store: ModelStore | None) -> str | None:
    if store is None:
        return f"the model {name}"
    card = store.card(name)
    missing = [file for file in card.files if not store.place(card, file).is_file()]
    return f"the model {name} ({command(card, missing[0])})" if missing else None
