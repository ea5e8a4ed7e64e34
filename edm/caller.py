"""On whose behalf is something done that nobody asks for at this moment?"""

from __future__ import annotations

from service_kit.scope import SYSTEM_SCOPE
from service_kit.tokens import Caller

HOUSEKEEPING = Caller("edm", None, SYSTEM_SCOPE)
"""Purges and the like; the audit trail shows no actor."""
