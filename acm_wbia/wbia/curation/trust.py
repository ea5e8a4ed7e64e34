"""How far is the machine to be trusted in this very catalogue? By the answers given so far.

Calibration comes from other catalogues, or from comparisons of single pictures. What does not stand out from chance stays
as unlikely as it says; how much standing out is worth is learned: log-odds x are read as ``chance + scale · (x − chance)``,
with a prior of the scale around 1, so that the first answers move it a little and many move it to where they are.
Which pairs were asked about was chosen by x, which leaves this estimate right.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

SCALE_SPREAD = 0.5
"""Standard deviation of the scale that is thought possible: half as telling, or half as telling again."""
SMALLEST_SCALE = 0.2
"""Whatever is answered, what looks likelier is not thought less likely."""
STEPS = 30
"""Of Newton's method; five are usual."""
ENOUGH = 1e-6
"""A smaller step changes nothing."""


@dataclass(frozen=True)
class Trust:
    """How a machine's log-odds are read."""

    chance: float
    """What it says of two that are alike by chance."""
    scale: float = 1.0

    def learned(self, answers: Iterable[tuple[float, bool]], reviewer_error: float) -> "Trust":
        """From what the machine said of pairs, in log-odds, and whether people found them the same."""
        table = [(said - self.chance, same) for said, same in answers]
        scale = 1.0
        for _ in range(STEPS):
            gradient = -(scale - 1) / SCALE_SPREAD**2
            curvature = 1 / SCALE_SPREAD**2
            for beyond, same in table:
                fitted = 1 / (1 + math.exp(-max(-30.0, min(30.0, self.chance + scale * beyond))))
                # A person errs, so no answer is taken for more than it is worth.
                target = 1 - reviewer_error if same else reviewer_error
                gradient += beyond * (target - fitted)
                curvature += beyond**2 * fitted * (1 - fitted)
            step = gradient / curvature
            scale += max(-0.5, min(0.5, step))
            if abs(step) < ENOUGH:
                break
        return Trust(self.chance, max(SMALLEST_SCALE, scale))

    def read(self, said: float) -> float:
        """What the machine's log-odds are worth here."""
        return self.chance + self.scale * (said - self.chance)
