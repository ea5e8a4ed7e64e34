"""What does a marshmallow schema look like in Swagger and OpenAPI? apispec says, for both, from the same class."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema


def name_of(schema: type[Schema]) -> str:
    """`EncounterSchema` is called `Encounter`."""
    return schema.__name__.removesuffix("Schema")


def definitions_of(schema: type[Schema]) -> tuple[str, dict[str, Any]]:
    """The name of a schema, and the Swagger 2.0 definitions of it and of all that it refers to."""
    name = name_of(schema)
    return name, _specification("2.0", {name: schema})["definitions"]


def openapi_components(schemas: dict[str, type[Schema]]) -> dict[str, Any]:
    """OpenAPI 3.1 schemas of these schemas by their names, and of all that they refer to."""
    components: dict[str, Any] = _specification("3.1.0", schemas)["components"]["schemas"]
    return components


def parameters_of(schema: type[Schema]) -> dict[str, Any]:
    """A schema's fields as query parameters, in flask-restx's words."""
    name, definitions = definitions_of(schema)
    definition = definitions[name]
    required = set(definition.get("required", []))
    return {
        field: {
            "in": "query",
            "required": field in required,
            **{
                key: value
                for key, value in described.items()
                if key not in ("x-nullable", "readOnly")
            },
        }
        for field, described in definition.get("properties", {}).items()
    }


def _specification(version: str, schemas: dict[str, type[Schema]]) -> dict[str, Any]:
    plugin = MarshmallowPlugin(schema_name_resolver=_resolve)
    specification = APISpec("schemas", "1", version, plugins=[plugin])
    for name, schema in schemas.items():
        # A schema may have come along with one that refers to it.
        if name not in specification.components.schemas:
            specification.components.schema(name, schema=schema)
    document: dict[str, Any] = specification.to_dict()
    if version != "2.0":
        document.setdefault("components", {}).setdefault("schemas", {})
    return document


def _resolve(schema: Any) -> str:
    return name_of(schema if isinstance(schema, type) else type(schema))
