"""Photos become encounters whose truth is known, whatever else a detector sees in them."""

from __future__ import annotations

from typing import Any

from houston.demo.importing import Importer
from houston.demo.photos import DemoAnimal, DemoPhoto


class StandInClient:
    """A Codex whose detector found one box more than there are animals."""

    def submit(self, *_told: Any, **_wishes: Any) -> str:
        return "submission"

    def wait_for_submission(self, _submission: str) -> dict[str, Any]:
        return {"id": "submission", "state": "curation", "encounters": ["hers", "of the box"]}

    def pages(self, _path: str, **_query: Any) -> list[dict[str, Any]]:
        boxes = [
            {"id": "first", "encounter": "hers", "viewpoint": "left"},
            {"id": "second", "encounter": "of the box", "viewpoint": None},
        ]
        return [{"id": "asset", "name": "ada.jpg", "annotations": boxes}]

    def call(self, method: str, path: str, **_more: Any) -> Any:
        raise AssertionError(f"{method} {path}: nothing had to be set")


def test_a_box_that_nobody_told_of_is_said_and_left_to_people():
    said: list[str] = []
    photo = DemoPhoto(
        name="ada.jpg",
        species="equus_quagga",
        animals=(DemoAnimal("Ada", "left"),),
        sighting="one",
        taken=None,
        utc_offset=None,
        location=None,
        region=None,
        read=lambda: b"",
    )
    client: Any = StandInClient()
    importer = Importer(client, prefix="demo", named=True, wishes=lambda _: {}, say=said.append)
    (known,) = importer.run([photo])
    assert (known.id, known.animal) == ("hers", "Ada")
    assert [each.id for each in known.annotations] == ["first"]
    assert said[0] == "  ada.jpg: 1 more found that nobody told of; see Review"
