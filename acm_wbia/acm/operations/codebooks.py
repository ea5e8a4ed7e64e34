"""By which codebook are the features of a catalogue sorted, and where does each of them belong?

A catalogue that is too large to be searched exactly is searched by lists. Which list a feature belongs to depends
on the codebook alone, so it is found out once; an index over any match set is then put together in a moment, and
the answer to a query is the same whichever worker gives it and whatever else is in the catalogue.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.models import CodebookRow, FeatureLists, FeatureSet
from acm_wbia.acm.operations.inserting import insert_new
from acm_wbia.acm.queries.batches import batches
from acm_wbia.acm.queries.codebooks import centres_of, lists_of
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.blocks import Blocks
from acm_wbia.wbia.matching.codebook import Codebook
from acm_wbia.wbia.matching.neighbours import lists_for

GROWTH = 4
"""A generation of codebooks serves catalogues within a factor of four: at both ends a search takes about as long
as with lists of just the right number, and a catalogue is sorted anew only each time it has grown so much."""

SORTED_AT_ONCE = 500
"""Annotations; what a killed worker has to sort again."""


def generation_of(features: int, exact_up_to: int) -> int:
    """Which generation of codebooks sorts so many features; 0 where they are searched exactly."""
    generation = 0
    while features > exact_up_to * GROWTH**generation:
        generation += 1
    return generation


def codebook_of(
    foundation: AcmFoundation,
    extraction: str,
    generation: int,
    descriptors: Blocks,
) -> Codebook:
    """The one codebook of that generation; where it was not made yet, it is made from these descriptors.

    Of two workers that make it at once, both get that of the first.
    """
    centres = centres_of(foundation.database, extraction, generation)
    if centres is None:
        middle = foundation.settings.exact_up_to * GROWTH ** (generation - 1) * 2
        made = Codebook.train(descriptors, lists_for(middle))
        row = {
            "extraction": extraction,
            "generation": generation,
            "centres": made.centres.tobytes(),
        }
        with foundation.database.write() as session:
            insert_new(session, CodebookRow, [row])
        centres = centres_of(foundation.database, extraction, generation)
    flat = np.frombuffer(centres or b"", dtype=np.uint8)
    return Codebook(flat.reshape(-1, descriptors[0].shape[1]))


def sort_features(
    foundation: AcmFoundation,
    extraction: str,
    generation: int,
    codebook: Codebook,
    features: Mapping[uuid.UUID, tuple[Stretch, Features]],
    progress: Callable[[int, int], None],
) -> dict[uuid.UUID, NDArray[np.uint16]]:
    """The lists of the features of each annotation; those that nobody knew yet are kept for the next time."""
    known = lists_of(foundation.database, extraction, generation, list(features))
    found = {
        annotation: np.frombuffer(foundation.features.read(stretch), dtype="<u2")
        for annotation, stretch in known.items()
    }
    missing = [annotation for annotation in features if annotation not in known]
    done = 0
    for some in batches(missing, SORTED_AT_ONCE):
        progress(done, len(missing))
        new = _sorted(codebook, [features[annotation][1] for annotation in some])
        found.update(zip(some, new, strict=True))
        _keep(foundation, extraction, generation, some, new, features)
        done += len(some)
    return found


def _sorted(codebook: Codebook, features: Sequence[Features]) -> list[NDArray[np.uint16]]:
    lists = codebook.lists_of([each.descriptors for each in features])
    ends = np.cumsum([len(each) for each in features])
    return np.split(lists, ends[:-1])


def _keep(
    foundation: AcmFoundation,
    extraction: str,
    generation: int,
    annotations: Sequence[uuid.UUID],
    lists: Sequence[NDArray[np.uint16]],
    features: Mapping[uuid.UUID, tuple[Stretch, Features]],
) -> None:
    """As features are kept: the bytes first, then the rows; none for features that have changed meanwhile."""
    stretches = foundation.features.append([each.astype("<u2").tobytes() for each in lists])
    with foundation.database.write() as session:
        statement = select(FeatureSet.annotation_id, FeatureSet.segment, FeatureSet.offset).where(
            FeatureSet.annotation_id.in_(annotations), FeatureSet.extraction == extraction
        )
        locked = session.execute(statement.with_for_update(read=True))
        current = {row.annotation_id: (row.segment, row.offset) for row in locked}
        rows = [
            {
                "annotation_id": annotation,
                "extraction": extraction,
                "generation": generation,
                "segment": stretch.segment,
                "offset": stretch.offset,
                "length": stretch.length,
            }
            for annotation, stretch in zip(annotations, stretches, strict=True)
            if current.get(annotation)
            == (features[annotation][0].segment, features[annotation][0].offset)
        ]
        insert_new(session, FeatureLists, rows)
