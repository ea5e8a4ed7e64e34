"""How long does one question take against ever larger catalogues, and is anybody missed by searching them by lists?

A catalogue is the photos of one side and a crowd: annotations put together of features of the other side's photos, each
feature from any of them and jittered, four to an individual. So nobody in the crowd is the animal that is asked for, and
none of it is a copy of a photo. Features lie in files, memory-mapped, as a worker has them. Queries are photos, by the
leak-free protocol of ``acm_wbia.wbia.accuracy``; a question is also asked of an index that compares every feature.
"""

import argparse
import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from acm_wbia.acm.files.feature_segments import FeatureSegments, Stretch
from acm_wbia.acm.files.galleries import STACK_BYTES
from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia import accuracy, pictures
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.blocks import total
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.hotspotter import HotSpotter
from bench import _animals, _boxes, _crops, _manifest
from bench._crowd import PICTURES_EACH, SEED, crowd

DRAWN, DRAWN_PHOTOS = 20, 3
"""Animals, and photos of each, where there is no manifest."""

WRITTEN_AT_ONCE = 500
"""Annotations whose features are appended in one go."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which photos, which sizes, how many questions."""
    parser.add_argument("--manifest", type=Path, help="a CSV file naming photos and individuals")
    parser.add_argument("--same-encounter", default="encounter", metavar="COLUMN")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--queries", type=int, default=20, help="questions of each size")
    parser.add_argument(
        "--exhaustive-up-to",
        type=int,
        default=10_000,
        help="annotations; larger catalogues are not searched feature by feature as well",
    )


def run(args: argparse.Namespace) -> dict[str, Any]:
    """Figures of each size, and how a question's time grows from the first to the last."""
    hotspotter = HotSpotter()
    photos = _photos(hotspotter, args.manifest, args.same_encounter)
    figures: dict[str, Any] = {}
    for size in args.sizes:
        print(f"{size} annotations", flush=True)
        exhaustive = size <= args.exhaustive_up_to
        figures[f"{size} annotations"] = _figures(
            hotspotter, photos, size, args.queries, exhaustive=exhaustive
        )
    first, last = (figures[f"{size} annotations"] for size in (args.sizes[0], args.sizes[-1]))
    times = last["query p50, seconds"] / first["query p50, seconds"]
    return {**figures, f"times slower than at {args.sizes[0]}": times}


def _photos(
    hotspotter: HotSpotter, manifest: Path | None, same_encounter: str
) -> list[accuracy.Photo[Features]]:
    if manifest is None:
        return [
            _drawn(hotspotter, animal, photo)
            for animal in range(2 * DRAWN)
            for photo in range(DRAWN_PHOTOS)
        ]
    rows = _manifest.read(manifest, same_encounter, None)
    crops = _crops.crops(rows, _boxes.Boxes(WholePicture()))
    threads = AcmSettings.model_fields["picture_threads"].default
    return _crops.photos(crops, hotspotter.extract, threads)[0]


def _drawn(hotspotter: HotSpotter, animal: int, photo: int) -> accuracy.Photo[Features]:
    """Half of the animals are seen from the one side and half from the other."""
    picture = pictures.decode(_animals.jpeg(animal, photo))
    (found,) = WholePicture()(picture)
    number = f"{animal}-{photo}"
    features = hotspotter.extract(picture, found.bbox, found.theta)
    return accuracy.Photo(Member(number, str(animal), number), str(animal % 2), features)


def _figures(
    hotspotter: HotSpotter,
    photos: Sequence[accuracy.Photo[Features]],
    size: int,
    queries: int,
    *,
    exhaustive: bool,
) -> dict[str, Any]:
    sides = sorted({photo.side for photo in photos})
    side = max(sides, key=lambda each: sum(photo.side == each for photo in photos))
    own = [photo for photo in photos if photo.side == side][:size]
    others = [photo.described for photo in photos if photo.side != side]
    with tempfile.TemporaryDirectory() as folder:
        segments = FeatureSegments(Path(folder))
        stretches = _kept(segments, [photo.described for photo in own])
        stretches += _crowd(segments, others, size - len(own))
        features = [Features.from_bytes(segments.read(each)) for each in stretches]
        members = [photo.member for photo in own]
        members += [
            Member(f"crowd {number}", f"crowd {number // PICTURES_EACH}")
            for number in range(size - len(own))
        ]
        began = time.perf_counter()
        gallery = Gallery.build(members, features)
        built = time.perf_counter() - began
        asked = accuracy.answerable(own)
        asked = sorted(random.Random(SEED).sample(asked, min(queries, len(asked))))
        outcomes, spent = _asked(hotspotter, own, asked, gallery)
        held = len(gallery.index) * (gallery.index.bytes_each + STACK_BYTES)
        figures = {
            "features": len(gallery.index),
            "memory, bytes an annotation": held / size,
            "disk, bytes an annotation": sum(each.length for each in stretches) / size,
            "sorted and indexed, seconds": built,
            "queries": len(asked),
            "query p50, seconds": float(np.percentile(spent, 50)),
            "query p95, seconds": float(np.percentile(spent, 95)),
            "top-1 %": 100 * accuracy.summary(outcomes).top_1,
            "top-5 %": 100 * accuracy.summary(outcomes).top_5,
        }
        if exhaustive:
            figures |= _beside_exhaustive(hotspotter, own, asked, members, features, outcomes)
        return figures


def _beside_exhaustive(
    hotspotter: HotSpotter,
    own: Sequence[accuracy.Photo[Features]],
    asked: Sequence[int],
    members: Sequence[Member],
    features: Sequence[Features],
    by_lists: Sequence[accuracy.Outcome],
) -> dict[str, Any]:
    """The same questions, each feature compared with every other."""
    everything = total([each.descriptors for each in features])
    gallery = Gallery.build(members, features, exact_up_to=everything)
    outcomes, spent = _asked(hotspotter, own, asked, gallery)
    pairs = list(zip(by_lists, outcomes, strict=True))
    return {
        "feature by feature": {
            "query p50, seconds": float(np.percentile(spent, 50)),
            "top-1 %": 100 * accuracy.summary(outcomes).top_1,
            "top-5 %": 100 * accuracy.summary(outcomes).top_5,
            "queries found first only by lists": sum(a.place < 1 <= b.place for a, b in pairs),
            "queries found first only feature by feature": sum(
                b.place < 1 <= a.place for a, b in pairs
            ),
        }
    }


def _asked(
    hotspotter: HotSpotter,
    own: Sequence[accuracy.Photo[Features]],
    asked: Sequence[int],
    gallery: Gallery,
) -> tuple[list[accuracy.Outcome], list[float]]:
    """What becomes of the queries, and the seconds that each took; the first is asked once before, untimed."""
    hotspotter(own[asked[0]].described, gallery, own[asked[0]].member)
    outcomes, spent = [], []
    for query in asked:
        began = time.perf_counter()
        ranking = hotspotter(own[query].described, gallery, own[query].member)
        spent.append(time.perf_counter() - began)
        outcomes.append(accuracy.judge(own, query, ranking))
    return outcomes, spent


def _kept(segments: FeatureSegments, features: Sequence[Features]) -> list[Stretch]:
    return segments.append([each.to_bytes() for each in features])


def _crowd(segments: FeatureSegments, others: Sequence[Features], count: int) -> Iterator[Stretch]:
    everybody = crowd(others, count)
    while some := list(islice(everybody, WRITTEN_AT_ONCE)):
        yield from _kept(segments, some)
