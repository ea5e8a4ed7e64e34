"""Can this regular expression be tried on a stranger's text without hanging the service?

Python's engine goes back and tries again, and a careless pattern like ``(a+)+b`` does so for hours. So a
pattern is only accepted when a bound on that work, computed from its text, stays small: the product of
how many ways each repetition and each alternative can go. Groups that hold a repetition or an alternative
are not repeated, and there are no back references or look-arounds. Codes such as ``[A-Z]{2}-\\d{3,5}`` need none of it.
"""

from __future__ import annotations

import re

# Codes and numbers are short; so are the patterns for them.
MAX_PATTERN_LENGTH = 200
# A text longer than this is not tried at all: it fails.
MAX_MATCHED_LENGTH = 200
# About a hundredth of a second of trying, in the worst case.
MAX_WAYS = 100_000

_token = re.compile(
    r"""(?P<escape>\\.)|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<open>\(\?:|\()|(?P<close>\))"""
    r"""|(?P<repeat>[*+?]|\{\d*,?\d*\})(?P<lazy>[?+]?)|(?P<or>\|)|(?P<plain>.)""",
    re.DOTALL,
)


def pattern_problem(pattern: str) -> str | None:
    """Why the pattern cannot be used, as a sentence, or ``None`` when it can."""
    if len(pattern) > MAX_PATTERN_LENGTH:
        return f"The pattern is longer than {MAX_PATTERN_LENGTH} characters."
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        return f"The pattern is not a regular expression: {error}."
    if re.search(r"\(\?(?!:)", pattern):
        return "The pattern uses a look-around or a named group, which are not allowed here."
    if re.search(r"(?<!\\)(?:\\\\)*\\[1-9]", pattern):
        return "The pattern uses a back reference, which is not allowed here."
    ways = _ways(pattern)
    if ways is None:
        return "The pattern repeats a group that itself repeats or branches, which may never end."
    if ways > MAX_WAYS:
        return "The pattern holds too many open repetitions; give them an upper limit."
    return None


def fits(pattern: str, text: str) -> bool:
    """Whether all of ``text`` has the form of an accepted ``pattern``."""
    return len(text) <= MAX_MATCHED_LENGTH and re.fullmatch(pattern, text) is not None


def _ways(pattern: str) -> int | None:
    """A bound on the ways to try; ``None`` when a varying group is repeated."""
    ways = 1
    varying = [False]  # for each open group: does it hold a repetition or an alternative?
    closed_varying = False  # the same of the group that has just been closed
    for token in _token.finditer(pattern):
        kind = token.lastgroup if token.lastgroup != "lazy" else "repeat"
        if kind == "open":
            varying.append(False)
        elif kind == "close" and len(varying) > 1:
            closed_varying = varying.pop()
            varying[-1] = varying[-1] or closed_varying
            continue
        elif kind == "or":
            ways *= 2
            varying[-1] = True
        elif kind == "repeat":
            if closed_varying and token["repeat"] != "?":
                return None
            counts = _range(token["repeat"])
            ways *= counts
            varying[-1] = varying[-1] or counts > 1
        closed_varying = False
    return ways


def _range(repeat: str) -> int:
    """How many different counts a repetition allows."""
    if repeat in "*+":
        return MAX_MATCHED_LENGTH
    if repeat == "?":
        return 2
    least, comma, most = repeat.strip("{}").partition(",")
    if not comma:
        return 1
    highest = int(most) if most else MAX_MATCHED_LENGTH
    return max(1, min(highest, MAX_MATCHED_LENGTH) - int(least or 0) + 1)
