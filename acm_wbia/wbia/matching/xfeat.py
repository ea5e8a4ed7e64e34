"""Which individual shares the places that a small, quick network would find again?"""

from collections.abc import Sequence

from acm_wbia.wbia import learned_extraction
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.learned_extraction import InBytes
from acm_wbia.wbia.matching import verification
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.models.algorithms import XFEAT
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.networks.xfeat import XFeat
from acm_wbia.wbia.parameters.xfeat import XFeatParameters
from acm_wbia.wbia.pictures import Picture

FEATURES_FILE = ("xfeat", "xfeat.pt")
"""Model and file in the store."""

IN_BYTES = InBytes(scale=280.0)
"""Sixty-four numbers of a row of length 1 are larger than ALIKED's: of a thousand one is cut off, too."""


class XFeatMatching(LocalMatching):
    """XFeat's features, compared again as SIFT's are.

    The network is read from the store when it is first needed; see ``AlikedMatching``.
    """

    card = XFEAT
    parameters: XFeatParameters

    def __init__(self, parameters: XFeatParameters, store: ModelStore) -> None:
        self.parameters = parameters
        self._store = store
        super().__init__(parameters.matching, parameters.extraction.fingerprint())

    def load(self) -> None:
        """Reads the network; see ``Matcher.load``."""
        self._network()

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        """XFeat's features; see ``acm_wbia.wbia.learned_extraction.extract``."""
        wanted = self.parameters.extraction
        network = self._network()
        return learned_extraction.extract(network, picture, bbox, theta, wanted, IN_BYTES)

    def verify(self, features: Features, others: Sequence[Features]) -> list[Verified]:
        """See ``acm_wbia.wbia.matching.verification``."""
        return verification.verify(features, others)

    def _network(self) -> XFeat:
        return self._store.loaded(*FEATURES_FILE, XFeat.load)


def opened(parameters: XFeatParameters, store: ModelStore) -> XFeatMatching:
    """As ``acm_wbia.wbia.models.algorithms`` opens it."""
    return XFeatMatching(parameters, store)
