"""Which codes can ACM answer with, beside those of every service? Listed in `docs/errors.md`; a test compares."""

from __future__ import annotations

CODES: dict[str, str] = {
    "annotation_unknown": "There is no such annotation, or the caller may not see it.",
    "asset_unknown": "There is no such asset, or the caller may not see it.",
    "box_changed_since": "The box of one of two animals was changed after they were compared; compare them again.",
    "box_invalid": "The box has no area, is not made of numbers, or lies outside its picture.",
    "hash_mismatch": "The content is not what its hash says.",
    "heat_map_in_the_making": "The heat map is being made, which takes some seconds; ask again.",
    "job_differs": "A job with this id was asked for before, with other arguments.",
    "match_set_unknown": "The match set is not known here; send it first.",
    "member_twice": "An annotation is in the match set twice.",
    "model_not_installed": "The model is known, but its files are not here; the sentence says how they get here.",
    "model_unknown": "There is no detector or algorithm of this name.",
    "network_missing": "The network that compared two animals is no longer installed.",
    "network_replaced": "The network that compared two animals was replaced since; compare them again.",
    "not_explained": "It was not kept by what two animals were compared; compare them again.",
    "parameters_invalid": "A parameter of the model is unknown or out of its range.",
    "points_in_the_making": "The two pictures are being compared on their own, which takes a moment; ask again.",
    "uri_invalid": "The address does not lie within Houston's internal API.",
}
