"""What is compared with what? What each matcher of an algorithm sees of a query with what it sees of the match set."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from acm_wbia.acm.files.feature_segments import Stretch
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.catalogue import Catalogue
from acm_wbia.acm.operations.extraction import Extracted
from acm_wbia.acm.queries.calibrations import confidence_of
from acm_wbia.acm.queries.match_sets import MatchSetMember
from acm_wbia.acm.queries.pictures import Place
from acm_wbia.wbia.calibration.confidence import Confidence
from acm_wbia.wbia.embedding import Embedding, Vector
from acm_wbia.wbia.errors import ProcessingError
from acm_wbia.wbia.matching.algorithm import IdentificationAlgorithm, Matcher
from acm_wbia.wbia.matching.embedding import EmbeddingGallery, EmbeddingMatching
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.ranking import Ranking
from service_kit.jobs import JobFailed


@dataclass(frozen=True)
class Seen:
    """The annotations of an identification as one matcher sees them."""

    matcher: Matcher
    places: Mapping[uuid.UUID, Place]
    extracted: Extracted


class Comparison(Protocol):
    """One match set, asked by one query after the other."""

    def __len__(self) -> int:
        """How many of its members can be compared with."""

    def ranking(self, query: uuid.UUID, group: str | None, limit: int) -> Ranking | None:
        """At most `limit` individuals; nothing where the query could not be described.

        Raises `JobFailed` where what compares is missing or damaged.
        """


def comparison_by(
    foundation: AcmFoundation,
    chosen: IdentificationAlgorithm,
    seen: Sequence[Seen],
    members: Sequence[MatchSetMember],
    have_sorted: Callable[[Mapping[str, Any], int], None],
    sorted_in: Callable[[int, int], None],
    species: str | None,
) -> Comparison:
    """By all matchers of the algorithm, ready to be asked; `seen` is what each of them sees.

    `have_sorted` is told which algorithm's features are to be sorted, and how finely.
    """
    parts = [_part(foundation, each, members, have_sorted, sorted_in, species) for each in seen]
    # Who asks only itself has one ranking, and weighs nothing.
    worth = [
        None
        if each.card == chosen.card
        else confidence_of(foundation.database, species, each.card.name, each.version)
        for each in chosen.matchers
    ]
    return _OfAll(chosen, parts, worth)


def _part(
    foundation: AcmFoundation,
    seen: Seen,
    members: Sequence[MatchSetMember],
    have_sorted: Callable[[Mapping[str, Any], int], None],
    sorted_in: Callable[[int, int], None],
    species: str | None,
) -> Comparison:
    matcher = seen.matcher
    if isinstance(matcher, EmbeddingMatching):
        return _OfEmbeddings(foundation, matcher, seen, members, species)
    if isinstance(matcher, LocalMatching):
        named = {"name": matcher.card.name, "parameters": matcher.parameters.to_mapping()}
        catalogue = Catalogue(
            foundation,
            matcher.fingerprint,
            seen.places,
            seen.extracted.kept,
            lambda generation: have_sorted(named, generation),
        )
        return _OfLocalFeatures(matcher, catalogue, catalogue.gallery(members, sorted_in))
    raise TypeError(f"there is no way to compare by {matcher.card.name}")


class _OfAll:
    def __init__(
        self,
        chosen: IdentificationAlgorithm,
        parts: Sequence[Comparison],
        worth: Sequence[Confidence | None],
    ) -> None:
        self._chosen = chosen
        self._parts = parts
        self._worth = worth

    def __len__(self) -> int:
        return max(map(len, self._parts))

    def ranking(self, query: uuid.UUID, group: str | None, limit: int) -> Ranking | None:
        among = self._chosen.among(limit)
        try:
            rankings = [each.ranking(query, group, among) for each in self._parts]
        except ProcessingError as error:
            # A network that is read only to compare: at the next attempt it is no more whole.
            raise JobFailed(str(error)) from error
        if all(each is None for each in rankings):
            return None
        return self._chosen.joined(rankings, self._worth, limit)


class _OfEmbeddings:
    def __init__(
        self,
        foundation: AcmFoundation,
        matcher: EmbeddingMatching,
        seen: Seen,
        members: Sequence[MatchSetMember],
        species: str | None,
    ) -> None:
        self._foundation = foundation
        self._matcher = matcher
        self._seen = seen
        there = [(each, stretch) for each in members if (stretch := self._stretch(each.annotation))]
        key = (species or "", matcher.fingerprint)
        self._growing = foundation.embeddings.get(key, matcher.dimension, len(there))
        rows = self._growing.rows([stretch for _, stretch in there], self._read)
        own = tuple(self._member(each.annotation, each.name, each.group) for each, _ in there)
        self._gallery = EmbeddingGallery(own, rows, self._growing.index)

    def __len__(self) -> int:
        return len(self._gallery)

    def ranking(self, query: uuid.UUID, group: str | None, limit: int) -> Ranking | None:
        stretch = self._stretch(query)
        if stretch is None:
            return None
        member = self._member(query, None, group)
        with self._growing.at_rest():
            return self._matcher(Embedding(self._read(stretch)), self._gallery, member, limit)

    def _stretch(self, annotation: uuid.UUID) -> Stretch | None:
        kept = self._seen.extracted.kept.get(annotation)
        return None if kept is None else kept.stretch

    def _read(self, stretch: Stretch) -> Vector:
        data = self._foundation.features.read(stretch)
        return Embedding.from_bytes(data, self._matcher.dimension).vector

    def _member(self, annotation: uuid.UUID, name: str | None, group: str | None) -> Member:
        asset = str(self._seen.places[annotation].original.asset)
        return Member(str(annotation), name, group, asset)


class _OfLocalFeatures:
    def __init__(self, matcher: LocalMatching, catalogue: Catalogue, gallery: Gallery) -> None:
        self._matcher = matcher
        self._catalogue = catalogue
        self._gallery = gallery

    def __len__(self) -> int:
        return len(self._gallery)

    def ranking(self, query: uuid.UUID, group: str | None, limit: int) -> Ranking | None:
        features = self._catalogue.features(query)
        if features is None:
            return None
        member = self._catalogue.member(query, None, group)
        return self._matcher(features, self._gallery, member, limit)
