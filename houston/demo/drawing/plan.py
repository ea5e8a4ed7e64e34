"""Which photos are there to be drawn? Sixty, in forty-six sightings over three years.

The plan is made before a single line is drawn: who is met when and where, with which camera.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from houston.demo.drawing.cast import CAST, HERDS, HOMES, Character

SOLO_SIGHTINGS = 40
DOUBLE_PHOTOS = 14
"""So many of the solo sightings have a second photo."""
OTHER_SIDE = 4
"""So many solo sightings show the side that the animal shows less."""
WITHOUT_CAMERA = 0.06
"""The share of sightings whose files have lost all EXIF on the way."""

FIRST_DAY = datetime(2022, 2, 1)
DAYS = 3 * 365

OPPOSITE = {"left": "right", "right": "left"}


@dataclass(frozen=True)
class Camera:
    """What took the photo, and how it names its files."""

    make: str
    model: str
    pattern: str
    has_gps: bool
    knows_offset: bool


LAND_CAMERAS = (
    Camera("Canon", "Canon EOS 7D Mark II", "IMG_{:04d}.JPG", True, False),
    Camera("NIKON CORPORATION", "NIKON D500", "DSC_{:04d}.JPG", False, False),
    Camera("Panasonic", "DC-FZ82", "P10{:05d}.jpg", False, False),
    Camera("samsung", "SM-G991B", "20{:06d} safari 🌍.jpg", True, True),
    Camera("Apple", "iPhone 13", "IMG_{:04d}.jpeg", True, True),
)
SEA_CAMERAS = (
    Camera("GoPro", "HERO9 Black", "GOPR{:04d}.JPG", True, False),
    Camera("OLYMPUS CORPORATION", "TG-6", "P{:07d}.JPG", False, False),
    Camera("Canon", "Canon PowerShot G7 X Mark II", "Île Chole {:03d}.jpg", False, False),
)


@dataclass(frozen=True)
class Meeting:
    """Who was seen, from which side, and in how many photos."""

    animals: tuple[Character, ...]
    side: str
    photos: int = 1


@dataclass(frozen=True)
class PlannedPhoto:
    """One photo before it is drawn."""

    number: int
    name: str
    animals: tuple[Character, ...]
    side: str
    sighting: str
    taken: datetime
    camera: Camera | None
    """None: a file that was saved by some messenger, which keeps nothing."""
    latitude: float
    longitude: float

    @property
    def species(self) -> str:
        return self.animals[0].species


def plan(seed: int) -> list[PlannedPhoto]:
    """All photos in the order of time; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - this is drawing, not secrecy
    meetings = [*_solo(chance), *_herds()]
    chance.shuffle(meetings)
    days = sorted(chance.sample(range(DAYS), len(meetings)))
    photos: list[PlannedPhoto] = []
    for number, (meeting, day) in enumerate(zip(meetings, days, strict=True), start=1):
        photos += _photos(
            chance, meeting, FIRST_DAY + timedelta(days=day), f"S{number:02d}", len(photos)
        )
    return photos


def _solo(chance: random.Random) -> Iterator[Meeting]:
    double = set(chance.sample(range(SOLO_SIGHTINGS), DOUBLE_PHOTOS))
    for number in range(SOLO_SIGHTINGS):
        animal = CAST[number % len(CAST)]
        # The last round through the cast: by then each animal was seen from its better side.
        turned = number >= SOLO_SIGHTINGS - OTHER_SIDE
        side = OPPOSITE[animal.favoured_side] if turned else animal.favoured_side
        yield Meeting((animal,), side, photos=2 if number in double else 1)


def _herds() -> Iterator[Meeting]:
    by_name = {animal.name: animal for animal in CAST}
    for names in HERDS:
        herd = tuple(by_name[name] for name in names)
        yield Meeting(herd, herd[0].favoured_side)


def _photos(
    chance: random.Random, meeting: Meeting, day: datetime, sighting: str, first_number: int
) -> Iterator[PlannedPhoto]:
    species = meeting.animals[0].species
    home = HOMES[species]
    cameras = SEA_CAMERAS if species == "rhincodon_typus" else LAND_CAMERAS
    camera = None if chance.random() < WITHOUT_CAMERA else chance.choice(cameras)
    pattern = camera.pattern if camera else "WhatsApp Image {:04d}.jpeg"
    minute = chance.randint(6 * 60 + 20, 18 * 60)
    shot = chance.randint(1, 8000)
    latitude = round(home.latitude + chance.uniform(-home.reach, home.reach), 5)
    longitude = round(home.longitude + chance.uniform(-home.reach, home.reach), 5)
    for index in range(meeting.photos):
        yield PlannedPhoto(
            number=first_number + index,
            name=pattern.format(shot + index),
            animals=meeting.animals,
            side=meeting.side,
            sighting=sighting,
            taken=day + timedelta(minutes=minute, seconds=17 + 41 * index),
            camera=camera,
            latitude=latitude,
            longitude=longitude,
        )
