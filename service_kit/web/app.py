"""What does the web side of any service do before and after each request?"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from flask import Flask, Response, g, request
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.registry import Collector

from service_kit.errors import NotFound
from service_kit.request_context import HEADER, accept_request_id
from service_kit.web.problems import problem_response

LARGEST_JSON_BYTES = (
    64 * 1024 * 1024
)  # 50,000 encounters of a bulk sheet, with room; files go another way

log = logging.getLogger(__name__)


def create_app(
    service: str,
    checks: Mapping[str, Callable[[], None]],
    static_folder: str | None = None,
    collectors: Iterable[Collector] = (),
) -> Flask:
    """A Flask app with request ids, problem+json, `/health` and `/metrics`.

    Each of `checks` is called by `/health` and raises when its part is not well; `collectors` add to `/metrics`.
    """
    app = Flask(service, static_folder=static_folder)
    app.config.update(
        RESTX_MASK_SWAGGER=False,
        RESTX_INCLUDE_ALL_MODELS=True,
        RESTX_ERROR_404_HELP=False,
        ERROR_INCLUDE_MESSAGE=False,
        MAX_CONTENT_LENGTH=LARGEST_JSON_BYTES,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.register_error_handler(Exception, problem_response)
    _follow_requests(app, service, collectors)
    _tell_health(app, service, checks)
    return app


def _follow_requests(app: Flask, service: str, collectors: Iterable[Collector]) -> None:
    registry = CollectorRegistry()
    for collector in collectors:
        registry.register(collector)
    answered = Counter(
        "http_requests_total", "Requests answered", ["method", "route", "status"], registry=registry
    )
    seconds = Histogram("http_request_seconds", "Time to answer", ["route"], registry=registry)

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        g.request_id = accept_request_id(request.headers.get(HEADER))

    @app.after_request
    def end(response: Response) -> Response:
        taken = time.perf_counter() - g.began
        route = request.url_rule.rule if request.url_rule else "none"
        answered.labels(request.method, route, response.status_code).inc()
        seconds.labels(route).observe(taken)
        response.headers[HEADER] = g.request_id
        log.info(
            "%s %s",
            request.method,
            request.path,
            extra={"status": response.status_code, "milliseconds": round(taken * 1000, 2)},
        )
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        # For a collector on this machine: what came through a proxy came from outside.
        from_here = request.remote_addr in ("127.0.0.1", "::1")
        if not from_here or "X-Forwarded-For" in request.headers:
            raise NotFound("There is nothing at this address.")
        return Response(generate_latest(registry), mimetype="text/plain; version=0.0.4")


def _tell_health(app: Flask, service: str, checks: Mapping[str, Callable[[], None]]) -> None:
    @app.get("/health")
    def health() -> tuple[dict[str, Any], int]:
        parts = {name: _outcome(name, check) for name, check in checks.items()}
        well = all(state == "ok" for state in parts.values())
        body = {"service": service, "status": "ok" if well else "failing", "checks": parts}
        return body, 200 if well else 503


def _outcome(name: str, check: Callable[[], None]) -> str:
    try:
        check()
    except Exception:
        log.exception("health check failed", extra={"check": name})
        return "failing"
    return "ok"
