"""How does a service say no? With a code, a sentence and, where there are several, every fault."""

from service_kit.errors.codes import CODES
from service_kit.errors.faults import Fault, Severity, escape, pointer_to
from service_kit.errors.problems import (
    Conflict,
    Forbidden,
    Gone,
    Invalid,
    Malformed,
    NotFound,
    Problem,
    TooLarge,
    TooMany,
    Unauthenticated,
    Unavailable,
    Unsupported,
)

__all__ = [
    "CODES",
    "Conflict",
    "Fault",
    "Forbidden",
    "Gone",
    "Invalid",
    "Malformed",
    "NotFound",
    "Problem",
    "Severity",
    "TooLarge",
    "TooMany",
    "Unauthenticated",
    "Unavailable",
    "Unsupported",
    "escape",
    "pointer_to",
]
