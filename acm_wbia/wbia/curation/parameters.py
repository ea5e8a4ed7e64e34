"""When is a comparison certain, unlikely, or not worth asking about?"""

from dataclasses import dataclass


@dataclass(frozen=True)
class CurationParameters:
    """What decides how much is asked."""

    reviewer_error: float = 0.02
    """Of how many answers, 0…1, are wrong: decides the weight of one."""
    naming_error: float = 0.01
    """Of how many encounters, 0…1, the name in the catalogue is wrong. A name was looked at more than once."""
    margin: float = 2.5
    """What is certain enough to be joined without asking: e to this power to one, about twelve to one."""
    doubt: float = 2.5
    """What is unlikely: one to e to this power."""
    hopeless: float = 9.0
    """What is not asked about at all: one to e to this power, one in eight thousand, that the grouping errs. What the
    machine and one person deny is still asked about, in the end; what two deny is not."""
    most_asked: int = 3
    """How often, for each pair of encounters between two groups: once more than two answers that contradict each other."""
