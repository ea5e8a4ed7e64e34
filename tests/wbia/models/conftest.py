"""A store with cards of its own, and the places where their files are to be had."""

from __future__ import annotations

import hashlib
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from acm_wbia.wbia.models.card import ModelCard
from acm_wbia.wbia.models.store import ModelStore

WEIGHTS = bytes(range(256)) * 1024
WEIGHTS_SHA256 = hashlib.sha256(WEIGHTS).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


@pytest.fixture
def card_of(store: ModelStore) -> Callable[..., ModelCard]:
    """Puts a card of an own model with one file into the store."""

    def written(*sources: dict[str, str], sha256: str | None = WEIGHTS_SHA256) -> ModelCard:
        file: dict[str, Any] = {"name": "weights.bin", "sources": list(sources)}
        content = {**card_content(), "files": [{**file, "sha256": sha256}]}
        store.own_cards.mkdir(parents=True, exist_ok=True)
        (store.own_cards / "own.yaml").write_text(yaml.safe_dump(content))
        return store.card("own")

    return written


def card_content(**other: Any) -> dict[str, Any]:
    said = {"description": "Ours.", "licence": "MIT"}
    return {"name": "own", "version": "1", "kind": "embedding", **said, **other}


class Site(http.server.BaseHTTPRequestHandler):
    """Serves the weights, from the byte that is asked for; breaks off where the server says."""

    def do_GET(self) -> None:
        site: Any = self.server
        asked = self.headers.get("Range", "bytes=0-")
        start = int(asked.removeprefix("bytes=").rstrip("-"))
        site.starts.append(start)
        if start >= len(site.body):
            self.send_response(416)
            self.end_headers()
            return
        self.send_response(206 if start else site.status)
        self.send_header("Content-Length", str(len(site.body) - start))
        self.end_headers()
        self.wfile.write(site.body[start : site.breaks_at])

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def site() -> Iterator[Any]:
    server: Any = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.body, server.breaks_at, server.starts, server.status = WEIGHTS, None, [], 200
    server.url = f"http://127.0.0.1:{server.server_port}/weights.bin"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
