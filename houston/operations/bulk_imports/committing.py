"""What do the steps of a commit have in common? How far it is, and that it can be called off between any two."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING

from houston.house import House
from houston.models import BulkImport
from service_kit.jobs import JobContext

if TYPE_CHECKING:
    from houston.operations.bulk_imports.documents import Documents

BREATH_SECONDS = 0.08
"""Between two batches. SQLite lets whoever asks again soonest write first, and who waits asks ten times a second:
without a pause an import would keep everybody else from writing until it is over."""
STEPS_BY_ROWS = 3  # documents, records in EDM, records in Houston; storing goes by files


class Cancelled(Exception):
    """Somebody has called the import off."""


class NotAcceptable(Exception):
    """There are errors; the sheet is open again, and shows them. `str()` is what EDM said, where only it knows."""


class Committing:
    """A commit that is going on."""

    def __init__(self, house: House, context: JobContext, import_id: uuid.UUID) -> None:
        self.house = house
        self.context = context
        self.import_id = import_id
        self.rows = 0
        self.files = 0
        self._total: int | None = None

    def weigh(self, documents: Documents) -> None:
        """How much there is to do, once that is known."""
        plan = documents.plan
        self.measure(plan["rows"], len(plan["pictures"]))

    def measure(self, rows: int, files: int) -> None:
        self.rows, self.files = rows, files
        self._total = rows * STEPS_BY_ROWS + files

    def breathe(self) -> None:
        """Lets others write."""
        time.sleep(BREATH_SECONDS)

    def go_on(self, done: int, message: str) -> None:
        """Says how far it is. Raises `Cancelled`, and `LeaseLost` when it is another's now."""
        self.context.progress(done, self._total, message)
        with self.house.database.read() as session:
            if session.get_one(BulkImport, self.import_id).cancelling:
                raise Cancelled
