"""Sends whole reports in, so that a test begins where its story does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.houston.people import Browser
from tests.houston.sending import open_draft, sighting, upload


@dataclass(frozen=True)
class Report:
    """What came of one photo."""

    submission: str
    sighting: str
    encounter: str
    asset: str
    annotation: str


def report(
    browser: Browser, work: Callable[[], None], photo: bytes, name: str = "photo.jpg", **wishes: Any
) -> Report:
    """One photo of one animal, sent in and looked at."""
    draft = open_draft(browser, **wishes)
    asset = upload(browser, draft, name, photo)
    sent = browser.post(f"/submissions/{draft}/commit", json={"sightings": [sighting(name)]})
    assert sent.status_code == 202, sent.text
    work()
    done = browser.get(f"/submissions/{draft}").json
    assert done["state"] in ("curation", "done"), done
    (shown,) = browser.get(f"/assets?submission={draft}").json["items"]
    (annotation,) = shown["annotations"]
    return Report(draft, done["sightings"][0], done["encounters"][0], asset, annotation["id"])


def identify(browser: Browser, work: Callable[[], None], **question: Any) -> dict[str, Any]:
    """Asks, and the answer."""
    asked = browser.post("/identifications", json=question)
    assert asked.status_code == 202, asked.text
    work()
    answer: dict[str, Any] = browser.get(f"/identifications/{asked.json['id']}").json
    return answer
