"""Health and readiness, for those who run the service."""

from __future__ import annotations

import shutil
import subprocess
import sys

from flask import Flask
from flask.testing import FlaskClient

from glossary import Whereabouts
from tests.web.support import HALLUCINATION, Desk, problem


def test_the_process_lives_and_is_ready(web: FlaskClient) -> None:
    assert (web.get("/healthz").status_code, web.get("/healthz").get_json()) == (200, {"status": "ok"})
    ready = web.get("/readyz")
    assert ready.status_code == 200
    told = ready.get_json()
    assert (told["ready"], told["database"], told["search"]) == (True, True, True)
    assert told["details"]["database"] == "sqlite"
    assert told["details"]["version"]
    assert ready.headers["Cache-Control"] == "no-store"


def test_the_details_of_readiness_name_no_place_and_no_secret(web: FlaskClient, place: Whereabouts) -> None:
    told = web.get("/readyz").get_data(as_text=True)
    assert str(place.home) not in told
    assert "glossary.db" not in told


def test_without_its_index_the_service_is_ready_and_searches_again(web: FlaskClient, place: Whereabouts) -> None:
    shutil.rmtree(place.index)
    assert web.get("/readyz").status_code == 200
    assert web.get("/api/v1/search?q=AI").get_json()["total"] > 0
    assert web.get("/readyz").get_json()["search"] is True


def test_without_its_database_the_service_lives_but_is_not_ready(web: FlaskClient, place: Whereabouts) -> None:
    assert web.get(HALLUCINATION).status_code == 200
    database = place.home / "glossary.db"
    database.write_bytes(b"this is no database at all" * 1000)
    assert web.get("/healthz").status_code == 200
    ready = web.get("/readyz")
    assert (ready.status_code, ready.get_json().get("ready")) == (503, False), ready.get_data(as_text=True)
    told = problem(web.get(HALLUCINATION), 503)
    assert str(place.home) not in str(told)
    assert web.get(HALLUCINATION).headers["Retry-After"].isdigit()


def test_while_another_process_writes_reading_goes_on_and_writing_waits(desk: Desk, place: Whereabouts) -> None:
    hold = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE');"
        " print('held', flush=True); sys.stdin.read(); c.execute('ROLLBACK')"
    )
    command = [sys.executable, "-c", hold, str(place.home / "glossary.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline() == "held\n"
        assert desk.web.get(HALLUCINATION).status_code == 200
        refused = desk.change(HALLUCINATION, "待たされる定義。")
        problem(refused, 503, "busy")
        assert refused.headers["Retry-After"].isdigit()
        process.stdin.close()
        process.wait()
    assert desk.get(HALLUCINATION)["revision"] == 1
    assert desk.change(HALLUCINATION, "今度は書ける定義。").status_code == 200


def test_two_applications_over_one_database_see_each_other_at_once(app: Flask, desk: Desk, place: Whereabouts) -> None:
    from api import create_app
    from api.config import Config
    from tests.web.support import glossaries

    other = create_app(Config(where=place, secret_key="test"))
    desk.change(HALLUCINATION, "もう一方から見える定義。")
    assert other.test_client().get(HALLUCINATION).get_json() == desk.get(HALLUCINATION)
    assert other.test_client().get("/api/v1/search?q=もう一方").get_json()["total"] == 1
    glossaries(other).close()
