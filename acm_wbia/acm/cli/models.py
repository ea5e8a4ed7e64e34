"""`houston models`: what detects, matches and identifies, and how its files get here."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from acm_wbia.acm.settings import AcmSettings
from acm_wbia.wbia.errors import CardWrong, ModelNotInstalled, ProcessingError
from acm_wbia.wbia.models import algorithms
from acm_wbia.wbia.models.card import DEFAULT, ModelCard, ModelKind
from acm_wbia.wbia.models.installing import add_card, add_file, pull
from acm_wbia.wbia.models.reading import SUFFIX
from acm_wbia.wbia.models.registry import (
    WHOLE_PICTURE,
    cards,
    default_detector,
    installed_classifier,
    preferred,
)
from acm_wbia.wbia.models.store import ModelStore, sha256_of

accepted = click.option(
    "--accept-licence", is_flag=True, help="Say yes to the licence without being asked."
)

TRIAL_SIDE = 64  # pixels of the picture that a model is tried out with


@click.group("models")
@click.pass_context
def models(context: click.Context) -> None:
    """Detectors, features, matchers and identification algorithms."""
    # How a library loads itself is nothing that somebody at a terminal asked about.
    logging.getLogger("faiss").setLevel(logging.WARNING)
    settings: AcmSettings = context.obj
    context.obj = ModelStore(settings.models)


@models.command("list")
@click.pass_obj
def list_models(store: ModelStore) -> None:
    """List all models, and whether they are installed."""
    for card in cards(store=store):
        state = "installed" if store.is_present(card) else "not installed"
        state = state if card.files else "built in"
        click.echo(
            f"{card.kind.value:15} {card.name:24} {card.version:8} {state:14} {card.licence:13} {card.description}"
        )
    click.echo(_told_default(store))
    _tell_faults(store)


@models.command("default")
@click.pass_obj
def default_model(store: ModelStore) -> None:
    """Say which detector looks at the pictures of a species that names none."""
    click.echo(_told_default(store))


@models.command("pull")
@click.argument("name")
@accepted
@click.pass_obj
def pull_model(store: ModelStore, name: str, accept_licence: bool) -> None:
    """Fetch a model's files from their registry, once its licence is accepted.

    `default` is a detector and a classifier that a registry has, unless there is a better one already.
    """
    try:
        for card in _defaults(store) if name == DEFAULT else [_card_named(store, name)]:
            if not store.is_installed(card):
                _show_licence(card, accept_licence)
            pull(store, card, click.echo)
    except ProcessingError as error:
        raise click.ClickException(str(error)) from error


@models.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--model", "name", help="Of which model this is a file; else its hash tells.")
@click.option(
    "--as", "file_name", help="Which of the model's files it is, where that is not plain."
)
@accepted
@click.pass_obj
def add(
    store: ModelStore, path: Path, name: str | None, file_name: str | None, accept_licence: bool
) -> None:
    """Add a card of your own (a .yaml file), or a model's file that you have; a model that is whole is tried out."""
    try:
        if path.suffix == SUFFIX:
            card = add_card(store, path, [each.name for each in cards(store=store)])
            click.echo(f"The card {card.name} is added.")
            return
        card = _card_named(store, name) if name else _card_of(store, path)
        _show_licence(card, accept_licence)
        file = add_file(store, card, path, file_name)
        click.echo(f"{file.name} of {card.name} is installed.")
    except ProcessingError as error:
        raise click.ClickException(str(error)) from error
    if store.is_present(card) and not _tell_state(store, card, asked_for=True):
        raise click.exceptions.Exit(1)


@models.command()
@click.argument("name", required=False)
@click.pass_obj
def check(store: ModelStore, name: str | None) -> None:
    """Compare every installed file with its hash, and let all that look at pictures look at a small one."""
    try:
        chosen = (
            [_card_named(store, name)] if name else [card for card in store.cards() if card.files]
        )
    except ProcessingError as error:
        raise click.ClickException(str(error)) from error
    well = not _tell_faults(store)
    if not name and not any(store.is_present(card) for card in chosen):
        click.echo("No model is installed, so there is nothing to check.")
    for card in chosen:
        well &= _tell_state(store, card, asked_for=name is not None)
    if not well:
        raise click.exceptions.Exit(1)


def _defaults(store: ModelStore) -> list[ModelCard]:
    """A detector and a classifier: of each kind what is here, else the best that can be fetched."""
    detector = default_detector(store)
    here = (None if detector is WHOLE_PICTURE else detector, installed_classifier(store))
    return [
        there or next(card for card in preferred(kind, store) if _can_be_fetched(card))
        for kind, there in zip((ModelKind.DETECTOR, ModelKind.CLASSIFIER), here, strict=True)
    ]


def _can_be_fetched(card: ModelCard) -> bool:
    return all(file.sources for file in card.files)


def _told_default(store: ModelStore) -> str:
    chosen = default_detector(store)
    if chosen is WHOLE_PICTURE:
        return (
            "No detector is installed: the whole of each picture is taken for the animal. "
            f"Install one with: houston models pull {DEFAULT}"
        )
    classifier = installed_classifier(store)
    kind = f"; {classifier.name} {classifier.version} suggests their kind" if classifier else ""
    return f"Animals are looked for with {chosen.name} {chosen.version}{kind}."


def _tell_state(store: ModelStore, card: ModelCard, asked_for: bool) -> bool:
    """Says how a model stands; whether that is well. One that is not installed is, unless it was asked for."""
    try:
        store.files(card.name)
        _try_out(store, card)
    except ModelNotInstalled as missing:
        if asked_for:
            click.echo(f"BAD  {missing}")
        return not asked_for
    except ProcessingError as error:
        click.echo(f"BAD  {error}")
        if error.__cause__ is not None:
            click.echo(f"     {error.__cause__}")
        return False
    click.echo(f"ok   {card.name} {card.version}")
    return True


def _try_out(store: ModelStore, card: ModelCard) -> None:
    """Lets what looks at pictures look at noise; other models are files alone."""
    # Here and not above: listing models must not load what runs them.
    import numpy as np

    noise = np.random.default_rng(0).integers(0, 256, (TRIAL_SIDE, TRIAL_SIDE, 3), np.uint8)
    everything = (0, 0, TRIAL_SIDE, TRIAL_SIDE)
    if card.kind is ModelKind.DETECTOR:
        from acm_wbia.wbia.detection.loading import Detectors

        Detectors(store).get(card.name)(noise)
    elif card.kind is ModelKind.CLASSIFIER:
        from acm_wbia.wbia.classification.loading import Classifiers

        Classifiers(store).named(card.name)(noise, everything)
    elif card.embedding is not None:
        chosen = algorithms.opened("embedding", {"network": card.name}, store)
        for matcher in chosen.matchers:
            matcher.load()
            matcher.extract(noise, everything)


def _tell_faults(store: ModelStore) -> tuple[CardWrong, ...]:
    faults = store.faults()
    for wrong in faults:
        click.echo(f"BAD  {wrong}", err=True)
    return faults


def _card_named(store: ModelStore, name: str) -> ModelCard:
    """The card of a model that has files. Raises `UnknownModel`; ends the command where it comes with the code."""
    if name in algorithms.KNOWN or name == WHOLE_PICTURE.name:
        raise click.ClickException(
            f"{name} is built in: it has no files of its own. {_use_of(store, name)}"
        )
    return store.card(name)


def _use_of(store: ModelStore, name: str) -> str:
    """Whether what comes with the code can be used, or what has to be installed for it."""
    if name in algorithms.KNOWN:
        try:
            algorithms.checked(name, {}, store)
        except ProcessingError as lacking:
            return str(lacking)
    return "It can be used as it is."


def _card_of(store: ModelStore, path: Path) -> ModelCard:
    try:
        sha256 = sha256_of(path)
    except OSError as error:
        raise click.ClickException(f"{path} cannot be read ({error.strerror}).") from error
    for card in store.cards():
        if any(file.sha256 == sha256 for file in card.files):
            return card
    raise click.ClickException(
        f"No card speaks of {path.name} (SHA-256 {sha256}). Say which model it is of, with --model."
    )


def _show_licence(card: ModelCard, accept: bool) -> None:
    click.echo(f"{card.name} {card.version}: {card.description}")
    click.echo(f"Licence: {card.licence} {card.licence_url}".rstrip())
    if not accept and not click.confirm("Do you accept this licence?"):
        raise click.ClickException("Nothing was installed: the licence was not accepted.")
