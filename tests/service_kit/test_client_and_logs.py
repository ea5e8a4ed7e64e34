"""Does one service reach another, and can a request be followed through both?"""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from service_kit.client import RemoteProblem
from service_kit.errors import Conflict, Fault, Unavailable
from service_kit.foundation import Foundation
from service_kit.logs import JsonFormatter
from service_kit.request_context import working_for
from service_kit.scope import SYSTEM_SCOPE
from service_kit.web import authenticate_services, create_app, current_caller
from tests.service_kit.toy import ToySettings, toy_foundation


@pytest.fixture
def foundation(tmp_path) -> Foundation:
    return toy_foundation(ToySettings(data=tmp_path))


@pytest.fixture
def address(foundation: Foundation) -> Iterator[str]:
    app = create_app("toy", {})
    authenticate_services(app, foundation.verifier, ())

    @app.post("/echo")
    def echo():
        return {"actor": current_caller().actor, "all": current_caller().scope.write.all}

    @app.post("/refuse")
    def refuse():
        raise Conflict(
            "Taken.", code="conflict", errors=[Fault("/a", "invalid", "b")], extra={"current": 7}
        )

    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def test_a_call_carries_the_scope_the_actor_and_the_request(foundation, address):
    client = foundation.client(address, "toy")
    with working_for("request-12345"):
        answer = client.send("POST", "/echo", scope=SYSTEM_SCOPE, actor="a", json={})
    assert answer.json() == {"actor": "a", "all": True}
    assert answer.headers["X-Request-Id"] == "request-12345"


def test_a_refusal_arrives_as_the_other_service_gave_it(foundation, address):
    with pytest.raises(RemoteProblem) as refused:
        foundation.client(address, "toy").call("POST", "/refuse", scope=SYSTEM_SCOPE, json={})
    assert (refused.value.status, refused.value.code) == (409, "conflict")
    assert refused.value.extra == {"current": 7}
    assert refused.value.errors[0].pointer == "/a"


def test_a_service_that_is_away_is_said_to_be_so(foundation):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unavailable, match="Nothing was lost"):
        foundation.client(f"http://127.0.0.1:{port}", "toy").call("GET", "/x", scope=SYSTEM_SCOPE)


def test_a_log_line_is_json_and_names_the_request():
    record = logging.makeLogRecord({"msg": "job %s", "args": ("begins",), "job": 7})
    with working_for("request-12345"):
        line = json.loads(JsonFormatter("toy").format(record))
    assert (line["message"], line["job"], line["request_id"]) == ("job begins", 7, "request-12345")
