"""DETR, Deformable DETR, RT-DETR and RF-DETR as their libraries export them: scores and boxes of each query.

Outputs ``scores (n, classes)`` raw (``activation`` sigmoid, or softmax with "nothing" as its last class)
and ``boxes (n, 4)``, centre and size as shares of the input.
"""

from acm_wbia.wbia.detection.candidates import Candidates, best_of, corners_of_centres
from acm_wbia.wbia.detection.decoders.raw import Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    scores = raw.role("scores", 0, (None, raw.with_nothing))
    boxes = raw.role("boxes", 1, (len(scores), 4))
    return best_of(raw.in_pixels(corners_of_centres(boxes)), raw.active(scores))
