"""Reviewers follow proposals by feed with a key; others see what they may read, and nobody is named."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from glossary import Role
from tests.web.support import HALLUCINATION, Desk, G, bearer, is_japanese, problem

A = "{http://www.w3.org/2005/Atom}"
FEEDS = [f"{G}/proposals.atom", f"{G}/proposals.json"]


@pytest.fixture
def reviewing(web: FlaskClient, keys: dict[Role, str]) -> dict[str, str]:
    """Three proposals of a stranger, and the header of a reviewer."""
    content = web.get(HALLUCINATION).get_json()
    for number in range(3):
        content["languages"]["ja"]["definition"]["text"] = f"別の定義<{number}>。"
        body = {"concept": "hallucination", "base_revision": content["revision"], "content": content,
                "rationale": "<script>", "source": "https://example.jp/", "proposer": {"name": "山田"}}  # fmt: skip
        assert web.post(f"{G}/proposals", json=body).status_code == 201
    return bearer(keys["reviewer"])


def test_a_reviewer_follows_proposals_in_pages(web: FlaskClient, reviewing: dict[str, str]) -> None:
    feed = web.get(f"{G}/proposals.json?limit=2", headers={**reviewing, "Accept-Language": "en"})
    assert feed.mimetype == "application/feed+json"
    told = feed.get_json()
    assert [each["title"] for each in told["items"]] == [
        f"Proposal {number}: hallucination (change of a concept): under review" for number in (3, 2)
    ]
    assert "_taiyaku" not in told["items"][0]
    rest = web.get(told["next_url"], headers=reviewing).get_json()
    assert [each["url"].rpartition("/")[2] for each in rest["items"]] == ["1"]
    assert feed.headers["Cache-Control"] == "no-store"


def test_the_atom_feed_says_the_same_in_the_reader_s_language(web: FlaskClient, reviewing: dict[str, str]) -> None:
    answer = web.get(FEEDS[0], headers={**reviewing, "Accept-Language": "ja"})
    feed = ET.fromstring(answer.data)
    entries = feed.findall(f"{A}entry")
    assert "ハルシネーション" in entries[0].findtext(f"{A}title", "")
    assert len(entries) == 3
    assert all(is_japanese(entry.findtext(f"{A}title") or "") for entry in entries)
    assert feed.findtext(f"{A}updated") == entries[0].findtext(f"{A}updated")
    for said in ("山田", "script", "別の定義", "p-"):
        assert said not in answer.get_data(as_text=True).replace("http-", "")


def test_a_decision_changes_the_entry(web: FlaskClient, reviewing: dict[str, str], keys: dict[Role, str]) -> None:
    before = web.get(FEEDS[1], headers=reviewing)
    body = {"reason": "unclear", "text": "不明。"}
    assert web.post(f"{G}/proposals/3/reject", json=body, headers=bearer(keys["editor"])).status_code == 200
    after = web.get(FEEDS[1], headers={**reviewing, "If-None-Match": before.headers["ETag"]})
    assert after.get_json()["items"][0]["tags"] == ["rejected", "change"]
    assert [each["id"] for each in after.get_json()["items"]] == [each["id"] for each in before.get_json()["items"]]


@pytest.mark.parametrize("feed", FEEDS)
def test_strangers_follow_nothing_and_others_only_their_own(
    web: FlaskClient, reviewing: dict[str, str], keys: dict[Role, str], feed: str
) -> None:
    assert reviewing
    problem(web.get(feed), 401, "key-needed")
    assert b"proposals/1" not in web.get(feed, headers=bearer(keys["contributor"])).data
    problem(web.get(feed.replace("ai-finance", "none"), headers=reviewing), 404, "glossary-not-found")


def test_where_proposals_are_public_so_are_their_feeds(
    web: FlaskClient, reviewing: dict[str, str], administration: Desk
) -> None:
    settings = web.get(G).get_json()
    kept = ("title", "publisher", "attribution", "licence", "languages", "source_language", "time_zone", "subjects")
    body = {name: settings[name] for name in kept} | {"proposals_seen_by": "everybody"}
    assert administration.put_again(G, body).status_code == 200
    assert len(web.get(FEEDS[1]).get_json()["items"]) == 3
    assert reviewing
