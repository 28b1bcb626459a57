"""The web application over a real seeded glossary, and a real server where the wire itself matters."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app, word_lists
from api.config import Config, Quotas
from glossary import Glossaries, Glossary, Role, Whereabouts
from tests.web.support import ROLES, Desk, Watch, glossaries, watch_the_audit

UNLIMITED = Quotas(key=0, stranger=0, sign_ins=0)
ROOT = Path(__file__).parents[2]


def _where(folder: Path) -> Whereabouts:
    return Whereabouts(folder, folder / "glossary.db", folder / "index")


def _made(folder: Path) -> Flask:
    return create_app(Config(where=_where(folder), secret_key="test", quotas=UNLIMITED))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the seeded glossary and its index, made once."""
    folder = tmp_path_factory.mktemp("template") / "種 seed"
    app = _made(folder)
    assert app.test_client().get("/api/v1/terms?form=LLM").status_code == 200
    glossaries(app).close()
    return folder


@pytest.fixture(scope="session")
def built(template: Path) -> Flask:
    """The application with its routes, which take longer to make than most tests do; it is never asked itself."""
    made = _made(template)
    glossaries(made).close()
    return made


def _over(place: Whereabouts, built: Flask) -> Flask:
    """The application over a glossary of its own: the same routes, and all that it keeps anew."""
    made, config = copy(built), Config(where=place, secret_key="test", quotas=UNLIMITED)
    house = Glossaries.open(place)
    house.seed()
    made.extensions = {**built.extensions, "glossaries": house, "glossary-config": config}
    word_lists.register(made)
    made.config = copy(built.config)
    made.before_request_funcs, made.after_request_funcs = (
        defaultdict(list, {scope: [*functions] for scope, functions in each.items()})
        for each in (built.before_request_funcs, built.after_request_funcs)
    )
    return made


@pytest.fixture
def app(template: Path, built: Flask, place: Whereabouts) -> Iterator[Flask]:
    """The application over a glossary of its own."""
    shutil.copytree(template, place.home, dirs_exist_ok=True)
    made = _over(place, built)
    unaudited = watch_the_audit(made, place)
    yield made
    glossaries(made).close()
    assert not unaudited, "these changed something without a row in the audit"


@pytest.fixture
def opened(app: Flask) -> Glossary:
    """The glossary behind the pages."""
    return glossaries(app)["ai-finance"]


@pytest.fixture
def web(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def keys(app: Flask) -> dict[Role, str]:
    """A key of each role."""
    return {role: glossaries(app).make_key(role, role)[1] for role in ROLES}


@pytest.fixture
def desk(web: FlaskClient, keys: dict[Role, str]) -> Desk:
    """An editor at work."""
    return Desk(web, keys["editor"])


@pytest.fixture
def administration(web: FlaskClient, keys: dict[Role, str]) -> Desk:
    """An administrator at work."""
    return Desk(web, keys["administrator"])


@pytest.fixture
def watch(app: Flask, keys: dict[Role, str]) -> Watch:
    """The state before the test's own requests."""
    assert keys
    return Watch(app)


@pytest.fixture(scope="module")
def lasting(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for a whole table of requests that must leave it as it is."""
    folder = tmp_path_factory.mktemp("lasting") / "home"
    shutil.copytree(template, folder)
    made = _made(folder)
    yield made
    glossaries(made).close()


@pytest.fixture(scope="module")
def lasting_desk(lasting: Flask) -> Desk:
    """An editor before the lasting application."""
    return Desk(lasting.test_client(), glossaries(lasting).make_key("E", "editor")[1])


@pytest.fixture
def lasting_watch(lasting: Flask) -> Watch:
    """The state in which the lasting application must stay."""
    return Watch(lasting)


@pytest.fixture(scope="session")
def served(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, int]]:
    """Where the real server listens, started as people start it."""
    folder = tmp_path_factory.mktemp("served") / "home"
    shutil.copytree(template, folder)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GLOSSARY_")}
    environment = {**kept, "GLOSSARY_HOME": str(folder), "HOST": "127.0.0.1", "PORT": "0", "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "glossary", "serve"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = next(line for line in process.stdout if "http://" in line)
        address = urlsplit(told.strip())
        assert address.hostname
        assert address.port
        yield address.hostname, address.port
        process.terminate()
        process.stdout.read()
        assert process.wait() == 0
