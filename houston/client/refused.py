"""What does the API say when it says no?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOT_ANSWERING = "Codex does not answer. Is it running, and is --url right?"


class Refused(RuntimeError):
    """The API said no; the problem document is kept."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        faults = "; ".join(
            f"{fault['pointer']}: {fault['message']}" for fault in problem.get("errors", [])
        )
        super().__init__(f"{status}: {problem.get('detail', 'no reason given')} {faults}".strip())
        self.status = status
        self.problem = problem
