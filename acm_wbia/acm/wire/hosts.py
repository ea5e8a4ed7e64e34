"""May this address be asked for a client's sake? Only where whoever runs the site has named its host.

A client that may name any address makes this server a tool against the network that it stands in.
"""

from __future__ import annotations

from collections.abc import Collection

import urllib3
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from service_kit.errors import Malformed

PORTS = {"http": 80, "https": 443}
CONNECT_SECONDS, READ_SECONDS = 3.0, 30.0


def connections() -> urllib3.PoolManager:
    """Connections that follow nobody elsewhere: the host that was allowed is the one that answers."""
    return urllib3.PoolManager(
        timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS),
        retries=urllib3.Retry(connect=1, read=0, other=0, redirect=0, status=0),
    )


def allowed(address: str, hosts: Collection[str], setting: str) -> str:
    """The address as it is to be asked. Raises `Malformed`, naming the setting that could allow it."""
    url = _parsed(address)
    port = url.port or PORTS[str(url.scheme)]
    names = {f"{url.host}:{port}"} | ({str(url.host)} if url.port is None else set())
    if not names & {each.lower() for each in hosts}:
        raise Malformed(
            f"{url.host} is not asked from here: whoever runs this site would have to name it in {setting}."
        )
    return url.url


def _parsed(address: str) -> Url:
    try:
        url = parse_url(address)
    except LocationParseError as error:
        raise Malformed(f"{address} is not an address.") from error
    if url.scheme not in PORTS or not url.host:
        raise Malformed(f"{address} is not an address that begins with http:// or https://.")
    if url.auth is not None:
        raise Malformed("An address with a password in it is not taken; it would be kept in logs.")
    return url._replace(fragment=None)
