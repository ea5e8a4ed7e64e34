"""`houston user`: accounts, made and changed by whoever runs the site."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy import select

from houston.access import Principal, Role, TokenScope
from houston.access.roles import GIVEN_ROLES
from houston.accounts.secret_words import new_secret
from houston.house import House
from houston.models import User
from houston.operations.token import create_token
from houston.operations.user import set_roles
from houston.operations.user_password import replace
from houston.operations.user_registration import checked_email, create_user
from houston.settings import HoustonSettings
from service_kit.errors import Problem

FIRST_ADMIN = "admin@codex.example"
OPERATOR = Principal(roles=frozenset({Role.ADMIN}))
"""Whoever may run commands on this machine may do anything; they have no account."""
role_option = click.option(
    "--role", "roles", multiple=True, type=click.Choice([role.value for role in GIVEN_ROLES]),
    help="A role of the account; may be given several times.",
)  # fmt: skip


@click.group("user")
@click.pass_context
def command(context: click.Context) -> None:
    """Accounts."""
    context.obj = House(HoustonSettings())


@contextmanager
def told() -> Iterator[None]:
    """Ends the command with the sentence of a refusal."""
    try:
        yield
    except Problem as problem:
        raise click.ClickException(problem.detail) from problem


@command.command()
@click.argument("email")
@click.option("--name", default="", help="The person's full name.")
@role_option
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def create(
    house: House, email: str, name: str, roles: tuple[str, ...], password_stdin: bool
) -> None:
    """Create an account; without --password-stdin a password is made and printed once."""
    password = _password(password_stdin)
    chosen = [Role(role) for role in roles] or [Role.CONTRIBUTOR]
    with told():
        user = create_user(house, email=email, full_name=name, password=password, roles=chosen)
    click.echo(f"{user.email} ({', '.join(user.roles)})")
    if not password_stdin:
        click.echo(f"Password, shown this once: {password}")


@command.command("list")
@click.pass_obj
def list_users(house: House) -> None:
    """List all accounts."""
    with house.database.read() as session:
        for user in session.scalars(select(User).order_by(User.email)):
            state = "" if user.active else "  (deactivated)"
            click.echo(f"{user.email:40} {', '.join(user.roles)}{state}")


@command.command()
@click.argument("email")
@role_option
@click.pass_obj
def role(house: House, email: str, roles: tuple[str, ...]) -> None:
    """Give an account these roles and no others."""
    with told():
        user = set_roles(house, _find(house, email).id, [Role(role) for role in roles], by=OPERATOR)
    click.echo(f"{user.email} ({', '.join(user.roles)})")


@command.command()
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.pass_obj
def password(house: House, email: str, password_stdin: bool) -> None:
    """Set a new password; ends the account's sessions and tokens."""
    new = _password(password_stdin)
    with told():
        replace(house, _find(house, email).id, new)
    if not password_stdin:
        click.echo(f"Password, shown this once: {new}")


@command.command()
@click.argument("email")
@click.option("--name", default="command line", help="What the token is for.")
@click.option("--days", type=int, help="How long it is good; without, until it is revoked.")
@click.pass_obj
def token(house: House, email: str, name: str, days: int | None) -> None:
    """Make an API token for an account and print it, this once."""
    secret, _ = create_token(
        house, _find(house, email).id, name=name, scopes=[*TokenScope], days=days
    )
    click.echo(secret)


@command.command("first-admin")
@click.pass_obj
def first_admin(house: House) -> None:
    """Create an admin if there is none, and print the password, this once."""
    with house.database.read() as session:
        held = [roles for roles in session.scalars(select(User.roles)) if Role.ADMIN in roles]
    if held:
        return
    secret = new_secret("")
    with told():
        create_user(
            house, email=FIRST_ADMIN, full_name="Administrator", password=secret, roles=[Role.ADMIN]
        )
    click.echo(f"\nAn admin was created: {FIRST_ADMIN}\nPassword, shown this once: {secret}\n")


def _find(house: House, email: str) -> User:
    with told():
        address = checked_email(email)
    with house.database.read() as session:
        user = session.scalar(select(User).where(User.email == address))
    if user is None:
        raise click.ClickException(f"There is no account {address}.")
    return user


def _password(from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\n") if from_stdin else new_secret("")
