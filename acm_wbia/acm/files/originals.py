"""How do the bytes of a picture get here? From Houston, checked, and never more than we bargained for.

But those that came here without Houston, which are kept here.
"""

from __future__ import annotations

import hashlib
import logging

import urllib3

from acm_wbia.acm.files.kept_pictures import KeptPictures
from service_kit.request_context import HEADER, request_id
from service_kit.scope import SYSTEM_SCOPE
from service_kit.tokens import TokenSigner

CHUNK_BYTES = 1 << 20
POOL_SIZE = 16  # connections kept open: the picture threads of a few jobs
CONNECT_SECONDS = 3.0
READ_SECONDS = 60.0  # between two chunks, not for the whole picture

log = logging.getLogger(__name__)


class OriginalMissing(Exception):
    """There is no such picture, or it is not the one that was announced; asking again will not help."""


class OriginalOutOfReach(Exception):
    """Houston does not answer right now; asking again may help."""


class Originals:
    """Houston's pictures. Safe to share between threads."""

    def __init__(
        self,
        houston_url: str,
        audience: str,
        signer: TokenSigner,
        largest_bytes: int,
        kept: KeptPictures,
    ) -> None:
        self._houston_url = houston_url.rstrip("/")
        self._audience = audience
        self._signer = signer
        self._largest_bytes = largest_bytes
        self._kept = kept
        self._pool = urllib3.PoolManager(
            maxsize=POOL_SIZE,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
            retries=urllib3.Retry(
                connect=2, read=1, other=0, redirect=0, status=0, backoff_factor=0.1
            ),
        )

    def fetch(self, path: str, sha256: str) -> bytes:
        """The bytes at a path within Houston. Raises `OriginalMissing` or `OriginalOutOfReach` with a sentence."""
        try:
            data = self._kept.read(path) if self._kept.holds(path) else self._read(path)
        except FileNotFoundError as error:
            raise OriginalMissing("The picture is no longer there.") from error
        except urllib3.exceptions.HTTPError as error:
            log.warning("an original is out of reach", extra={"path": path, "reason": str(error)})
            raise OriginalOutOfReach("The picture could not be fetched just now.") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise OriginalMissing(
                "The picture is not the one that was uploaded; its bytes changed."
            )
        return data

    def _read(self, path: str) -> bytes:
        # Work that was asked for within a scope was checked against it before it was begun.
        token = self._signer.sign(self._audience, SYSTEM_SCOPE)
        headers = {
            "Authorization": f"Bearer {token}",
            HEADER: request_id(),
            "Accept-Encoding": "identity",
        }
        response = self._pool.request(
            "GET", self._houston_url + path, headers=headers, preload_content=False
        )
        try:
            self._refuse(response.status)
            return self._body(response)
        except BaseException:
            response.close()  # what is left of an answer must not be taken for the next one
            raise
        finally:
            response.release_conn()

    def _refuse(self, status: int) -> None:
        if status in (404, 410):
            raise OriginalMissing("The picture is no longer there.")
        if status != 200:
            raise OriginalOutOfReach(f"The picture could not be fetched (status {status}).")

    def _body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        body = bytearray()
        for chunk in response.stream(CHUNK_BYTES):
            body += chunk
            if len(body) > self._largest_bytes:
                raise OriginalMissing(
                    f"The picture has more than {self._largest_bytes // (1 << 20)} MiB; that is too large to look at."
                )
        return bytes(body)
