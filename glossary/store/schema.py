"""Bringing a database to the schema of this release, once, by one process."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from glossary import migrations
from glossary.errors import NewerDatabase
from glossary.store.engine import Database

SCHEMA = "0011"


def prepare(database: Database) -> None:
    """Create or upgrade the tables where needed. Raises `NewerDatabase` when this release is too old."""
    with database.reading() as connection:
        found = _found(connection)
    if found is not None and found > SCHEMA:
        raise NewerDatabase(found)
    if found != SCHEMA:
        _upgrade(database)


def _upgrade(database: Database) -> None:
    with database.writing(alone=True) as connection:
        found = _found(connection)
        if found != SCHEMA:
            _run_migrations(connection)


def _found(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _run_migrations(connection: Connection) -> None:
    # Imported here: a start on a database that is up to date should not wait for Alembic.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
