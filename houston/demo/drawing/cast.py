"""Who is drawn? Twelve animals of four species, each with a name, a home and a side it shows most."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Character:
    """One animal. Its name and the seed of the set decide its coat, nothing else does."""

    name: str
    species: str
    favoured_side: str
    """The side in most of its photos, so that there is something to match."""


@dataclass(frozen=True)
class Home:
    """Where a species is photographed."""

    region: str
    latitude: float
    longitude: float
    reach: float
    """Degrees around, within which photos are taken."""
    utc_offset: str


CAST = (
    Character("Zuri", "equus_quagga", "left"),
    Character("Kito", "equus_quagga", "left"),
    Character("Amara", "equus_quagga", "right"),
    Character("Tano", "equus_quagga", "left"),
    Character("Malaika", "giraffa_reticulata", "left"),
    Character("Jabari", "giraffa_reticulata", "right"),
    Character("Nuru", "giraffa_reticulata", "right"),
    Character("Thandi", "panthera_pardus", "left"),
    Character("Sipho", "panthera_pardus", "right"),
    Character("Lesedi", "panthera_pardus", "left"),
    Character("Bahari", "rhincodon_typus", "left"),
    Character("Papa Potwe", "rhincodon_typus", "left"),
)

HOMES = {
    "equus_quagga": Home("mara", -1.49, 35.14, 0.2, "+03:00"),
    "giraffa_reticulata": Home("samburu", 0.6, 37.53, 0.15, "+03:00"),
    "panthera_pardus": Home("sabi_sand", -24.83, 31.5, 0.1, "+02:00"),
    "rhincodon_typus": Home("mafia_island", -7.85, 39.62, 0.05, "+03:00"),
}

HERDS: tuple[tuple[str, ...], ...] = (
    ("Zuri", "Kito"),
    ("Zuri", "Kito", "Tano"),
    ("Kito", "Tano"),
    ("Jabari", "Nuru"),
    ("Nuru", "Jabari"),
    ("Thandi", "Lesedi"),
)
"""Who was met together: one photo each. A herd walks one way, so all show the same side."""
