"""What a stranger writes into every field of a proposal is shown as text wherever it comes to, from queue to export."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from flask.testing import FlaskClient

from glossary import Glossaries, Role
from tests.web.page_support import HTML, LANGUAGES, Page
from tests.web.support import CONCEPTS, Desk, G, bearer, glossaries

EVIL = (
    "\"'><img src=x onerror=alert(1)></script></textarea></title><svg onload=alert(1)>{{ 7*7 }}]]><!--%s {0.__class__}"
)
LINK = "javascript:alert(1)"
SOURCE = {"citation": EVIL, "locator": EVIL, "uri": "https://example.com/?a='&b=1", "status": "modified"}
BEFORE = ("", "/edit")
AFTER = (
    "",
    "evil",
    "evil?view=ja",
    "evil?revision=1",
    "-/changes?concept=evil",
    "-/search?q=evil",
    "-/browse",
    "-/desk",
)


def _section(text: str, **members: Any) -> dict[str, Any]:
    term = {"status": "preferred", "usage": EVIL, "source": SOURCE, "contexts": [{"text": EVIL, "source": SOURCE}]}
    return {
        "terms": [{**term, "text": text}, {**term, "text": f"{text}{EVIL}", "status": "admitted"}],
        "definition": {"text": f"{EVIL}\n{LINK}", "source": SOURCE},
        "notes": [{"kind": "note", "text": EVIL, "source": SOURCE}],
        "examples": [{"text": EVIL}],
        "search_forms": [EVIL],
        **members,
    }


@pytest.fixture
def proposed(web: FlaskClient) -> dict[str, Any]:
    """A new concept of which every text is an attack, proposed by a stranger who is called one."""
    content = {
        "languages": {
            "ja": _section("邪悪", text_status="original"),
            "en": _section("evil", text_status="provisional_translation"),
        },
        "change_note": {"ja": EVIL, "en": EVIL},
    }
    who = {"name": EVIL, "contact": EVIL, "credit": EVIL}
    made = web.post(
        f"{G}/proposals", json={"content": content, "rationale": EVIL, "source": f"{LINK} {EVIL}", "proposer": who}
    )
    assert made.status_code == 201, made.text
    found: dict[str, Any] = made.get_json()
    web.post(f"{found['uri']}/comments", json={"text": EVIL}, headers={"Proposal-Token": found["token"]})
    return found


@pytest.fixture
def reviewer(app: Flask) -> FlaskClient:
    """The browser of somebody who reviews."""
    web = app.test_client()
    session = glossaries(app).sessions.sign_in_from("https://id.example", "r", EVIL, "editor")
    web.set_cookie("taiyaku-session", session)
    return web


def _accepted(web: FlaskClient, keys: dict[Role, str], made: dict[str, Any]) -> None:
    editor = Desk(web, keys["editor"])
    content = made["content"]
    content["languages"]["ja"]["notes"][0]["text"] = f"直した{EVIL}"
    accepted = editor.post(f"{made['uri']}/accept", {"remark": EVIL, "content": content})
    assert accepted.status_code == 200, accepted.text
    assert accepted.get_json()["thread"][-1]["remark"] == EVIL


def _is_text(html: str, where: str) -> None:
    """Whether a page has no element that we did not write, and still says what the stranger wrote."""
    for tag, named in Page(html).elements:
        assert not [name for name in named if name.startswith("on")], where
        assert "javascript:" not in named.get("href", "") + named.get("src", ""), where
        if tag in ("img", "script") and named.get("type") != "application/ld+json":
            assert named.get("src", "").startswith("/static/"), where
    assert "<!--" not in html, where


def test_pages_show_it_as_text_before_and_after_the_decision(
    web: FlaskClient, reviewer: FlaskClient, keys: dict[Role, str], proposed: dict[str, Any]
) -> None:
    number = proposed["number"]
    for language in LANGUAGES:
        for rest in BEFORE:
            html = reviewer.get(f"/{language}/ai-finance/-/proposals/{number}{rest}", headers=HTML).text
            _is_text(html, rest)
            assert EVIL in unescape(html), rest
        _is_text(reviewer.get(f"/{language}/ai-finance/-/desk", headers=HTML).text, "desk")
    _accepted(web, keys, proposed)
    for language in LANGUAGES:
        _is_text(reviewer.get(f"/{language}/ai-finance/-/proposals/{number}", headers=HTML).text, "proposal")
        for rest in AFTER:
            _is_text(reviewer.get(f"/{language}/ai-finance/{rest}", headers=HTML).text, rest)
        _is_text(web.get(f"/embed/ai-finance/evil?language={language}&size=full").text, "embed")


def test_json_and_feeds_say_it_to_the_letter(web: FlaskClient, keys: dict[Role, str], proposed: dict[str, Any]) -> None:
    reviewing = bearer(keys["reviewer"])
    listed = web.get(f"{G}/proposals", headers=reviewing).get_json()["items"][0]
    assert (listed["rationale"], listed["proposer"]["name"]) == (EVIL, EVIL)
    for feed in ("proposals.atom", "proposals.json"):
        answer = web.get(f"{G}/{feed}", headers=reviewing)
        assert answer.status_code == 200
        assert "onerror" not in answer.text
    _accepted(web, keys, proposed)
    line = web.get(f"{CONCEPTS}/evil/revisions").get_json()["items"][0]
    assert (line["author_name"], line["origin"]["rationale"], line["change_note"]["ja"]) == (EVIL, EVIL, EVIL)
    newest = web.get(f"{G}/changes.json").get_json()["items"][0]
    assert EVIL in unescape(newest["content_html"])
    _is_text(newest["content_html"], "changes.json")
    for element in ET.fromstring(web.get(f"{G}/changes.atom").data).iter():
        if element.get("type") in ("html", "xhtml"):
            _is_text(element.text or ET.tostring(element, encoding="unicode"), element.tag)


def test_exports_carry_it_as_text(
    app: Flask, web: FlaskClient, keys: dict[Role, str], proposed: dict[str, Any]
) -> None:
    _accepted(web, keys, proposed)
    lines = web.get(f"{G}/export?format=json").text
    assert EVIL in unescape(lines).replace('\\"', '"')
    for address in ("/id/ai-finance/evil.md", "/llms.txt"):
        markdown = re.sub(r"\\.|`[^`\n]*`", "", web.get(address).text)
        assert not re.search(r"<(?:img|svg|script|!--)", markdown), address
        assert "](javascript:" not in markdown, address
    told = web.get("/id/ai-finance/evil.jsonld")
    assert told.mimetype == "application/ld+json"
    assert EVIL in json.dumps(told.get_json(), ensure_ascii=False).replace('\\"', '"')
    house: Glossaries = glossaries(app)
    assert house["ai-finance"].verify().whole
