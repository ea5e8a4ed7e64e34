"""Is a pattern that could hang the service refused, and one that people need accepted?"""

from __future__ import annotations

import pytest

from edm.species.pattern import fits, pattern_problem


@pytest.mark.parametrize(
    "pattern",
    [
        "[A-Z]{2}-[0-9]{3,5}",
        "[A-Za-z0-9][A-Za-z0-9 _./-]{0,60}",
        "(ZIM|MOZ)-\\d+",
        "(?:[0-9]{2}){4}",
        "[^]]{1,5}",
        "a?b?",
        "\\(\\d+\\)+",
        "[+*]{1,3}",
    ],
)
def test_patterns_of_codes_are_accepted(pattern: str) -> None:
    assert pattern_problem(pattern) is None


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a*)*",
        "(a|aa)+",
        "(?:a{1,9}){1,9}x",
        "((a+)b)*",
        ".*.*.*x",
        "a?" * 30 + "a" * 30,
        "(a)\\1",
        "(?=a)a",
        "(?P<x>a)",
        "[a-",
        "a" * 300,
    ],
)
def test_patterns_that_may_never_end_are_refused(pattern: str) -> None:
    assert pattern_problem(pattern) is not None


def test_the_whole_text_must_have_the_form() -> None:
    assert fits("[0-9]{2}", "42")
    assert not fits("[0-9]{2}", "423")
    assert not fits(".+", "x" * 10_000)
