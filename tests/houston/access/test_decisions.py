"""Do the decision and the row filter say the same, for everybody and every record?"""

from __future__ import annotations

import itertools
import uuid

import pytest

from houston.access import (
    ANONYMOUS,
    Action,
    Kind,
    Level,
    Principal,
    ProjectRole,
    Record,
    RecordState,
    Role,
    TokenScope,
    Visibility,
    allowed,
    export_scope_of,
    scope_of,
)
from houston.access.roles import GIVEN_ROLES, TABLE

ME, FRIEND, STRANGER = (uuid.uuid4() for _ in range(3))
PROJECT, OTHER_PROJECT = uuid.uuid4(), uuid.uuid4()
CLAIMED, FOLLOWED = uuid.uuid4(), uuid.uuid4()

RECORDS = [
    Record(
        Kind.ENCOUNTER,
        owner=owner,
        projects=projects,
        submission=submission,
        visibility=visibility,
        state=state,
        citizen=citizen,
    )
    for owner, projects, submission, visibility, state, citizen in itertools.product(
        (None, ME, FRIEND, STRANGER),
        (frozenset(), frozenset({PROJECT}), frozenset({OTHER_PROJECT})),
        (None, CLAIMED, FOLLOWED),
        Visibility,
        RecordState,
        (False, True),
    )
]

ROLE_SETS = [
    frozenset(roles) for count in (1, 2) for roles in itertools.combinations(GIVEN_ROLES, count)
]


def principals(roles):
    for level, role in itertools.product((None, *Level), (None, *ProjectRole)):
        yield Principal(
            user=ME,
            roles=roles,
            projects=frozenset({(PROJECT, role)}) if role else frozenset(),
            collaborators=frozenset({(FRIEND, level)}) if level else frozenset(),
            submissions=frozenset({CLAIMED}),
            followed=frozenset({FOLLOWED}),
        )


def holds(reach, record):
    return reach.holds(
        owner=str(record.owner) if record.owner else None,
        submission=str(record.submission) if record.submission else None,
        projects=[str(project) for project in record.projects],
        public=record.is_public,
        unapproved=record.state == RecordState.UNAPPROVED,
    )


@pytest.mark.parametrize("roles", ROLE_SETS, ids=lambda roles: "+".join(sorted(roles)))
def test_a_record_is_in_the_filter_exactly_when_the_action_is_allowed(roles):
    for principal in principals(roles):
        scope = scope_of(principal)
        reaches = {
            Action.READ: scope.read,
            Action.READ_EXACT: scope.exact,
            Action.EDIT: scope.write,
        }
        for record, (action, reach) in itertools.product(RECORDS, reaches.items()):
            assert allowed(principal, action, record).allowed == holds(reach, record), (
                principal,
                action,
                record,
            )


def test_nobody_sees_but_what_is_public_and_nothing_exactly():
    for record in RECORDS:
        assert allowed(ANONYMOUS, Action.READ, record).allowed == record.is_public
        assert not allowed(ANONYMOUS, Action.READ_EXACT, record).allowed
        assert not allowed(ANONYMOUS, Action.EDIT, record).allowed
        assert not allowed(ANONYMOUS, Action.APPROVE, record).allowed


@pytest.mark.parametrize("roles", ROLE_SETS, ids=lambda roles: "+".join(sorted(roles)))
def test_who_approves_or_changes_a_record_may_see_it(roles):
    for principal, record in itertools.product(principals(roles), RECORDS):
        for action in (Action.EDIT, Action.APPROVE):
            if allowed(principal, action, record).allowed:
                assert allowed(principal, Action.READ, record).allowed


def test_who_approves_a_record_may_have_edm_change_it():
    for roles in ROLE_SETS:
        for principal, record in itertools.product(principals(roles), RECORDS):
            if allowed(principal, Action.APPROVE, record).allowed:
                assert holds(scope_of(principal).write, record)


@pytest.mark.parametrize(
    ("level", "exported"), [(Level.VIEW, False), (Level.EXPORT, True), (Level.EDIT, True)]
)
def test_what_was_opened_to_look_at_is_not_exported(level, exported):
    principal = Principal(
        ME, frozenset({Role.RESEARCHER}), collaborators=frozenset({(FRIEND, level)})
    )
    theirs = Record(Kind.ENCOUNTER, owner=FRIEND, visibility=Visibility.PRIVATE)
    assert holds(scope_of(principal).read, theirs)
    scope = export_scope_of(principal)
    assert holds(scope.read, theirs) is exported
    assert holds(scope.exact, theirs) is exported
    assert not holds(scope.write, theirs)


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.MANAGER])
def test_who_may_not_export_exports_nothing(role):
    scope = export_scope_of(Principal(ME, frozenset({role})))
    assert not any(holds(scope.read, record) for record in RECORDS)


def test_a_token_narrows_the_filter_too():
    admin = frozenset({Role.ADMIN})
    reader = Principal(ME, admin, token_scopes=frozenset({TokenScope.READ}))
    assert scope_of(reader).read.all
    assert not any(holds(scope_of(reader).write, record) for record in RECORDS)
    submitter = Principal(ME, admin, token_scopes=frozenset({TokenScope.SUBMIT}))
    assert not any(holds(scope_of(submitter).read, record) for record in RECORDS)


def test_every_action_is_in_the_table_and_needs_a_token_scope_that_exists():
    assert set(TABLE) == set(Action)
    nothing = frozenset[TokenScope]()
    for action in Action:
        decision = allowed(Principal(ME, frozenset(Role), token_scopes=nothing), action)
        assert not decision.allowed


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_every_refusal_says_why_in_a_sentence(action, role):
    principal = Principal(None if role is Role.ANONYMOUS else ME, frozenset({role}))
    for record in (None, *RECORDS[:40]):
        decision = allowed(principal, action, record)
        assert decision.reason.endswith(".") is not decision.allowed
