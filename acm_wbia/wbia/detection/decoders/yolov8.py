"""YOLOv8, v9 and 11, and RT-DETR as Ultralytics exports it: centre, size, classes; no objectness.

Output ``(4 + classes, n)``, or the same turned ``(n, 4 + classes)``; scores are 0…1 already.
"""

from acm_wbia.wbia.detection.candidates import Candidates, best_of, corners_of_centres
from acm_wbia.wbia.detection.decoders.raw import Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    output = raw.role("boxes", 0, (None, None))
    if output.shape[0] == 4 + raw.classes:
        output = output.T
    output = raw.checked(output, (None, 4 + raw.classes))
    return best_of(raw.in_pixels(corners_of_centres(output[:, :4])), output[:, 4:])
