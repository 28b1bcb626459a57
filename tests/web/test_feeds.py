"""Following a glossary: valid Atom and JSON Feed, in pages, with what changed, in the reader's language."""

from __future__ import annotations

import re
from datetime import datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from flask.testing import FlaskClient

from api.queries import FeedQuery
from tests.support import ROOT
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, G, faults, glossaries, is_japanese, problem

ATOM, JSON = f"{G}/changes.atom", f"{G}/changes.json"
A = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = {"generator", "icon", "logo", "rights", "subtitle", "content", "published", "source", "summary"}
FEED = ONCE | {"author", "category", "contributor", "generator", "icon", "link", "logo", "rights", "subtitle", "entry"}
ENTRY = ONCE | {"author", "category", "content", "contributor", "link", "published", "rights", "source", "summary"}
RELS = {"self", "alternate", "first", "next", "previous", "last"}
VOID = {"br"}


class _Balanced(HTMLParser):
    """HTML whose tags are closed in the order in which they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag is opened."""
        assert tag in {"p", "ul", "li", "strong", "span", "ins", "del", "h2", "br"}, tag
        assert {name for name, _ in attrs} <= {"lang"}
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        """A tag is closed."""
        assert self.open.pop() == tag


def is_sound_html(html: str) -> bool:
    checked = _Balanced()
    checked.feed(html)
    checked.close()
    return not checked.open


def atom(web: FlaskClient, address: str = ATOM, **headers: str) -> ET.Element:
    """A feed, which must keep every MUST of RFC 4287, section 4."""
    answer = web.get(address, headers=headers)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    feed = ET.fromstring(answer.data)
    assert feed.tag == f"{A}feed"
    assert feed.attrib[LANG] == answer.headers["Content-Language"]
    _sound(feed, FEED)
    assert feed.find(f"{A}author/{A}name") is not None
    entries = feed.findall(f"{A}entry")
    for entry in entries:
        _sound(entry, ENTRY)
        content = entry.find(f"{A}content")
        assert content is not None
        assert content.attrib["type"] == "html"
        assert is_sound_html(content.text or "")
    assert len({(text(each, "id"), text(each, "updated")) for each in entries}) == len(entries)
    return feed


def _sound(parent: ET.Element, known: set[str]) -> None:
    names = [child.tag.removeprefix(A) for child in parent if child.tag.startswith(A)]
    assert set(names) <= known
    assert all(names.count(each) == 1 for each in ONCE)
    assert all(names.count(each) <= 1 for each in AT_MOST_ONCE)
    assert re.fullmatch(r"https?://[!-~]+", text(parent, "id"))
    for each in ("updated", "published"):
        for found in parent.findall(f"{A}{each}"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", found.text or "")
    _sound_links(parent)


def _sound_links(parent: ET.Element) -> None:
    links = parent.findall(f"{A}link")
    assert all(each.attrib["href"].startswith("http://localhost/") for each in links)
    kinds = [(each.attrib["rel"], each.attrib.get("type"), each.attrib.get("hreflang")) for each in links]
    assert len(set(kinds)) == len(kinds)
    assert {rel for rel, _, _ in kinds} <= RELS
    assert all(each.attrib["term"] for each in parent.findall(f"{A}category"))


def text(parent: ET.Element, name: str) -> str:
    found = parent.find(f"{A}{name}")
    assert found is not None
    return found.text or ""


def linked(feed: ET.Element, rel: str) -> str | None:
    return next((each.attrib["href"] for each in feed.findall(f"{A}link") if each.attrib["rel"] == rel), None)


def entries(feed: ET.Element) -> list[str]:
    return [text(each, "id").removeprefix(f"http://localhost{CONCEPTS}/") for each in feed.findall(f"{A}entry")]


def items(web: FlaskClient, query: str = "", **headers: str) -> list[Any]:
    """The items of a JSON Feed, which must be one of version 1.1."""
    answer = web.get(f"{JSON}{query}", headers=headers)
    assert answer.mimetype == "application/feed+json"
    feed: Any = answer.get_json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert isinstance(feed["title"], str)
    assert all(isinstance(author["name"], str) for author in feed["authors"])
    assert None not in feed.values()
    for item in feed["items"]:
        assert {"id", "url", "title", "content_html", "date_published", "date_modified", "tags"} <= item.keys()
        assert None not in item.values()
        assert is_sound_html(item["content_html"])
        assert datetime.fromisoformat(item["date_published"]) <= datetime.fromisoformat(item["date_modified"])
    found: list[Any] = feed["items"]
    return found


@pytest.fixture
def lively(desk: Desk) -> Desk:
    """A changed concept, one with a wording ahead, and a retired one."""
    changed = "生成AIが事実に基づかない誤った情報等を生成すること。"
    assert (
        desk.change(HALLUCINATION, changed, change_note={"ja": "字句を<整理>", "en": "tidied & <b>"}).status_code == 200
    )
    assert desk.change(HALLUCINATION, "generation of what is not so", "en").status_code == 200
    assert desk.change(HALLUCINATION, "来たるべき定義。", valid_from="2999-04-01").status_code == 200
    assert desk.post(f"{CONCEPTS}/llm/retire", {"reason": "統合", "replaced_by": "hallucination"}).status_code == 200
    return desk


NEWEST = ["llm/revisions/2", "hallucination/revisions/4", "hallucination/revisions/3", "hallucination/revisions/2"]


def test_both_feeds_tell_the_newest_changes_first(lively: Desk) -> None:
    assert entries(atom(lively.web, f"{ATOM}?limit=4")) == NEWEST
    found = items(lively.web, "?limit=4")
    assert [item["id"] for item in found] == [f"http://localhost{CONCEPTS}/{each}" for each in NEWEST]
    assert [lively.web.get(item["url"]).status_code for item in found] == [200] * 4
    assert [item["_taiyaku"]["seq"] for item in found] == [65, 64, 63, 62]
    assert [item["_taiyaku"]["digest"] for item in found] == [
        lively.get(item["url"])["digest"] for item in found
    ]  # each entry is a checkpoint


def test_an_entry_shows_what_differs_and_how_far_that_goes(lively: Desk) -> None:
    entry = items(lively.web, "?limit=4", **{"Accept-Language": "en"})[3]
    assert entry["title"] == "hallucination: change (change of scope)"
    assert "誤った情報<del>や、もっともらしい文章</del>等を生成" in entry["content_html"]
    assert "tidied &amp; &lt;b&gt;" in entry["content_html"]
    assert entry["tags"] == ["change", "risk"]
    first = items(lively.web, "?concept=rag")[0]
    assert first["tags"][0] == "new"
    assert lively.get(f"{CONCEPTS}/rag")["languages"]["ja"]["terms"][0]["text"] in first["content_html"]


def test_what_lies_ahead_is_said_to_lie_ahead(lively: Desk) -> None:
    entry = items(lively.web, "?limit=2", **{"Accept-Language": "en"})[1]
    assert entry["title"] == "hallucination: change (change of meaning) (upcoming, from 1 April 2999)"
    assert "This wording is upcoming; it holds from 1 April 2999." in entry["content_html"]
    assert (entry["_taiyaku"]["upcoming"], entry["_taiyaku"]["valid_from"]) == (True, "2999-04-01")
    assert "upcoming" in entry["tags"]


def test_the_pages_of_a_feed_have_every_change_once(lively: Desk) -> None:
    address: str | None = f"{ATOM}?limit=7"
    found: list[str] = []
    while address:
        feed = atom(lively.web, address)
        assert linked(feed, "first") == f"http://localhost{ATOM}?limit=7"
        assert linked(feed, "self") == (address if address.startswith("http") else f"http://localhost{address}")
        found += entries(feed)
        address = linked(feed, "next")
    assert len(found) == len(set(found)) == 65
    assert found[:4] == NEWEST
    later = lively.web.get(f"{JSON}?limit=7").get_json()["next_url"]
    before = lively.web.get(later).data
    lively.change(HALLUCINATION, "さらに後の定義。")
    assert lively.web.get(later).data == before


def test_a_feed_keeps_to_a_concept_a_subject_or_a_language(lively: Desk) -> None:
    web = lively.web
    assert entries(atom(web, f"{ATOM}?concept=llm")) == ["llm/revisions/2", "llm/revisions/1"]
    risks = {item["id"].split("/")[-3] for item in items(web, "?subject=risk&limit=200")}
    listed = web.get(f"{CONCEPTS}?subject=risk&limit=200").get_json()["items"]
    assert risks == {item["id"] for item in listed}
    english = items(web, "?language=en&concept=hallucination")
    assert [item["id"].rpartition("/")[2] for item in english] == ["3", "1"]
    assert "生成AI" not in "".join(item["content_html"] for item in english)
    assert all(item["language"] == "en" for item in english)
    assert items(web, "?language=ja&subject=risk&concept=llm") == []
    assert entries(atom(web, f"{ATOM}?language=ja&subject=risk&concept=llm")) == []


def test_the_pages_lead_both_ways_and_to_the_oldest(lively: Desk) -> None:
    feed = atom(lively.web, f"{ATOM}?limit=7")
    assert linked(feed, "previous") is None
    second = atom(lively.web, linked(feed, "next") or "")
    assert entries(atom(lively.web, linked(second, "previous") or "")) == entries(feed)
    address = linked(feed, "last")
    last = atom(lively.web, address or "")
    assert linked(last, "next") is None
    assert entries(last)[-1].endswith("/log?after=0&until=1")
    found: list[str] = []
    while address:
        page = atom(lively.web, address)
        found = entries(page) + found
        address = linked(page, "previous")
    assert len(found) == len(set(found)) == 65
    alone = atom(lively.web, f"{ATOM}?concept=llm")
    assert [linked(alone, rel) for rel in ("previous", "next", "last")] == [None] * 3


def test_editions_settings_and_removals_are_entries_too(lively: Desk, administration: Desk) -> None:
    read = lively.web.get(G)
    body = {**read.get_json(), "title": {"ja": "改題 & <b>", "en": "Retitled"}}
    assert administration.put(G, body, read.headers["ETag"]).status_code == 200
    glossaries(lively.web.application).redact("ai-finance", "rag", [1], "content", "権利侵害", "p-admin")
    removal, changed = items(lively.web, "?limit=2", **{"Accept-Language": "en"})
    assert [each["_taiyaku"]["kind"] for each in (removal, changed)] == ["redaction", "settings"]
    assert (removal["title"], removal["_taiyaku"]["valid_from"]) == ("rag, revision 1: text removed for good", None)
    assert "権利侵害" in removal["content_html"]
    assert "改題 &amp; &lt;b&gt;" in changed["content_html"]
    [line] = lively.web.get(removal["url"]).get_data(as_text=True).splitlines()
    assert removal["_taiyaku"]["digest"] in line
    checkpoint = lively.get(f"{G}/checkpoint")
    assert (checkpoint["seq"], checkpoint["digest"]) == (removal["_taiyaku"]["seq"], removal["_taiyaku"]["digest"])
    [edition] = [each for each in items(lively.web, "?limit=200") if each["_taiyaku"]["kind"] == "edition"]
    assert lively.get(edition["url"])["digest"] == edition["_taiyaku"]["digest"]
    assert len(atom(lively.web, f"{ATOM}?limit=200").findall(f"{A}entry")) == 67
    redacted = items(lively.web, "?concept=rag", **{"Accept-Language": "en"})[-1]
    assert (redacted["title"], "[removed: 権利侵害]" in redacted["content_html"]) == ("rag: new", True)


def test_a_translator_follows_what_put_a_language_behind(lively: Desk) -> None:
    found = items(lively.web, "?sync=behind&language=en")
    assert [item["id"].rpartition("hallucination/revisions/")[2] for item in found] == ["4", "2"]
    assert "<del>や、もっともらしい文章</del>" in found[1]["content_html"]
    assert '<span lang="ja">' in found[1]["content_html"]
    assert items(lively.web, "?sync=behind&language=ja") == []
    assert entries(atom(lively.web, f"{ATOM}?sync=behind")) == [f"hallucination/revisions/{each}" for each in (4, 2)]


def test_a_feed_speaks_the_reader_s_language(lively: Desk) -> None:
    for language in ("ja", "en"):
        feed = atom(lively.web, **{"Accept-Language": language})
        assert feed.attrib[LANG] == language
        assert is_japanese(text(feed, "subtitle")) is (language == "ja")
        assert is_japanese(text(feed.findall(f"{A}entry")[0], "title")) is (language == "ja")
    answer = lively.web.get(ATOM)
    assert answer.headers["Content-Language"] == "ja"
    assert "Accept-Language" in answer.headers["Vary"]


def test_a_feed_names_nobody(lively: Desk) -> None:
    told = lively.web.get(f"{ATOM}?limit=4").get_data(as_text=True)
    assert "editor</name>" not in told
    assert "p-" not in re.sub("<(id|link|p)[^>]*>", "", told).replace("http-", "")


def test_who_has_the_feed_already_is_told_so_until_something_changes(desk: Desk) -> None:
    for address in (ATOM, JSON):
        tag = desk.web.get(address).headers["ETag"]
        assert desk.web.get(address, headers={"If-None-Match": tag}).status_code == 304
    desk.change(HALLUCINATION, "別の定義。")
    assert desk.web.get(JSON, headers={"If-None-Match": tag}).status_code == 200


def test_what_the_glossary_does_not_have_cannot_be_followed(web: FlaskClient) -> None:
    problem(web.get(f"{ATOM}?concept=nobody"), 404, "concept-not-found")
    problem(web.get("/api/v1/glossaries/none/changes.atom"), 404, "glossary-not-found")
    assert faults(web.get(f"{JSON}?subject=weather"), 400) == {("#/subject", "unknown-subject")}
    assert faults(web.get(f"{JSON}?language=fr"), 400) == {("#/language", "unknown-language")}
    assert faults(web.get(f"{JSON}?sync=late"), 400) == {("#/sync", "not-in-list")}
    assert faults(web.get(f"{JSON}?cursor=1"), 400) == {("#/cursor", "bad-cursor")}


def test_the_document_tells_every_parameter_of_a_feed() -> None:
    told = (ROOT / "docs" / "following.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(\w+)=", told, re.MULTILINE))
    assert named == set(FeedQuery._declared_fields) - {"limit", "cursor"}
