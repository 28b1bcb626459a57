"""Fixtures that every test may use: glossaries in real databases, a clock that obeys, the web application."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from hypothesis import settings

from glossary import Glossaries, Glossary, Journal, Whereabouts
from glossary.search import dictionary
from tests.support import SETTINGS, postgresql_server

# The same examples each time, so that what a change breaks is told by the change and not by chance. Others are drawn
# with `--hypothesis-profile default`.
settings.register_profile("steady", derandomize=True)
settings.load_profile("steady")

os.environ["LC_ALL"] = "C.UTF-8"  # wherever the tests run, the command line speaks English to them

_counter = itertools.count()


class Clock:
    """The only fake: a clock that stands still until it is told otherwise."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 7, 1, 3, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, text: str) -> None:
        """Set the clock to an RFC 3339 instant."""
        self.moment = datetime.fromisoformat(text).astimezone(UTC)

    def advance(self, **delta: float) -> None:
        """Let time pass."""
        self.moment += timedelta(**delta)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str | None]:
    with postgresql_server() as address:
        yield address


@contextmanager
def _database(server: str | None, template: str) -> Iterator[str]:
    """A new PostgreSQL database, and its address."""
    if server is None:
        pytest.skip("no PostgreSQL server is to be had here (install one, or name one in GLOSSARY_TEST_POSTGRESQL)")
    name = f"test_{next(_counter)}"
    with psycopg.connect(server.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield server.format(name=name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgresql_tables(postgresql: str | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of a database with all tables and nothing in them."""
    home = tmp_path_factory.mktemp("tables")
    with _database(postgresql, "template1") as address:
        Glossaries.open(Whereabouts(home, address, home / "index")).close()
        yield urlsplit(address).path.removeprefix("/")


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[Journal, Path]:
    """Files with all tables and nothing in them, by their journal mode."""
    journals: tuple[Journal, ...] = ("delete", "wal")
    made = {journal: tmp_path_factory.mktemp("tables") / "glossary.db" for journal in journals}
    for journal in journals:
        file = made[journal]
        Glossaries.open(Whereabouts(file.parent, file, file.parent / "index"), journal=journal).close()
    return made


@pytest.fixture
def postgresql_database(request: pytest.FixtureRequest, postgresql: str | None) -> Iterator[str]:
    """The address of a database: empty, or with its tables where the test does not ask how these come about."""
    is_ready = "house" in request.fixturenames and postgresql is not None
    with _database(postgresql, request.getfixturevalue("postgresql_tables") if is_ready else "template1") as address:
        yield address


@pytest.fixture(params=["sqlite-delete", "sqlite-wal", "postgresql"])
def whereabouts(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Whereabouts, Journal]:
    """A new database of each kind in turn, and its journal mode."""
    home = tmp_path / "家 home"
    if request.param == "postgresql":
        return Whereabouts(home, request.getfixturevalue("postgresql_database"), home / "index"), "auto"
    return Whereabouts(home, home / "glossary.db", home / "index"), request.param.removeprefix("sqlite-")


@pytest.fixture
def house(
    whereabouts: tuple[Whereabouts, Journal], clock: Clock, sqlite_tables: dict[Journal, Path]
) -> Iterator[Glossaries]:
    """Empty glossaries in each kind of database."""
    if whereabouts[1] in sqlite_tables:
        whereabouts[0].home.mkdir()
        shutil.copy(sqlite_tables[whereabouts[1]], whereabouts[0].database)
    with Glossaries.open(whereabouts[0], clock, whereabouts[1]) as opened:
        yield opened


@pytest.fixture
def trial(house: Glossaries) -> Glossary:
    """A glossary without concepts."""
    return house.make(SETTINGS, "p-editor")


@pytest.fixture
def place(tmp_path: Path) -> Whereabouts:
    """Where a SQLite database may be made."""
    return Whereabouts(tmp_path, tmp_path / "glossary.db", tmp_path / "index")


@pytest.fixture(params=["with a dictionary", "without a dictionary"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Japanese words by the dictionary, where it is installed, and by pairs of characters."""
    if request.param == "without a dictionary":
        monkeypatch.setattr(dictionary, "name", lambda: "")
    elif not dictionary.name():
        pytest.skip("the extra sudachi is not installed")
