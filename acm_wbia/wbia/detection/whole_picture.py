"""What if no detector is installed, or the pictures are already cut to the animal? All of it is the box."""

from collections.abc import Container

from acm_wbia.wbia.boxes import PictureSize, whole
from acm_wbia.wbia.detection.detector import BY_THE_CARD, Choosing, Detection
from acm_wbia.wbia.models.registry import WHOLE_PICTURE
from acm_wbia.wbia.pictures import Picture


class WholePicture:
    """Answers with one box around the whole picture, which a person may redraw."""

    card = WHOLE_PICTURE

    def __call__(
        self,
        picture: Picture,
        classes: Container[str] | None = None,
        choosing: Choosing = BY_THE_CARD,
    ) -> tuple[Detection, ...]:
        """One detection of class ``animal``, or of none when ``classes`` are given without it.

        It is as sure as can be and alone, so there is nothing to choose.
        """
        (name,) = self.card.classes
        if classes is not None and name not in classes:
            return ()
        height, width = picture.shape[:2]
        box = whole(PictureSize(width, height))
        return (Detection(box, theta=0.0, class_name=name, viewpoint=None, confidence=1.0),)
