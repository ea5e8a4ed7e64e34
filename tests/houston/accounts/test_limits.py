"""What may somebody without an account do only so often?"""

from __future__ import annotations

import pytest

from houston.accounts import limits
from houston.operations.rate_limit import count_try
from service_kit.errors import TooMany


def test_anonymous_submissions_are_limited(house, stranger):
    for _ in range(limits.ANONYMOUS_SUBMISSION_PER_HOST.most):
        count_try(house, limits.ANONYMOUS_SUBMISSION_PER_HOST, "127.0.0.1")
    refused = stranger.post("/submissions", json={})
    assert (refused.status_code, refused.json["code"]) == (429, "too_many")
    assert "wait" in refused.json["detail"]


def test_a_mailbox_is_not_flooded(stranger):
    answers = [
        stranger.post("/auth/reset", json={"email": "ada@example.org"}).status_code
        for _ in range(limits.MAIL_PER_EMAIL.most + 1)
    ]
    assert answers == [202] * limits.MAIL_PER_EMAIL.most + [429]
    assert stranger.post("/auth/reset", json={"email": "bob@example.org"}).status_code == 202


def test_each_caller_is_counted_on_their_own(house):
    limit = limits.Limit("test", 2, 60)
    for _ in range(2):
        count_try(house, limit, "one")
    with pytest.raises(TooMany):
        count_try(house, limit, "one")
    count_try(house, limit, "other")
