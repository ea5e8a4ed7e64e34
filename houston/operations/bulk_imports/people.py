"""Which projects and users does a sheet name? EDM knows neither."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process, utils
from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from houston.access import Action, Principal, ProjectRole, allowed
from houston.models import Project, User
from houston.sheets.patch import PatchedSheet
from houston.sheets.sheet import FIRST_ROW
from service_kit.portions import portions

GATEWAY = "gateway"
PUBLIC = "public"
NOTHING_WORDS = frozenset({"none", "nan", "na", "n/a", "null", "-"})
"""How sheets say that there is nobody."""
SIMILAR_ENOUGH = 70  # of 100; below that a suggestion is a distraction
NAMES_AT_ONCE = 500  # of one question to the database
_PREFIX = re.compile(r"^[^\s:/_-]+[:/_-]\s*")
_NUMBERED = re.compile(r"\.[^.]*$")

Columns = Sequence[Mapping[str, Any]]


class OpenProjects:
    """The projects to which a person may add records, by all that a sheet may call them."""

    def __init__(self, session: Session, principal: Principal) -> None:
        query = select(Project.id, Project.name)
        if not allowed(principal, Action.ADMINISTER).allowed:
            mine = principal.projects_as(ProjectRole.CONTRIBUTOR, ProjectRole.MANAGER)
            query = query.where(Project.id.in_(mine))
        self._names = {row.id: row.name for row in session.execute(query)}
        self._by_name: dict[str, set[uuid.UUID]] = {}
        self._by_ending: dict[str, set[uuid.UUID]] = {}
        for project, name in self._names.items():
            self._by_name.setdefault(_folded(name), set()).add(project)
            self._by_name.setdefault(str(project), set()).add(project)
            self._by_ending.setdefault(_ending(name), set()).add(project)

    def find(self, text: str) -> uuid.UUID | None:
        """The project of this id or name, with or without the prefix before it; None: no one, or several."""
        found = (
            self._by_name.get(_folded(text))
            or self._by_ending.get(_folded(text))
            or self._by_name.get(_ending(text))
            or set()
        )
        return next(iter(found)) if len(found) == 1 else None

    def nearest(self, text: str) -> str | None:
        names = list(self._names.values())
        found = process.extractOne(
            text,
            names,
            scorer=fuzz.ratio,
            processor=utils.default_process,
            score_cutoff=SIMILAR_ENOUGH,
        )
        return str(found[0]) if found else None


def projects_by_row(
    session: Session, principal: Principal, sheet: PatchedSheet, columns: Columns
) -> dict[int, list[str]]:
    """The projects that each row names, by the row's number in the sheet; rows that name none are left out."""
    projects = OpenProjects(session, principal)
    found: dict[int, list[str]] = {}
    for same in _same_project(columns).values():
        for index in same:
            column = sheet.column(index)
            known = [projects.find(text) if text else None for text in column.distinct]
            for code, rows in enumerate(column.rows_by_code()):
                if (project := known[code]) is None:
                    continue
                for row in (rows + FIRST_ROW).tolist():
                    if str(project) not in found.setdefault(row, []):
                        found[row].append(str(project))
    return found


def faults_of_people(
    session: Session, principal: Principal, sheet: PatchedSheet, columns: Columns
) -> Iterator[dict[str, Any]]:
    """A fault for each project that is not open to the person, and a warning for each user who is not known."""
    projects = OpenProjects(session, principal)
    for same in _same_project(columns).values():
        yield from _unknown_projects(projects, sheet, [columns[index] for index in same])
    for column in columns:
        if column["role"] == "user":
            yield from _unknown_users(session, sheet, column)


def _same_project(columns: Columns) -> dict[str, list[int]]:
    """The columns of each project: one may give its id, another its name, and either is enough."""
    found: dict[str, list[int]] = {}
    for position, column in enumerate(columns):
        if column["role"] == "project":
            found.setdefault(_NUMBERED.sub("", column["target"] or ""), []).append(position)
    return found


def _unknown_projects(
    projects: OpenProjects, sheet: PatchedSheet, columns: Columns
) -> Iterator[dict[str, Any]]:
    known = np.zeros(sheet.row_count, dtype=bool)
    texts = [sheet.column(column["index"]) for column in columns]
    for each in texts:
        resolves = [bool(text and projects.find(text)) for text in each.distinct]
        known |= np.array(resolves)[each.codes]
    for column, each in zip(columns, texts, strict=True):
        for code, rows in enumerate(each.rows_by_code()):
            text = each.distinct[code]
            unknown = rows[~known[rows]]
            if text is None or _says_nothing(text) or not len(unknown):
                continue
            message = f"There is no project “{text}” to which you may add records."
            yield _group(
                "project_unknown", "error", column, text, message, unknown, projects.nearest(text)
            )
        known |= each.codes != 0  # said once for a row, at the first of its columns


def _unknown_users(
    session: Session, sheet: PatchedSheet, column: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    texts = sheet.column(column["index"])
    wanted = {
        text: _folded(text)
        for text in texts.distinct
        if text and _folded(text) != PUBLIC and not _says_nothing(text)
    }
    known = _known_users(session, sorted(set(wanted.values())))
    for code, rows in enumerate(texts.rows_by_code()):
        text = texts.distinct[code]
        if text is None or text not in wanted or wanted[text] in known or not len(rows):
            continue
        message = f"Nobody here is called “{text}”. The name is kept as it is written."
        yield _group("user_unknown", "warning", column, text, message, rows, None)


def _known_users(session: Session, names: list[str]) -> set[str]:
    known: set[str] = set()
    for some in portions(names, NAMES_AT_ONCE):
        name = func.lower(User.full_name)
        query = select(User.email, name).where(
            User.active, or_(User.email.in_(some), name.in_(some))
        )
        for row in session.execute(query):
            known |= {row[0], row[1]}
    return known


def _group(
    code: str,
    severity: str,
    column: Mapping[str, Any],
    value: str,
    message: str,
    rows: NDArray[np.intp],
    suggestion: str | None,
) -> dict[str, Any]:
    return {
        "code": code,
        "severity": severity,
        "columns": [column["index"]],
        "target": column["target"],
        "value": value,
        "message": message,
        "suggestion": suggestion,
        "details": {},
        "rows": (rows + FIRST_ROW).tolist(),
    }


def _folded(text: str) -> str:
    return text.strip().lower()


def _ending(name: str) -> str:
    return _PREFIX.sub("", _folded(name)) or _folded(name)


def _says_nothing(text: str) -> bool:
    return _folded(text) in NOTHING_WORDS
