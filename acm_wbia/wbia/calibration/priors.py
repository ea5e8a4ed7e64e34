"""What is an algorithm's score worth while nobody has decided anything? As much as on the species it was measured on.

``priors.json`` holds a fitted confidence for each algorithm: numbers only. ``python -m bench calibration`` with
``--write-prior`` makes it anew.
"""

import json
from functools import cache
from pathlib import Path

from acm_wbia.wbia.calibration.confidence import Confidence

FILE = Path(__file__).parent / "priors.json"


@cache
def prior(algorithm: str) -> Confidence | None:
    """The shipped confidence; ``None`` for an algorithm that none was measured for: its scores are no probabilities."""
    known = json.loads(FILE.read_text(encoding="utf-8"))
    return Confidence.from_mapping(known[algorithm]) if algorithm in known else None
