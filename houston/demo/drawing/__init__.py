"""Where do the demo's photos come from? They are drawn by the project itself, from a seed and nothing else.

Sixty photos of twelve animals: plains zebras, reticulated giraffes, leopards and whale sharks. The
coat of each side of each animal is painted once, in the coordinates of its body; every photo shows
it in another pose, light, size and place. Drawing needs NumPy and Pillow, which are loaded with the
first photo and not before.
"""

from collections.abc import Iterator

from houston.demo.photos import DemoPhoto

SEED = 20240603
"""Of the set that the documentation shows."""


def draw_photos(seed: int = SEED) -> Iterator[DemoPhoto]:
    """The photos in the order of time, drawn one by one as they are asked for; the same for the same seed.

    Each is a JPEG of 1400 × 1000 pixels. All together take about half a minute of one core.
    """
    from houston.demo.drawing.studio import Studio

    return Studio(seed).photos()
