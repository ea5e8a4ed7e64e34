"""Who collaborates with whom, and how far?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from houston.access.collaboration_level import Level, agreed
from houston.models import Collaboration
from houston.queries.user import names_of
from service_kit.database import Database


def collaborations_of(database: Database, user: uuid.UUID | None) -> list[dict[str, Any]]:
    """The collaborations of one user, or everybody's; newest change first."""
    query = select(Collaboration).order_by(Collaboration.updated_at.desc(), Collaboration.id)
    if user is not None:
        query = query.where(
            or_(Collaboration.first_user == user, Collaboration.second_user == user)
        )
    with database.read() as session:
        return _told(session, list(session.scalars(query)))


def collaboration_by_id(database: Database, collaboration_id: uuid.UUID) -> dict[str, Any]:
    """One collaboration that is known to be there."""
    with database.read() as session:
        return _told(session, [session.get_one(Collaboration, collaboration_id)])[0]


def _told(session: Session, pairs: list[Collaboration]) -> list[dict[str, Any]]:
    ids = {user for pair in pairs for user in (pair.first_user, pair.second_user)}
    names = names_of(session, ids)
    return [
        {
            "id": pair.id,
            "sides": [
                {"user": user, "full_name": names.get(user, ""), "level": level}
                for user, level in (
                    (pair.first_user, pair.first_level),
                    (pair.second_user, pair.second_level),
                )
            ],
            "level": agreed(Level(pair.first_level), Level(pair.second_level)).value,
            "created_at": pair.created_at,
            "updated_at": pair.updated_at,
        }
        for pair in pairs
    ]
