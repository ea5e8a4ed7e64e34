"""Who is calling, and what may the caller touch? A signed, short-lived JWT on every call between services."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache

import jwt

from service_kit.errors import Unauthenticated
from service_kit.scope import Scope
from service_kit.secret_files import SecretFiles

ALGORITHM = "HS256"
LIFETIME_SECONDS = 120  # long enough for a slow call and clocks a little apart, short for a thief
REUSE_SECONDS = (
    30  # the same caller's next calls carry the same token: signing costs more than sending
)
CLOCK_SKEW_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Caller:
    """What a verified token says."""

    service: str
    """The calling service."""
    actor: str | None
    """Opaque tag of who acts, for the audit trail."""
    scope: Scope


def signing_key(secrets: SecretFiles, audience: str) -> str:
    """The key of calls *to* the service called `audience`."""
    return secrets.get(f"service-{audience}")


class TokenSigner:
    """Signs one service's calls to the others."""

    def __init__(self, secrets: SecretFiles, issuer: str) -> None:
        self._secrets = secrets
        self._issuer = issuer
        self._sign_in_window = lru_cache(maxsize=4096)(self._sign)

    def sign(self, audience: str, scope: Scope, actor: str | None = None) -> str:
        return self._sign_in_window(audience, scope, actor, int(time.time() // REUSE_SECONDS))

    def _sign(self, audience: str, scope: Scope, actor: str | None, _window: int) -> str:
        issued = int(time.time())
        claims = {
            "iss": self._issuer,
            "aud": audience,
            "iat": issued,
            "exp": issued + LIFETIME_SECONDS,
            "act": actor,
            "scope": scope.as_dict(),
        }
        return jwt.encode(claims, signing_key(self._secrets, audience), algorithm=ALGORITHM)


class TokenVerifier:
    """Checks the calls that reach one service."""

    def __init__(self, secrets: SecretFiles, audience: str) -> None:
        self._secrets = secrets
        self._audience = audience
        self._decode_once = lru_cache(maxsize=4096)(self._decode)

    def verify(self, token: str) -> Caller:
        """Raises `Unauthenticated` with `token_expired` or `token_invalid`."""
        caller, expires = self._decode_once(token)
        if time.time() > expires + CLOCK_SKEW_SECONDS:
            raise Unauthenticated("The service token is over its time.", code="token_expired")
        return caller

    def _decode(self, token: str) -> tuple[Caller, int]:
        try:
            claims = jwt.decode(
                token,
                signing_key(self._secrets, self._audience),
                algorithms=[ALGORITHM],
                audience=self._audience,
                leeway=CLOCK_SKEW_SECONDS,
                options={"require": ["iss", "aud", "iat", "exp"]},
            )
            scope = Scope.from_dict(claims["scope"]) if claims.get("scope") else Scope()
        except jwt.ExpiredSignatureError as expired:
            raise Unauthenticated(
                "The service token is over its time.", code="token_expired"
            ) from expired
        except (jwt.InvalidTokenError, ValueError) as invalid:
            raise Unauthenticated(
                "The service token is not valid.", code="token_invalid"
            ) from invalid
        return Caller(str(claims["iss"]), claims.get("act"), scope), int(claims["exp"])
