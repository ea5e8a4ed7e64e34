"""What is said to somebody who names a model that is not there?"""

import difflib
from collections.abc import Sequence


def nearest(what: str, name: str, known: Sequence[str]) -> str:
    """A sentence with the nearest name and all there are."""
    near = difflib.get_close_matches(name, known, n=1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"There is no {what} {name}.{hint} There are: {', '.join(known) or 'none'}."
