"""What can EDM be told? See also what every service can be told, in `service_kit.settings`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from service_kit.settings import ServiceSettings
from species_configs import FOLDER


class EdmSettings(ServiceSettings):
    """Settings of the ecological data module, read from `EDM_*` and the table `[edm]`."""

    service: ClassVar[str] = "edm"
    default_port: ClassVar[int] = 8001
    model_config = {**ServiceSettings.model_config, "env_prefix": "EDM_"}

    species_folder: Path | None = Field(
        None,
        description="Folder of the species files and of `_regions.yaml`; empty: those that come along.",
    )
    state_folder: Path | None = Field(
        None,
        description="Folder of the last good versions of these files; empty: `species_state` in the data folder.",
    )
    deleted_days: int = Field(
        30, ge=1, description="What was deleted can be restored for so long, then it is purged."
    )

    @property
    def species(self) -> Path:
        return self.species_folder or FOLDER

    @property
    def state(self) -> Path:
        return self.state_folder or self.data / "species_state"
