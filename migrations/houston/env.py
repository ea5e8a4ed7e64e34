"""Houston's Alembic environment."""

from houston.models import Base
from service_kit.database.migration import run_environment

run_environment(Base.metadata)
