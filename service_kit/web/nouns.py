"""How is a route declared? With the marshmallow schemas of what it takes and answers, which document it as well.

A `Noun` is a flask-restx namespace. `takes` parses and checks the request and hands the result to the method;
`answers` writes the result through its schema. Both show every field in Swagger and in the OpenAPI document.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from flask import Response, jsonify, make_response, request
from flask_restx import Namespace
from marshmallow import Schema, ValidationError

from service_kit.errors import Fault, Invalid, Malformed, escape
from service_kit.web.plain_sentences import plain
from service_kit.web.schema_models import definitions_of, parameters_of

Method = Callable[..., Any]


class Noun(Namespace):  # type: ignore[misc]
    """All routes about one kind of thing."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.schemas: dict[str, type[Schema]] = {}
        """Every schema that a route takes or answers, by its name in the documents."""

    def takes(self, schema: type[Schema], *, where: str = "json") -> Callable[[Method], Method]:
        """The method gets the checked request as keyword `body` (json) or `query` (query).

        Answers 400 when it is not JSON and 422 with every fault at its JSON pointer.
        """
        loader = schema()

        def decorate(method: Method) -> Method:
            @wraps(method)
            def parse(*arguments: Any, **keywords: Any) -> Any:
                if where == "json":
                    keywords["body"] = _load(loader, _json_body())
                else:
                    keywords["query"] = _load(loader, _query(loader))
                return method(*arguments, **keywords)

            if where == "json":
                return self._documented(parse, schema, lambda model: {"expect": [model]})
            documentation = self.doc(params=parameters_of(schema))
            return documentation(parse)  # type: ignore[no-any-return]

        return decorate

    def answers(
        self,
        schema: type[Schema],
        *,
        status: int = 200,
        description: str = "Done",
        many: bool = False,
    ) -> Callable[[Method], Method]:
        """The method's result is written through the schema; a ready `Response` passes as it is."""
        writer = schema(many=many)

        def decorate(method: Method) -> Method:
            @wraps(method)
            def write(*arguments: Any, **keywords: Any) -> Any:
                result = method(*arguments, **keywords)
                if isinstance(result, Response):
                    return result
                return make_response(jsonify(writer.dump(result)), status)

            return self._documented(
                write, schema, lambda model: {"responses": {str(status): (description, model)}}
            )

        return decorate

    def passes(self, schema: type[Schema], *, where: str = "json") -> Callable[[Method], Method]:
        """Documents what the method takes and leaves the checking to the service behind it, to which it is passed."""

        def decorate(method: Method) -> Method:
            if where == "json":
                return self._documented(method, schema, lambda model: {"expect": [model]})
            return self.doc(params=parameters_of(schema))(method)  # type: ignore[no-any-return]

        return decorate

    def answers_nothing(self, description: str = "Done") -> Callable[[Method], Method]:
        """The method's success is told by status 204; a ready `Response` passes as it is."""

        def decorate(method: Method) -> Method:
            @wraps(method)
            def empty(*arguments: Any, **keywords: Any) -> Response:
                result = method(*arguments, **keywords)
                return result if isinstance(result, Response) else Response(status=204)

            return self.doc(responses={"204": description})(empty)  # type: ignore[no-any-return]

        return decorate

    def _documented(
        self,
        method: Method,
        schema: type[Schema],
        documentation: Callable[[Any], Mapping[str, Any]],
    ) -> Method:
        name, definitions = definitions_of(schema)
        self.schemas[name] = schema
        for each, definition in definitions.items():
            if each not in self.models:
                self.schema_model(each, definition)
        return self.doc(**documentation(self.models[name]))(method)  # type: ignore[no-any-return]


def _json_body() -> Any:
    if not request.data:
        return {}
    try:
        body = request.get_json(silent=True, force=True)
    except RecursionError as error:
        raise Malformed("The request's body is nested too deeply.") from error
    if body is None:
        raise Malformed("The request's body is not JSON.")
    return body


def _query(loader: Schema) -> dict[str, Any]:
    lists = {
        name
        for name, each in loader.fields.items()
        if type(each).__name__ in ("List", "DelimitedList")
    }
    return {
        name: request.args.getlist(name) if name in lists else value
        for name, value in request.args.items()
    }


def _load(loader: Schema, document: Any) -> Any:
    try:
        return loader.load(document)
    except ValidationError as error:
        faults = _faults(error.messages, "", document)
        sentence = (
            "One thing needs correcting."
            if len(faults) == 1
            else f"{len(faults)} things need correcting."
        )
        raise Invalid(sentence, errors=faults) from error


def _faults(messages: Any, pointer: str, value: Any) -> list[Fault]:
    if isinstance(messages, Mapping):
        found = []
        for key, inner in messages.items():
            at = pointer if key == "_schema" else f"{pointer}/{escape(key)}"
            found += _faults(inner, at, value if key == "_schema" else _inside(value, key))
        return found
    told = [plain(str(message)) for message in _listed(messages)]
    return [Fault(pointer, each.code, each.message, value, details=each.details) for each in told]


def _listed(messages: Any) -> list[Any]:
    return messages if isinstance(messages, list) else [messages]


def _inside(value: Any, key: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get(key)
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        return value[key]
    return None
