"""Which individual shares the places that a network would find again?"""

from collections.abc import Sequence

from acm_wbia.wbia import learned_extraction
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching import verification
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.pairing import IN_BYTES, paired, together
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.models.algorithms import ALIKED
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.networks.aliked import Aliked
from acm_wbia.wbia.networks.lightglue import LightGlue
from acm_wbia.wbia.parameters.aliked import AlikedParameters
from acm_wbia.wbia.pictures import Picture

FEATURES_FILE = ("aliked_n16", "aliked-n16.pth")
PAIRING_FILE = ("aliked_lightglue", "aliked_lightglue.pth")
"""Model and file in the store."""

WITH_LIGHTGLUE = "-lightglue-2"
"""Ends the version: how much what LightGlue pairs counts has changed once."""


class AlikedMatching(LocalMatching):
    """ALIKED's features, compared again as SIFT's are and, where wanted, by LightGlue, too.

    Networks are read from the store when they are first needed: a query of stored features needs none, and only
    ``lightglue`` needs the second. Raises ``ModelNotInstalled``, ``ModelFileWrong`` or ``WrongWeights`` then.
    """

    card = ALIKED
    parameters: AlikedParameters

    def __init__(self, parameters: AlikedParameters, store: ModelStore) -> None:
        self.parameters = parameters
        self._store = store
        super().__init__(parameters.matching, parameters.extraction.fingerprint())

    @property
    def version(self) -> str:
        """The card's; what LightGlue pairs is scored otherwise, so what is known of either says nothing of the other."""
        return f"{self.card.version}{WITH_LIGHTGLUE if self.parameters.matching.lightglue else ''}"

    def load(self) -> None:
        """Reads the network that finds features; see ``Matcher.load``."""
        self._features()

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        """ALIKED features; see ``acm_wbia.wbia.learned_extraction.extract``."""
        wanted = self.parameters.extraction
        network = self._features()
        return learned_extraction.extract(network, picture, bbox, theta, wanted, IN_BYTES)

    def verify(self, features: Features, others: Sequence[Features]) -> list[Verified]:
        """See ``acm_wbia.wbia.matching.verification``, and ``pairing`` for LightGlue."""
        wanted = self.parameters.matching
        found = verification.verify(features, others)
        if not wanted.lightglue:
            return found
        network = self._store.loaded(*PAIRING_FILE, LightGlue.load)
        return list(map(together, found, paired(network, features, others, wanted.paired_features)))

    def _features(self) -> Aliked:
        return self._store.loaded(*FEATURES_FILE, Aliked.load)


def opened(parameters: AlikedParameters, store: ModelStore) -> AlikedMatching:
    """As ``acm_wbia.wbia.models.algorithms`` opens it."""
    return AlikedMatching(parameters, store)
