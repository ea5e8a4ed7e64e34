"""Which assets, and with them their annotations, does a reach hold? The one place that says so in SQL."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, select

from acm_wbia.acm.models import Asset, AssetProject
from service_kit.scope import Reach


def within(reach: Reach) -> ColumnElement[bool]:
    """The condition on `assets` that keeps a query to the reach."""
    return reach.clause(
        owner=Asset.owner,
        submission=Asset.submission,
        public=and_(Asset.visibility == "public", Asset.state == "approved"),
        unapproved=Asset.state == "unapproved",
        in_projects=_in_projects,
    )


def holds(reach: Reach, asset: Asset) -> bool:
    """The same for one asset in hand."""
    return reach.holds(
        owner=asset.owner,
        submission=asset.submission,
        projects=[each.project for each in asset.projects],
        public=asset.visibility == "public" and asset.state == "approved",
        unapproved=asset.state == "unapproved",
    )


def _in_projects(projects: Collection[str]) -> ColumnElement[bool]:
    return Asset.id.in_(
        select(AssetProject.asset_id).where(AssetProject.project.in_(sorted(projects)))
    )
