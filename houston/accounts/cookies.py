"""How does a browser stay signed in, and how do we know that a request is its user's own wish?

The session's secret is in a cookie that no script can read. Because a browser sends cookies along with what
other sites make it ask for, a request that changes something must also carry a token in a header,
which other sites cannot know. API tokens are not sent by browsers on their own, and are exempt.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

from flask import Flask, Request, Response, request

from houston.access import current_principal
from houston.accounts.credentials import COOKIE
from houston.house import House
from service_kit.errors import Forbidden

CSRF_HEADER = "X-CSRF-Token"
HARMLESS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "same-site", "none"})


def set_session_cookie(
    house: House, response: Response, secret: str, expires_at: datetime
) -> Response:
    """Gives the browser its session."""
    response.set_cookie(
        COOKIE,
        secret,
        expires=expires_at,
        httponly=True,
        samesite="Lax",
        secure=_is_https(house),
        path="/",
    )
    return response


def clear_session_cookie(house: House, response: Response) -> Response:
    """Takes the session from the browser."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=_is_https(house), path="/")
    return response


def csrf_token(house: House, secret: str | None) -> str:
    """What this session's changing requests carry in `X-CSRF-Token`; empty without a session."""
    if not secret:
        return ""
    key = house.secrets.get("csrf").encode()
    return hmac.new(key, secret.encode(), hashlib.sha256).hexdigest()


def refuse_forged_requests(app: Flask, house: House) -> None:
    """Raises `Forbidden` with `csrf_failed` for a change that another site may have made a browser ask for."""

    @app.before_request
    def check() -> None:
        if request.method in HARMLESS or "Authorization" in request.headers:
            return
        if _comes_from_elsewhere(request):
            raise _refusal()
        if current_principal().sign_in is None:
            return
        expected = csrf_token(house, request.cookies.get(COOKIE))
        if not hmac.compare_digest(expected, request.headers.get(CSRF_HEADER, "")):
            raise _refusal()


def _comes_from_elsewhere(request: Request) -> bool:
    # Guards signing in, where there is no session to bind a token to.
    site = request.headers.get("Sec-Fetch-Site")
    return site is not None and site not in OWN_SITES


def _refusal() -> Forbidden:
    return Forbidden(
        "This request did not come from the page itself. Please reload the page and try again.",
        code="csrf_failed",
    )


def _is_https(house: House) -> bool:
    return request.is_secure or house.settings.public_url.startswith("https:")
