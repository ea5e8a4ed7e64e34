"""`/projects`: people who work on records together."""

from __future__ import annotations

import uuid
from typing import Any

from flask_restx import Resource

from houston.access import Action, ProjectRole, require
from houston.house import current_house
from houston.operations import project as operations
from houston.queries.project import project_for, projects_for
from houston.schemas.project import (
    NewProjectSchema,
    ProjectChangeSchema,
    ProjectRoleSchema,
    ProjectSchema,
    ProjectsSchema,
)
from service_kit.web import Noun

projects = Noun("projects", path="/projects", description="People who work on records together")


@projects.route("")
class Projects(Resource):  # type: ignore[misc]
    @projects.answers(ProjectsSchema)
    def get(self) -> dict[str, Any]:
        """The projects one is in; all for who manages users."""
        principal = require(Action.HAVE_ACCOUNT)
        return {"items": projects_for(current_house().database, principal)}

    @projects.takes(NewProjectSchema)
    @projects.answers(ProjectSchema, status=201)
    def post(self, body: dict[str, Any]) -> dict[str, Any]:
        """Make a project, and manage it."""
        principal, house = require(Action.WORK_TOGETHER), current_house()
        project = operations.create_project(house, principal, **body)
        return project_for(house.database, principal, project.id)


@projects.route("/<uuid:id>")
class Project(Resource):  # type: ignore[misc]
    @projects.answers(ProjectSchema)
    def get(self, id: uuid.UUID) -> dict[str, Any]:
        """One project and its people."""
        return project_for(current_house().database, require(Action.HAVE_ACCOUNT), id)

    @projects.takes(ProjectChangeSchema)
    @projects.answers(ProjectSchema)
    def patch(self, id: uuid.UUID, body: dict[str, Any]) -> dict[str, Any]:
        """Change its name or description."""
        principal, house = require(Action.HAVE_ACCOUNT), current_house()
        operations.change_project(house, principal, id, body)
        return project_for(house.database, principal, id)

    @projects.answers_nothing("It is gone")
    def delete(self, id: uuid.UUID) -> None:
        """Take away a project that holds no records."""
        operations.delete_project(current_house(), require(Action.HAVE_ACCOUNT), id)


@projects.route("/<uuid:id>/members/<uuid:user>")
class ProjectMember(Resource):  # type: ignore[misc]
    @projects.takes(ProjectRoleSchema)
    @projects.answers(ProjectSchema)
    def put(self, id: uuid.UUID, user: uuid.UUID, body: dict[str, Any]) -> dict[str, Any]:
        """Add somebody, or give them another role."""
        principal, house = require(Action.HAVE_ACCOUNT), current_house()
        operations.set_member(house, principal, id, user, ProjectRole(body["role"]))
        return project_for(house.database, principal, id)

    @projects.answers_nothing("They are no longer in it")
    def delete(self, id: uuid.UUID, user: uuid.UUID) -> None:
        """Leave, or send somebody away."""
        principal = require(Action.HAVE_ACCOUNT)
        operations.remove_member(current_house(), principal, id, user)
