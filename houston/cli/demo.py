"""`houston demo`: a catalogue with real matches in it, made through the public API like any client would."""

from __future__ import annotations

from pathlib import Path

import click
from requests import RequestException
from sqlalchemy import select

from houston.access import Role, TokenScope
from houston.accounts.secret_words import new_secret
from houston.client.api import CodexClient
from houston.client.refused import NOT_ANSWERING, Refused
from houston.demo.drawing import draw_photos
from houston.demo.folder import FolderUnusable, read_folder
from houston.demo.identifying import measure
from houston.demo.importing import Importer
from houston.demo.story import PREFIX, play, wishes
from houston.house import House
from houston.models import User
from houston.operations.token import create_token
from houston.operations.user_registration import create_user
from houston.settings import HoustonSettings
from service_kit.secret_files import SecretFiles

DEMO_USER = "demo@codex.example"


@click.command("demo")
@click.option(
    "--from",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of your own photos, one folder an animal, instead of the drawn ones.",
)
@click.option("--species", help="The species of your photos, by id or any of its names.")
@click.option("--url", help="Where Codex answers; without, the one on this machine.")
@click.option(
    "--token", envvar="CODEX_TOKEN", help="An API token; without, the demo's own account."
)
def command(folder: Path | None, species: str | None, url: str | None, token: str | None) -> None:
    """Load the demo, or your own photos, and see how often the first guess is right."""
    settings = HoustonSettings()
    client = CodexClient(url or settings.here, token or _demo_token(settings))
    try:
        if folder is None:
            _demo(client, url or settings.here)
        else:
            _own_photos(client, folder, species)
    except RequestException as error:
        raise click.ClickException(NOT_ANSWERING) from error
    except (FolderUnusable, Refused, TimeoutError, OSError) as error:
        raise click.ClickException(str(error)) from error


def _demo(client: CodexClient, url: str) -> None:
    click.echo("Drawing the demo's photos and sending them in …")
    importer = Importer(client, prefix=PREFIX, named=False, wishes=wishes, say=click.echo)
    known = importer.run(draw_photos())
    click.echo("Asking who each of them is …")
    season = play(client, known, click.echo)
    click.echo(f"  {season.named} individuals named, {season.confirmed} matches confirmed")
    click.echo(f"  When an animal was met again: {season.tally}")
    click.echo(
        f"\nOpen {url} and try this:\n"
        f"  - review the encounters that wait for approval: {url}/review\n"
        f"  - decide who this is: {url}/identifications/{season.undecided[0]}\n"
        f"  - report a sighting of your own, without an account: {url}/report"
        if season.undecided
        else f"\nOpen {url}"
    )


def _own_photos(client: CodexClient, folder: Path, species: str | None) -> None:
    photos = read_folder(folder, _species_id(client, species or folder.resolve().name))
    click.echo(f"Sending in {len(photos)} photos of {folder} …")
    prefix = f"from-{folder.resolve().name}"
    importer = Importer(
        client, prefix=prefix, named=True, say=click.echo,
        wishes=lambda _number: {"visibility": "private", "approve": True},
    )  # fmt: skip
    known = importer.run(photos)
    click.echo(
        "Asking for each photo who it is, among all others that were not taken together with it …"
    )
    click.echo(f"\n{measure(client, known, prefix, click.echo)}")


def _species_id(client: CodexClient, wanted: str) -> str:
    """The species that is called so, in whatever language. Ends the command when there is none."""
    items = client.call("GET", "/species")["items"]
    lowered = wanted.strip().lower().replace("_", " ")
    for species in items:
        names = [name for listed in species["common_names"].values() for name in listed]
        if lowered in {
            each.lower().replace("_", " ")
            for each in (species["id"], species["scientific_name"], *names)
        }:
            return str(species["id"])
    known = ", ".join(species["id"] for species in items)
    raise click.ClickException(f"Say with --species which species these are. Known are: {known}.")


def _demo_token(settings: HoustonSettings) -> str:
    """The demo's own account and token, made the first time; they are for this machine alone."""
    kept = settings.secrets / "demo-token.key"
    if not kept.exists():
        house = House(settings)
        user = _demo_user(house)
        secret, _ = create_token(house, user.id, name="demo", scopes=[*TokenScope], days=None)
        SecretFiles(settings.secrets).keep("demo-token", secret)
    return SecretFiles(settings.secrets).get("demo-token")


def _demo_user(house: House) -> User:
    with house.database.read() as session:
        there = session.scalar(select(User).where(User.email == DEMO_USER))
    return there or create_user(
        house, email=DEMO_USER, full_name="Demo", password=new_secret(""), roles=[Role.CURATOR]
    )
