"""Is somebody trying too often? Counted in the database, for all processes together."""

from __future__ import annotations

import hashlib
import logging
from datetime import timedelta
from typing import Any

from sqlalchemy import case, delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from houston.accounts.limits import Limit
from houston.house import House
from houston.models import RateWindow
from service_kit.clock import now
from service_kit.errors import TooMany

OLDEST_WINDOW = timedelta(days=1)  # longer than any limit's window

log = logging.getLogger(__name__)


def count_try(house: House, limit: Limit, who: str) -> None:
    """Counts one try. Raises `TooMany` beyond the limit, saying when to come back.

    When counting itself fails, the try is let through: a failing helper is not a failing site.
    """
    try:
        with house.database.write() as session:
            window = _count(session, limit, _key(house, limit, who), house.database.is_sqlite)
    except SQLAlchemyError:
        log.exception("a try could not be counted", extra={"limit": limit.name})
        return
    tries, began_at = window
    if tries > limit.most:
        wait = max(1, int(limit.seconds - (now() - began_at).total_seconds()))
        raise TooMany(
            f"This was tried too often. Please wait {_spoken(wait)} and try again.",
            headers={"Retry-After": str(wait)},
        )


def forget_tries(house: House, limit: Limit, who: str) -> None:
    """The tries so far led to a success: the next are counted anew. A failure to do so is logged only."""
    try:
        with house.database.write() as session:
            session.execute(delete(RateWindow).where(RateWindow.key == _key(house, limit, who)))
    except SQLAlchemyError:
        log.exception("tries could not be forgotten", extra={"limit": limit.name})


def _count(session: Session, limit: Limit, key: str, is_sqlite: bool) -> tuple[int, Any]:
    moment = now()
    insert: Any = sqlite.insert if is_sqlite else postgresql.insert
    over = RateWindow.began_at <= moment - timedelta(seconds=limit.seconds)
    counted = (
        insert(RateWindow)
        .values(key=key, began_at=moment, tries=1)
        .on_conflict_do_update(
            index_elements=[RateWindow.key],
            set_={
                "tries": case((over, 1), else_=RateWindow.tries + 1),
                "began_at": case((over, moment), else_=RateWindow.began_at),
            },
        )
        .returning(RateWindow.tries, RateWindow.began_at)
    )
    tries, began_at = session.execute(counted).one()
    if tries == 1:
        session.execute(delete(RateWindow).where(RateWindow.began_at < moment - OLDEST_WINDOW))
    return tries, began_at


def _key(house: House, limit: Limit, who: str) -> str:
    secret = house.secrets.get("rate-limits")
    return hashlib.sha256(f"{secret}:{limit.name}:{who}".encode()).hexdigest()


def _spoken(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return "a minute" if minutes == 1 else f"{minutes} minutes"
