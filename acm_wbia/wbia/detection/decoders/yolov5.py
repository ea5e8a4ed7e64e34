"""YOLOv5 and v7 (and MegaDetector v5 and v1000's first): centre, size, objectness, classes.

Output ``(n, 5 + classes)`` in pixels of the input; scores are 0…1 already.
"""

from acm_wbia.wbia.detection.candidates import Candidates, best_of, corners_of_centres
from acm_wbia.wbia.detection.decoders.raw import Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    output = raw.checked(raw.role("boxes", 0, (None, None)), (None, 5 + raw.classes))
    boxes = raw.in_pixels(corners_of_centres(output[:, :4]))
    return best_of(boxes, output[:, 4:5] * output[:, 5:])
