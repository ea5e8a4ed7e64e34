"""Records in EDM, for a gateway that stands before it."""

from __future__ import annotations

import pytest

from tests.houston.records.catalogue import Catalogue
from tests.houston.workflows.installation import Installation


@pytest.fixture
def catalogue(installation: Installation) -> Catalogue:
    return Catalogue(installation.house)
