"""Who calls with WB-IA's words? Another service with its token, or an old client with the one key that is theirs.

WB-IA asked nobody who they were. Its clients cannot sign tokens, and all of them can send a password along with an
address, so the key is taken as one (any user name) or as a bearer's token. It opens what such clients sent in, and
nothing of Houston's.
"""

from __future__ import annotations

import hmac

from flask import g, request

from acm_wbia.acm.foundation import AcmFoundation
from service_kit.errors import Unauthenticated
from service_kit.scope import Reach, Scope
from service_kit.tokens import Caller
from service_kit.web.authentication import read_bearer

KEY = "wbia-clients"
"""Name of the secret."""
OWNER = "wbia-clients"
"""Owner tag of what old clients send in; no account has it."""

_OWN = Reach(owners=frozenset({OWNER}))
CLIENT = Caller("wbia-clients", OWNER, Scope(read=_OWN, exact=_OWN, write=_OWN))


def authenticate(foundation: AcmFoundation) -> None:
    """Lets the present request pass, or raises `Unauthenticated`."""
    sent = _key_sent()
    if sent is not None and hmac.compare_digest(
        sent.encode(), foundation.secrets.get(KEY).encode()
    ):
        g.caller = CLIENT
        return
    try:
        g.caller = foundation.verifier.verify(read_bearer())
    except Unauthenticated as refusal:
        sentence = (
            "This address needs the key of WB-IA's clients, as the password of HTTP's basic "
            "authentication or as a bearer's token."
        )
        raise Unauthenticated(sentence) from refusal


def _key_sent() -> str | None:
    sent = request.authorization
    if sent is None:
        return None
    return sent.password if sent.type == "basic" else sent.token
