"""What are the classes called that many networks were trained on, and which animals are they?

A list has a line a class, in the order of the networks' output: its name and, after a tab, its taxon, where there is one.
"""

import functools
from pathlib import Path

FOLDER = Path(__file__).parent / "label_lists"
SUFFIX = ".txt"


def shipped(name: str) -> tuple[str, ...]:
    """The names of a list; raises ``ValueError`` with the lists there are."""
    return tuple(label for label, _ in _lines(name))


def shipped_taxa(name: str) -> dict[str, str]:
    """Scientific names by the names of a list; raises ``ValueError`` as ``shipped``."""
    return {label: taxon for label, taxon in _lines(name) if taxon}


@functools.cache
def _lines(name: str) -> tuple[tuple[str, str], ...]:
    known = {path.stem: path for path in FOLDER.glob(f"*{SUFFIX}")}
    if name not in known:
        raise ValueError(
            f"No list of labels is called {name!r}. There are: {', '.join(sorted(known))}."
        )
    lines = known[name].read_text(encoding="utf-8").splitlines()
    return tuple((label, taxon) for label, _, taxon in (line.partition("\t") for line in lines))
