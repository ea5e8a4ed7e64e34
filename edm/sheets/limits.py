"""How much of a sheet fits into one call?"""

from __future__ import annotations

# A block of this size is checked in about a second and stays well under a hundred megabytes of JSON.
MAX_ROWS = 50_000
# What spreadsheets hold at the most.
MAX_COLUMNS = 16_384
