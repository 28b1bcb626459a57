"""Counting requests for every process at once, where losing a count costs nothing.

Beside an SQLite database the counts are a file of their own that waits for no disk (`synchronous=OFF`) and holds up no
writer of the record; it may be deleted at any time. In PostgreSQL they are an unlogged table.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from sqlite3 import DatabaseError
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Engine,
    Integer,
    MetaData,
    Table,
    Text,
    bindparam,
    case,
    create_engine,
    delete,
    event,
    inspect,
    or_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.schema import CreateTable

from glossary.errors import Busy
from glossary.store.engine import Database, keep_to_its_owner

_metadata = MetaData()
_counts = Table(
    "request_counts",
    _metadata,
    Column("policy", Text, primary_key=True),
    Column("who", Text, primary_key=True),
    Column("began_at", BigInteger, nullable=False),
    Column("counted", Integer, nullable=False),
)
_c = _counts.c
_WHO: dict[str, Any] = {"policy": bindparam("policy"), "who": bindparam("who")}
_FAILURES = (DBAPIError, DatabaseError)
_PATIENCE = 0.5
# A count that begins later than now was begun by somebody who was quicker, or whose clock is ahead; only one that
# begins much later was begun before the clock was set back.
_DRIFT = 60_000_000


class Counters:
    """Counts under (policy, who), each begun anew after some microseconds."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file = Path(f"{database.url.database}-limits") if database.is_sqlite else None
        self._engine: Engine | None = None

    def add(self, policy: str, who: str, now: int, lasts: int, by: int = 1) -> tuple[int, int]:
        """Count; returns since when this count runs, and what it is now. Raises `Busy` where that cannot be had."""
        told = {"policy": policy, "who": who, "now": now, "by": by, "first": max(by, 0)}
        told |= {"ended": now - lasts, "ahead": now + _DRIFT}
        try:
            with self._opened().begin() as connection:
                row = connection.execute(_ADD_SQLITE if self._file else _ADD_POSTGRESQL, told).one()
        except _FAILURES as error:
            self._mend(error)
            raise Busy from error
        return row.began_at, row.counted

    def forget(self, before: int) -> None:
        """Drop the counts that began before a moment."""
        with suppress(*_FAILURES), self._opened().begin() as connection:
            connection.execute(delete(_counts).where(_c.began_at < before))

    def close(self) -> None:
        """Give back every connection."""
        if self._engine is not None and self._file:
            self._engine.dispose()

    def _opened(self) -> Engine:
        if self._engine is None:
            self._engine = _file_engine(self._file) if self._file else _unlogged(self._database)
        return self._engine

    def _mend(self, error: Exception) -> None:
        """Begin with a new file where this one is spoilt."""
        if self._file and any(said in str(error) for said in ("malformed", "not a database")):
            self.close()
            self._engine = None
            for suffix in ("", "-wal", "-shm"):
                Path(f"{self._file}{suffix}").unlink(missing_ok=True)


def _adding(dialect: Any) -> Any:
    """One statement, so that no two requests ever see the same count."""
    now, first, by = (
        bindparam("now", type_=BigInteger),
        bindparam("first", type_=Integer),
        bindparam("by", type_=Integer),
    )
    begun = dialect.insert(_counts).values(
        policy=bindparam("policy"), who=bindparam("who"), began_at=now, counted=first
    )
    ended, ahead = bindparam("ended", type_=BigInteger), bindparam("ahead", type_=BigInteger)
    over = or_(_c.began_at <= ended, _c.began_at > ahead)
    anew = {"began_at": case((over, now), else_=_c.began_at), "counted": case((over, first), else_=_c.counted + by)}
    return begun.on_conflict_do_update(index_elements=[_c.policy, _c.who], set_=anew).returning(_c.began_at, _c.counted)


_ADD_SQLITE, _ADD_POSTGRESQL = _adding(sqlite), _adding(postgresql)


def _file_engine(file: Path) -> Engine:
    keep_to_its_owner(file)
    engine = create_engine(URL.create("sqlite", database=str(file)), connect_args={"timeout": _PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=OFF"):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    _metadata.create_all(engine)
    return engine


def _unlogged(database: Database) -> Engine:
    with database.writing(alone=True) as connection:
        if not inspect(connection).has_table(_counts.name):
            made = str(CreateTable(_counts).compile(database.engine))
            connection.exec_driver_sql(made.replace("CREATE TABLE", "CREATE UNLOGGED TABLE"))
    return database.engine
