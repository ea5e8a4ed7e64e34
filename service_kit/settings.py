"""How is a service configured? By variables with its prefix, then by its table in `houston.toml`.

Environment wins over the file, the file over the defaults. Every setting is described here once and
listed in `docs/settings.md`; a test compares the two.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

SETTINGS_FILE = Path("houston.toml")


class ServiceTableSource(TomlConfigSettingsSource):
    """Reads one service's table of the settings file."""

    def __init__(self, settings_cls: type[BaseSettings], table: str) -> None:
        self._table = table
        super().__init__(settings_cls, SETTINGS_FILE)

    def _read_file(self, file_path: Any) -> dict[str, Any]:
        content = super()._read_file(file_path)
        table = content.get(self._table, {})
        return dict(table) if isinstance(table, dict) else {}


class ServiceSettings(BaseSettings):
    """What every service can be told."""

    service: ClassVar[str] = ""
    default_port: ClassVar[int] = 0

    model_config = SettingsConfigDict(extra="ignore", frozen=True)

    data: Path = Field(Path("var"), description="Folder that holds everything the service keeps.")
    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(0, description="Port to listen on; 0 takes the service's usual one.")
    database_url: str = Field(
        "", description="SQLAlchemy URL; empty: an SQLite file in the data folder."
    )
    broker_url: str = Field(
        "filesystem://", description="Celery broker; the default needs no server."
    )
    queue_folder: Path | None = Field(
        None,
        description="Folder of the file-system queue; empty: `queue/<service>` in the data folder.",
    )
    secrets_folder: Path | None = Field(
        None, description="Folder of the generated secrets; empty: `secrets` in the data folder."
    )
    processes: int = Field(1, ge=1, description="Processes that answer requests.")
    threads: int = Field(8, ge=1, description="Requests answered at the same time.")
    workers: int = Field(2, ge=1, description="Jobs of one queue worked on at the same time.")
    job_lease_seconds: float = Field(
        60,
        gt=0,
        description="A job whose worker gave no sign of life for so long is given to another.",
    )
    job_sweep_seconds: float = Field(
        5, gt=0, description="How often jobs that were lost on the way are looked for."
    )
    job_attempts: int = Field(5, ge=1, description="Attempts before a job is called failed.")
    job_retry_seconds: float = Field(
        2, ge=0, description="Pause before the second attempt; it doubles with each further one."
    )
    log_level: str = Field("INFO", description="Least level that is logged.")
    log_format: str = Field("json", description="`json` for machines, `text` for a terminal.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, ServiceTableSource(settings_cls, cls.service)

    @property
    def listen_port(self) -> int:
        return self.port or self.default_port

    @property
    def database(self) -> str:
        """The SQLAlchemy URL in use."""
        return self.database_url or f"sqlite:///{self.data.resolve() / (self.service + '.sqlite')}"

    @property
    def queue(self) -> Path:
        return self.queue_folder or self.data / "queue" / self.service

    @property
    def secrets(self) -> Path:
        return self.secrets_folder or self.data / "secrets"
