"""How does a Camtrap DP package become a sheet with official headings, and what boxes come with it?

What has no official heading keeps its own, with its table before it, and is kept word for word.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from urllib.parse import unquote, urlsplit

from houston.files.boxes import read_relative
from houston.sheets.foreign.camtrap_dp import CamtrapPackage, Row
from houston.sheets.foreign.camtrap_encounters import Observed, animals_in
from houston.sheets.foreign.detections import BroughtDetections, Detection, Remark
from houston.sheets.foreign.table import ForeignTable, Note, RowsOfText
from houston.sheets.sheet import Cell

FORMAT = "Camtrap DP"
OF_OBSERVATIONS = {
    "scientificName": "Taxonomy.scientificName",
    "individualID": "MarkedIndividual.individualID",
    "sex": "Encounter.sex",
    "lifeStage": "Encounter.lifeStage",
    "behavior": "Encounter.behavior",
    "observationComments": "Encounter.researcherComments",
}
OF_DEPLOYMENTS = {
    "latitude": "Encounter.decimalLatitude",
    "longitude": "Encounter.decimalLongitude",
    "locationName": "Encounter.verbatimLocality",
}
TIME = {
    "year": "Encounter.year",
    "month": "Encounter.month",
    "day": "Encounter.day",
    "hour": "Encounter.hour",
    "minute": "Encounter.minutes",
    "second": "Encounter.seconds",
}
OFFSET = "Encounter.utcOffset"
EVENT = "Sighting.sightingID"
TAGS = "observationTags"
TOLD_OTHERWISE = {"observationType", "mediaID", "eventID", "eventStart", TAGS}
TOLD_OTHERWISE |= {"bboxX", "bboxY", "bboxWidth", "bboxHeight"}
BOX = ("bboxX", "bboxY", "bboxWidth", "bboxHeight")
KEPT_OF_A_BOX = (
    "observationID",
    "classificationMethod",
    "classifiedBy",
    "classificationTimestamp",
    "classificationProbability",
)
SEPARATOR = " | "


def package_table(package: CamtrapPackage, present: Collection[str] | None = None) -> ForeignTable:
    """The package as a sheet.

    `present`: base names, in small letters, of the pictures that there are. Pictures that lie elsewhere on
    the network and are not among them are told as addresses; None takes all of them for present.
    """
    return _Conversion(package, present).table()


class _Conversion:
    def __init__(self, package: CamtrapPackage, present: Collection[str] | None) -> None:
        self._package = package
        self._deployments = {row.get("deploymentID", ""): row for row in package.deployments}
        self._media = {row.get("mediaID", ""): row for row in package.media}
        self._present = present
        self._elsewhere: set[str] = set()
        self._detections: list[Detection] = []

    def table(self) -> ForeignTable:
        rows = RowsOfText()
        rows.prepare((EVENT, *OF_OBSERVATIONS.values(), *TIME.values(), OFFSET))
        rows.prepare(OF_DEPLOYMENTS.values())
        for animal in animals_in(self._package.observations):
            number = rows.add(self._row(animal))
            self._detections += self._boxes(animal, number)
        brought = BroughtDetections(tuple(self._detections), tuple(self._empty()))
        return rows.table(FORMAT, brought, self._notes(rows.rows))

    def _row(self, animal: Observed) -> dict[str, Cell]:
        first = animal.observations[0]
        deployment = self._deployments.get(first.get("deploymentID", ""), {})
        row: dict[str, Cell] = {EVENT: animal.event, **self._time(animal, deployment)}
        for name, heading in OF_OBSERVATIONS.items():
            row[heading] = _said(animal.observations, name)
        for name, heading in OF_DEPLOYMENTS.items():
            row[heading] = deployment.get(name)
        tags = [tag for each in animal.observations for tag in _tags(each)]
        for number, tag in enumerate(dict.fromkeys(tags)):
            row[f"Encounter.keyword{number}"] = tag
        self._name_pictures(animal, row)
        for name in _names_in(animal.observations):
            if name not in OF_OBSERVATIONS and name not in TOLD_OTHERWISE:
                row[f"observations.{name}"] = _said(animal.observations, name)
        for name, cell in deployment.items():
            if name not in OF_DEPLOYMENTS and name != "deploymentID":
                row[f"deployments.{name}"] = cell
        return row

    def _name_pictures(self, animal: Observed, row: dict[str, Cell]) -> None:
        media = dict.fromkeys(each["mediaID"] for each in animal.observations if "mediaID" in each)
        number, addresses = 0, []
        for each in media:
            picture = self._media.get(each, {})
            name = picture_name(picture)
            if name is not None and self._is_here(picture, name):
                row[f"Encounter.mediaAsset{number}"] = name
                number += 1
            else:
                addresses.append(picture.get("filePath", each))
                self._elsewhere.add(each)
        row["media.filePath"] = SEPARATOR.join(addresses) or None
        comments = [self._media.get(each, {}).get("mediaComments") for each in media]
        row["media.mediaComments"] = SEPARATOR.join(filter(None, comments)) or None

    def _is_here(self, picture: Row, name: str) -> bool:
        if self._present is None or not _is_address(picture.get("filePath", "")):
            return True
        return name.rpartition("/")[2].casefold() in self._present

    def _time(self, animal: Observed, deployment: Row) -> dict[str, Cell]:
        """The first moment, on the clock of the place where the camera stood."""
        moments = [moment for each in animal.observations if (moment := self._moment(each))]
        if not moments:
            return {}
        first = min(moments, key=lambda moment: (moment.replace(tzinfo=None), moment.isoformat()))
        if all(moment.tzinfo for moment in moments):
            first = min(moments)
        first = _on_the_clock_of(first, deployment)
        told: dict[str, Cell] = {
            heading: str(getattr(first, part)) for part, heading in TIME.items()
        }
        if first.tzinfo is not None:
            told[OFFSET] = first.strftime("%z")[:3] + ":" + first.strftime("%z")[3:5]
        return told

    def _moment(self, observation: Row) -> datetime | None:
        """That of the picture, which has the camera's own clock, else that of the event."""
        picture = self._media.get(observation.get("mediaID", ""), {})
        return _moment(picture.get("timestamp")) or _moment(observation.get("eventStart"))

    def _boxes(self, animal: Observed, row: int) -> Iterator[Detection]:
        for each in animal.observations:
            bbox = read_relative([each.get(name) for name in BOX])
            name = picture_name(self._media.get(each.get("mediaID", ""), {}))
            if bbox is None or name is None:
                continue
            machine = each.get("classificationMethod") == "machine"
            yield Detection(
                name,
                bbox,
                animal_class=each.get("scientificName"),
                confidence=_share(each.get("classificationProbability")) if machine else None,
                model=each.get("classifiedBy"),
                row=row,
                individual=each.get("individualID"),
                verbatim={key: each[key] for key in KEPT_OF_A_BOX if key in each},
            )

    def _empty(self) -> Iterator[Remark]:
        """The pictures of which it is said that no animal is in them, and nothing else."""
        said: dict[str, set[str]] = {}
        for each in self._package.observations:
            if "mediaID" in each:
                said.setdefault(each["mediaID"], set()).add(each.get("observationType", ""))
        for media, kinds in said.items():
            name = picture_name(self._media.get(media, {}))
            if name is not None and kinds == {"blank"}:
                yield Remark(name, "The Camtrap DP package says that this picture is blank.")

    def _notes(self, rows: int) -> Iterator[Note]:
        package, boxes = self._package, len(self._detections)
        counted = {
            "rows": rows,
            "observations": len(package.observations),
            "deployments": len(package.deployments),
            "boxes": boxes,
        }
        yield Note(
            "package_converted",
            "{observations:,} observations of {deployments:,} deployments became {rows:,} rows "
            "and {boxes:,} boxes.".format(**counted),
            counted,
        )
        others: dict[str, int] = {}
        for each in self._package.observations:
            kind = each.get("observationType") or "nothing"
            if kind != "animal":
                others[kind] = others.get(kind, 0) + 1
        if others:
            listed = ", ".join(f"{number} of {kind}" for kind, number in sorted(others.items()))
            yield Note(
                "observations_of_no_animal",
                f"Observations that are of no animal make no encounters: {listed}.",
                {"count": sum(others.values())},
            )
        if self._elsewhere:
            yield Note(
                "pictures_elsewhere",
                f"{len(self._elsewhere)} pictures are not among the uploaded files; "
                "their encounters are told without them, and their addresses are kept.",
                {"count": len(self._elsewhere)},
            )


def picture_name(media: Row) -> str | None:
    """By what name a picture goes: its path in the package, of an address the last part or the file's own name."""
    path, name = media.get("filePath", ""), media.get("fileName")
    if not _is_address(path):
        return path or name
    return name or unquote(urlsplit(path).path).rpartition("/")[2] or None


def _is_address(path: str) -> bool:
    return "://" in path


def _said(observations: Iterable[Row], name: str) -> Cell:
    """What they say, each thing once."""
    return (
        SEPARATOR.join(dict.fromkeys(each[name] for each in observations if name in each)) or None
    )


def _names_in(observations: Iterable[Row]) -> Iterable[str]:
    return dict.fromkeys(name for each in observations for name in each)


def _tags(observation: Row) -> Iterator[str]:
    yield from filter(None, (tag.strip() for tag in observation.get(TAGS, "").split("|")))


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None


def _on_the_clock_of(moment: datetime, deployment: Mapping[str, str]) -> datetime:
    """A moment in UTC as the clocks of its deployment showed it, where they did not change meanwhile."""
    if moment.tzinfo is None or moment.utcoffset():
        return moment
    ends = [_moment(deployment.get(end)) for end in ("deploymentStart", "deploymentEnd")]
    zones = {end.tzinfo for end in ends if end is not None}
    zone = next(iter(zones)) if len(zones) == 1 else None
    return moment.astimezone(zone) if zone else moment


def _share(text: str | None) -> float | None:
    try:
        share = float(text) if text else None
    except ValueError:
        return None
    return share if share is not None and 0 <= share <= 1 else None
