"""Which addresses does ACM answer at? One module a noun; HTTP only."""

from acm_wbia.acm.api import assets, evidence, jobs, match_sets, models
from acm_wbia.acm.api.annotations import noun as annotations_noun

NOUNS = (
    assets.noun,
    annotations_noun,
    match_sets.noun,
    jobs.noun,
    evidence.noun,
    models.noun,
)
