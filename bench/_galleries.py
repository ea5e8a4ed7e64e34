"""How is a matcher asked about animals that were described already, whatever it keeps of them?"""

from collections.abc import Sequence
from typing import cast

import numpy as np

from acm_wbia.wbia.accuracy import Ask
from acm_wbia.wbia.embedding import Embedding
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.algorithm import Described, Matcher
from acm_wbia.wbia.matching.embedding import EmbeddingGallery, EmbeddingMatching
from acm_wbia.wbia.matching.exactness import EXACT_UP_TO
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.local import LocalMatching
from acm_wbia.wbia.matching.similarity import SimilarityIndex


def asking(
    matcher: Matcher,
    members: Sequence[Member],
    described: Sequence[Described],
    exact_up_to: int = EXACT_UP_TO,
) -> Ask:
    """Each member asked about among the others; ``described`` is what the matcher keeps of each.

    Raises ``TypeError`` for a matcher that there is no gallery for.
    """
    if isinstance(matcher, EmbeddingMatching):
        embeddings = cast("Sequence[Embedding]", described)
        index = SimilarityIndex(matcher.dimension)
        index.add(np.stack([each.vector for each in embeddings]))
        alike = EmbeddingGallery(tuple(members), np.arange(len(members)), index)
        return lambda place, limit: matcher(embeddings[place], alike, members[place], limit)
    if isinstance(matcher, LocalMatching):
        features = cast("Sequence[Features]", described)
        gallery = Gallery.build(members, features, exact_up_to)
        return lambda place, limit: matcher(features[place], gallery, members[place], limit)
    raise TypeError(f"there is no way to ask {matcher.card.name}")
