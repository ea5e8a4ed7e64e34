"""Who sent the encounter in, who took its pictures, and who wants to hear of it?

Names and addresses of people: they are shown to those only who may know exactly where the animal was.
"""

from __future__ import annotations

import re
from typing import Any

from edm.validation.context import check_object
from edm.validation.lists import check_list, optional_line
from edm.validation.vocabulary import check_word
from edm.values import FaultList

KEYS = ("role", "name", "email", "affiliation")
ROLES = ("submitter", "photographer", "informed")
MAX_PEOPLE = 100
MAX_PERSON_NAME = 200
# The longest address that mail can carry (RFC 5321).
MAX_EMAIL = 254
MAX_AFFILIATION = 500
_email = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


def check_people(value: Any, pointer: str, faults: FaultList) -> list[dict[str, Any]]:
    """``[{role, name, email, affiliation}]``, each with at least one of the last three."""
    return check_list(
        value, pointer, "The people", MAX_PEOPLE, faults, lambda one, at: _person(one, at, faults)
    )


def _person(value: Any, pointer: str, faults: FaultList) -> dict[str, Any] | None:
    if not check_object(value, pointer, "A person", KEYS, faults):
        return None
    if value.get("role") is None:
        message = f"Say what the person has to do with it: {', '.join(ROLES)}."
        faults.add(f"{pointer}/role", "required", message)
        return None
    before = len(faults)
    person = {
        "role": check_word(value["role"], f"{pointer}/role", "The role", ROLES, faults),
        "name": optional_line(
            value.get("name"), f"{pointer}/name", "The name", faults, MAX_PERSON_NAME
        ),
        "email": check_email(value.get("email"), f"{pointer}/email", faults),
        "affiliation": optional_line(
            value.get("affiliation"),
            f"{pointer}/affiliation",
            "The affiliation",
            faults,
            MAX_AFFILIATION,
        ),
    }
    if len(faults) > before:
        return None
    if not (person["name"] or person["email"] or person["affiliation"]):
        message = "A person needs a name, an e-mail address or an affiliation."
        faults.add(pointer, "required", message)
        return None
    return person


def check_email(value: Any, pointer: str, faults: FaultList) -> str | None:
    """An e-mail address, as it was written."""
    text = optional_line(value, pointer, "The e-mail address", faults, MAX_EMAIL)
    if text is None or _email.fullmatch(text):
        return text
    faults.add(pointer, "bad_email", f"'{text}' is not an e-mail address.", value)
    return None
