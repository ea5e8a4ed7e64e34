"""What is a well-formed value: a number, a date, a place, an id?

The small checks that species files, regions and reports have in common. Each check takes what JSON may
hold, a JSON pointer and a :class:`FaultList`; it returns the clean value, or ``None`` after noting why not.
"""

from edm.values.fault import FaultList
from service_kit.errors import Fault, Severity, escape, pointer_to

__all__ = ["Fault", "FaultList", "Severity", "escape", "pointer_to"]
