"""Everything that a bulk sheet can tell of one zebra and its sighting, as EDM stores it."""

from __future__ import annotations

from typing import Any

SURVEY: dict[str, Any] = {
    "id": "S-7",
    "type": "vehicle transect",
    "vessel": "Land Rover 2",
    "comments": "Started late.\nRain.",
}
MEASUREMENTS: list[dict[str, Any]] = [
    {"name": "shoulder height", "value": 1.32, "unit": "m", "sampling_protocol": "laser, twice"},
    {"name": "tail", "value": 0.0, "unit": None, "sampling_protocol": None},
]
SAMPLES: list[dict[str, Any]] = [
    {
        "id": "T-1",
        "tissue_type": "skin",
        "analyses": [
            {"kind": "sex", "id": None, "task_id": "L-9", "value": "female", "alleles": {}},
            {"kind": "haplotype", "id": None, "task_id": None, "value": "H2", "alleles": {}},
            {
                "kind": "microsatellites",
                "id": "M-3",
                "task_id": None,
                "value": None,
                "alleles": {"EQ1": ["112", "118"], "EQ2": ["90"]},
            },
        ],
    }
]
KEYWORDS = ["mud bath", "night"]
PEOPLE: list[dict[str, Any]] = [
    {"role": "submitter", "name": "Ann Roe", "email": "ann@example.org", "affiliation": "Mara U"},
    {"role": "photographer", "name": None, "email": "bo@example.org", "affiliation": None},
    {"role": "informed", "name": "Cy", "email": None, "affiliation": None},
]
MEDIA: list[dict[str, Any]] = [
    {"asset": "a.jpg", "keywords": ["left"], "labels": {"angle": "45"}, "quality": 0.8}
]
ANIMAL: dict[str, Any] = {
    "names": [{"context": "nickname", "value": "Stripe"}],
    "social_units": [{"name": "Harem 4", "role": "mare"}],
    "satellite_tags": ["PTT-1"],
    "custom_fields": {"story": "Born by the river."},
}
TOLD: dict[str, Any] = {
    "measurements": MEASUREMENTS,
    "samples": SAMPLES,
    "keywords": KEYWORDS,
    "people": PEOPLE,
    "media": MEDIA,
    "animal": ANIMAL,
}
