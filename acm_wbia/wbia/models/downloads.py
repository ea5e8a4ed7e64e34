"""How does a large file arrive over a line that may break?"""

from pathlib import Path

import requests

from acm_wbia.wbia.errors import ModelNotFetched

CHUNK_BYTES = 1 << 16
PATIENCE_SECONDS = 60
"""Without a single byte."""


def download(url: str, part: Path) -> None:
    """Writes what is at ``url`` to ``part``, going on where an earlier try broke off.

    Raises ``ModelNotFetched``; ``part`` is kept then, for the next try.
    """
    have = part.stat().st_size if part.is_file() else 0
    headers = {"Range": f"bytes={have}-"} if have else {}
    try:
        with requests.get(url, headers=headers, stream=True, timeout=PATIENCE_SECONDS) as answer:
            if have and answer.status_code == requests.codes.requested_range_not_satisfiable:
                return  # All of it is here already; its hash will tell.
            answer.raise_for_status()
            goes_on = answer.status_code == requests.codes.partial_content
            with part.open("ab" if goes_on else "wb") as stream:
                for chunk in answer.iter_content(CHUNK_BYTES):
                    stream.write(chunk)
    except requests.HTTPError as error:
        status = error.response.status_code
        raise ModelNotFetched(f"{url} answered with {status}.") from error
    except requests.RequestException as error:
        raise ModelNotFetched(
            f"{url} could not be reached, or the line broke ({type(error).__name__})."
        ) from error
