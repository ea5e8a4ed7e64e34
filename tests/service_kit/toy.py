"""A small service of its own, so that the kit is tested through its public door; also a process: `python -m tests.service_kit.toy`."""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from service_kit.database import metadata_with_names
from service_kit.foundation import Foundation
from service_kit.jobs import Handlers, JobContext, JobRow
from service_kit.jobs.metrics import JobMetrics
from service_kit.process import SCOPE_HEADER_BYTES, Service, command
from service_kit.settings import ServiceSettings
from service_kit.web import create_app


class Base(DeclarativeBase):
    metadata = metadata_with_names()


class Job(JobRow, Base):
    pass


class Counted(Base):
    """What the jobs of this service leave behind."""

    __tablename__ = "counted"
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str]


class ToySettings(ServiceSettings):
    service = os.environ.get("TOY_SERVICE", "toy")  # tests that share a broker have each their own
    model_config = {**ServiceSettings.model_config, "env_prefix": "TOY_"}


def toy_foundation(settings: ToySettings) -> Foundation:
    return Foundation(settings, Job)


def toy_app(settings: ToySettings) -> Flask:
    foundation = toy_foundation(settings)
    return create_app(
        "toy", {"database": foundation.database.check}, collectors=[JobMetrics(foundation.jobs)]
    )


def toy_handlers(foundation: Foundation) -> Handlers:
    handlers = Handlers()

    @handlers.register("count")
    def count(context: JobContext) -> None:
        with foundation.database.write() as session:
            session.add(Counted(job=str(context.id)))
            context.finish(session)

    return handlers


main = command(Service(ToySettings, toy_app, toy_foundation, toy_handlers, SCOPE_HEADER_BYTES))

if __name__ == "__main__":
    main()
