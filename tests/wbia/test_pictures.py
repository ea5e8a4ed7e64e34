"""Whatever the camera or program wrote, the picture comes out upright, or a sentence says why not."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from acm_wbia.wbia.errors import UnreadablePicture
from acm_wbia.wbia.pictures import decode, upright_size

WIDTH, HEIGHT = 60, 40


@pytest.fixture
def landscape():
    """Red at the top left, blue at the bottom right, grey elsewhere."""
    pixels = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    pixels[: HEIGHT // 2, : WIDTH // 2] = (255, 0, 0)
    pixels[HEIGHT // 2 :, WIDTH // 2 :] = (0, 0, 255)
    return Image.fromarray(pixels)


def written(image, kind, **options):
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def shows_the_landscape(picture):
    blue, green, red = picture[5, 5]
    red_is_top_left = red > 200 and green < 60 and blue < 60
    blue, green, red = picture[-5, -5]
    return picture.shape == (HEIGHT, WIDTH, 3) and red_is_top_left and blue > 200 and red < 60


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF"])
def test_common_formats_are_read_as_blue_green_red(landscape, kind):
    picture = decode(written(landscape, kind))
    assert picture.dtype == np.uint8
    assert shows_the_landscape(picture)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF"])
def test_the_orientation_in_exif_is_honoured(landscape, kind, orientation):
    turns = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_90],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_270],
    }
    stored = landscape
    for turn in turns.get(orientation, []):
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = written(stored, kind, exif=exif)
    assert shows_the_landscape(decode(data))
    assert upright_size(data) == (WIDTH, HEIGHT)


def test_a_picture_for_print_is_read_in_its_colours(landscape):
    assert shows_the_landscape(decode(written(landscape.convert("CMYK"), "JPEG")))


def test_a_grey_picture_has_three_equal_channels(landscape):
    picture = decode(written(landscape.convert("L"), "JPEG"))
    assert picture.shape == (HEIGHT, WIDTH, 3)
    assert np.array_equal(picture[..., 0], picture[..., 2])


def test_sixteen_bits_are_scaled_and_not_cut_off():
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(4, axis=0)
    picture = decode(written(Image.fromarray(ramp), "PNG"))
    assert picture[0, :, 0].tolist() == pytest.approx(list(range(256)), abs=1)


def test_a_dark_eight_bit_picture_in_a_deep_container_is_not_brightened():
    dim = np.full((4, 4), 100, np.uint16)
    assert decode(written(Image.fromarray(dim), "TIFF"))[0, 0].tolist() == [100, 100, 100]


def test_what_is_see_through_becomes_white():
    picture = decode(written(Image.new("RGBA", (8, 8), (0, 0, 0, 0)), "PNG"))
    assert (picture == 255).all()


def test_damaged_exif_does_not_lose_the_picture(landscape):
    data = written(landscape, "JPEG", exif=b"Exif\x00\x00MM\x00*\x00\x00\xff\xff")
    assert shows_the_landscape(decode(data))


def test_a_truncated_picture_is_refused_with_what_to_do():
    noise = np.random.default_rng(1).integers(0, 255, (300, 300, 3)).astype(np.uint8)
    data = written(Image.fromarray(noise), "JPEG")
    with pytest.raises(UnreadablePicture, match="Copy it from the camera again"):
        decode(data[: len(data) // 2])


def test_an_empty_file_is_refused():
    with pytest.raises(UnreadablePicture, match="empty"):
        decode(b"")


def test_words_are_no_picture():
    with pytest.raises(UnreadablePicture, match="not a picture"):
        decode(b"dear diary, today we saw three zebras")


def test_a_heic_photo_is_named_as_such():
    with pytest.raises(UnreadablePicture, match="HEIC"):
        decode(b"\x00\x00\x00\x18ftypheic" + bytes(100))


def test_a_video_is_named_as_such():
    with pytest.raises(UnreadablePicture, match="video"):
        decode(b"\x00\x00\x00\x18ftypisom" + bytes(100))


@pytest.mark.parametrize(("width", "height"), [(13_100, 13_000), (60_000, 60_000)])
def test_a_small_file_that_claims_to_be_huge_is_refused_before_it_is_decoded(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk
    bomb += struct.pack(">I", zlib.crc32(chunk)) + struct.pack(">I", 0) + b"IDAT" + bytes(4)
    with pytest.raises(UnreadablePicture, match="million"):
        decode(bomb)
