"""Which projects are there, and who is in them?"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, allowed
from houston.models import Project, ProjectMember
from houston.queries.user import names_of
from service_kit.database import Database
from service_kit.errors import NotFound


def projects_for(database: Database, principal: Principal) -> list[dict[str, Any]]:
    """The projects that the principal is in, or all for who manages users; by name."""
    query = select(Project).order_by(Project.name)
    if not allowed(principal, Action.MANAGE_USERS).allowed:
        mine = select(ProjectMember.project_id).where(ProjectMember.user_id == principal.user)
        query = query.where(Project.id.in_(mine))
    with database.read() as session:
        return _told(session, list(session.scalars(query)))


def project_for(database: Database, principal: Principal, project_id: uuid.UUID) -> dict[str, Any]:
    """One project. Raises `NotFound` for who is not in it and manages no users."""
    with database.read() as session:
        project = session.get(Project, project_id)
        if project is not None and not allowed(principal, Action.MANAGE_USERS).allowed:
            member = session.get(ProjectMember, (project_id, principal.user))
            project = project if member is not None else None
        if project is None:
            raise NotFound("There is no such project, or you are not in it.")
        return _told(session, [project])[0]


def _told(session: Session, projects: list[Project]) -> list[dict[str, Any]]:
    names = names_of(session, {each.user_id for project in projects for each in project.members})
    return [
        {
            "id": project.id,
            "name": project.name,
            "description": project.description,
            "created_by": project.created_by,
            "created_at": project.created_at,
            "updated_at": project.updated_at,
            "members": [
                {
                    "user": member.user_id,
                    "full_name": names.get(member.user_id, ""),
                    "role": member.role,
                }
                for member in project.members
            ],
        }
        for project in projects
    ]
