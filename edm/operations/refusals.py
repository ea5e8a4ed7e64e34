"""How do the findings of validation become a refusal?"""

from __future__ import annotations

from collections.abc import Sequence

from edm.validation import ValidationResult
from service_kit.errors import Fault, Invalid


def refuse_faults(result: ValidationResult) -> None:
    """Raises `Invalid` with every fault unless there is none."""
    if not result.valid:
        raise invalid(result.faults)


def invalid(faults: Sequence[Fault]) -> Invalid:
    """The refusal of a document with these faults."""
    count = len(faults)
    sentence = "One thing needs correcting." if count == 1 else f"{count} things need correcting."
    return Invalid(f"Nothing was saved. {sentence}", errors=list(faults))
