"""What was sent, in whichever of the ways in which WB-IA takes its parameters: address, form fields, or JSON?"""

from __future__ import annotations

import json
import uuid
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError, fields

from acm_wbia.acm.wire.envelope import UUID_KEY
from service_kit.errors import Fault, Malformed

PLAIN_TEXT = (fields.String, fields.UUID)
"""Fields that a form or an address may give as they are; every other is JSON there."""
WORDS = {"True": True, "False": False, "None": None}
"""Python's, which WB-IA's own clients write into forms."""


class WireUuid(fields.UUID):
    """A UUID as WB-IA writes it (`{"__UUID__": "…"}`), or as everybody else does."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **keywords: Any) -> uuid.UUID:
        if isinstance(value, str) and value.lstrip().startswith("{"):
            value = _json_of(value)
        if isinstance(value, dict) and set(value) == {UUID_KEY}:
            value = value[UUID_KEY]
        if not isinstance(value, (str, uuid.UUID)):
            raise self.make_error("invalid_uuid")
        return super()._deserialize(value, attr, data, **keywords)


def parameters(schema: Schema) -> dict[str, Any]:
    """The checked parameters of the present request. Raises `Malformed` with every fault; none is passed over."""
    try:
        loaded: dict[str, Any] = schema.load(_sent(schema))
    except ValidationError as error:
        faults = [Fault(*each) for each in _faults(error.messages, "")]
        raise Malformed(_sentence(faults), errors=faults) from error
    return loaded


def _sent(schema: Schema) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for name, value in [*request.args.items(multi=True), *request.form.items(multi=True)]:
        if name in sent:
            raise Malformed(f"The parameter {name} is there twice.")
        sent[name] = _from_text(schema, name, value)
    for name, value in _body().items():
        if name in sent:
            raise Malformed(f"The parameter {name} is there twice.")
        sent[name] = value
    return sent


def _body() -> dict[str, Any]:
    if not request.data:
        return {}
    body = request.get_json(silent=True, force=True)
    if not isinstance(body, dict):
        raise Malformed("The request's body is not a JSON object.")
    return body


def _from_text(schema: Schema, name: str, value: str) -> Any:
    known = schema.fields.get(name)
    if known is None:
        return value  # refused by the schema, by its name
    if value in WORDS:
        return WORDS[value]
    if isinstance(known, PLAIN_TEXT) and not value.startswith('"') and value != "null":
        return value
    try:
        return _json_of(value)
    except ValidationError as error:
        raise Malformed(f"The parameter {name} is not JSON.") from error


def _json_of(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise ValidationError("Not JSON.") from error


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _faults(messages: Any, pointer: str) -> list[tuple[str, str, str]]:
    if isinstance(messages, dict):
        return [
            fault
            for key, inner in messages.items()
            for fault in _faults(inner, pointer if key == "_schema" else f"{pointer}/{key}")
        ]
    listed = messages if isinstance(messages, list) else [messages]
    return [(pointer, _code(str(each)), str(each)) for each in listed]


def _code(message: str) -> str:
    if message.startswith("Missing data"):
        return "field_missing"
    return "field_unknown" if message.startswith("Unknown field") else "field_invalid"


def _sentence(faults: list[Fault]) -> str:
    first = faults[0]
    where = first.pointer.removeprefix("/").replace("/", ", place ", 1)
    if first.code == "field_unknown":
        told = f"There is no parameter {where} here."
    elif first.code == "field_missing":
        told = f"The parameter {where} is missing."
    else:
        told = f"{where}: {first.message}" if where else first.message
    more = len(faults) - 1
    return told if not more else f"{told} And {more} more."
