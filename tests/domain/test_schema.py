"""The steps of the schema lead to exactly what `tables` says, and older or newer databases are told apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from glossary import Glossaries, Journal, Whereabouts, errors, migrations
from glossary.store.engine import wal_is_safe
from glossary.store.schema import SCHEMA
from glossary.tables import metadata


def test_the_steps_make_exactly_the_tables_of_the_schema(house: Glossaries) -> None:
    with house._database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_newest_step_is_the_schema_of_this_release() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA


def test_a_database_of_a_newer_release_is_left_alone(
    house: Glossaries, whereabouts: tuple[Whereabouts, Journal]
) -> None:
    with house._database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(errors.NewerDatabase) as newer:
        Glossaries.open(whereabouts[0], journal=whereabouts[1])
    assert newer.value.found == "9999"


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 54, 1), True),
        ((4, 0, 0), True),
    ],
)
def test_the_write_ahead_log_is_used_only_where_its_reset_bug_is_mended(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


@pytest.mark.parametrize("journal", ["delete", "wal"])
def test_sqlite_is_opened_for_durability(place: Whereabouts, journal: Journal) -> None:
    with Glossaries.open(place, journal=journal) as house, house._database.reading() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "foreign_keys", "wal_autocheckpoint")
        }
    assert told == {"synchronous": 2, "journal_mode": journal, "foreign_keys": 1, "wal_autocheckpoint": 0}
