"""What can Houston be told? See also what every service can be told, in `service_kit.settings`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from pydantic import Field

from service_kit.settings import ServiceSettings

MEBIBYTE = 1024 * 1024


class HoustonSettings(ServiceSettings):
    """Settings of the gateway, read from `HOUSTON_*` and the table `[houston]`."""

    service: ClassVar[str] = "houston"
    default_port: ClassVar[int] = 8000
    model_config = {**ServiceSettings.model_config, "env_prefix": "HOUSTON_"}

    edm_url: str = Field("http://127.0.0.1:8001", description="Where EDM answers.")
    acm_url: str = Field("http://127.0.0.1:8002", description="Where ACM answers.")
    internal_url: str = Field(
        "", description="Where ACM reaches Houston; empty: the address Houston listens on."
    )
    public_url: str = Field(
        "",
        description="Where people reach the site, for links in mails; empty: the address Houston listens on.",
    )
    web_app: Path = Field(Path("frontend/dist"), description="Folder of the built web app.")
    proxies: int = Field(
        0,
        ge=0,
        description="Reverse proxies in front of Houston, whose word about the browser's address is believed.",
    )
    site_name: str = Field("Codex", description="Name of the site, as people see it.")
    largest_upload_bytes: int = Field(
        1024 * MEBIBYTE, gt=0, description="Largest single file that is accepted."
    )
    upload_hours: int = Field(
        72, gt=0, description="An upload that was not finished goes after so long."
    )
    largest_picture_pixels: int = Field(
        170_000_000,
        gt=0,
        description="Pictures with more pixels are refused before they are decoded. "
        "ACM looks at none with more than 170 million.",
    )
    submissions_remote: str = Field(
        "",
        description="Git URL with `{submission_id}` to which each submission is pushed as a backup; empty: none.",
    )
    session_days: int = Field(14, gt=0, description="A sign-in lasts so long.")
    mail_url: str = Field(
        "",
        description="SMTP server as `smtp://user:password@host:port`; empty: mails are files in the data folder.",
    )
    mail_from: str = Field("codex@localhost", description="Sender of the site's mails.")

    @property
    def here(self) -> str:
        return f"http://{self.host}:{self.listen_port}"
