"""What is an individual called, and when was it born and when did it die?"""

from __future__ import annotations

from typing import Any

from edm.validation.context import Context, check_object
from edm.validation.moment import PARTS
from edm.validation.names import check_name, fold_name
from edm.validation.observation import check_time
from edm.values import FaultList
from edm.values.basics import check_line, wrong_type

# Catalogues, nicknames and users: an animal with more contexts than this has a data set, not names.
MAX_NAMES = 100
MAX_CONTEXT = 100
LIFE_DATES = ("birth", "death")


def check_names(value: Any, pointer: str, faults: FaultList) -> list[dict[str, str]]:
    """The names of an individual: any number, one a context."""
    if value is None:
        return []
    if not isinstance(value, list):
        wrong_type(value, pointer, "The names", "a list", faults)
        return []
    if len(value) > MAX_NAMES:
        message = f"An individual may have {MAX_NAMES} names at most."
        faults.add(pointer, "too_many", message, len(value))
        return []
    names = []
    contexts: set[str] = set()
    for index, one in enumerate(value):
        at = f"{pointer}/{index}"
        if not check_object(one, at, "A name", ("context", "value"), faults):
            continue
        context = _check_context(one.get("context"), f"{at}/context", contexts, faults)
        if one.get("value") is None:
            faults.add(f"{at}/value", "required", "The name itself is missing.")
            continue
        name = check_name(one["value"], f"{at}/value", "The name", faults)
        if context is not None and name is not None:
            names.append({"context": context, "value": name})
    return names


def _check_context(value: Any, pointer: str, seen: set[str], faults: FaultList) -> str | None:
    if value is None or value == "":
        message = "Say where the name is used: a catalogue, or 'nickname'."
        faults.add(pointer, "required", message)
        return None
    context = check_line(value, pointer, "The context of the name", faults, MAX_CONTEXT)
    if context is None:
        return None
    if fold_name(context) in seen:
        message = f"There are two names in the context '{context}'; it can have only one."
        faults.add(pointer, "duplicate_context", message, value)
        return None
    seen.add(fold_name(context))
    return context


def check_life_dates(value: Any, pointer: str, context: Context) -> dict[str, Any] | None:
    """Birth and death, each as precisely as is known; death is not before birth."""
    faults = context.faults
    if value is None or not check_object(value, pointer, "The life dates", LIFE_DATES, faults):
        return None
    dates = {name: check_time(value.get(name), f"{pointer}/{name}", context) for name in LIFE_DATES}
    birth, death = dates["birth"], dates["death"]
    if birth and death and _certainly_before(death, birth):
        message = "The animal cannot have died before it was born."
        faults.add(f"{pointer}/death", "wrong_order", message, value["death"])
    return dates if birth or death else None


def _certainly_before(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Whether ``first`` is before ``second`` as far as both are known."""
    for part in PARTS:
        if first[part] is None or second[part] is None:
            return False
        if first[part] != second[part]:
            return bool(first[part] < second[part])
    return False
