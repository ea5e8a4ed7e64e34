"""SSD, and whatever else gives boxes and the scores of all classes, or boxes that are chosen already.

Outputs ``boxes (n, 4)`` in the card's ``box_order``, and either ``scores (n, classes)`` or, once the card
names an output for ``labels``, ``scores (n,)`` and ``labels (n,)``, as TensorFlow's, torchvision's and
RT-DETR's own exports have them.
"""

import numpy as np

from acm_wbia.wbia.detection.candidates import Candidates, best_of, corners_of_centres
from acm_wbia.wbia.detection.decoders.raw import Array, Raw


def decode(raw: Raw) -> Candidates:
    """Boxes in pixels of the input; raises ``ModelUnfit``."""
    boxes = raw.in_pixels(_corners(raw, raw.role("boxes", 0, (None, 4))))
    if "labels" not in raw.form.names:
        return best_of(boxes, raw.active(raw.role("scores", 1, (len(boxes), raw.with_nothing))))
    scores = raw.role("scores", 1, (len(boxes),))
    labels = raw.role("labels", 2, (len(boxes),)).round().astype(np.int64)
    labels = labels - int(raw.form.background)
    # What is padded, or "nothing", has no label of ours.
    known = (labels >= 0) & (labels < raw.classes)
    chosen = Candidates(boxes.astype(np.float32), scores.astype(np.float32), labels)
    return chosen[known]


def _corners(raw: Raw, boxes: Array) -> Array:
    if raw.form.box_order == "centre":
        return corners_of_centres(boxes)
    return boxes[:, [1, 0, 3, 2]] if raw.form.box_order == "corners_yx" else boxes
