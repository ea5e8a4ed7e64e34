"""Which pictures are there, who may see them, and where are their bytes?"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from houston.access import Action, Kind, Principal, Record, Visibility, allowed
from houston.house import House
from houston.models import Asset, AssetEncounter
from houston.queries.pages import by_id, id_cursor, page_of
from houston.queries.pointer import records_of
from service_kit.errors import Forbidden, Gone, NotFound, Unauthenticated
from submissions import UnknownFile, UnknownSubmission

NO_SUCH = "There is no such picture, or it is not open to you."


@dataclass(frozen=True, slots=True)
class AssetAccess:
    """Whose a picture is: that of the encounters it shows, else of its submission."""

    encounters: Mapping[uuid.UUID, Record] = field(default_factory=dict)
    """In their order."""
    own: Record | None = None

    def readable(self, principal: Principal) -> list[uuid.UUID]:
        """The encounters of it that this person may see."""
        return [
            encounter
            for encounter, record in self.encounters.items()
            if allowed(principal, Action.READ, record).allowed
        ]

    def allows(self, principal: Principal, action: Action) -> bool:
        return any(allowed(principal, action, record).allowed for record in self._records())

    def allows_all(self, principal: Principal, action: Action) -> bool:
        """Whether it is allowed for every encounter of it."""
        records = self._records()
        return bool(records) and all(allowed(principal, action, r).allowed for r in records)

    def reason(self, principal: Principal, action: Action) -> str:
        """Why it is not allowed."""
        records = self._records()
        return allowed(principal, action, records[0]).reason if records else NO_SUCH

    def _records(self) -> list[Record]:
        if self.encounters:
            return list(self.encounters.values())
        # What belongs to no encounter has never been published by anybody.
        return [replace(self.own, visibility=Visibility.PRIVATE)] if self.own else []


@dataclass(frozen=True, slots=True)
class Original:
    """An uploaded file, to be read."""

    name: str
    media_type: str
    size: int
    sha256: str
    open: Callable[[], BinaryIO]


def access_to(session: Session, assets: Collection[uuid.UUID]) -> dict[uuid.UUID, AssetAccess]:
    """Whose these pictures are; two queries for all."""
    pairs = session.execute(
        select(AssetEncounter.asset_id, AssetEncounter.encounter_id)
        .where(AssetEncounter.asset_id.in_(assets))
        .order_by(AssetEncounter.asset_id, AssetEncounter.position)
    ).all()
    encounters = records_of(session, Kind.ENCOUNTER, {pair.encounter_id for pair in pairs})
    own = records_of(session, Kind.ASSET, assets)
    shown: dict[uuid.UUID, dict[uuid.UUID, Record]] = {}
    for pair in pairs:
        if (record := encounters.get(pair.encounter_id)) is not None:
            shown.setdefault(pair.asset_id, {})[pair.encounter_id] = record
    return {each: AssetAccess(shown.get(each, {}), own.get(each)) for each in assets}


def find_asset(
    session: Session, principal: Principal, asset_id: uuid.UUID, action: Action = Action.READ
) -> Asset:
    """The picture, when this person may do this with it. Raises `NotFound`, `Unauthenticated` or `Forbidden`."""
    asset = session.get(Asset, asset_id)
    access = access_to(session, [asset_id])[asset_id]
    if asset is None or not access.allows(principal, Action.READ):
        raise NotFound(NO_SUCH)
    permitted = access.allows_all if action == Action.EDIT else access.allows
    if not permitted(principal, action):
        refusal = Forbidden if principal.is_signed_in else Unauthenticated
        raise refusal(access.reason(principal, action))
    return asset


def original_of(house: House, asset: Asset) -> Original:
    """The asset's bytes. Raises `Gone` when its submission was removed for good."""

    def open_it() -> BinaryIO:
        try:
            return house.submissions.open_file(asset.submission_id, asset.id)
        except (UnknownFile, UnknownSubmission) as error:
            raise Gone("This picture is no longer there.") from error

    return Original(asset.name, asset.media_type, asset.size, asset.sha256, open_it)


def internal_original(house: House, asset_id: uuid.UUID) -> Original:
    """The same for ACM, which may read every picture."""
    with house.database.read() as session:
        asset = session.get(Asset, asset_id)
    if asset is None:
        raise NotFound(NO_SUCH)
    return original_of(house, asset)


def page_of_assets(
    session: Session,
    *,
    encounters: Collection[uuid.UUID] | None,
    submission: uuid.UUID | None,
    limit: int,
    cursor: str | None,
) -> tuple[Sequence[Asset], str | None]:
    """Pictures of these encounters or of this submission, in the order of their ids, and the next page's cursor."""
    statement = select(Asset)
    if encounters is not None:
        shown = select(AssetEncounter.asset_id).where(AssetEncounter.encounter_id.in_(encounters))
        statement = statement.where(Asset.id.in_(shown))
    if submission is not None:
        statement = statement.where(Asset.submission_id == submission)
    ordered = by_id(statement, Asset.id, limit, cursor)
    return page_of(session.scalars(ordered).all(), limit, id_cursor)
