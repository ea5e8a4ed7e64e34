"""How is a record deleted and restored? In EDM, which says what went along; then the pointers follow."""

from __future__ import annotations

import uuid

from flask import Response

from houston.access import Action, require
from houston.api.pass_on import as_response, ask_edm
from houston.house import current_house
from houston.operations.encounter_removal import follow_deletion, follow_restoration


def delete_record(path: str, record_id: uuid.UUID) -> Response:
    """Passes the deletion of a record below `path` on."""
    require(Action.EDIT)
    answer = ask_edm(f"{path}/{record_id}")
    if answer.status < 300:
        follow_deletion(current_house(), answer.json())
    return as_response(answer)


def restore_record(path: str, record_id: uuid.UUID) -> Response:
    """Passes the restoring of a record below `path` on."""
    require(Action.EDIT)
    answer = ask_edm(f"{path}/{record_id}/restore")
    if answer.status < 300:
        follow_restoration(current_house(), answer.json())
    return as_response(answer)
