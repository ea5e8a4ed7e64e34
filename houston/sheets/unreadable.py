"""Why can a file not be read as a sheet?"""

from __future__ import annotations


class SheetUnreadable(Exception):
    """The file is no sheet that can be read; `str()` is a sentence that says what to do instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
