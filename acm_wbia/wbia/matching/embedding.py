"""Which individual looks most like the query, as a whole?

The cosine of two embeddings is the score of a picture, and its most similar picture's that of an individual. Nothing is
matched point by point; what an answer hangs on is found out for two pictures when somebody asks.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from acm_wbia.wbia.embedding import Embedding, Network, extract
from acm_wbia.wbia.hiding import HiddenParts
from acm_wbia.wbia.matching.algorithm import AsksItself
from acm_wbia.wbia.matching.gallery import Member, Relations
from acm_wbia.wbia.matching.local import DEFAULT_LIMIT, why_nothing_compared
from acm_wbia.wbia.matching.ranking import (
    NetworkUsed,
    RankedAnnotation,
    RankedIndividual,
    Ranking,
)
from acm_wbia.wbia.matching.similarity import SimilarityIndex
from acm_wbia.wbia.models.algorithms import EMBEDDING
from acm_wbia.wbia.models.network_identity import fingerprint_of, forms_of
from acm_wbia.wbia.models.store import ModelStore
from acm_wbia.wbia.networks.embedding import Reader
from acm_wbia.wbia.parameters.embedding import EmbeddingParameters
from acm_wbia.wbia.pictures import Picture

PICTURES_EACH = 4
"""Pictures fetched for each individual wanted, to begin with; four times as many where those are of too few."""

NO_MATCHES = np.empty((0, 5), dtype=np.float32)


@dataclass(frozen=True, eq=False)
class EmbeddingGallery:
    """Annotations and where in an index, which holds others too, their embeddings are."""

    members: tuple[Member, ...]
    rows: NDArray[np.int64]
    """``(len(members),)``: their numbers in ``index``."""
    index: SimilarityIndex

    def __len__(self) -> int:
        return len(self.members)

    @cached_property
    def relations(self) -> Relations:
        """Which members may be compared with a query."""
        return Relations(self.members)

    @cached_property
    def positions(self) -> NDArray[np.int64]:
        """The member of each number in ``index`` up to the last of theirs; -1 where it is none of theirs."""
        found = np.full(int(self.rows.max(initial=-1)) + 1, -1, dtype=np.int64)
        found[self.rows] = np.arange(len(self.rows))
        return found


class EmbeddingMatching(AsksItself):
    """Ranks a gallery by how similar a network finds whole animals; holds no state between queries."""

    card = EMBEDDING

    def __init__(self, parameters: EmbeddingParameters, store: ModelStore) -> None:
        """Raises ``UnknownModel`` for a network without a card."""
        self.parameters = parameters
        self._store = store
        self._network_card = store.card(parameters.network)
        self.fingerprint = fingerprint_of(self._network_card, store)
        self.used = NetworkUsed(self._network_card.name, self.fingerprint)

    @property
    def version(self) -> str:
        """The card's, and the network's: each network has scores of its own."""
        told = f"{self._network_card.name} {self._network_card.version}"
        return f"{self.card.version}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"

    @property
    def dimension(self) -> int:
        """Numbers of one embedding."""
        return forms_of(self._network_card)[1].dimension

    def load(self) -> None:
        """Reads the network; see ``Matcher.load``."""
        self._network()

    def extract(self, picture: Picture, bbox: Sequence[float], theta: float = 0.0) -> Embedding:
        """See ``acm_wbia.wbia.embedding.extract``."""
        return extract(self._network(), *forms_of(self._network_card), picture, bbox, theta)

    def explanation(self, query: Picture, candidate: Picture) -> HiddenParts:
        """Why the animals in two pictures are alike for the network; raises as ``load`` does."""
        return HiddenParts(self._network(), *forms_of(self._network_card), query, candidate)

    def __call__(
        self,
        embedding: Embedding,
        gallery: EmbeddingGallery,
        query: Member | None = None,
        limit: int = DEFAULT_LIMIT,
    ) -> Ranking:
        """At most ``limit`` individuals, best first, and the pictures that speak for them; see ``LocalMatching``."""
        comparable = gallery.relations.strangers(query)
        compared = int(comparable.sum())
        if compared == 0:
            return Ranking((), (), 0, why_nothing_compared(len(gallery)))
        found = _similar(embedding, gallery, comparable, limit)
        if not found:
            return Ranking((), (), compared, "No annotation of the match set resembles the query.")
        best: dict[str, tuple[float, Member]] = {}
        for cosine, member in found:
            best.setdefault(member.name or member.annotation, (cosine, member))
        individuals = [
            RankedIndividual(member.name, cosine, member.annotation)
            for cosine, member in [*best.values()][:limit]
        ]
        wanted = {each.annotation for each in individuals}
        annotations = [
            RankedAnnotation(member.annotation, member.name, cosine, NO_MATCHES, self.used)
            for place, (cosine, member) in enumerate(found)
            if place < limit or member.annotation in wanted
        ]
        return Ranking(tuple(individuals), tuple(annotations), compared)

    def _network(self) -> Network:
        card = self._network_card
        return self._store.loaded(card.name, card.files[0].name, Reader(*forms_of(card)))


def _similar(
    embedding: Embedding, gallery: EmbeddingGallery, comparable: NDArray[np.bool_], limit: int
) -> list[tuple[float, Member]]:
    """The most similar members with their cosines above zero, of ``limit`` individuals where there are so many."""
    allowed = np.zeros(len(gallery.index), dtype=bool)
    allowed[gallery.rows[comparable]] = True
    count = PICTURES_EACH * limit
    while True:
        cosines, rows = gallery.index.most_similar(embedding.vector, count, allowed)
        positions = gallery.positions[rows]
        kept = cosines > 0
        # Rows lie as they happened to come; members lie in one order for everybody.
        order = np.lexsort((positions[kept], -cosines[kept]))
        found = [
            (float(cosines[kept][at]), gallery.members[int(positions[kept][at])]) for at in order
        ]
        individuals = {member.name or member.annotation for _, member in found}
        if len(individuals) >= limit or len(found) < count:
            return found
        count *= PICTURES_EACH


def opened(parameters: EmbeddingParameters, store: ModelStore) -> EmbeddingMatching:
    """As ``acm_wbia.wbia.models.algorithms`` opens it."""
    return EmbeddingMatching(parameters, store)
