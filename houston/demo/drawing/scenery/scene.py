"""What does a place give to a photo? What is behind the animal, what is before it, and the light."""

from dataclasses import dataclass

import numpy as np
from PIL import Image

from houston.demo.drawing.noise import Field, Shape
from houston.demo.drawing.puppet import Colour, Light


@dataclass(frozen=True)
class Scene:
    """A place, ready for an animal."""

    background: Field
    """(height, width, 3) float32, 0…255."""
    foreground: Image.Image
    """RGBA of the same size: grass and leaves that hide a part of the animal."""
    ground: tuple[float, float]
    """Between which heights of the picture (pixels from above) feet may stand."""
    light: Light
    tint: Colour
    """What the light multiplies the colours of the animal with."""
    haze: Colour
    """What the animal fades into with distance."""
    haze_strength: float = 0.0
    shadow: float = 0.5
    """How dark the shadow under the feet is; 0: none, as in water."""


def half(shape: Shape) -> Shape:
    """The size that backgrounds are painted in: a lens leaves them a little blurred anyway."""
    return shape[0] // 2, shape[1] // 2


def as_image(picture: Field) -> Image.Image:
    """The picture with its colours cut off at 0 and 255."""
    return Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))


def enlarged(image: Image.Image, shape: Shape) -> Field:
    """A background in the size of the photo."""
    large = image.resize((shape[1], shape[0]), Image.Resampling.BICUBIC)
    return np.asarray(large, np.float32)
