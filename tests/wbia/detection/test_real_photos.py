"""Two published detectors find the animals in real photos, once their files are added by their cards."""

import io

import pytest
from PIL import Image

from acm_wbia.wbia.boxes import Box, PictureSize, from_megadetector
from acm_wbia.wbia.detection.loading import Detectors
from acm_wbia.wbia.models.installing import add_file
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.pictures import decode
from bench._manifest import read

pytestmark = pytest.mark.shared

FILES = {"yolox_nano": "yolox_nano.onnx", "picodet_s_416": "picodet_s_416_coco.onnx"}
SOME_SEALS = 10


@pytest.fixture(scope="module")
def detectors(shared_folder, tmp_path_factory):
    store = ModelStore(tmp_path_factory.mktemp("models"))
    for name, file in FILES.items():
        add_file(store, store.card(name), shared_folder / "models" / file)
    return Detectors(store)


def overlap(first: Box, second: Box) -> float:
    """Intersection over union of two unturned boxes, 0…1."""
    width = min(first.x + first.width, second.x + second.width) - max(first.x, second.x)
    height = min(first.y + first.height, second.y + second.height) - max(first.y, second.y)
    shared = max(0.0, width) * max(0.0, height)
    return shared / (first.area + second.area - shared)


@pytest.mark.parametrize("name", FILES)
def test_a_zebra_is_found_where_it_stands(detectors, shared_folder, name):
    picture = decode((shared_folder / "data/mixed/zebra.jpg").read_bytes())
    (found,) = detectors.get(name)(picture)
    assert (found.class_name, found.raw_class) == ("animal", "zebra")
    assert found.confidence > 0.9
    height, width = picture.shape[:2]
    whole = from_megadetector((0.16, 0.13, 0.63, 0.81), PictureSize(width, height))
    assert overlap(found.bbox, whole) > 0.9


def test_seals_are_found_though_no_network_learned_them(detectors, shared_folder):
    rows = read(shared_folder / "data/seals/manifest.csv", "taken", None)[:SOME_SEALS]
    detector = detectors.get("picodet_s_416")
    found = [detector(decode(row.path.read_bytes()), {"animal"}) for row in rows]
    assert sum(map(bool, found)) >= SOME_SEALS - 1


def test_an_animal_lying_on_its_side_in_the_file_is_found_upright(detectors, shared_folder):
    path = shared_folder / "data/mixed/zebra.jpg"
    with Image.open(path) as image:
        lying = image.transpose(Image.Transpose.ROTATE_90)
        exif = Image.Exif()
        exif[0x0112] = 6
        stream = io.BytesIO()
        lying.save(stream, "JPEG", quality=95, exif=exif)
    detector = detectors.get("yolox_nano")
    (turned,) = detector(decode(stream.getvalue()))
    (upright,) = detector(decode(path.read_bytes()))
    assert overlap(turned.bbox, upright.bbox) > 0.9
