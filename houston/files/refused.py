"""Why is a file not taken? A code for programs and a sentence for the person who sent it."""

from __future__ import annotations


class FileRefused(Exception):
    """The file cannot be kept; `str()` is a sentence that says what to do instead."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
