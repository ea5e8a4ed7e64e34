"""What can ACM be told? See also what every service can be told, in `service_kit.settings`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from acm_wbia.wbia.matching.exactness import EXACT_UP_TO
from service_kit.settings import ServiceSettings

MEBIBYTE = 1024 * 1024


class AcmSettings(ServiceSettings):
    """Settings of the storage side, read from `ACM_*` and the table `[acm]`."""

    service: ClassVar[str] = "acm"
    default_port: ClassVar[int] = 8002
    model_config = {**ServiceSettings.model_config, "env_prefix": "ACM_"}

    houston_url: str = Field(
        "http://127.0.0.1:8000", description="Where Houston answers: originals and callbacks."
    )
    files_folder: Path | None = Field(
        None,
        description="Folder of features and evidence; empty: `acm` in the data folder. All workers share it.",
    )
    models_folder: Path | None = Field(
        None,
        description="Folder of installed models and of your own cards; empty: `models` in the data folder.",
    )
    largest_original_bytes: int = Field(
        1024 * MEBIBYTE, gt=0, description="Largest original that is fetched."
    )
    picture_threads: int = Field(
        2, ge=1, description="Pictures of one job that are decoded at the same time."
    )
    gallery_cache_bytes: int = Field(
        2048 * MEBIBYTE,
        ge=0,
        description="Memory of one worker for catalogues that it keeps ready to be searched; as much again for embeddings.",
    )
    exact_up_to: int = Field(
        EXACT_UP_TO,
        ge=1000,
        description="Features of a match set up to which each is compared; larger ones are searched by lists.",
    )

    wbia_clients: bool = Field(
        False,
        description="Answer clients that were written for WB-IA, at `/api`, who have the key in `wbia-clients.key`.",
    )
    wbia_picture_folders: tuple[Path, ...] = Field(
        (),
        description="Folders (JSON list) whose pictures such clients may name by path; none: no path is read.",
    )
    wbia_picture_hosts: tuple[str, ...] = Field(
        (),
        description="Hosts (JSON list of `host` or `host:port`) whose pictures such clients may name by address.",
    )
    wbia_buckets: dict[str, str] = Field(
        {},
        description="Where the buckets that such clients name are read: a folder, or the beginning of an address (JSON object).",
    )
    wbia_callback_hosts: tuple[str, ...] = Field(
        (),
        description="Hosts (JSON list of `host` or `host:port`) that may be called back for such clients.",
    )
    wbia_detector: str = Field(
        "default", description="Detector where such a client names none as its `model_tag`."
    )

    @property
    def files(self) -> Path:
        return self.files_folder or self.data / "acm"

    @property
    def models(self) -> Path:
        return self.models_folder or self.data / "models"
