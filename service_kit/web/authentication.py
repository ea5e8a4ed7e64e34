"""May this service call us, and with which scope? Asked before every route of EDM and ACM."""

from __future__ import annotations

from flask import Flask, g, request

from service_kit.errors import Unauthenticated
from service_kit.tokens import Caller, TokenVerifier

OPEN_PATHS = ("/health", "/metrics")
_BEARER = "Bearer "


def read_bearer() -> str:
    """The token of the present request. Raises `Unauthenticated` where there is none."""
    header = request.headers.get("Authorization", "")
    if not header.startswith(_BEARER):
        raise Unauthenticated(
            "This address is for the services of one installation among themselves."
        )
    return header.removeprefix(_BEARER)


def authenticate_services(
    app: Flask, verifier: TokenVerifier, documentation: tuple[str, ...]
) -> None:
    """Refuses every request without a good service token, but for health and the documentation."""
    open_prefixes = (*OPEN_PATHS, *documentation)

    @app.before_request
    def authenticate() -> None:
        if not request.path.startswith(open_prefixes):
            g.caller = verifier.verify(read_bearer())


def current_caller() -> Caller:
    """Who calls, as the verified token says."""
    caller: Caller = g.caller
    return caller
