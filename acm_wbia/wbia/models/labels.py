"""What are the classes called that many networks were trained on?"""

import functools
from pathlib import Path

FOLDER = Path(__file__).parent / "label_lists"
SUFFIX = ".txt"


@functools.cache
def shipped(name: str) -> tuple[str, ...]:
    """A list by its name, in the order of the networks' output; raises ``ValueError`` with the names there are."""
    known = {path.stem: path for path in FOLDER.glob(f"*{SUFFIX}")}
    if name not in known:
        raise ValueError(
            f"No list of labels is called {name!r}. There are: {', '.join(sorted(known))}."
        )
    return tuple(known[name].read_text(encoding="utf-8").splitlines())
