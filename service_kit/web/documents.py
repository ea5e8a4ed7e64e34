"""Where is a service's API described? Swagger UI and `swagger.json` by flask-restx, and OpenAPI 3 from the same schemas."""

from __future__ import annotations

import copy
import re
from typing import Any

from flask import Blueprint, Response, jsonify
from flask_restx import Api, Namespace
from marshmallow import Schema

from service_kit.web.problems import problem_response
from service_kit.web.schema_models import openapi_components

_METHODS = ("get", "put", "post", "delete", "patch", "options", "head")
_REFERENCE = re.compile(r"#/definitions/")


class ServiceApi(Api):  # type: ignore[misc]
    """A flask-restx API whose refusals are made where all refusals are made, with an OpenAPI 3 page beside it.

    Served below the blueprint's prefix: `docs`, `swagger.json`, `openapi.json`.
    """

    def __init__(self, blueprint: Blueprint, *, title: str, description: str) -> None:
        super().__init__(
            blueprint,
            title=title,
            description=description,
            version="1",
            doc="/docs",
            validate=False,
        )
        blueprint.add_url_rule("/openapi.json", "openapi", self._openapi)

    def add_namespace(self, noun: Namespace, path: str | None = None) -> None:
        """Takes the routes of a noun, which stays as it was: it outlives this API, and would keep it for ever."""
        super().add_namespace(noun, path)
        noun.apis.remove(self)

    def handle_error(self, error: Exception) -> Response:
        return problem_response(error)

    def _openapi(self) -> Response:
        return jsonify(self.openapi())

    def openapi(self) -> dict[str, Any]:
        """The OpenAPI 3.1 document. Needs a request or test-request context."""
        swagger = copy.deepcopy(self.__schema__)
        names = set(swagger.get("definitions", {}))
        return {
            "openapi": "3.1.0",
            "info": swagger["info"],
            "servers": [{"url": swagger["basePath"]}],
            "paths": {
                path: {
                    **({"parameters": _parameters(item)} if _parameters(item) else {}),
                    **{m: _operation(item[m]) for m in _METHODS if m in item},
                }
                for path, item in swagger["paths"].items()
            },
            "components": {"schemas": openapi_components(self._declared(names))},
        }

    def _declared(self, names: set[str]) -> dict[str, type[Schema]]:
        # Of this API alone: another one in this process may have schemas of the same names.
        return {
            name: schema
            for noun in self.namespaces
            for name, schema in getattr(noun, "schemas", {}).items()
            if name in names
        }


def _parameters(item: dict[str, Any]) -> list[dict[str, Any]]:
    return [_parameter(each) for each in item.get("parameters", []) if each["in"] != "body"]


def _parameter(parameter: dict[str, Any]) -> dict[str, Any]:
    own = ("name", "in", "required", "description")
    kept: dict[str, Any] = {key: parameter[key] for key in own if key in parameter}
    kept["schema"] = {
        key: value for key, value in parameter.items() if key not in (*own, "collectionFormat")
    }
    return kept


def _operation(operation: dict[str, Any]) -> dict[str, Any]:
    new: dict[str, Any] = {
        key: operation[key]
        for key in ("operationId", "summary", "description", "tags")
        if key in operation
    }
    if parameters := _parameters(operation):
        new["parameters"] = parameters
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "body":
            new["requestBody"] = {"required": True, "content": _content(parameter["schema"])}
    new["responses"] = {
        status: {
            "description": answer.get("description", ""),
            **({"content": _content(answer["schema"])} if "schema" in answer else {}),
        }
        for status, answer in operation["responses"].items()
    }
    return new


def _content(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": _referred(schema)}}


def _referred(schema: Any) -> Any:
    if isinstance(schema, dict):
        return {key: _referred(value) for key, value in schema.items()}
    return _REFERENCE.sub("#/components/schemas/", schema) if isinstance(schema, str) else schema
