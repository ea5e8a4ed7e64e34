"""How does a match set become a gallery that can be searched? From kept features, and at best from memory."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.files.galleries import Contents, Parts
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.codebooks import codebook_of, generation_of, sort_features
from acm_wbia.acm.queries.codebooks import lists_of
from acm_wbia.acm.queries.features import Kept
from acm_wbia.acm.queries.match_sets import MatchSetMember
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.codebook import Codebook
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.neighbours import NeighbourIndex
from acm_wbia.wbia.matching.stack import FeatureStack

SORTED_WHILE_WAITING = 500
"""Annotations; so many are sorted in seconds, more are sorted by a job of their own while nobody waits."""

Progress = Callable[[int, int], None]
"""Told how many of how many annotations were sorted in."""


class Catalogue:
    """What was looked at of a match set and its queries."""

    def __init__(
        self,
        foundation: AcmFoundation,
        extraction: str,
        places: Mapping[uuid.UUID, Place],
        kept: Mapping[uuid.UUID, Kept],
        have_sorted: Callable[[int], None],
    ) -> None:
        """`have_sorted` is called with the generation of a codebook by which there is much to sort."""
        self._foundation = foundation
        self._extraction = extraction
        self._places = places
        self._kept = kept
        self._have_sorted = have_sorted

    def features(self, annotation: uuid.UUID) -> Features | None:
        """The features of an annotation, where there are any."""
        kept = self._kept.get(annotation)
        if kept is None or kept.stretch is None:
            return None
        return Features.from_bytes(self._foundation.features.read(kept.stretch))

    def member(self, annotation: uuid.UUID, name: str | None, group: str | None) -> Member:
        """An annotation as the matcher knows it."""
        asset = str(self._places[annotation].original.asset)
        return Member(str(annotation), name, group, asset)

    def gallery(self, members: Sequence[MatchSetMember], progress: Progress) -> Gallery:
        """Those of the members that have features, with the names and groups they have here.

        Nobody waits for more than a few to be sorted in: until a job has done that, a large catalogue is searched
        by the lists of the codebook before, and where there are none feature by feature, unless most of it is ready.
        """
        there = [each for each in members if self._has_features(each.annotation)]
        annotations = [each.annotation for each in there]
        wanted = [self.member(each.annotation, each.name, each.group) for each in there]
        total = sum(self._kept[each].count for each in annotations)
        exact_up_to = self._foundation.settings.exact_up_to
        # Names and encounters change with every decision; what is kept ready does not know them.
        parts = tuple(stretch for each in annotations if (stretch := self._kept[each].stretch))

        def making(generation: int | None, told: Progress) -> _Making:
            return _Making(self, annotations, wanted, generation, told)

        best = generation_of(total, exact_up_to)
        generation = self._ready(best, annotations, parts)
        if generation and generation != best and self._is_soon_sorted(best, annotations):
            unseen = making(best, lambda _done, _total: None)
            self._foundation.galleries.prepare(self._contents(best, parts), unseen)
        ready = making(generation, progress)
        gallery, places = self._foundation.galleries.get(self._contents(generation, parts), ready)
        return gallery.holding(wanted, places)

    def sort(self, annotations: Sequence[uuid.UUID], generation: int, progress: Progress) -> None:
        """Finds the lists of those of them that have features, as far as nobody knows them yet."""
        features = self._read([each for each in annotations if self._has_features(each)])
        if features:
            self._lists(features, generation, progress)

    def _ready(self, wanted: int, annotations: Sequence[uuid.UUID], parts: Parts) -> int | None:
        """The generation to search by; nothing where it has to be feature by feature for now.

        What is ready by another generation serves while that of the right one is sorted, or put together.
        """
        if wanted == 0:
            return wanted
        lacking = self._lacking(wanted, annotations, parts)
        begun = len(lacking) < len(annotations)
        soon = self._is_soon_sorted(wanted, lacking)
        if soon and begun:
            return wanted
        if not soon:
            self._have_sorted(wanted)
        others: list[int] = [*range(wanted - 1, 0, -1), wanted + 1]
        for each in others:
            more = self._lacking(each, annotations, parts)
            if len(more) < len(annotations) and self._is_soon_sorted(each, more):
                return each
        if soon or begun:
            return wanted  # much that is new is sorted faster than everything is compared
        return next((each for each in others[:-1] if self._is_soon_sorted(each, annotations)), None)

    def _lacking(
        self, generation: int, annotations: Sequence[uuid.UUID], parts: Parts
    ) -> list[uuid.UUID]:
        """Those that would have to be added to what is ready."""
        positions = self._foundation.galleries.lacking(self._contents(generation, parts))
        return [annotations[each] for each in positions]

    def _is_soon_sorted(self, generation: int, annotations: Sequence[uuid.UUID]) -> bool:
        if len(annotations) <= SORTED_WHILE_WAITING:
            return True
        known = lists_of(self._foundation.database, self._extraction, generation, annotations)
        return len(annotations) - len(known) <= SORTED_WHILE_WAITING

    def _contents(self, generation: int | None, parts: Parts) -> Contents:
        return Contents((self._extraction, generation), parts)

    def _has_features(self, annotation: uuid.UUID) -> bool:
        kept = self._kept.get(annotation)
        return kept is not None and kept.stretch is not None

    def build(
        self,
        annotations: Sequence[uuid.UUID],
        members: Sequence[Member],
        generation: int | None,
        progress: Progress,
    ) -> Gallery:
        """What is searched by that generation of codebooks, put together of all of them."""
        if generation == 0:
            only = [each for _, each in self._read(annotations, copied=True).values()]
            return Gallery.build(members, only, self._foundation.settings.exact_up_to)
        features = self._read(annotations)
        stack = FeatureStack.of([each for _, each in features.values()])
        if generation is None:
            index = NeighbourIndex.unsorted(stack.descriptors)
        else:
            codebook, lists = self._lists(features, generation, progress)
            joined = np.concatenate([lists[each] for each in annotations])
            index = NeighbourIndex(codebook.inverted_file(stack.descriptors, joined))
        return Gallery(tuple(members), stack, index, np.ones(len(members), dtype=bool))

    def grown(
        self,
        beginning: Gallery,
        annotations: Sequence[uuid.UUID],
        members: Sequence[Member],
        generation: int,
        progress: Progress,
    ) -> Gallery:
        """The gallery with these as well; they stay copied until all is put together anew."""
        features = self._read(annotations, copied=True)
        _, lists = self._lists(features, generation, progress)
        joined = np.concatenate([lists[each] for each in annotations])
        return beginning.followed_by(members, [each for _, each in features.values()], joined)

    def _read(
        self, annotations: Sequence[uuid.UUID], *, copied: bool = False
    ) -> dict[uuid.UUID, tuple[Stretch, Features]]:
        """Mapped, or copied: those of few, of which many galleries are kept.

        A segment is mapped anew whenever it was written to since, and a map holds a file open as long as anything is left of it.
        """
        found = {}
        for each in annotations:
            stretch = self._kept[each].stretch
            if stretch is not None:
                data = self._foundation.features.read(stretch)
                found[each] = (stretch, Features.from_bytes(data.copy() if copied else data))
        return found

    def _lists(
        self,
        features: Mapping[uuid.UUID, tuple[Stretch, Features]],
        generation: int,
        progress: Progress,
    ) -> tuple[Codebook, dict[uuid.UUID, NDArray[np.uint16]]]:
        progress(0, len(features))

        descriptors = [each.descriptors for _, each in features.values()]
        codebook = codebook_of(self._foundation, self._extraction, generation, descriptors)
        lists = sort_features(
            self._foundation, self._extraction, generation, codebook, features, progress
        )
        return codebook, lists


@dataclass(frozen=True)
class _Making:
    """How a worker makes the gallery of some annotations, by the lists of one generation."""

    catalogue: Catalogue
    annotations: Sequence[uuid.UUID]
    members: Sequence[Member]
    generation: int | None
    progress: Progress

    def whole(self) -> Gallery:
        return self.catalogue.build(self.annotations, self.members, self.generation, self.progress)

    def grown(self, beginning: Gallery, missing: NDArray[np.int64]) -> Gallery | None:
        if not self.generation:
            return None  # each of its features is compared: there is no list to add to
        new = [self.annotations[each] for each in missing.tolist()]
        members = [self.members[each] for each in missing.tolist()]
        return self.catalogue.grown(beginning, new, members, self.generation, self.progress)
