"""How does a filter tree become one condition, and what is wrong with those that do not?

`{"and": [...]}`, `{"or": [...]}`, `{"not": ...}` and `{"field": ..., "op": ..., "value": ...}`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, false, or_, true

from edm.queries.search.context import Context
from edm.queries.search.custom import PREFIX, ask_custom
from edm.queries.search.fields import Table, ask
from edm.queries.search.kinds import OPERATORS, Condition

DEEPEST = 12  # no form builds deeper ones
MOST_CONDITIONS = 200  # a statement stays one that a database plans in milliseconds


class Tree:
    """One filter tree being read; what is wrong is noted in the context."""

    def __init__(self, table: Table, context: Context) -> None:
        self._table = table
        self._context = context
        self._conditions = 0

    def condition(self, node: Any, pointer: str = "/filter", depth: int = 0) -> Condition:
        """The condition that the tree stands for; a part that is wrong stands for nothing."""
        if node is None or node == {}:
            return true()
        self._conditions += 1
        if depth > DEEPEST or self._conditions > MOST_CONDITIONS:
            self._context.fault(pointer, "The filter is too large.", None)
            return true()
        if not isinstance(node, dict):
            self._context.fault(pointer, "A part of a filter is an object.", node)
            return true()
        keys = set(node)
        if keys in ({"and"}, {"or"}):
            return self._joined(node, pointer, depth)
        if keys == {"not"}:
            inner = self.condition(node["not"], f"{pointer}/not", depth + 1)
            # What is not known does not meet a condition, so it meets its contrary.
            return case((inner, false()), else_=true())
        return self._leaf(node, pointer)

    def _joined(self, node: dict[str, Any], pointer: str, depth: int) -> Condition:
        ((word, members),) = node.items()
        if not isinstance(members, list):
            self._context.fault(f"{pointer}/{word}", f"'{word}' holds a list.", members)
            return true()
        inner = [
            self.condition(member, f"{pointer}/{word}/{index}", depth + 1)
            for index, member in enumerate(members)
        ]
        return and_(true(), *inner) if word == "and" else or_(false(), *inner)

    def _leaf(self, node: dict[str, Any], pointer: str) -> Condition:
        name, operator = node.get("field"), node.get("op", "eq")
        if set(node) - {"field", "op", "value"} or "value" not in node or not isinstance(name, str):
            message = (
                "A condition has a field, an op and a value; conditions are joined by and, or, not."
            )
            self._context.fault(pointer, message, node)
            return true()
        if operator not in OPERATORS:
            message = f"There is no comparison '{operator}'. There are: {', '.join(OPERATORS)}."
            self._context.fault(f"{pointer}/op", message, operator)
            return true()
        asked = (self._table, name.removeprefix(PREFIX), operator, node["value"])
        found = (ask_custom if name.startswith(PREFIX) else ask)(*asked, pointer, self._context)
        return true() if found is None else found
