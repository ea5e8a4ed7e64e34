"""Which numbers decide the features of an annotation?"""

from dataclasses import dataclass

from acm_wbia.wbia.parameters.base import Parameters, bounded

VERSION = "1"
"""Goes up whenever the same parameters would give other features, so that stored ones are made anew."""


@dataclass(frozen=True)
class ExtractionParameters(Parameters):
    """What decides the features of an annotation; features are stored under its ``fingerprint``."""

    chip_area: int = bounded(450 * 450, 64 * 64, 1024 * 1024)
    """Square pixels that every chip is scaled to."""
    features: int = bounded(500, 50, 5000)
    """The most that are kept."""
    contrast_threshold: float = bounded(0.01, 0.0, 0.2)
    """SIFT's; below OpenCV's usual 0.04, since coats are often faint."""
    upright: bool = True
    """Compare animals as they stand. False for those seen from above, which lie any way round."""
    centre_sigma: float = bounded(0.25, 0.05, 10.0)
    """Width of the bell around the centre of the box, as a share of its sides."""
    outline: bool = True
    """Find the animal's outline first and hold features outside it for background."""

    def fingerprint(self) -> str:
        """As ``Parameters.fingerprint``, with the version of this module."""
        return f"{VERSION}-{super().fingerprint()}"
