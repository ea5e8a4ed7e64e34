"""What if two callers write the same thing at the same moment? The later one looks again and answers accordingly."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from service_kit.database import Database
from service_kit.errors import Conflict, Unavailable

Result = TypeVar("Result")

# The second look finds what the first was in the way of; a third caller may have come between.
ATTEMPTS = 3
# PostgreSQL's way to say that two transactions waited for one another: one of them begins anew.
BEGIN_ANEW = ("40P01", "40001")
SQLITE_BUSY = "database is locked"


def transact(database: Database, work: Callable[[Session], Result]) -> Result:
    """Does `work` in one transaction; does it anew when the database says that another was first.

    `work` checks for itself what the database guards, so that its second attempt refuses with a sentence.
    Raises `Conflict` when others keep coming first, and `Unavailable` when another writes for too long.
    """
    for _ in range(ATTEMPTS):
        try:
            with database.write() as session:
                return work(session)
        except IntegrityError as error:
            clash: Exception = error
        except OperationalError as error:
            if SQLITE_BUSY in str(error.orig):
                raise Unavailable(
                    "Much is being saved right now. Nothing was lost; try again in a minute."
                ) from error
            if getattr(error.orig, "sqlstate", None) not in BEGIN_ANEW:
                raise
            clash = error
    raise Conflict("Somebody else changed the same records just now. Please try again.") from clash
