"""Electing one of all processes on a database to do what only one should do at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from filelock import FileLock, Timeout
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from glossary.errors import Busy
from glossary.store.engine import Database

_TELLER = 7_461_698


@contextmanager
def elected(database: Database) -> Iterator[bool]:
    """Whether this process is the one that tells people, until the end of the block."""
    file = database.url.database if database.is_sqlite else None
    if file is None:
        with _elected_in_postgresql(database) as is_elected:
            yield is_elected
        return
    lock = FileLock(f"{file}.telling", timeout=0, thread_local=False)
    try:
        lock.acquire()
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()


@contextmanager
def _elected_in_postgresql(database: Database) -> Iterator[bool]:
    try:
        connection = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        won = bool(connection.execute(select(func.pg_try_advisory_lock(_TELLER))).scalar())
    except DBAPIError as error:
        raise Busy from error
    try:
        yield won
    finally:
        with suppress(DBAPIError):
            if won:
                connection.execute(select(func.pg_advisory_unlock(_TELLER)))
            connection.close()
