"""Real photos are read as they should look, and real animals are recognised without the help of a leak."""

from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageOps

from acm_wbia.wbia.accuracy import Photo, measure
from acm_wbia.wbia.boxes import PictureSize, from_megadetector
from acm_wbia.wbia.errors import UnreadablePicture
from acm_wbia.wbia.extraction import extract
from acm_wbia.wbia.matching.gallery import Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from acm_wbia.wbia.pictures import decode, upright_size
from bench import _manifest
from bench._galleries import asking

pytestmark = pytest.mark.shared

SOME_PHOTOS = 60
"""Of nyala: the first individuals; enough that guessing would be right less than one time in ten."""


@pytest.fixture
def variants(shared_folder):
    return shared_folder / "data" / "camera_traps" / "variants"


def test_photos_look_as_their_exif_says(variants):
    for path in sorted(variants.glob("*.jpg")):
        if "truncated" in path.name:
            continue
        data = path.read_bytes()
        with Image.open(path) as image:
            right = np.asarray(ImageOps.exif_transpose(image).convert("RGB"))[:, :, ::-1]
        picture = decode(data)
        assert upright_size(data) == (picture.shape[1], picture.shape[0])
        assert np.abs(picture.astype(int) - right).mean() < 2, path.name


def test_a_photo_broken_off_is_refused(variants):
    with pytest.raises(UnreadablePicture, match="breaks off"):
        decode((variants / "african_elephants_truncated_file.jpg").read_bytes())


def test_what_a_detector_found_in_a_camera_trap_photo_can_be_described(shared_folder):
    folder = shared_folder / "data" / "camera_traps" / "jaguar"
    picture = decode((folder / "AREAS 17_20051011_0438.jpg").read_bytes())
    size = PictureSize(picture.shape[1], picture.shape[0])
    box = from_megadetector((0.3192, 0.4825, 0.3123, 0.2114), size)
    assert len(extract(picture, box)) > 50


def test_nyala_are_recognised_far_above_chance_on_photos_of_other_encounters(shared_folder):
    manifest = shared_folder / "data" / "nyala" / "manifest.csv"
    photos = []
    for number, row in enumerate(_manifest.read(manifest, "encounter", SOME_PHOTOS)):
        picture = decode(row.path.read_bytes())
        features = extract(picture, (0, 0, picture.shape[1], picture.shape[0]))
        member = Member(str(number), row.individual, row.encounter)
        photos.append(Photo(member, row.side, features))
    found = measure(photos, partial(asking, HotSpotter()))
    assert found.queries > 40
    assert found.top_1 > 0.3
    assert found.top_5 > 0.7
