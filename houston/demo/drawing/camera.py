"""What does a camera make of a scene? Exposure, grain, a lens that is not perfect, a JPEG with EXIF."""

import io

import numpy as np
from PIL import Image, ImageFilter
from PIL.ExifTags import GPS, IFD, Base

from houston.demo.drawing.cast import HOMES
from houston.demo.drawing.noise import Chance
from houston.demo.drawing.plan import PlannedPhoto

QUALITY = 88
"""Of the JPEG: what cameras call fine."""

MIDDLE = 118.0
"""The tone that contrast leaves as it is: a photographer's middle grey."""

GRAIN = (3.0, 5.5)
"""Deviation of the grain, from a good sensor in daylight to a phone in the evening."""


def expose(photo: Image.Image, chance: Chance) -> Image.Image:
    """The photo with the camera's exposure, colour cast, vignette, grain and softness."""
    pixels = np.array(photo, np.float32)
    height, width = pixels.shape[:2]
    contrast = chance.uniform(0.92, 1.1)
    balance = chance.normal(1.0, 0.025, 3) * chance.uniform(0.86, 1.1) * contrast
    ys = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    xs = np.linspace(-1, 1, width, dtype=np.float32)[None, :]
    corners = 1 - np.float32(chance.uniform(0.04, 0.16)) * (xs * xs + ys * ys)
    pixels *= corners[..., None]
    pixels *= balance.astype(np.float32)
    grain = chance.standard_normal((height, width), dtype=np.float32)
    grain *= np.float32(chance.uniform(*GRAIN))
    pixels += (grain + np.float32(MIDDLE * (1 - contrast)))[..., None]
    np.clip(pixels, 0, 255, out=pixels)
    exposed = Image.fromarray(pixels.astype(np.uint8))
    return exposed.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.9)))


def develop(photo: Image.Image, planned: PlannedPhoto) -> bytes:
    """The JPEG file, with the EXIF that this camera writes."""
    file = io.BytesIO()
    photo.save(file, "JPEG", quality=QUALITY, exif=_exif(planned))
    return file.getvalue()


def _exif(planned: PlannedPhoto) -> Image.Exif:
    exif = Image.Exif()
    camera = planned.camera
    if camera is None:
        return exif
    moment = planned.taken.strftime("%Y:%m:%d %H:%M:%S")
    exif[Base.Make], exif[Base.Model], exif[Base.Orientation] = camera.make, camera.model, 1
    exif[Base.DateTime] = moment
    details = exif.get_ifd(IFD.Exif)
    details[Base.DateTimeOriginal] = details[Base.DateTimeDigitized] = moment
    if camera.knows_offset:
        details[Base.OffsetTimeOriginal] = HOMES[planned.species].utc_offset
    if camera.has_gps:
        place = exif.get_ifd(IFD.GPSInfo)
        place[GPS.GPSLatitudeRef] = "S" if planned.latitude < 0 else "N"
        place[GPS.GPSLatitude] = _sexagesimal(planned.latitude)
        place[GPS.GPSLongitudeRef] = "W" if planned.longitude < 0 else "E"
        place[GPS.GPSLongitude] = _sexagesimal(planned.longitude)
    return exif


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    minutes = abs(degrees) % 1 * 60
    return float(int(abs(degrees))), float(int(minutes)), round(minutes % 1 * 60, 3)
