"""What does the matcher answer, asked once as it is and once of a catalogue without the animal?

By the leak-free protocol of ``acm_wbia.wbia.accuracy``: same sides only, nothing of the query's own encounter.
Answers take minutes and judging them takes none, so they can be kept in a file.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from acm_wbia.wbia import pictures
from acm_wbia.wbia.calibration.judged import Judged
from acm_wbia.wbia.detection.whole_picture import WholePicture
from acm_wbia.wbia.features import Features
from acm_wbia.wbia.matching.gallery import Gallery, Member
from acm_wbia.wbia.matching.local import LocalMatching
from bench import _manifest


def answers(
    matcher: LocalMatching, rows: Sequence[_manifest.ManifestRow], kept: Path | None
) -> list[Judged]:
    """Of every photo; read from ``kept`` where that file exists, else found out and written there."""
    if kept is not None and kept.exists():
        return [Judged(**each) for each in json.loads(kept.read_text(encoding="utf-8"))]
    features = [whole_picture(matcher, row.path) for row in rows]
    found = [
        answer
        for side in sorted({row.side for row in rows})
        for answer in _of_one_side(
            matcher,
            [(row, own) for row, own in zip(rows, features, strict=True) if row.side == side],
        )
    ]
    if kept is not None:
        kept.write_text(json.dumps([asdict(each) for each in found]), encoding="utf-8")
    return found


def whole_picture(matcher: LocalMatching, path: Path) -> Features:
    """The features of a photo that is all animal."""
    picture = pictures.decode(path.read_bytes())
    (found,) = WholePicture()(picture)
    return matcher.extract(picture, found.bbox, found.theta)


def _of_one_side(
    matcher: LocalMatching, photos: Sequence[tuple[_manifest.ManifestRow, Features]]
) -> Iterator[Judged]:
    features = [own for _, own in photos]
    as_it_is = _members([(row.individual, row.encounter) for row, _ in photos])
    # With the individual as the group, all of it is left out.
    without = _members([(row.individual, row.individual) for row, _ in photos])
    galleries = (Gallery.build(as_it_is, features), Gallery.build(without, features))
    encounters: dict[str, set[str]] = {}
    for row, _ in photos:
        encounters.setdefault(row.individual, set()).add(row.encounter)
    for number, (row, own) in enumerate(photos):
        found_there = len(encounters[row.individual]) > 1
        for gallery in galleries if found_there else galleries[1:]:
            # Everybody is ranked: an animal that is far back is not new for that.
            ranking = matcher(own, gallery, gallery.members[number], len(gallery))
            yield Judged(
                scores=[each.score for each in ranking.individuals],
                same=[each.name == row.individual for each in ranking.individuals],
                group=row.individual,
                known=gallery is galleries[0],
            )


def _members(names: Sequence[tuple[str, str]]) -> list[Member]:
    return [Member(str(number), name, group) for number, (name, group) in enumerate(names)]
