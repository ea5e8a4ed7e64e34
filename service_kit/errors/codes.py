"""Which codes can any service answer with? Listed in `docs/errors.md`; a test compares."""

from __future__ import annotations

CODES: dict[str, str] = {
    "conflict": "The record was changed by somebody else in the meantime.",
    "forbidden": "The caller may not do this.",
    "gone": "The thing was there and is no longer.",
    "internal": "Something broke on our side; the request id finds it in the log.",
    "invalid": "The request was understood and something in it is not acceptable.",
    "malformed": "The request is not well-formed.",
    "method_not_allowed": "The address exists and does not take this method.",
    "not_found": "There is no such thing, or the caller may not see it.",
    "not_yours": "The caller may see the record and may not change it.",
    "token_expired": "The service token is over its time.",
    "token_invalid": "The service token is not one of ours.",
    "too_large": "More was sent than is accepted.",
    "too_many": "The caller asks too often; wait a little.",
    "unauthenticated": "Nobody is signed in.",
    "unavailable": "A part of the system does not answer right now; try again.",
    "unsupported": "The kind of content is not accepted here.",
    "field_missing": "A field that is needed is not there.",
    "field_invalid": "A field does not have the form it needs.",
    "field_unknown": "There is no field of this name here.",
}
