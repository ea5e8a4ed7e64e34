"""How is a whole set of photos drawn? Coats once, then photo after photo, each from its own seed.

Any photo can be drawn without the others and is the same every time.
"""

import zlib
from collections.abc import Iterator
from functools import partial

import numpy as np

from houston.demo.drawing.camera import develop, expose
from houston.demo.drawing.cast import HOMES, Character
from houston.demo.drawing.composition import Appearance, compose
from houston.demo.drawing.noise import Chance, Field
from houston.demo.drawing.plan import PlannedPhoto, plan
from houston.demo.drawing.puppet import dress, pose
from houston.demo.drawing.species import KINDS
from houston.demo.photos import DemoAnimal, DemoPhoto

SIZE = (1400, 1000)

IN_A_HERD = {1: 1.0, 2: 0.68, 3: 0.54}
"""How large each animal of so many is drawn, so that all fit in."""


class Studio:
    """Draws the photos of one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._coats: dict[tuple[str, str], Field] = {}

    def photos(self) -> Iterator[DemoPhoto]:
        """All photos in the order of time."""
        for planned in plan(self._seed):
            yield self.draw(planned)

    def draw(self, planned: PlannedPhoto) -> DemoPhoto:
        """One photo with its truth."""
        chance = self._chance(f"photo {planned.number}")
        kind = KINDS[planned.species]
        scene = kind.paint_place(chance, (SIZE[1], SIZE[0]))
        crowd = len(planned.animals)
        appearances = [
            self._appearance(chance, animal, planned.side, index, crowd)
            for index, animal in enumerate(planned.animals)
        ]
        picture, boxes = compose(scene, appearances, chance)
        jpeg = develop(expose(picture, chance), planned)
        home = HOMES[planned.species]
        return DemoPhoto(
            name=planned.name,
            species=planned.species,
            animals=tuple(
                DemoAnimal(animal.name, planned.side, box)
                for animal, box in zip(planned.animals, boxes, strict=True)
            ),
            sighting=planned.sighting,
            taken=planned.taken,
            utc_offset=home.utc_offset,
            location=(planned.latitude, planned.longitude),
            region=home.region,
            read=partial(bytes, jpeg),
        )

    def coat(self, animal: Character, side: str) -> Field:
        """The body of the animal, painted; left and right are different patterns, as they are in life."""
        key = (animal.name, side)
        if key not in self._coats:
            kind = KINDS[animal.species]
            width, height = kind.body.size
            coat = kind.paint_coat(self._chance(f"coat {animal.name} {side}"), (height, width))
            self._coats[key] = dress(kind.body, coat)
        return self._coats[key]

    def _appearance(
        self, chance: Chance, animal: Character, side: str, index: int, crowd: int
    ) -> Appearance:
        kind = KINDS[animal.species]
        place = (index + 0.5) / crowd + chance.uniform(-0.04, 0.04)
        return Appearance(
            body=kind.body,
            dressed=self.coat(animal, side),
            turns=pose(kind.body, chance),
            mirrored=side == "right",
            length=float(chance.uniform(*kind.length)) * IN_A_HERD[crowd],
            place=float(place),
            foot=float(chance.random()),
            tilt=float(chance.normal(0, 2.2)),
            bend=float(chance.normal(0, 0.012)),
            narrowing=float(chance.uniform(0.88, 1.0)),
        )

    def _chance(self, purpose: str) -> Chance:
        return np.random.default_rng([self._seed, zlib.crc32(purpose.encode())])
