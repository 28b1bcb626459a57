"""The script as it is served: each release for ever at its own address, small, and open to every page."""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
from typing import Any

import pytest
from flask import Flask

from api.script.building import built, version_of
from api.script.releases import FOLDER, releases
from tests.support import ROOT
from tests.web.support import problem

RELEASED = {
    line.split()[0]: line.split()[1] for line in (FOLDER / "integrity.txt").read_text(encoding="ascii").splitlines()
}


def test_the_newest_release_is_what_the_source_makes() -> None:
    newest = next(iter(releases().values()))
    assert version_of(built()) == newest.version
    assert newest.plain.decode() == built(), "run `python -m api.script`, under a new VERSION if this one is in use"


def test_no_release_has_ever_changed() -> None:
    assert {version: each.integrity for version, each in releases().items()} == RELEASED


def test_the_script_is_ten_kilobytes_at_most() -> None:
    for each in releases().values():
        assert len(gzip.compress(each.plain, 9)) <= 10_240


def test_the_script_makes_no_markup_out_of_texts_and_keeps_nothing() -> None:
    script = built()
    for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "DOMParser", "document.write", "eval(", "Function(",
                 "setAttribute('style'", "cookie", "localStorage", "sessionStorage", "indexedDB", "sendBeacon",
                 "XMLHttpRequest", "WebSocket", "setInterval", "trustedTypes", "import("):  # fmt: skip
        assert word not in script, word


@pytest.mark.parametrize(
    ("address", "cache"),
    [
        ("/embed/1.0.0/glossary.js", "public, max-age=604800, immutable"),
        ("/embed/v1/glossary.js", "public, max-age=3600"),
    ],
)
def test_every_page_may_load_it_and_keep_it(lasting: Flask, address: str, cache: str) -> None:
    web = lasting.test_client()
    plain = web.get(address, headers={"Origin": "null"})
    compressed = web.get(address, headers={"Accept-Encoding": "gzip"})
    for answer in (plain, compressed):
        assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == cache
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "Set-Cookie" not in answer.headers
    assert gzip.decompress(compressed.data) == plain.data == built().encode()
    assert web.get(address, headers={"If-None-Match": plain.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("release", ["1.0.0", "v1"])
def test_what_publishing_systems_add_to_the_address_is_passed_over(lasting: Flask, release: str) -> None:
    assert lasting.test_client().get(f"/embed/{release}/glossary.js?ver=6.8.3").status_code == 200


def test_the_printed_hash_is_that_of_what_is_loaded(lasting: Flask) -> None:
    web = lasting.test_client()
    told: Any = web.get("/embed/").get_json()
    assert told["newest"] == "http://localhost/embed/v1/glossary.js"
    assert [each["version"] for each in told["items"]] == list(releases())
    for each in told["items"]:
        digest = hashlib.sha384(web.get(each["uri"]).data).digest()
        assert each["integrity"] == "sha384-" + base64.b64encode(digest).decode()


def test_the_document_prints_the_newest_hash() -> None:
    newest = next(iter(releases().values()))
    text = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
    assert set(re.findall(r"sha384-[A-Za-z0-9+/=]{64}", text)) == {newest.integrity}
    assert set(re.findall(r"/embed/(\d+\.\d+\.\d+)/", text)) == {newest.version}


def test_a_release_that_never_was(lasting: Flask) -> None:
    problem(lasting.test_client().get("/embed/0.9.9/glossary.js"), 404)
