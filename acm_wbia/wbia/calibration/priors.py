"""What is an algorithm's score worth while nobody has decided anything? As much as on the species it was measured on.

``priors.json`` holds fitted confidences by algorithm and version: numbers only. ``python -m bench calibration`` with
``--write-prior`` makes it anew. The version of a fusion names its parts, and that of an embedding its network, so what
was measured of some says nothing of others.
"""

import json
from functools import cache
from pathlib import Path

from acm_wbia.wbia.calibration.confidence import Confidence

FILE = Path(__file__).parent / "priors.json"


@cache
def prior(algorithm: str, version: str) -> Confidence | None:
    """The shipped confidence; ``None`` where none was measured for this version: its scores are no probabilities."""
    known = json.loads(FILE.read_text(encoding="utf-8")).get(algorithm, {})
    return Confidence.from_mapping(known[version]) if version in known else None


def keep(file: Path, confidence: Confidence) -> None:
    """Writes it into a file of priors, in the place of the one of the same algorithm and version."""
    known = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    of = confidence.same.provenance
    known.setdefault(of.algorithm, {})[of.algorithm_version] = confidence.to_mapping()
    file.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
