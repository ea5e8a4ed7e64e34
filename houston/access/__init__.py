"""Who may do what? One table of roles, one function that decides, and one that turns the answer into a row filter."""

from houston.access.collaboration_level import Level
from houston.access.current import current_principal, require
from houston.access.decisions import Decision, allowed
from houston.access.principal import ANONYMOUS, Principal
from houston.access.record import Kind, Record, RecordState, Visibility
from houston.access.roles import Action, ProjectRole, Role, TokenScope
from houston.access.scopes import export_scope_of, scope_of

__all__ = [
    "ANONYMOUS",
    "Action",
    "Decision",
    "Kind",
    "Level",
    "Principal",
    "ProjectRole",
    "Record",
    "RecordState",
    "Role",
    "TokenScope",
    "Visibility",
    "allowed",
    "current_principal",
    "export_scope_of",
    "require",
    "scope_of",
]
