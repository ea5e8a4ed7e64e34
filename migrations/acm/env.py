"""ACM's Alembic environment."""

from acm_wbia.acm.models import Base
from service_kit.database.migration import run_environment

run_environment(Base.metadata)
