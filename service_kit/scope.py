"""What may the caller touch? A scope of opaque tags, applied by each service in its WHERE clause."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, false, or_, true


def _tags(value: Any) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ValueError("a reach lists its tags as strings")
    return frozenset(value)


@dataclass(frozen=True, slots=True)
class Reach:
    """A set of rows, named by tags: everything, or what matches at least one of them."""

    all: bool = False
    owners: frozenset[str] = field(default_factory=frozenset)
    projects: frozenset[str] = field(default_factory=frozenset)
    submissions: frozenset[str] = field(default_factory=frozenset)
    public: bool = False
    unapproved_only: bool = False

    def as_dict(self) -> dict[str, Any]:
        return {
            "all": self.all,
            "owners": sorted(self.owners),
            "projects": sorted(self.projects),
            "submissions": sorted(self.submissions),
            "public": self.public,
            "unapproved_only": self.unapproved_only,
        }

    @classmethod
    def from_dict(cls, document: Any) -> Reach:
        """Raises `ValueError` when the document is not a reach."""
        if not isinstance(document, dict):
            raise ValueError("a reach is an object")
        return cls(
            all=document.get("all") is True,
            owners=_tags(document.get("owners", [])),
            projects=_tags(document.get("projects", [])),
            submissions=_tags(document.get("submissions", [])),
            public=document.get("public") is True,
            unapproved_only=document.get("unapproved_only") is True,
        )

    def clause(
        self,
        *,
        owner: SQLColumnExpression[Any],
        submission: SQLColumnExpression[Any],
        public: ColumnElement[bool],
        unapproved: ColumnElement[bool],
        in_projects: Callable[[Collection[str]], ColumnElement[bool]],
    ) -> ColumnElement[bool]:
        """The WHERE clause that keeps a query to this reach.

        `in_projects` gets the project tags and answers the condition that a row is in one of them.
        """
        if self.all:
            reached: ColumnElement[bool] = true()
        else:
            options: list[ColumnElement[bool]] = []
            if self.owners:
                options.append(owner.in_(sorted(self.owners)))
            if self.submissions:
                options.append(submission.in_(sorted(self.submissions)))
            if self.projects:
                options.append(in_projects(sorted(self.projects)))
            if self.public:
                options.append(public)
            reached = or_(*options) if options else false()
        return and_(reached, unapproved) if self.unapproved_only else reached

    def holds(
        self,
        *,
        owner: str | None,
        submission: str | None,
        projects: Collection[str],
        public: bool,
        unapproved: bool,
    ) -> bool:
        """The same question for one row that is already in hand."""
        if self.unapproved_only and not unapproved:
            return False
        return (
            self.all
            or (owner is not None and owner in self.owners)
            or (submission is not None and submission in self.submissions)
            or not self.projects.isdisjoint(projects)
            or (self.public and public)
        )


NOTHING = Reach()
EVERYTHING = Reach(all=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one caller may read, read with exact coordinates, and change."""

    read: Reach = NOTHING
    exact: Reach = NOTHING
    write: Reach = NOTHING

    def as_dict(self) -> dict[str, Any]:
        return {
            "read": self.read.as_dict(),
            "exact": self.exact.as_dict(),
            "write": self.write.as_dict(),
        }

    @classmethod
    def from_dict(cls, document: Any) -> Scope:
        """Raises `ValueError` when the document is not a scope."""
        if not isinstance(document, dict):
            raise ValueError("a scope is an object")
        return cls(
            *(Reach.from_dict(document.get(name, {})) for name in ("read", "exact", "write"))
        )


SYSTEM_SCOPE = Scope(EVERYTHING, EVERYTHING, EVERYTHING)
"""For work that no person asked for at this moment: background steps of a workflow, purges."""
