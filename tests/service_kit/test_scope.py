"""Does the row filter say the same in SQL as in Python?"""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    MetaData,
    String,
    Table,
    create_engine,
    literal_column,
    or_,
    select,
)

from service_kit.scope import Reach, Scope

ROWS = Table(
    "rows", MetaData(),
    Column("owner", String), Column("submission", String), Column("project", String),
    Column("public", Boolean), Column("unapproved", Boolean),
)  # fmt: skip
ALL_ROWS = [
    dict(zip(ROWS.columns.keys(), values, strict=True))
    for values in itertools.product(
        ("o1", "o2", None), ("s1", None), ("p1", None), (True, False), (True, False)
    )
]
REACHES = [
    Reach(),
    Reach(all=True),
    Reach(public=True),
    Reach(owners=frozenset({"o1"})),
    Reach(projects=frozenset({"p1", "p2"}), submissions=frozenset({"s1"})),
    Reach(owners=frozenset({"o2"}), public=True, unapproved_only=True),
]


@pytest.mark.parametrize("reach", REACHES)
def test_the_clause_and_the_question_agree_on_every_row(reach: Reach) -> None:
    engine = create_engine("sqlite://")
    ROWS.metadata.create_all(engine)
    clause = reach.clause(
        owner=ROWS.c.owner,
        submission=ROWS.c.submission,
        public=ROWS.c.public,
        unapproved=ROWS.c.unapproved,
        in_projects=lambda tags: or_(*(ROWS.c.project == tag for tag in tags)),
    )
    with engine.connect() as connection:
        connection.execute(ROWS.insert(), ALL_ROWS)
        rowid = literal_column("rowid")
        found = set(connection.scalars(select(rowid).select_from(ROWS).where(clause)))
    expected = {
        number
        for number, row in enumerate(ALL_ROWS, start=1)
        if reach.holds(
            owner=row["owner"],
            submission=row["submission"],
            projects={row["project"]} - {None},
            public=row["public"],
            unapproved=row["unapproved"],
        )
    }
    assert found == expected


@pytest.mark.parametrize("reach", REACHES)
def test_a_scope_survives_its_token(reach: Reach) -> None:
    scope = Scope(read=reach, write=reach)
    assert Scope.from_dict(scope.as_dict()) == scope


@pytest.mark.parametrize(
    "document", ["all", [], {"read": "all"}, {"read": {"owners": "o1"}}, {"read": {"owners": [1]}}]
)
def test_what_is_no_scope_is_refused(document: object) -> None:
    with pytest.raises(ValueError, match=r"reach|scope"):
        Scope.from_dict(document)
