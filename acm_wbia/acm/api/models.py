"""`/models`: detectors and identification algorithms, with their cards."""

from __future__ import annotations

from typing import Any

from flask_restx import Resource

from acm_wbia.acm.foundation import current_foundation
from acm_wbia.acm.queries.models import list_models
from acm_wbia.acm.schemas.model import ModelsSchema
from service_kit.web import Noun

noun = Noun("models", path="/models", description="Detectors and identification algorithms")


@noun.route("")
class Models(Resource):  # type: ignore[misc]
    @noun.answers(ModelsSchema)
    def get(self) -> Any:
        """What can be asked for, and what each is good for."""
        return list_models(current_foundation().models)
