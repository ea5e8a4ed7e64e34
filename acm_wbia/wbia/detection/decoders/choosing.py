"""Which function reads this network's output?"""

from collections.abc import Callable

from acm_wbia.wbia.detection.candidates import Candidates
from acm_wbia.wbia.detection.decoders import (
    class_activation,
    detr,
    end_to_end,
    gfl,
    ssd,
    yolov5,
    yolov8,
    yolox,
)
from acm_wbia.wbia.detection.decoders.raw import Raw

Decoder = Callable[[Raw], Candidates]

DECODERS: dict[str, Decoder] = {
    "yolox": yolox.decode,
    "yolov5": yolov5.decode,
    "yolov8": yolov8.decode,
    "end_to_end": end_to_end.decode,
    "detr": detr.decode,
    "ssd": ssd.decode,
    "gfl": gfl.decode,
    "class_activation": class_activation.decode,
}
"""By the word of the card."""
