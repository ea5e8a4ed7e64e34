"""Does a service answer in one form, and describe itself completely?"""

from __future__ import annotations

import gc
import time
import weakref

import jwt
import pytest
from flask import Blueprint, Flask
from flask.testing import FlaskClient
from flask_restx import Resource
from marshmallow import Schema, fields

from service_kit.errors import Conflict, Fault
from service_kit.foundation import Foundation
from service_kit.scope import Reach, Scope
from service_kit.tokens import signing_key
from service_kit.web import Noun, ServiceApi, authenticate_services, create_app, current_caller


class LegSchema(Schema):
    length = fields.Float(required=True)


class AnimalSchema(Schema):
    name = fields.String(required=True, metadata={"description": "What it is called"})
    legs = fields.List(fields.Nested(LegSchema), allow_none=True)


animals = Noun("animals", path="/animals")


@animals.route("")
class Animals(Resource):
    @animals.takes(AnimalSchema)
    @animals.answers(AnimalSchema, status=201)
    def post(self, body):
        return body

    def get(self):
        raise Conflict("It is another's.", errors=[Fault("/name", "invalid", "Taken.")])

    def delete(self):
        raise RuntimeError("the secret inside")

    def put(self):
        return {"actor": current_caller().actor, "owners": list(current_caller().scope.read.owners)}


@pytest.fixture
def client(foundation: Foundation) -> FlaskClient:
    return toy_with_animals(foundation).test_client()


def toy_with_animals(foundation: Foundation) -> Flask:
    app = create_app("toy", {"database": foundation.database.check})
    authenticate_services(
        app, foundation.verifier, ("/toy/v1/docs", "/toy/v1/openapi", "/toy/v1/sw")
    )
    blueprint = Blueprint("toy", "toy", url_prefix="/toy/v1")
    api = ServiceApi(blueprint, title="Toy", description="For the tests")
    api.add_namespace(animals)
    app.register_blueprint(blueprint)
    return app


@pytest.fixture
def headers(foundation: Foundation) -> dict[str, str]:
    scope = Scope(read=Reach(owners=frozenset({"me"})))
    return {"Authorization": "Bearer " + foundation.signer.sign("toy", scope, "actor-1")}


def test_every_fault_is_told_at_its_pointer(client, headers):
    answer = client.post(
        "/toy/v1/animals", json={"legs": [{"length": "long"}], "x": 1}, headers=headers
    )
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert {(fault["pointer"], fault["code"]) for fault in answer.json["errors"]} == {
        ("/name", "field_missing"),
        ("/legs/0/length", "field_invalid"),
        ("/x", "field_unknown"),
    }


def test_what_is_not_json_is_told_so(client, headers):
    answer = client.post("/toy/v1/animals", data="{", headers=headers)
    assert (answer.status_code, answer.json["code"]) == (400, "malformed")
    deep = client.post("/toy/v1/animals", data="[" * 100_000, headers=headers)
    assert (deep.status_code, deep.json["code"]) == (400, "malformed")


def test_a_refusal_keeps_its_status_and_faults(client, headers):
    answer = client.get("/toy/v1/animals", headers=headers)
    assert (answer.status_code, answer.json["errors"][0]["message"]) == (409, "Taken.")


def test_a_breakdown_tells_a_request_id_and_no_insides(client, headers):
    answer = client.delete("/toy/v1/animals", headers=headers)
    assert answer.status_code == 500
    assert b"secret inside" not in answer.data
    assert answer.json["instance"] == answer.headers["X-Request-Id"]


def test_addresses_and_methods_that_do_not_exist_answer_in_the_same_form(client, headers):
    assert client.get("/nowhere", headers=headers).json["code"] == "not_found"
    assert client.patch("/toy/v1/animals", headers=headers).json["code"] == "method_not_allowed"


def test_a_request_keeps_the_id_it_came_with(client, headers):
    answer = client.get("/toy/v1/animals", headers={**headers, "X-Request-Id": "given-id-1"})
    assert answer.headers["X-Request-Id"] == "given-id-1"


def test_swagger_and_openapi_show_every_field(client):
    swagger = client.get("/toy/v1/swagger.json").json
    assert set(swagger["definitions"]["Animal"]["properties"]) == {"name", "legs"}
    assert "length" in swagger["definitions"]["Leg"]["properties"]
    document = client.get("/toy/v1/openapi.json").json
    assert document["openapi"].startswith("3.")
    post = document["paths"]["/animals"]["post"]
    reference = post["requestBody"]["content"]["application/json"]["schema"]["$ref"]
    assert reference == "#/components/schemas/Animal"
    assert "name" in document["components"]["schemas"]["Animal"]["properties"]
    assert post["responses"]["201"]["content"]


def test_health_and_metrics_are_open_and_true(client):
    assert client.get("/health").json == {
        "service": "toy",
        "status": "ok",
        "checks": {"database": "ok"},
    }
    assert b"http_requests_total" in client.get("/metrics").data
    assert client.get("/metrics", headers={"X-Forwarded-For": "9.9.9.9"}).status_code == 404


def test_the_scope_travels_in_the_token(client, headers):
    assert client.put("/toy/v1/animals", headers=headers).json == {
        "actor": "actor-1",
        "owners": ["me"],
    }


def forged(foundation: Foundation, key: str, **changes: object) -> str:
    moment = int(time.time())
    claims = {
        "iss": "houston",
        "aud": "toy",
        "iat": moment,
        "exp": moment + 60,
        "scope": {"read": {"all": True}},
        **changes,
    }
    return jwt.encode(claims, key, algorithm="HS256")


@pytest.mark.parametrize("case", ["none", "wrong key", "wrong audience", "bad scope", "no expiry"])
def test_a_forged_token_is_refused(client, foundation, case):
    key = signing_key(foundation.secrets, "toy")
    token = {
        "none": lambda: jwt.encode({"aud": "toy", "scope": {"read": {"all": True}}}, "", "none"),
        "wrong key": lambda: forged(foundation, "x" * 64),
        "wrong audience": lambda: forged(foundation, key, aud="edm"),
        "bad scope": lambda: forged(foundation, key, scope={"read": {"owners": "everyone"}}),
        "no expiry": lambda: jwt.encode({"iss": "houston", "aud": "toy"}, key, "HS256"),
    }[case]()
    answer = client.put("/toy/v1/animals", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json["code"]) == (401, "token_invalid")


def test_an_expired_token_is_told_so(client, foundation):
    key = signing_key(foundation.secrets, "toy")
    token = forged(foundation, key, exp=int(time.time()) - 60)
    answer = client.put("/toy/v1/animals", headers={"Authorization": f"Bearer {token}"})
    assert (answer.status_code, answer.json["code"]) == (401, "token_expired")


def test_a_call_without_a_token_is_refused(client):
    assert client.put("/toy/v1/animals").json["code"] == "unauthenticated"


def test_a_noun_keeps_no_app_of_those_before_the_present_one(foundation):
    gone = weakref.ref(toy_with_animals(foundation))
    present = toy_with_animals(foundation)
    gc.collect()
    assert gone() is None
    assert present.test_client().get("/health").status_code == 200
