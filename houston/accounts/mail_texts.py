"""What do our mails say?"""

from __future__ import annotations

from houston.models import MergeRequest
from houston.operations.mail import Mail
from houston.settings import HoustonSettings


def site_url(settings: HoustonSettings) -> str:
    """Where people reach the site, without a slash at the end."""
    return (settings.public_url or settings.here).rstrip("/")


def confirm_address(settings: HoustonSettings, to: str, name: str, secret: str) -> Mail:
    """To somebody who registered."""
    return Mail(
        to,
        f"Confirm your e-mail address for {settings.site_name}",
        f"Hello {name or to},\n\n"
        f"an account on {settings.site_name} was asked for with this e-mail address. "
        "To confirm that it is yours, open this link within three days:\n\n"
        f"{site_url(settings)}/verify?token={secret}\n\n"
        "If you did not ask for an account, do nothing: none is made.\n",
    )


def address_in_use(settings: HoustonSettings, to: str, name: str) -> Mail:
    """To somebody who has an account already and registers again, or whose address another tried."""
    return Mail(
        to,
        f"You already have an account on {settings.site_name}",
        f"Hello {name or to},\n\n"
        "somebody, perhaps you, asked for an account with this e-mail address. "
        "You have one already, and nothing about it was changed.\n\n"
        f"To sign in, or to set a new password: {site_url(settings)}/sign-in\n",
    )


def reset_password(settings: HoustonSettings, to: str, name: str, secret: str) -> Mail:
    """To somebody who forgot their password."""
    return Mail(
        to,
        f"Set a new password for {settings.site_name}",
        f"Hello {name or to},\n\n"
        "to set a new password, open this link within two hours:\n\n"
        f"{site_url(settings)}/reset?token={secret}\n\n"
        "This signs you out everywhere and ends your API tokens. "
        "If you did not ask for this, do nothing: your password stays as it is.\n",
    )


def merge_requested(settings: HoustonSettings, to: str, name: str, request: MergeRequest) -> Mail:
    """To the owner of an encounter that would come to another individual."""
    return Mail(
        to,
        f"{settings.site_name}: two individuals are to be merged",
        f"Hello {name or to},\n\n"
        "somebody thinks that individuals with encounters of yours are one and the same animal, "
        f"and asks to merge them. If you say nothing, this is done on {request.deadline:%d %B %Y}. "
        "You can agree to it, or block it, here:\n\n"
        f"{site_url(settings)}/individuals/{request.individual}?merge_request={request.id}\n",
    )


def merge_settled(settings: HoustonSettings, to: str, name: str, request: MergeRequest) -> Mail:
    """To who asked for a merge, when it has ended."""
    outcome = {
        "merged": "The individuals are merged.",
        "blocked": "Somebody with encounters of these individuals does not agree.",
    }.get(request.state, "The individuals could not be merged.")
    because = f"\n\n{request.reason}" if request.reason else ""
    return Mail(
        to,
        f"{settings.site_name}: your merge request has ended",
        f"Hello {name or to},\n\n{outcome}{because}\n\n"
        f"{site_url(settings)}/individuals/{request.individual}\n",
    )
