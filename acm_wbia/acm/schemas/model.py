"""How is a model introduced?"""

from __future__ import annotations

from marshmallow import Schema, fields


class ModelCardSchema(Schema):
    name = fields.String(required=True)
    version = fields.String(
        required=True,
        metadata={"description": "Goes up whenever the same input may give another answer"},
    )
    kind = fields.String(required=True)
    description = fields.String(required=True)
    licence = fields.String(required=True, metadata={"description": "SPDX identifier"})
    classes = fields.List(fields.String(), required=True)
    licence_url = fields.String(required=True, metadata={"description": "Where it can be read"})
    installed = fields.Boolean(
        required=True, metadata={"description": "Whether its files are here; it can be asked for"}
    )
    parameters = fields.Dict(
        required=True, metadata={"description": "Every parameter and its default"}
    )


class ModelsSchema(Schema):
    detectors = fields.List(fields.Nested(ModelCardSchema), required=True)
    algorithms = fields.List(fields.Nested(ModelCardSchema), required=True)
    networks = fields.List(
        fields.Nested(ModelCardSchema),
        required=True,
        metadata={
            "description": "What algorithms are made of: local features, matchers, embeddings"
        },
    )
