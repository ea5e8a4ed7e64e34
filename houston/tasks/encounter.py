"""What depends on who may see an encounter follows it here, after the change was committed."""

from __future__ import annotations

import uuid

from houston.house import House
from houston.operations.encounter_assets import follow_in_assets
from houston.operations.encounter_state import ACCESS_CHANGED
from service_kit.jobs import Handlers, JobContext


def register_handlers(handlers: Handlers, house: House) -> None:
    """Adds the handler of the job that follows such a change."""

    @handlers.register(ACCESS_CHANGED)
    def access_changed(context: JobContext) -> dict[str, int]:
        encounters = [uuid.UUID(each) for each in context.arguments["encounters"]]
        return {"pictures": follow_in_assets(house, encounters)}
