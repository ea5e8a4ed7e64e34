"""What when two callers create the same thing at the same moment? The second looks again and finds it there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


def again_when_raced(operation: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
    """Calls an operation that may be repeated once more when a row came to be between its look and its write."""

    @wraps(operation)
    def call(*arguments: Arguments.args, **keywords: Arguments.kwargs) -> Result:
        try:
            return operation(*arguments, **keywords)
        except IntegrityError:
            return operation(*arguments, **keywords)

    return call
