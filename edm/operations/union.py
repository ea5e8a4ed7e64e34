"""What is known of one animal that was thought to be several? All of it, and where two things exclude each other, both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from edm.models import DEFAULT_CONTEXT
from edm.validation.names import fold_name
from service_kit.errors import Fault, Invalid

SINGLE = ("species", "sex", "living_status")
"""What an animal can have one value of."""
LIFE_DATES = ("birth", "death")
LISTED = ("social_units", "satellite_tags")
"""What an animal can have many of."""
NOT_KNOWN = (None, "", "unknown")
"""What yields to any other value."""
FORMER = "former"
"""Begins the context of a name that another name took the place of."""


@dataclass(slots=True)
class Union:
    """The individual that the others become."""

    values: dict[str, Any] = field(default_factory=dict)
    """Its columns."""
    names: list[dict[str, str]] = field(default_factory=list)
    conflicts: list[dict[str, Any]] = field(default_factory=list)
    """`{field, values: [{individual, value}]}` for each thing that somebody must decide."""


def unite(individuals: Sequence[Mapping[str, Any]], resolve: Mapping[str, Any]) -> Union:
    """The first individual with all of the others; `resolve` says what is true where they disagree.

    Raises `Invalid` for a resolution that none of them has.
    """
    return _Uniting(individuals, resolve).run()


class _Uniting:
    def __init__(
        self, individuals: Sequence[Mapping[str, Any]], resolve: Mapping[str, Any]
    ) -> None:
        self._individuals = individuals
        self._resolve = resolve
        self._union = Union()
        self._asked: set[str] = set()

    def run(self) -> Union:
        union = self._union
        for name in SINGLE:
            values = [(each["id"], each[name]) for each in self._individuals]
            union.values[name] = self._one(name, values)
        dates = {
            part: self._one(f"life_dates.{part}", list(self._life_dates(part)))
            for part in LIFE_DATES
        }
        union.values["life_dates"] = dates if any(dates.values()) else None
        comments = [each["comments"].strip() for each in self._individuals]
        union.values["comments"] = "\n\n".join(dict.fromkeys(filter(None, comments)))
        union.values["custom_fields"] = self._custom_fields()
        for name in LISTED:
            union.values[name] = self._all(name)
        union.names = self._names()
        self._refuse_idle_resolutions()
        return union

    def _life_dates(self, part: str) -> Iterator[tuple[str, Any]]:
        for each in self._individuals:
            yield each["id"], (each["life_dates"] or {}).get(part)

    def _custom_fields(self) -> dict[str, Any]:
        known = dict.fromkeys(name for each in self._individuals for name in each["custom_fields"])
        return {
            name: self._one(
                f"custom_fields.{name}",
                [(each["id"], each["custom_fields"].get(name)) for each in self._individuals],
            )
            for name in known
        }

    def _all(self, name: str) -> list[Any]:
        """What an animal can have many of: the first one's, then what the others add."""
        found: list[Any] = []
        for each in self._individuals:
            found += [one for one in each[name] if one not in found]
        return found

    def _one(self, name: str, values: list[tuple[str, Any]]) -> Any:
        """The value of a thing that has one: the only one that is known, or the one decided on."""
        known = [(owner, value) for owner, value in values if value not in NOT_KNOWN]
        different: list[Any] = []
        for _, value in known:
            if value not in different:
                different.append(value)
        if len(different) <= 1:
            return different[0] if different else values[0][1]
        self._asked.add(name)
        if name not in self._resolve:
            self._union.conflicts.append(
                {
                    "field": name,
                    "values": [{"individual": owner, "value": value} for owner, value in known],
                }
            )
            return different[0]
        if self._resolve[name] not in different:
            message = f"None of the individuals has this as {name}."
            fault = Fault(f"/resolve/{name}", "invalid", message, self._resolve[name])
            raise Invalid(message, errors=[fault])
        return self._resolve[name]

    def _names(self) -> list[dict[str, str]]:
        """One name a context, and the names that had to give way in contexts of their own."""
        by_context: dict[str, list[tuple[str, str]]] = {}
        for each in self._individuals:
            for name in each["names"]:
                by_context.setdefault(name["context"], []).append((each["id"], name["value"]))
        names: dict[str, str] = {}
        displaced: list[tuple[str, str]] = []
        for context, values in by_context.items():
            chosen = self._one(f"names.{context}", list(values))
            names[context] = chosen
            displaced += [(context, value) for _, value in values if value != chosen]
        for context, value in displaced:
            names[_free_context(context, names)] = value
        order = sorted(names, key=lambda context: (context != DEFAULT_CONTEXT, context))
        return [{"context": context, "value": names[context]} for context in order]

    def _refuse_idle_resolutions(self) -> None:
        idle = sorted(set(self._resolve) - self._asked)
        if idle:
            faults = [
                Fault(
                    f"/resolve/{name}",
                    "field_unknown",
                    "The individuals do not disagree about this.",
                    self._resolve[name],
                )
                for name in idle
            ]
            raise Invalid(
                "There is nothing to decide about " + ", ".join(idle) + ".", errors=faults
            )


def _free_context(context: str, names: Mapping[str, str]) -> str:
    """`former default`, `former default 2`, …: where a displaced name goes on being found."""
    taken = {fold_name(each) for each in names}
    wanted = f"{FORMER} {context}"
    number = 1
    candidate = wanted
    while fold_name(candidate) in taken:
        number += 1
        candidate = f"{wanted} {number}"
    return candidate
