"""Which individual shares the places that a network would find again?"""

import threading
from collections.abc import Sequence

from acm_wbia.wbia import aliked_extraction
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching import verification
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.pairing import paired
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.models.card import ModelCard, ModelKind
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.networks.aliked import Aliked
from acm_wbia.wbia.networks.lightglue import LightGlue
from acm_wbia.wbia.parameters.aliked import AlikedParameters
from acm_wbia.wbia.pictures import Picture

ALIKED = ModelCard(
    name="aliked",
    version="1",
    kind=ModelKind.IDENTIFICATION,
    description="Finds individuals by places that a network has learned to find again (ALIKED), which bear bending and "
    "other light better than spots that stand out by themselves. For animals that stand upright. Needs the model "
    "aliked_n16 and torch; with the parameter lightglue the model aliked_lightglue too, and some seconds more.",
    licence="Apache-2.0",
    parameters=AlikedParameters().to_mapping(),
)

FEATURES_FILE = ("aliked_n16", "aliked-n16.pth")
PAIRING_FILE = ("aliked_lightglue", "aliked_lightglue.pth")
"""Model and file in the store."""


class AlikedMatching(LocalMatching):
    """ALIKED's features, compared again as SIFT's are or, where wanted, by LightGlue.

    Networks are read from the store when they are first needed: a query of stored features needs none, and only
    ``lightglue`` needs the second. Raises ``ModelNotInstalled``, ``ModelFileWrong`` or ``WrongWeights`` then.
    """

    card = ALIKED

    def __init__(self, parameters: AlikedParameters, store: ModelStore) -> None:
        self.parameters = parameters
        self._store = store
        self._lock = threading.Lock()
        self._features: Aliked | None = None
        self._pairing: LightGlue | None = None
        super().__init__(parameters.matching)

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        """ALIKED features; see ``acm_wbia.wbia.aliked_extraction.extract``."""
        with self._lock:
            if self._features is None:
                self._features = Aliked.load(self._store.file(*FEATURES_FILE))
        network = self._features
        return aliked_extraction.extract(network, picture, bbox, theta, self.parameters.extraction)

    def verify(self, features: Features, others: Sequence[Features]) -> list[Verified]:
        """See ``acm_wbia.wbia.matching.verification``, and ``pairing`` for LightGlue."""
        wanted = self.parameters.matching
        if not wanted.lightglue:
            return [verification.verify(features, other) for other in others]
        with self._lock:
            if self._pairing is None:
                self._pairing = LightGlue.load(self._store.file(*PAIRING_FILE))
        return list(paired(self._pairing, features, others, wanted.paired_features))
