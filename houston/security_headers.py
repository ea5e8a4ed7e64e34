"""What does a browser promise us about each page? Nothing foreign runs, is shown, or frames us."""

from __future__ import annotations

from flask import Flask, Response, request

_POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
# Swagger's page starts itself by an inline script; it shows our own description and nothing else.
_DOCUMENTATION_POLICY = (
    _POLICY + "; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'"
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=()",
}
_ONE_YEAR_HTTPS = "max-age=31536000"


def send_security_headers(app: Flask, documentation: str) -> None:
    """Adds them to every answer; `documentation` is the path of Swagger's page."""

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        headers.extend(_ALWAYS)
        is_documentation = request.path == documentation
        headers["Content-Security-Policy"] = _DOCUMENTATION_POLICY if is_documentation else _POLICY
        if request.is_secure:
            headers["Strict-Transport-Security"] = _ONE_YEAR_HTTPS
        # What one person may see is kept by their browser alone, and asked for again each time.
        headers.setdefault("Cache-Control", "private, no-cache")
        return response
