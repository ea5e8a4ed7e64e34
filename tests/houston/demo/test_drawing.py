"""Are the drawn photos a set that Codex can be tried with? Sixty photos, twelve animals, the truth known."""

import io
import subprocess
import sys
from collections import Counter
from functools import cache
from itertools import islice, pairwise

import numpy as np
import pytest
from PIL import Image, ImageFilter

from houston.demo.drawing import SEED, draw_photos
from houston.demo.drawing.cast import CAST, HOMES
from houston.demo.drawing.plan import PlannedPhoto, plan
from houston.demo.drawing.studio import SIZE, Studio
from houston.demo.photos import DemoPhoto
from houston.files.exif import read_exif


@cache
def studio() -> Studio:
    return Studio(SEED)


@cache
def drawn(number: int) -> DemoPhoto:
    return studio().draw(plan(SEED)[number])


def picture(photo: DemoPhoto) -> Image.Image:
    return Image.open(io.BytesIO(photo.read()))


def first_that(condition) -> PlannedPhoto:
    return next(photo for photo in plan(SEED) if condition(photo))


def test_sixty_photos_show_twelve_animals_of_four_species_in_forty_six_sightings():
    photos = plan(SEED)
    assert len(photos) == 60
    assert len({photo.sighting for photo in photos}) == 46
    assert {animal.name for photo in photos for animal in photo.animals} == {c.name for c in CAST}
    assert {photo.species for photo in photos} == set(HOMES)
    assert len(CAST) == 12
    assert len(HOMES) == 4


def test_six_photos_show_a_herd():
    assert Counter(len(photo.animals) for photo in plan(SEED)) == {1: 54, 2: 5, 3: 1}


def test_every_animal_is_seen_from_one_side_on_several_days():
    seen = {(a.name, p.side, p.sighting) for p in plan(SEED) for a in p.animals}
    days = Counter((name, side) for name, side, _ in seen)
    assert all(days[animal.name, animal.favoured_side] >= 3 for animal in CAST)


def test_photos_of_one_sighting_stand_together_and_in_the_order_of_time():
    photos = plan(SEED)
    changes = sum(one.sighting != next_.sighting for one, next_ in pairwise(photos))
    assert changes == 45
    assert [photo.taken for photo in photos] == sorted(photo.taken for photo in photos)


@pytest.mark.parametrize("seed", [SEED, 1, 2, 3])
def test_file_names_are_unique_with_any_seed(seed):
    names = [photo.name for photo in plan(seed)]
    assert len(set(names)) == len(names)


def test_a_photo_drawn_again_is_the_same_to_the_last_bit():
    assert Studio(SEED).draw(plan(SEED)[7]).read() == drawn(7).read()


def test_another_seed_draws_other_animals():
    photo = plan(SEED)[7]
    assert Studio(SEED + 1).draw(photo).read() != drawn(7).read()


@pytest.mark.parametrize("species", sorted(HOMES))
def test_a_photo_is_an_ordinary_jpeg_of_a_plausible_size(species):
    planned = first_that(lambda photo: photo.species == species)
    photo = drawn(planned.number)
    with picture(photo) as image:
        assert (image.format, image.size, image.mode) == ("JPEG", SIZE, "RGB")
    assert 100_000 < len(photo.read()) < 500_000
    assert photo.species == species
    assert photo.region == HOMES[species].region


def test_the_camera_says_when_and_often_where():
    with_place = first_that(lambda photo: photo.camera and photo.camera.has_gps)
    told = read_exif(picture(drawn(with_place.number)))
    assert told["time"]["year"] == with_place.taken.year
    assert told["time"]["minute"] == with_place.taken.minute
    assert told["location"]["latitude"] == pytest.approx(with_place.latitude, abs=1e-4)
    assert told["location"]["longitude"] == pytest.approx(with_place.longitude, abs=1e-4)
    assert told["camera"]["model"] == with_place.camera.model


def test_some_cameras_know_no_place_and_some_files_have_lost_everything():
    without_place = first_that(lambda photo: photo.camera and not photo.camera.has_gps)
    told = read_exif(picture(drawn(without_place.number)))
    assert told["time"] is not None
    assert told["location"] is None
    lost = first_that(lambda photo: photo.camera is None)
    assert read_exif(picture(drawn(lost.number)))["time"] is None


def test_the_boxes_hold_the_animals_and_lie_in_the_photo():
    herd = first_that(lambda photo: len(photo.animals) == 3)
    photo = drawn(herd.number)
    for animal in photo.animals:
        x, y, width, height = animal.bbox
        assert 0 <= x < x + width <= SIZE[0]
        assert 0 <= y < y + height <= SIZE[1]
        assert width * height > 0.02 * SIZE[0] * SIZE[1]
    assert photo.individuals == tuple(animal.name for animal in herd.animals)


def _coat(name: str, side: str, seed: int = SEED) -> np.ndarray:
    animal = next(animal for animal in CAST if animal.name == name)
    painted = np.clip(Studio(seed).coat(animal, side), 0, 255).astype(np.uint8)
    grey = Image.fromarray(painted).convert("L").filter(ImageFilter.GaussianBlur(3))
    height, width = grey.height, grey.width
    flank = grey.crop((width * 4 // 10, height * 38 // 100, width * 7 // 10, height * 52 // 100))
    values = np.asarray(flank, np.float64)
    return (values - values.mean()) / values.std()


@pytest.mark.parametrize("name", ["Zuri", "Malaika", "Thandi", "Bahari"])
def test_a_coat_is_the_animals_own_and_its_two_sides_differ(name):
    left = _coat(name, "left")
    assert (left * _coat(name, "left")).mean() > 0.999
    assert abs((left * _coat(name, "right")).mean()) < 0.8
    assert abs((left * _coat(name, "left", seed=SEED + 1)).mean()) < 0.8


def test_photos_come_one_by_one():
    photos = draw_photos()
    assert [photo.name for photo in islice(photos, 2)] == [p.name for p in plan(SEED)[:2]]


def test_nothing_heavy_is_loaded_before_the_first_photo():
    code = (
        "import sys, houston.demo.drawing, houston.demo.folder;"
        "print({'numpy', 'PIL', 'cv2'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"
