"""Opening a database for durability: SQLite or PostgreSQL, with one writer at a time.

SQLite: `synchronous=FULL`, `BEGIN IMMEDIATE` under a cross-process file lock. The write-ahead log is used only
where SQLite has the fix of its WAL-reset bug (3.51.3, or 3.50.7 and 3.44.6 of the older lines), and is then
checkpointed only under that lock. Nothing is written to the file before the commit (`cache_spill=OFF`), so that in the
other mode readers wait for the commit alone. PostgreSQL: readers see one snapshot, writers lock the glossary's row.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, DataError, DBAPIError, OperationalError

from glossary.errors import Busy, GlossaryError, InvalidContent, StorageFailed
from glossary.faults import Fault

Journal = Literal["auto", "delete", "wal"]

LOCK_TIMEOUT = 5.0
_LOCK_POLL = 0.003
_ALONE = 7_461_697
_CHECKPOINT_BYTES = 4 * 1024 * 1024


def wal_is_safe(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite has the fix of the WAL-reset bug (sqlite.org/wal.html#the_wal_reset_bug)."""
    return version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51, 0) or (3, 44, 6) <= version < (3, 45, 0)


class Database:
    """An engine and the lock that lets one process write at a time."""

    def __init__(self, where: str | Path, journal: Journal = "auto") -> None:
        self.url = _address(where)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._file = Path(self.url.database or "") if self.is_sqlite else None
        self.journal: Journal = journal
        self._journal = _journal_mode(journal)
        self.engine = _sqlite(self.url, self._journal) if self.is_sqlite else _postgresql(self.url)
        self._lock = FileLock(f"{self._file}.lock", timeout=LOCK_TIMEOUT) if self._file else None

    @property
    def address(self) -> str:
        """Where the database is, for this user alone: with the password."""
        return self.url.render_as_string(hide_password=False)

    def facts(self) -> dict[str, str]:
        """What operators should know about this database."""
        if not self.is_sqlite:
            return {"database": "postgresql"}
        version, mode = sqlite3.sqlite_version_info, self._journal
        safe = "yes" if wal_is_safe(version) else "no"
        return {
            "database": "sqlite",
            "version": sqlite3.sqlite_version,
            "journal": mode,
            "wal_reset_fixed": safe,
        }

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view of the database; nothing is written."""
        with _failures(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="REPEATABLE READ")
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self, alone: bool = False) -> Iterator[Connection]:
        """A transaction for writing, all or nothing. Raises `Busy` after five seconds.

        In SQLite there is one writer at a time; in PostgreSQL one for each glossary, or for all when `alone`.
        """
        with self._locked(), _failures(), self.engine.connect() as connection:
            with connection.execution_options(writes=True).begin():
                if alone and not self.is_sqlite:
                    connection.execute(select(func.pg_advisory_xact_lock(_ALONE)))
                yield connection
            self._checkpoint(connection)

    def scrub(self) -> None:
        """Write the database anew, so that nothing deleted is left in its files. Raises `Busy` while others read."""
        with self._locked(), _failures(), self.engine.connect() as connection:
            if not self.is_sqlite:
                connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("VACUUM FULL")
                return
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("VACUUM")
                [(is_held_up, _, _)] = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except sqlite3.OperationalError as error:
                raise Busy from error
            if is_held_up:
                raise Busy

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold the lock that every writer takes first (SQLite; PostgreSQL locks rows instead)."""
        if self._lock is None:
            yield
            return
        try:
            self._lock.acquire(poll_interval=_LOCK_POLL)
        except (Timeout, OSError) as error:
            raise Busy from error
        try:
            yield
        finally:
            self._lock.release()

    def _checkpoint(self, connection: Connection) -> None:
        wal = Path(f"{self._file}-wal")
        if self.is_sqlite and wal.exists() and wal.stat().st_size > _CHECKPOINT_BYTES:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _address(where: str | Path) -> URL:
    try:
        return make_url(where) if isinstance(where, str) else URL.create("sqlite", database=str(where))
    except ArgumentError as error:
        raise StorageFailed from error


@contextmanager
def _failures() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        known = _known(error)
        if known is None:
            raise
        raise known from error


def _known(error: DBAPIError) -> GlossaryError | None:
    """What an error of the database means to people; None where it is a mistake of ours."""
    if isinstance(error, OperationalError):
        return Busy() if _is_passing(error) else StorageFailed()
    if isinstance(error, DataError) and "NUL" in str(error.orig):  # PostgreSQL does not even look for such a text
        return InvalidContent([Fault("", "invalid-text", {"character": "U+0000"})])
    if error.connection_invalidated:
        return Busy()
    return StorageFailed() if type(error) is DatabaseError else None


def _is_passing(error: OperationalError) -> bool:
    said = str(error.orig).lower()
    return any(word in said for word in ("locked", "busy", "full", "connection", "terminat", "timeout"))


def _journal_mode(journal: Journal) -> str:
    if journal != "auto":
        return journal
    return "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "delete"


def _sqlite(url: URL, journal_mode: str) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        keep_to_its_owner(Path(url.database))  # it holds addresses of people, and secrets of webhooks
    connect_args = {"timeout": LOCK_TIMEOUT, "isolation_level": None}
    engine = create_engine(url, connect_args=connect_args, hide_parameters=True)  # errors go to logs

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        for pragma in (
            f"journal_mode={journal_mode}",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            "wal_autocheckpoint=0",
            "cache_spill=OFF",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    _forget_connections_of_the_parent(engine)
    return engine


def keep_to_its_owner(file: Path) -> None:
    """Make a file that nobody else on the machine reads, where there is none yet."""
    with suppress(OSError):  # a folder that takes no file says so when the database is opened
        if not file.exists():
            file.touch(0o600)


def _postgresql(url: URL) -> Engine:
    waits = f"-c lock_timeout={int(LOCK_TIMEOUT * 1000)}"
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_pre_ping=True,
        connect_args={"options": waits},
        hide_parameters=True,
    )
    _forget_connections_of_the_parent(engine)
    return engine


def _forget_connections_of_the_parent(engine: Engine) -> None:
    os.register_at_fork(after_in_child=lambda: engine.dispose(close=False))
