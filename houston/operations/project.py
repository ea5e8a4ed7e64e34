"""Projects are made and changed here, and people join and leave them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, ProjectRole, allowed
from houston.house import House
from houston.models import PointerProject, Project, ProjectMember, User
from houston.operations.audit import note
from service_kit.errors import Conflict, Fault, Forbidden, Invalid, NotFound


def create_project(house: House, by: Principal, *, name: str, description: str) -> Project:
    """A new project, managed by who makes it. Raises `Invalid` when the name is taken."""
    if by.user is None:
        raise Forbidden("Please sign in to make a project.")
    project = Project(name=name, description=description, created_by=by.user)
    project.members = [ProjectMember(user_id=by.user, role=ProjectRole.MANAGER.value)]
    with house.change_access() as session:
        _check_name(session, name, project_id=None)
        session.add(project)
        session.flush()
        _note(session, "project.create", project, by, after={"name": name})
    return project


def change_project(
    house: House, by: Principal, project_id: uuid.UUID, changes: Mapping[str, Any]
) -> Project:
    """Changes name or description. Raises `NotFound`, `Forbidden`, `Invalid`."""
    with house.change_access() as session:
        project = _managed(session, by, project_id)
        before = {name: getattr(project, name) for name in changes}
        if "name" in changes:
            _check_name(session, changes["name"], project_id=project.id)
        for name, value in changes.items():
            setattr(project, name, value)
        _note(session, "project.change", project, by, before=before, after=changes)
    return project


def delete_project(house: House, by: Principal, project_id: uuid.UUID) -> None:
    """Takes the project away. Raises `Conflict` while records are in it, as well as what others raise."""
    with house.change_access() as session:
        project = _managed(session, by, project_id)
        held = session.scalar(select(func.count()).where(PointerProject.project_id == project_id))
        if held:
            raise Conflict(
                f"{held} records are in this project; it cannot be deleted.", code="project_in_use"
            )
        _note(session, "project.delete", project, by, before={"name": project.name})
        session.delete(project)


def set_member(
    house: House, by: Principal, project_id: uuid.UUID, user_id: uuid.UUID, role: ProjectRole
) -> Project:
    """Adds somebody to the project, or gives them another role. Raises as `remove_member`."""
    with house.change_access() as session:
        project = _managed(session, by, project_id)
        user = session.get(User, user_id)
        if user is None or not user.active:
            raise NotFound("There is no such user.")
        member = _member(project, user_id)
        before = {str(user_id): member.role} if member else None
        if member is None:
            member = ProjectMember(user_id=user_id)
            project.members.append(member)
        member.role = role.value
        _keep_a_manager(project)
        _note(session, "project.set_member", project, by, before, after={str(user_id): role.value})
    return project


def remove_member(
    house: House, by: Principal, project_id: uuid.UUID, user_id: uuid.UUID
) -> Project:
    """Somebody leaves: oneself, or whom the project's manager sends away.

    Raises `NotFound`, `Forbidden`, and `Conflict` when no manager would be left.
    """
    with house.change_access() as session:
        project = _found(session, by, project_id)
        if user_id != by.user:
            _check_managed(by, project)
        member = _member(project, user_id)
        if member is None:
            raise NotFound("This person is not in the project.")
        project.members.remove(member)
        _keep_a_manager(project)
        _note(session, "project.remove_member", project, by, before={str(user_id): member.role})
    return project


def _found(session: Session, by: Principal, project_id: uuid.UUID) -> Project:
    project = session.get(Project, project_id)
    knows = allowed(by, Action.MANAGE_USERS).allowed or (
        project is not None and _member(project, by.user) is not None
    )
    if project is None or not knows:
        raise NotFound("There is no such project, or you are not in it.")
    return project


def _managed(session: Session, by: Principal, project_id: uuid.UUID) -> Project:
    project = _found(session, by, project_id)
    _check_managed(by, project)
    return project


def _check_managed(by: Principal, project: Project) -> None:
    member = _member(project, by.user)
    manages = member is not None and member.role == ProjectRole.MANAGER
    if not manages and not allowed(by, Action.MANAGE_USERS).allowed:
        raise Forbidden("Only a manager of the project can do this.")


def _member(project: Project, user_id: uuid.UUID | None) -> ProjectMember | None:
    return next((member for member in project.members if member.user_id == user_id), None)


def _keep_a_manager(project: Project) -> None:
    if not any(member.role == ProjectRole.MANAGER for member in project.members):
        raise Conflict(
            "A project needs a manager; make somebody else one first.", code="last_manager"
        )


def _check_name(session: Session, name: str, *, project_id: uuid.UUID | None) -> None:
    taken = session.scalar(select(Project.id).where(Project.name == name))
    if taken is not None and taken != project_id:
        message = "There is a project of this name."
        fault = Fault("/name", "name_taken", message, name)
        raise Invalid(message, code="name_taken", errors=[fault])


def _note(
    session: Session,
    action: str,
    project: Project,
    by: Principal,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    note(session, action, "project", project.id, actor=by.user, before=before, after=after)
