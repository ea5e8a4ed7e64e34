"""What does every process of a service stand on? Settings, secrets, database, tokens, and the jobs."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from service_kit.client import ServiceClient
from service_kit.database import Database
from service_kit.jobs import JobStore
from service_kit.jobs.queue import JobQueue
from service_kit.secret_files import SecretFiles
from service_kit.settings import ServiceSettings
from service_kit.tokens import TokenSigner, TokenVerifier


class Foundation:
    """The parts of one service's process, each made when it is first used."""

    def __init__(self, settings: ServiceSettings, job_model: type[Any]) -> None:
        self.settings = settings
        self._job_model = job_model

    @cached_property
    def secrets(self) -> SecretFiles:
        return SecretFiles(self.settings.secrets)

    @cached_property
    def database(self) -> Database:
        return Database(self.settings.database)

    @cached_property
    def signer(self) -> TokenSigner:
        return TokenSigner(self.secrets, self.settings.service)

    @cached_property
    def verifier(self) -> TokenVerifier:
        return TokenVerifier(self.secrets, self.settings.service)

    @cached_property
    def queue(self) -> JobQueue:
        return JobQueue(self.settings)

    @cached_property
    def jobs(self) -> JobStore:
        settings = self.settings
        return JobStore(
            self.database,
            self._job_model,
            lease_seconds=settings.job_lease_seconds,
            most_attempts=settings.job_attempts,
            retry_seconds=settings.job_retry_seconds,
            nudge=self.queue.nudge,
        )

    def client(self, base_url: str, audience: str) -> ServiceClient:
        """Calls to another service."""
        return ServiceClient(base_url, audience, self.signer)
