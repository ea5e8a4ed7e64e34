"""Which cells do tissue samples and what was found in them fill?

The format has room for one sample of a row and one analysis of each kind. What is more stands in numbered columns
(``TissueSample1.sampleID``): columns of one number are a block. A sample with two analyses of a kind fills two blocks
that have its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from edm.sheets.export.headings import heading_of
from edm.sheets.export.texts import text_of
from edm.validation.samples import KINDS, MICROSATELLITES

Cell = tuple[str, str | None]


def sample_cells(samples: Sequence[Mapping[str, Any]]) -> Iterator[Cell]:
    """The cells of an encounter's samples."""
    number = 0
    for sample in samples:
        for block in _blocks(sample["analyses"]):
            yield numbered(heading_of("sample.0.id"), number), text_of(sample["id"])
            yield numbered(heading_of("sample.0.tissue_type"), number), text_of(sample["tissue_type"])  # fmt: skip
            for analysis in block:
                for heading, text in _analysis_cells(analysis):
                    yield numbered(heading, number), text
            number += 1


def _blocks(analyses: Sequence[Mapping[str, Any]]) -> list[list[Mapping[str, Any]]]:
    """The analyses in their order, parted where a block could not be read in it; one block where there are none."""
    blocks: list[list[Mapping[str, Any]]] = [[]]
    for analysis in analyses:
        block = blocks[-1]
        if block and KINDS.index(analysis["kind"]) <= KINDS.index(block[-1]["kind"]):
            blocks.append([])
        blocks[-1].append(analysis)
    return blocks


def numbered(heading: str, number: int) -> str:
    """The heading of a further one of what the format has room for once: ``TissueSample1.sampleID``."""
    if number == 0:
        return heading
    noun, point, rest = heading.partition(".")
    return f"{noun}{number}{point}{rest}"


def _analysis_cells(analysis: Mapping[str, Any]) -> Iterator[Cell]:
    place = f"sample.0.{analysis['kind']}"
    yield heading_of(f"{place}.id"), text_of(analysis["id"])
    yield heading_of(f"{place}.task_id"), text_of(analysis["task_id"])
    if analysis["kind"] != MICROSATELLITES:
        yield heading_of(f"{place}.value"), text_of(analysis["value"])
        return
    alleles = analysis["alleles"]
    yield heading_of(f"{place}.loci"), text_of(",".join(alleles))
    for number, column in enumerate(zip_longest(*alleles.values(), fillvalue="")):
        yield heading_of(f"{place}.alleles.#", number), text_of(",".join(column))
