"""Drawn animals: the same spots before other grass, so that the truth is known."""

from functools import cache

import pytest

from acm_wbia.wbia.extraction import extract
from acm_wbia.wbia.matching.gallery import Gallery, Member
from bench._animals import drawn

WIDTH, HEIGHT = 480, 360


@cache
def picture_of(animal, photo=0):
    return drawn(animal, photo, WIDTH, HEIGHT)


@cache
def features_of(animal, photo=0):
    return extract(picture_of(animal, photo), (0, 0, WIDTH, HEIGHT))


def member_of(animal, photo=0, **other):
    labels = {"name": f"animal {animal}", "group": f"encounter {animal}-{photo}", **other}
    return Member(f"annotation {animal}-{photo}", **labels)


@pytest.fixture(scope="session")
def herd():
    """Five animals on two photos each."""
    shown = [(animal, photo) for animal in range(5) for photo in range(2)]
    return Gallery.build(
        [member_of(animal, photo) for animal, photo in shown],
        [features_of(animal, photo) for animal, photo in shown],
    )
