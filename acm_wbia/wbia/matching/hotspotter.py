"""Which individual shares the query's spots, stripes and scars?"""

from collections.abc import Sequence

from acm_wbia.wbia.extraction import extract
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching import verification
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.verification import Verified
from acm_wbia.wbia.models.algorithms import HOTSPOTTER
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.parameters.hotspotter import HotSpotterParameters
from acm_wbia.wbia.pictures import Picture


class HotSpotter(LocalMatching):
    """RootSIFT, compared again by mutual nearest neighbours that one affine map explains."""

    card = HOTSPOTTER
    parameters: HotSpotterParameters

    def __init__(self, parameters: HotSpotterParameters | None = None) -> None:
        self.parameters = parameters or HotSpotterParameters()
        super().__init__(self.parameters.matching, self.parameters.extraction.fingerprint())

    def load(self) -> None:
        """There is nothing to load."""

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Features:
        """RootSIFT features; see ``acm_wbia.wbia.extraction.extract``."""
        return extract(picture, bbox, theta, self.parameters.extraction)

    def verify(self, features: Features, others: Sequence[Features]) -> list[Verified]:
        """See ``acm_wbia.wbia.matching.verification``."""
        return verification.verify(features, others)


def opened(parameters: HotSpotterParameters, _store: ModelStore | None) -> HotSpotter:
    """As ``acm_wbia.wbia.models.algorithms`` opens it; it needs no model."""
    return HotSpotter(parameters)
