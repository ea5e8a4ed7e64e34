"""How does a match set come? Checked against its own name, and against what the caller may see."""

from __future__ import annotations

import hashlib
import logging
import zlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session, load_only

from acm_wbia.acm.models import MatchSet
from acm_wbia.acm.operations.races import again_when_raced
from acm_wbia.acm.queries.annotations import visible_ids
from acm_wbia.acm.queries.match_sets import KNOWN_FOR
from service_kit.clock import now
from service_kit.content_hash import canonical_json
from service_kit.database import Database
from service_kit.errors import Fault, Invalid, NotFound
from service_kit.scope import Scope

KEPT_FOR = KNOWN_FOR + timedelta(days=1)
"""Names change with every decision, and with them the match sets: those that nobody uses any more go. A day longer
than they are said to be known, so that one that was asked about is still there when it is searched."""

MOST_FAULTS = 100  # told at once; whoever sends ten thousand wrong ids needs no list of them

log = logging.getLogger(__name__)


@again_when_raced
def put_match_set(
    database: Database, scope: Scope, content_hash: str, members: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """The match set, and whether it is new.

    Raises `Invalid` when the hash is not the members', or one is there twice, unknown, or out of the scope.
    """
    content = canonical_json(_as_named(members))
    if hashlib.sha256(content).hexdigest() != content_hash:
        raise Invalid("The members are not those that the hash names.", code="hash_mismatch")
    _check(database, scope, members)
    with database.write() as session:
        known = session.get(MatchSet, content_hash)
        if known is None:
            packed = zlib.compress(content, level=1)
            session.add(MatchSet(hash=content_hash, size=len(members), members=packed))
            session.execute(delete(MatchSet).where(MatchSet.used_at < now() - KEPT_FOR))
        else:
            known.used_at = now()
    if known is None:
        log.info("match set kept", extra={"match_set": content_hash, "size": len(members)})
    return {"hash": content_hash, "size": len(members)}, known is None


def use_match_set(session: Session, content_hash: str) -> None:
    """Within the caller's transaction: the match set is about to be searched. Raises `NotFound`."""
    known = session.get(MatchSet, content_hash, options=[load_only(MatchSet.size)])
    if known is None:
        raise NotFound("This match set is not known here; send it.", code="match_set_unknown")
    known.used_at = now()


def _as_named(members: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    plain = [
        {
            "annotation": str(member["annotation"]),
            "name": member["name"],
            "group": member["group"],
        }
        for member in members
    ]
    return sorted(plain, key=lambda member: member["annotation"])


def _check(database: Database, scope: Scope, members: Sequence[Mapping[str, Any]]) -> None:
    ids = [member["annotation"] for member in members]
    visible = visible_ids(database, scope.read, ids)
    seen = set()
    faults = []
    for place, each in enumerate(ids):
        pointer, value = f"/members/{place}/annotation", str(each)
        if each in seen:
            sentence = "This annotation is in the match set twice."
            faults.append(Fault(pointer, "member_twice", sentence, value))
        elif each not in visible:
            faults.append(
                Fault(pointer, "annotation_unknown", "There is no such annotation.", value)
            )
        seen.add(each)
    if faults:
        sentence = f"{len(faults)} of the {len(ids)} members cannot be compared with."
        raise Invalid(sentence, errors=faults[:MOST_FAULTS])
