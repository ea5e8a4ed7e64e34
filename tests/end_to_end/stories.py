"""What a visitor does from photos to a named animal, told once for all tests that need it done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from houston.client.api import CodexClient
from tests.end_to_end.pictures import picture


@dataclass(frozen=True)
class Told:
    """What came of one story."""

    submission: str
    sighting: str
    encounter: str
    identification: str
    decision: str


def sighting(*assets: str, **changes: Any) -> dict[str, Any]:
    """The metadata of a sighting with one encounter, as the report form sends it."""
    return {
        "species": "equus_quagga",
        "time": {
            "year": 2024,
            "month": 6,
            "day": 3,
            "hour": 7,
            "minute": 30,
            "utc_offset": "+02:00",
        },
        "location": {"latitude": -1.4, "longitude": 35.1},
        "comments": "by the river",
        "encounters": [{"sex": "female", "assets": list(assets)}],
        **changes,
    }


def submit(client: CodexClient, key: str, animal: int, scenes: tuple[int, ...]) -> Any:
    """Sends pictures of one animal and waits until they have been looked at."""
    files = {f"{key}-{scene}.jpg": picture(animal, scene) for scene in scenes}
    submission = client.submit([sighting(*files)], files, key=key, approve=True)
    return client.wait_for_submission(submission)


def identify(client: CodexClient, key: str, encounter: str) -> Any:
    """Asks who an encounter shows, and waits for the answer."""
    asked = client.call("POST", "/identifications", key=key, json={"encounter": encounter})
    return client.wait_for_identification(asked["id"])


def decide(client: CodexClient, key: str, identification: str, **decision: Any) -> Any:
    return client.call(
        "POST", f"/identifications/{identification}/decisions", key=key, json=decision
    )
