"""How often may something be tried? The policy; counting is `houston.operations.rate_limit`."""

from __future__ import annotations

from dataclasses import dataclass

MINUTE = 60
HOUR = 60 * MINUTE


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries within so many seconds."""

    name: str
    most: int
    seconds: int


# A person mistypes a few times; a guesser needs thousands of tries for one account.
SIGN_IN_PER_EMAIL_AND_HOST = Limit("sign-in-email-host", 10, 15 * MINUTE)
# Many hosts that guess together. Wider, because whoever uses it up locks the owner out for a while.
SIGN_IN_PER_EMAIL = Limit("sign-in-email", 100, 15 * MINUTE)
# A field station or a school class shares one address; a guesser tries many accounts from one.
SIGN_IN_PER_HOST = Limit("sign-in-host", 100, 15 * MINUTE)
REGISTER_PER_HOST = Limit("register-host", 40, HOUR)
# Nobody's mailbox is flooded through us.
MAIL_PER_EMAIL = Limit("mail-email", 5, HOUR)
RESET_PER_HOST = Limit("reset-host", 40, HOUR)
# Links hold 256 bits, so this only keeps the log quiet.
LINK_PER_HOST = Limit("link-host", 100, HOUR)
# A class on a field trip may each send one in; a flood of rubbish may not.
ANONYMOUS_SUBMISSION_PER_HOST = Limit("anonymous-submission-host", 60, HOUR)
