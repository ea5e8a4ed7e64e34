"""How are named arrays kept in one file?"""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from acm_wbia.acm.files.whole_files import write_whole


def write_arrays(path: Path, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Compressed, as `np.load` reads them; whole, or not at all."""
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    write_whole(path, content.getvalue())
