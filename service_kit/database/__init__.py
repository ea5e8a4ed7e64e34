"""How does a service keep its rows? SQLAlchemy over SQLite (WAL) or PostgreSQL, the same code on both."""

from service_kit.database.connection import Database
from service_kit.database.types import JsonDocument, UtcDateTime, metadata_with_names

__all__ = ["Database", "JsonDocument", "UtcDateTime", "metadata_with_names"]
