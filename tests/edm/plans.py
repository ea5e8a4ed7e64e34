"""What is asked of the database meanwhile, and by which way would it find that?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, text

from tests.edm.service import Service

Sent = list[tuple[str, Any]]
"""Statements with their parameters, the first where there are many."""


@contextmanager
def statements(edm: Service) -> Iterator[Sent]:
    """Those that are sent while it is entered."""
    engine = edm.edm.database.engine
    sent: Sent = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *rest: Any) -> None:
        sent.append((statement, parameters[0] if rest[-1] else parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


def plans(edm: Service, sent: Sent) -> Iterator[str]:
    """The database's plan for each, where whole tables are looked through only for want of an index."""
    with edm.edm.database.engine.connect() as connection:
        explain = "EXPLAIN QUERY PLAN"
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET LOCAL enable_seqscan = off"))
            explain = "EXPLAIN"
        for statement, parameters in sent:
            rows = connection.exec_driver_sql(f"{explain} {statement}", parameters)
            yield "\n".join(row[-1] for row in rows)


def goes_through_a_table(plan: str) -> bool:
    """Whether rows are looked at for their submission or deletion to which no condition of an index has led."""
    return (
        re.search(
            r"Scan [^\n]*\n *Filter: [^\n]*\b(submission|deletion_id)\S* (=|IS DISTINCT) ", plan
        )
        is not None
    )


def reads_every_name(plan: str) -> bool:
    """Whether no index leads to the names that are asked about."""
    return re.search(r"Seq Scan on names|\bSCAN names", plan) is not None


def takes_the_square(plan: str) -> bool:
    """Whether each row of one kind is held against each of another."""
    return "Join Filter:" in plan


def count_rows(edm: Service) -> None:
    """Has PostgreSQL reckon with the rows that are there."""
    with edm.edm.database.engine.begin() as connection:
        connection.execute(text("ANALYZE"))
