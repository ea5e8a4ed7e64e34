"""Are pictures for the screen upright, small, and silent about the place?"""

from __future__ import annotations

import io
import threading
import uuid
from typing import BinaryIO

import numpy as np
import pytest
from PIL import Image

from houston.files.derivatives import Derivatives, Size
from houston.files.refused import FileRefused
from tests.houston.sending import picture


@pytest.fixture
def derivatives(tmp_path):
    return Derivatives(tmp_path / "derivatives")


def made(derivatives: Derivatives, content: bytes, size: Size = Size.MEDIUM) -> Image.Image:
    image = Image.open(derivatives.get(uuid.uuid4(), size, lambda: io.BytesIO(content)))
    image.load()
    return image


@pytest.mark.parametrize(
    ("size", "expected"),
    [(Size.THUMBNAIL, (256, 171)), (Size.MEDIUM, (1024, 683)), (Size.LARGE, (2048, 1365))],
)
def test_the_longest_side_is_the_size_s(derivatives, size, expected):
    image = made(derivatives, picture(size=(3000, 2000)), size)
    assert (image.format, image.size) == ("WEBP", expected)


def test_a_small_picture_stays_as_it_is(derivatives):
    assert made(derivatives, picture(size=(120, 80)), Size.LARGE).size == (120, 80)


def test_it_is_upright_and_tells_nothing_of_camera_or_place(derivatives):
    exif = Image.Exif()
    exif[0x0112], exif[271] = 6, "SecretCamera"
    exif.get_ifd(0x8825).update({1: "S", 2: (1.0, 2.0, 3.0), 3: "E", 4: (36.0, 0.0, 0.0)})
    content = picture(exif=exif)
    image = made(derivatives, content)
    assert image.size == (240, 320)
    assert not image.getexif()
    assert "xmp" not in image.info


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_pictures_of_every_kind_of_pixel_can_be_shown(derivatives, mode):
    base = Image.fromarray(np.tile(np.arange(64, dtype=np.uint8) * 4, (64, 1)))
    if mode == "I;16":
        image = Image.fromarray(np.asarray(base, dtype=np.uint16) * 256)
    else:
        image = base.convert("RGB").convert(mode) if mode != "LA" else base.convert("LA")
    stream = io.BytesIO()
    image.save(stream, "TIFF")
    shown = np.asarray(made(derivatives, stream.getvalue()).convert("L"), dtype=int)
    assert shown[:, -8:].mean() > shown[:, :8].mean() + 100


def test_it_is_made_once_by_however_many_who_ask(derivatives):
    opened: list[int] = []

    def original() -> BinaryIO:
        opened.append(1)
        return io.BytesIO(content)

    content, asset = picture(size=(1600, 1200)), uuid.uuid4()
    askers = [
        threading.Thread(target=derivatives.get, args=(asset, size, original))
        for size in (*Size, *Size)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(opened) == 1


def test_what_was_thrown_away_is_made_again(derivatives):
    asset, content = uuid.uuid4(), picture()
    path = derivatives.get(asset, Size.MEDIUM, lambda: io.BytesIO(content))
    derivatives.forget(asset)
    assert not path.exists()
    assert derivatives.get(asset, Size.MEDIUM, lambda: io.BytesIO(content)).exists()


def test_a_picture_that_cannot_be_read_is_refused_and_leaves_nothing(derivatives, tmp_path):
    with pytest.raises(FileRefused):
        made(derivatives, b"no picture")
    assert not list((tmp_path / "derivatives").rglob("*.webp"))
