"""Where does the picture lie that a client names? In an allowed folder, at an allowed host, or in a known bucket."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

import urllib3

from acm_wbia.acm.settings import AcmSettings
from acm_wbia.acm.wire.hosts import allowed, connections
from service_kit.errors import Malformed, TooLarge, Unavailable

CHUNK_BYTES = 1 << 20
PLACE_OF_BUCKET = {"bucket", "key"}
CREDENTIALS = ("auth_domain", "auth_access_id", "auth_secret_id", "auth_secret_key")


class Sources:
    """Reads pictures for clients, within what the settings allow. Safe to share between threads."""

    def __init__(self, settings: AcmSettings) -> None:
        self._settings = settings
        self._connections = connections()

    def read(self, place: Any) -> bytes:
        """The bytes at a path, an address, or `{bucket, key}`.

        Raises `Malformed` where that is refused or not there, `TooLarge`, or `Unavailable` for a host that is not.
        """
        if isinstance(place, dict):
            return self._from_bucket(place)
        if not isinstance(place, str) or not place or "\0" in place:
            raise Malformed("A picture is named by a path, an address, or its bucket and key.")
        if "://" in place:
            hosts = self._settings.wbia_picture_hosts
            return self._from_host(allowed(place, hosts, "ACM_WBIA_PICTURE_HOSTS"))
        return self._from_folder(Path(place))

    def _from_folder(self, path: Path) -> bytes:
        for folder in self._settings.wbia_picture_folders:
            if path.is_absolute() and (found := _inside(folder, path)) is not None:
                return self._from_file(found)
        raise Malformed(
            f"There is no picture {path} in a folder that may be read from here; whoever runs this site names "
            "them in ACM_WBIA_PICTURE_FOLDERS."
        )

    def _from_bucket(self, place: dict[str, Any]) -> bytes:
        if any(place.get(each) for each in CREDENTIALS):
            raise Malformed(
                "Keys of a bucket are not taken from a request; whoever runs this site says in "
                "ACM_WBIA_BUCKETS where a bucket is read."
            )
        bucket, key = place.get("bucket"), place.get("key")
        if (
            not set(place) <= PLACE_OF_BUCKET | set(CREDENTIALS)
            or not key
            or not isinstance(key, str)
        ):
            raise Malformed(
                "A picture in a bucket is named by its bucket and key, and nothing else."
            )
        where = self._settings.wbia_buckets.get(str(bucket))
        if where is None:
            raise Malformed(f"There is no bucket {bucket} here; ACM_WBIA_BUCKETS would name it.")
        if "://" in where:
            return self._from_host(_joined(where, key))
        found = _inside(Path(where), Path(where) / key)
        if found is None:
            raise Malformed(f"There is no picture {key} in the bucket {bucket}.")
        return self._from_file(found)

    def _from_file(self, path: Path) -> bytes:
        if path.stat().st_size > self._settings.largest_original_bytes:
            raise self._too_large()
        return path.read_bytes()

    def _from_host(self, address: str) -> bytes:
        try:
            response = self._connections.request(
                "GET", address, preload_content=False, redirect=False
            )
            try:
                if response.status != 200:
                    raise Malformed(
                        f"{address} answers {response.status} and no picture (it is not followed elsewhere)."
                    )
                return self._body(response)
            finally:
                response.close()
        except urllib3.exceptions.HTTPError as error:
            raise Unavailable(f"{address} does not answer right now.") from error

    def _body(self, response: urllib3.BaseHTTPResponse) -> bytes:
        body = bytearray()
        for chunk in response.stream(CHUNK_BYTES):
            body += chunk
            if len(body) > self._settings.largest_original_bytes:
                raise self._too_large()
        return bytes(body)

    def _too_large(self) -> TooLarge:
        most = self._settings.largest_original_bytes // (1 << 20)
        return TooLarge(f"The picture has more than {most} MiB; that is too large to look at.")


def _inside(folder: Path, path: Path) -> Path | None:
    """The file a path leads to in the end, where that lies in the folder and is a file."""
    try:
        found = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return None
    return found if found.is_relative_to(folder.resolve()) and found.is_file() else None


def _joined(beginning: str, key: str) -> str:
    """The address of a key, which leads nowhere but below its bucket's."""
    steps = key.split("/")
    if ".." in steps or "." in steps:
        raise Malformed("A key of a bucket has no dots for steps.")
    return "/".join([beginning.rstrip("/"), *(quote(step) for step in steps)])
