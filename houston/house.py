"""What does each of Houston's processes stand on? The foundation, the other two services, and the submissions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from threading import BoundedSemaphore, Lock

from flask import current_app
from sqlalchemy.orm import Session

from houston.access.known_principals import KnownPrincipals
from houston.files.derivatives import Derivatives
from houston.files.landing import Landing
from houston.models import Job
from houston.settings import HoustonSettings
from houston.sheets.open_sheets import OpenSheets
from houston.sheets.workbench import Workbench
from service_kit.client import ServiceClient
from service_kit.database.connection import after_commit
from service_kit.foundation import Foundation
from submissions import SubmissionStore

EXTENSION = "house"
THREADS_A_LISTENER = 4  # so that three in four threads stay for everything else


class House(Foundation):
    """The parts of one Houston process."""

    settings: HoustonSettings

    def __init__(self, settings: HoustonSettings) -> None:
        super().__init__(settings, Job)

    @cached_property
    def edm(self) -> ServiceClient:
        return self.client(self.settings.edm_url, "edm")

    @cached_property
    def acm(self) -> ServiceClient:
        return self.client(self.settings.acm_url, "acm")

    @cached_property
    def principals(self) -> KnownPrincipals:
        return KnownPrincipals()

    @cached_property
    def submissions(self) -> SubmissionStore:
        return SubmissionStore(self.settings.data / "submissions")

    @cached_property
    def listeners(self) -> BoundedSemaphore:
        """Those who may follow work as it goes on, at the same time."""
        return BoundedSemaphore(max(1, self.settings.threads // THREADS_A_LISTENER))

    @cached_property
    def backing_up(self) -> Lock:
        """Held by whoever copies a submission to the backup."""
        return Lock()

    @cached_property
    def landing(self) -> Landing:
        return Landing(self.settings.data / "uploads")

    @cached_property
    def derivatives(self) -> Derivatives:
        return Derivatives(self.settings.data / "derivatives")

    @cached_property
    def workbench(self) -> Workbench:
        return Workbench(self.settings.data / "imports")

    @cached_property
    def open_sheets(self) -> OpenSheets:
        return OpenSheets()

    @contextmanager
    def change_access(self) -> Iterator[Session]:
        """One transaction, after which everybody's rights are looked up anew."""
        with self.database.write() as session:
            after_commit(session, self.principals.forget)
            yield session


def current_house() -> House:
    """The house of the app that answers the present request."""
    house: House = current_app.extensions[EXTENSION]
    return house
