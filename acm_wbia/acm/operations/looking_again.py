"""Two pictures of a catalogue that was compared with itself are compared once more, on their own."""

from __future__ import annotations

from acm_wbia.acm.files.evidence import NO_MATCHES, AsAWhole, Matches
from acm_wbia.acm.foundation import AcmFoundation
from acm_wbia.acm.operations.comparing import Seen
from acm_wbia.acm.operations.looking import look_at, opened
from acm_wbia.acm.operations.on_demand import from_arguments
from acm_wbia.acm.queries.evidence import GONE, Pair
from acm_wbia.wbia.errors import ProcessingError
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.embedding import EmbeddingMatching
from acm_wbia.wbia.matching.local import LocalMatching
from service_kit.jobs import JobContext, JobFailed

NOT_DESCRIBED = "One of the two pictures could not be described, so they cannot be compared."


def look_again(foundation: AcmFoundation, context: JobContext) -> None:
    """Keeps what the algorithm finds in both, by the features that are kept. A pair of which that is known stays so.

    Points are those on which the two pictures agree by themselves: for a pair that was near the front of its list the
    same as when the catalogue was compared.
    """
    pair = from_arguments(context.arguments)
    if foundation.evidence.read(*pair) is not None:
        return
    named = foundation.evidence.read_algorithm(pair.job)
    if named is None:
        raise JobFailed(GONE)
    chosen = opened(foundation, named)
    seen = look_at(foundation, context, chosen.matchers, [pair.query, pair.annotation])
    described = [each for each in seen if _is_described(each, pair)]
    if not described:
        raise JobFailed(NOT_DESCRIBED)
    try:
        matches = _points(foundation, described, pair)
    except ProcessingError as error:
        raise JobFailed(str(error)) from error
    as_a_whole = None if len(matches) else _network(described, pair)
    foundation.evidence.write_second_look(*pair, matches, as_a_whole)


def _is_described(seen: Seen, pair: Pair) -> bool:
    kept = [seen.extracted.kept.get(each) for each in (pair.query, pair.annotation)]
    return all(each is not None and each.stretch is not None for each in kept)


def _points(foundation: AcmFoundation, described: list[Seen], pair: Pair) -> Matches:
    """Of the first matcher that finds any."""
    for seen in described:
        if isinstance(seen.matcher, LocalMatching):
            query, other = (
                Features.from_bytes(foundation.features.read(stretch))
                for each in (pair.query, pair.annotation)
                if (stretch := seen.extracted.kept[each].stretch) is not None
            )
            found = seen.matcher.shared(query, other)
            if len(found):
                return found
    return NO_MATCHES


def _network(described: list[Seen], pair: Pair) -> AsAWhole | None:
    """What compared them as a whole, where something did."""
    for seen in described:
        if isinstance(seen.matcher, EmbeddingMatching):
            used = seen.matcher.used
            query, other = (seen.places[each].revision for each in (pair.query, pair.annotation))
            return AsAWhole(used.name, used.fingerprint, query, other)
    return None
