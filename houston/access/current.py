"""Who makes the present request, and may they?"""

from __future__ import annotations

from flask_login import current_user

from houston.access.decisions import allowed
from houston.access.principal import Principal
from houston.access.record import Record
from houston.access.roles import Action
from service_kit.errors import Forbidden, NotFound, Problem, Unauthenticated


def current_principal() -> Principal:
    """Whoever makes the present request; `ANONYMOUS` when nobody is signed in."""
    principal: Principal = current_user._get_current_object()
    return principal


def require(action: Action, record: Record | None = None) -> Principal:
    """The present principal, when they may do this. Raises what `refuse` answers otherwise."""
    principal = current_principal()
    if not allowed(principal, action, record).allowed:
        raise refuse(principal, action, record)
    return principal


def refuse(principal: Principal, action: Action, record: Record | None = None) -> Problem:
    """How this is refused: `NotFound` for a record that they may not even see, `Unauthenticated` when
    signing in could help, and `Forbidden` otherwise, each with the reason as a sentence.
    """
    reason = allowed(principal, action, record).reason
    if record is not None and not allowed(principal, Action.READ, record).allowed:
        return NotFound("There is no such record, or it is not open to you.")
    if not principal.is_signed_in:
        return Unauthenticated(reason)
    return Forbidden(reason, code="forbidden" if record is None else "not_yours")
