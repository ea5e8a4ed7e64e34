"""Where do sheets lie that were made for people to take away, and what has been made of one that is not ready yet?"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from houston.sheets.sheet import Cell
from houston.sheets.workbench import keep_json, kept_json


class MadeSheet:
    """One sheet as a file. Whoever is killed while it is made leaves none, or the whole, and goes on where it was."""

    def __init__(self, folder: Path, id: uuid.UUID) -> None:
        self._folder = folder
        self.id = id
        self._making = folder / f"{id.hex}.making"

    @classmethod
    def all_in(cls, folder: Path) -> list[MadeSheet]:
        """All that are whole."""
        return [cls(folder, uuid.UUID(path.stem)) for path in folder.glob("*.sheet")]

    @property
    def file(self) -> Path:
        return self._folder / f"{self.id.hex}.sheet"

    @property
    def known(self) -> dict[str, Any] | None:
        """What is known of the file, as `finish` was told it; None unless all of it is there."""
        known: dict[str, Any] | None = kept_json(self._about)
        return known if known is not None and self.file.exists() else None

    @property
    def draft(self) -> Path:
        """Where the file is written to until it is whole; the folder is there."""
        self._making.mkdir(parents=True, exist_ok=True)
        return self._making / "draft"

    def finish(self, known: dict[str, Any]) -> None:
        """The draft becomes the file."""
        self.draft.replace(self.file)
        keep_json(self._about, known)
        shutil.rmtree(self._making, ignore_errors=True)

    def remove(self) -> None:
        """Nothing is there afterwards, whether or not there was."""
        self._about.unlink(missing_ok=True)
        self.file.unlink(missing_ok=True)
        shutil.rmtree(self._making, ignore_errors=True)

    @property
    def _about(self) -> Path:
        return self._folder / f"{self.id.hex}.json"

    # -- rows that come in pages -------------------------------------------------------------

    def keep_page(self, number: int, page: dict[str, Any]) -> None:
        """A page of rows with its headings; the last has the headings of all."""
        keep_json(self._page(number), page)

    def page(self, number: int) -> dict[str, Any] | None:
        """A page that was kept; None where there is none."""
        page: dict[str, Any] | None = kept_json(self._page(number))
        return page

    def rows(self, headings: list[Cell]) -> Iterator[list[Cell]]:
        """The rows of all pages under these headings, with no more than one page in memory."""
        number = 0
        while (page := self.page(number)) is not None:
            places = {heading: place for place, heading in enumerate(page["headings"])}
            order = [places.get(heading) for heading in headings]
            for row in page["rows"]:
                yield [None if place is None else row[place] for place in order]
            number += 1

    def _page(self, number: int) -> Path:
        return self._making / f"page-{number:06}.json"
