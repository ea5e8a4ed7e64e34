"""What do the rows of a report tell of one animal besides its name, and does it agree with what is known of it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from edm.models import DEFAULT_CONTEXT
from edm.validation.names import fold_name
from edm.values import pointer_to
from service_kit.errors import Fault

CODE = "animal_contradicts"


@dataclass(slots=True)
class AnimalFacts:
    """All that is known of one animal, and what has been found to contradict it."""

    name: str
    """What it is called in sentences."""
    names: dict[str, str] = field(default_factory=dict)
    """By context."""
    social_units: list[dict[str, Any]] = field(default_factory=list)
    satellite_tags: list[str] = field(default_factory=list)
    custom_fields: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    told_at: dict[str, str] = field(default_factory=dict)
    """By context, the pointer to a name that is new."""

    @classmethod
    def of_record(cls, record: Mapping[str, Any]) -> AnimalFacts:
        """What is known of an individual, from its record as the audit trail keeps it."""
        names = {each["context"]: each["value"] for each in record["names"]}
        return cls(
            name=names.get(DEFAULT_CONTEXT, record["id"]),
            names=names,
            social_units=list(record["social_units"]),
            satellite_tags=list(record["satellite_tags"]),
            custom_fields=dict(record["custom_fields"]),
        )

    def add(self, told: Mapping[str, Any], pointer: str) -> None:
        """Adds what an encounter tells; ``pointer`` leads to it."""
        for index, each in enumerate(told["names"]):
            self._add_name(each["context"], each["value"], f"{pointer}/names/{index}/value")
        for unit in told["social_units"]:
            self._add_unit(unit)
        self.satellite_tags += [
            tag for tag in told["satellite_tags"] if tag not in self.satellite_tags
        ]
        for name, value in told["custom_fields"].items():
            known = self.custom_fields.setdefault(name, value)
            if known != value:
                at = f"{pointer}/custom_fields{pointer_to(name)}"
                # Not which: a place or a person may be none of the caller's business.
                message = f"{self.name} has another value for {name} already."
                self.faults.append(Fault(at, CODE, message, value))

    def columns(self) -> dict[str, Any]:
        """The facts as columns of the individual."""
        return {
            "custom_fields": self.custom_fields,
            "social_units": self.social_units,
            "satellite_tags": self.satellite_tags,
        }

    def listed_names(self) -> list[dict[str, str]]:
        """The names, the default one first, then by context."""
        order = sorted(self.names, key=lambda context: (context != DEFAULT_CONTEXT, context))
        return [{"context": context, "value": self.names[context]} for context in order]

    def _add_name(self, context: str, value: str, pointer: str) -> None:
        same = next((each for each in self.names if fold_name(each) == fold_name(context)), None)
        if same is None:
            self.names[context] = value
            self.told_at[context] = pointer
        elif fold_name(self.names[same]) != fold_name(value):
            message = f"{self.name} is called '{self.names[same]}' in '{same}', not '{value}'."
            self.faults.append(Fault(pointer, CODE, message, value, self.names[same]))

    def _add_unit(self, unit: Mapping[str, Any]) -> None:
        """A role takes the place of none in the same unit; another role stands beside it."""
        same = [
            each for each in self.social_units if fold_name(each["name"]) == fold_name(unit["name"])
        ]
        roles = [fold_name(each["role"] or "") for each in same]
        role = fold_name(unit["role"] or "")
        if not same or (role and role not in roles and "" not in roles):
            self.social_units.append(dict(unit))
        elif role and role not in roles:
            self.social_units[self.social_units.index(same[roles.index("")])] = dict(unit)
