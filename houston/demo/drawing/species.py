"""What belongs to a species? Its body, its coat, its place, and how large it is in a photo."""

from collections.abc import Callable
from dataclasses import dataclass

from houston.demo.drawing.bodies import giraffe, leopard, whale_shark, zebra
from houston.demo.drawing.coats import blotches, rosettes, spots, stripes
from houston.demo.drawing.noise import Chance, Field, Shape
from houston.demo.drawing.puppet import Body
from houston.demo.drawing.scenery import reef, savanna, woodland
from houston.demo.drawing.scenery.scene import Scene


@dataclass(frozen=True)
class Kind:
    """How animals of one species are drawn."""

    body: Body
    paint_coat: Callable[[Chance, Shape], Field]
    paint_place: Callable[[Chance, Shape], Scene]
    length: tuple[float, float]
    """Least and most length of the canvas in a photo, in pixels."""


KINDS = {
    "equus_quagga": Kind(zebra.BODY, stripes.paint, savanna.paint, (860, 1130)),
    "giraffa_reticulata": Kind(giraffe.BODY, blotches.paint, savanna.paint, (520, 596)),
    "panthera_pardus": Kind(leopard.BODY, rosettes.paint, woodland.paint, (1020, 1280)),
    "rhincodon_typus": Kind(whale_shark.BODY, spots.paint, reef.paint, (1060, 1300)),
}
