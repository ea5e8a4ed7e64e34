"""EDM's Alembic environment."""

from edm.models import Base
from service_kit.database.migration import run_environment

run_environment(Base.metadata)
