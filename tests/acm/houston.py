"""A real HTTP server in the place of Houston: it hands out originals and takes callbacks, as `/internal/v1` does."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from service_kit.errors import Unauthenticated
from service_kit.secret_files import SecretFiles
from service_kit.tokens import TokenVerifier


class StandInHouston:
    """What it has, what it was told, and how it should misbehave."""

    def __init__(self, secrets: Path) -> None:
        self.originals: dict[str, bytes] = {}
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.fetched: list[str] = []
        self.open: dict[str, bytes] = {}
        """What it hands to anybody."""
        self.moved: dict[str, str] = {}
        """Paths that send whoever asks elsewhere."""
        self.heard: list[tuple[str, str, str, bytes]] = []
        """Method, path, content type and body of what it was told by callers who are no service."""
        self.broken: set[str] = set()
        """Paths that answer 503."""
        self.cut_short: set[str] = set()
        """Paths whose answer breaks off in the middle."""
        self.before_answering: Callable[[], object] = lambda: None
        """What happens while somebody waits for an original."""
        self._verifier = TokenVerifier(SecretFiles(secrets), "houston")
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def is_service(self, header: str | None) -> bool:
        try:
            return self._verifier.verify((header or "").removeprefix("Bearer ")).service == "acm"
        except Unauthenticated:
            return False

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _handler(houston: StandInHouston) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if (elsewhere := houston.moved.get(self.path)) is not None:
                self._answer(302, b"", location=elsewhere)
            elif (anybodys := houston.open.get(self.path)) is not None:
                self._answer(200, anybodys)
            elif self.path.startswith("/heard"):
                self._hear()
            elif not houston.is_service(self.headers.get("Authorization")):
                self._answer(401, b"{}")
            elif self.path in houston.broken:
                self._answer(503, b"{}")
            elif (picture := houston.originals.get(self.path)) is None:
                self._answer(404, b"{}")
            else:
                houston.before_answering()
                houston.fetched.append(self.path)
                self._answer(200, picture, cut=self.path in houston.cut_short)

        def do_PUT(self) -> None:
            self._hear()

        def _hear(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kind = self.headers.get("Content-Type", "")
            houston.heard.append((self.command, self.path, kind, body))
            self._answer(503 if self.path in houston.broken else 200, b"{}")

        def do_POST(self) -> None:
            if self.path.startswith("/heard"):
                self._hear()
                return
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.path in houston.broken:
                self._answer(503, b"{}")
                return
            assert houston.is_service(self.headers.get("Authorization"))
            houston.told.append((self.path, json.loads(body)))
            self._answer(200, b"{}")

        def _answer(
            self, status: int, body: bytes, *, cut: bool = False, location: str | None = None
        ) -> None:
            self.send_response(status)
            if location is not None:
                self.send_header("Location", location)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.close_connection = cut

        def log_message(self, *_: object) -> None:
            pass

    return Handler
