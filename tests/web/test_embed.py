"""The document for an iframe: whole or saying what it leaves out, fixed or current, and nobody's spy."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from api.assets import asset_url
from api.config import Config, from_env
from glossary import Glossaries, Whereabouts
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, concept_body, glossaries, problem

EMBED = "/embed/ai-finance/hallucination"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
JA = "生成AIが事実に基づかない誤った情報や、もっともらしい文章等を生成すること。"
EN = "generation by generative AI of factually unfounded and erroneous information"
IDENTITY = {"ja": "金融庁の公式の用語集ではありません。", "en": "Not an official FSA glossary."}
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)
EVIL = "<img src=x onerror=alert(1)>\"'><script>alert(1)</script><!-- ]]> {{7*7}} </title>"


class _Tags(HTMLParser):
    """Every tag of a document with its attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, dict(attrs)))


def read(web: FlaskClient, address: str, language: str = "ja") -> str:
    response = web.get(address, headers={**BROWSER, "Accept-Language": language})
    assert response.status_code == 200, response.get_data(as_text=True)
    return response.get_data(as_text=True)


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


def refused(response: TestResponse, status: int) -> str:
    """What a small document in place of a definition says."""
    assert (response.status_code, response.mimetype) == (status, "text/html")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["Content-Security-Policy"] == POLICY
    return response.get_data(as_text=True)


def test_it_shows_both_languages_whole_with_whose_glossary_it_is_not(web: FlaskClient) -> None:
    told = read(web, EMBED)
    assert told.index(JA) < told.index(EN)
    assert all(line in told for line in IDENTITY.values())
    assert "unofficial translation" in told
    assert "履歴番号1（適用日：2025年6月18日）" in told
    assert "http://localhost/id/ai-finance/hallucination" in told


@pytest.mark.parametrize(("language", "shown", "other"), [("ja", JA, EN), ("en", EN, JA)])
def test_one_language_is_shown_alone_and_speaks_itself(web: FlaskClient, language: str, shown: str, other: str) -> None:
    response = web.get(f"{EMBED}?language={language}", headers={"Accept-Language": "ja" if language == "en" else "en"})
    told = response.get_data(as_text=True)
    assert (shown in told, other in told) == (True, False)
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in told
    assert IDENTITY[language] in told


@pytest.mark.parametrize("concept", ["hallucination", "llm", "generative-ai", "ai-agent"])
@pytest.mark.parametrize("size", ["compact", "standard", "full"])
def test_no_definition_is_cut_at_any_size_and_what_is_left_out_is_said(
    web: FlaskClient, concept: str, size: str
) -> None:
    sections = web.get(f"{CONCEPTS}/{concept}").get_json()["languages"]
    told = read(web, f"/embed/ai-finance/{concept}?size={size}", "en")
    for section in sections.values():
        assert section["definition"]["text"].replace("'", "&#39;") in told
        shown = all(note["text"] in told for note in section["notes"])
        assert shown or "Not shown here: " in told
        if size == "full":
            assert shown
            assert all(each["text"] in told for term in section["terms"] for each in term["contexts"])
    if size == "full":
        assert "Not shown here" not in told
    if size == "compact":
        assert re.search(r"Not shown here: .*sources.*\.\s*<a href=\"http://localhost/en/", told)


def test_a_language_that_the_concept_lacks_is_said_to_be_lacking(desk: Desk) -> None:
    assert desk.put(f"{CONCEPTS}/only-ja", concept_body("日本語のみ")).status_code == 201
    told = read(desk.web, "/embed/ai-finance/only-ja?language=en")
    assert "There is no text in the language asked for" in told
    assert "日本語のみ" in told


def test_a_translation_that_fell_behind_says_so(desk: Desk) -> None:
    desk.change(HALLUCINATION, "日本語だけが変わった定義。")
    assert "source text has changed" in read(desk.web, f"{EMBED}?language=en")


def test_a_fixed_wording_stays_and_the_latest_follows(desk: Desk) -> None:
    desk.change(HALLUCINATION, "新しい定義。")
    fixed = desk.web.get(f"{EMBED}?revision=1&language=ja")
    assert JA in fixed.get_data(as_text=True)
    assert "新しい定義" not in fixed.get_data(as_text=True)
    assert fixed.headers["Cache-Control"] == "public, max-age=604800, immutable"
    latest = desk.web.get(f"{EMBED}?language=ja&mode=latest")
    assert "新しい定義。" in latest.get_data(as_text=True)
    assert latest.headers["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    edition = read(desk.web, f"{EMBED}?edition=ai-forum-2025-06-18&language=ja")
    assert JA in edition
    assert "の内容です。" in edition


def test_notify_keeps_the_wording_and_tells_what_differs_now(desk: Desk) -> None:
    address = f"{EMBED}?revision=1&mode=notify&language=ja"
    before = desk.web.get(address)
    assert "定義が変更されました" not in before.get_data(as_text=True)
    assert before.headers["Cache-Control"].startswith("public, max-age=60")
    desk.change(HALLUCINATION, JA.replace("誤った情報", "不正確な情報"))
    told = read(desk.web, address)
    assert JA in told
    assert "定義が変更されました。" in told
    assert re.search(r"<del>.*誤った.*</del>", told)
    assert re.search(r"<ins>.*不正確な.*</ins>", told)
    en = read(desk.web, f"{EMBED}?revision=1&mode=notify&language=en")
    assert "The definition has changed." not in en or "Nothing differs." in en


def test_notify_tells_that_a_concept_was_retired_and_shows_what_it_said(desk: Desk) -> None:
    desk.post(f"{HALLUCINATION}/retire", {"reason": "廃止", "replaced_by": "rag"})
    told = read(desk.web, f"{EMBED}?revision=1&mode=notify&language=ja")
    assert JA in told
    assert "この項目は廃止されました。" in told


@pytest.mark.parametrize(
    "query", ["mode=notify", "mode=latest&revision=1", "revision=1&edition=ai-forum-2025-06-18", "mode=now"]
)
def test_what_contradicts_itself_is_refused(web: FlaskClient, query: str) -> None:
    problem(web.get(f"{EMBED}?{query}"), 400, "invalid-query")
    assert "mode" in refused(web.get(f"{EMBED}?{query}", headers=BROWSER), 400) or "edition" in query


def test_a_wording_that_lies_ahead_is_shown_as_such_and_not_kept_for_ever(desk: Desk) -> None:
    ahead = (datetime.now(UTC) + timedelta(days=40)).date().isoformat()
    desk.change(HALLUCINATION, "将来の定義。", valid_from=ahead)
    response = desk.web.get(f"{EMBED}?revision=2&language=ja")
    assert "この内容の適用日は" in response.get_data(as_text=True)
    assert "immutable" not in response.headers["Cache-Control"]
    assert JA in read(desk.web, f"{EMBED}?language=ja")


def test_a_corrected_edition_leads_to_its_errata(desk: Desk) -> None:
    desk.change(HALLUCINATION, "訂正後の定義。", correction=True)
    told = read(desk.web, f"{EMBED}?edition=ai-forum-2025-06-18&language=ja")
    assert "正誤表" in told
    found = re.search(r'href="(/api/[^"]*errata[^"]*)"', told)
    assert found
    assert desk.web.get(found.group(1).replace("&amp;", "&")).status_code == 200


def test_who_is_not_there_is_told_in_a_small_document_with_the_right_status(desk: Desk) -> None:
    web = desk.web
    assert "There is no concept" in refused(web.get("/embed/ai-finance/nobody?language=en", headers=BROWSER), 404)
    assert "用語集" in refused(web.get("/embed/nowhere/rag", headers=BROWSER), 404)
    assert "no revision 99" in refused(web.get(f"{EMBED}?revision=99&language=en", headers=BROWSER), 404)
    desk.post(f"{HALLUCINATION}/retire", {"reason": "廃止", "replaced_by": "rag"})
    gone = refused(web.get(f"{EMBED}?language=en", headers=BROWSER), 410)
    assert re.search(r'href="http://localhost/en/ai-finance/rag"[^>]*>retrieval-augmented generation / RAG<', gone)
    assert "“hallucination” was retired with effect from" in gone
    refused(web.get(f"{EMBED}?revision=2", headers=BROWSER), 410)
    problem(web.get(EMBED), 410, "concept-retired")


def test_a_text_that_was_removed_is_gone_from_every_embed(app: Flask, desk: Desk) -> None:
    desk.change(HALLUCINATION, "後の定義。")
    notify = f"{EMBED}?revision=2&mode=notify&language=ja"
    glossaries(app).redact("ai-finance", "hallucination", [1], "content", "権利者の求め", "p-admin")
    told = refused(desk.web.get(f"{EMBED}?revision=1&language=ja", headers={**BROWSER, "If-None-Match": "*"}), 410)
    assert "権利者の求め" in told
    assert JA not in told
    problem(desk.web.get(f"{EMBED}?edition=ai-forum-2025-06-18"), 410, "redacted")
    problem(desk.web.get(f"/oembed?url=http://localhost{EMBED}?revision=1"), 404, "no-embed")
    desk.change(HALLUCINATION, "消された定義。")
    glossaries(app).redact("ai-finance", "hallucination", [3], "content", "権利者の求め", "p-admin")
    after = read(desk.web, notify)
    assert "後の定義。" in after
    assert "定義が変更されました。" in after
    assert "消された" not in after


def test_it_sets_no_cookie_and_brings_its_own_policy(web: FlaskClient) -> None:
    response = web.get(EMBED, headers=BROWSER)
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "X-Frame-Options" not in response.headers
    assert "Set-Cookie" not in response.headers
    loaded = [(tag, each) for tag, each in tags(response.get_data(as_text=True)) if tag in ("script", "link", "img")]
    for tag, each in loaded:
        address = each.get("src") or each.get("href") or ""
        if each.get("rel") not in ("canonical", "alternate"):
            assert address.startswith("/static/"), (tag, each)
            assert web.get(address, buffered=True).headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert not [each for _, each in tags(response.get_data(as_text=True)) if "style" in each]


@pytest.mark.parametrize("address", ["/", HALLUCINATION, "/api/docs", "/oembed?url=x", "/problems"])
def test_nothing_else_may_be_framed(web: FlaskClient, address: str) -> None:
    assert "frame-ancestors 'none'" in web.get(address).headers["Content-Security-Policy"]


def test_the_operator_says_who_may_frame(place: Whereabouts) -> None:
    app = create_app(Config(where=place, secret_key="test", frame_ancestors="'self' https://*.bank.example"))
    told = app.test_client().get(EMBED, headers=BROWSER).headers["Content-Security-Policy"]
    assert told.endswith("frame-ancestors 'self' https://*.bank.example")
    glossaries(app).close()


@pytest.mark.parametrize(
    "value", ["*; script-src *", "https://a,https://b", "https://a;https://b", "   ", "https://é.example"]
)
def test_a_setting_that_would_change_the_policy_is_refused_at_the_start(tmp_path: Path, value: str) -> None:
    with pytest.raises(ValueError, match="GLOSSARY_FRAME_ANCESTORS"):
        from_env({"GLOSSARY_HOME": str(tmp_path), "GLOSSARY_FRAME_ANCESTORS": value})


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_theme_is_the_one_asked_for(web: FlaskClient, theme: str) -> None:
    told = read(web, f"{EMBED}?theme={theme}")
    assert (f'data-theme="{theme}"' in told) is (theme != "auto")
    problem(web.get(f"{EMBED}?theme=%22%3E%3Cscript%3E"), 400, "invalid-query")


@pytest.mark.parametrize("size", ["compact", "standard", "full"])
def test_markup_in_every_field_is_text(desk: Desk, size: str) -> None:
    body = concept_body(EVIL[:60], EVIL, EVIL[:50])
    section = body["languages"]["ja"]
    source = {"citation": EVIL, "locator": EVIL, "uri": "https://example.org/?a=1&b='2'", "status": "identical"}
    section["terms"][0] |= {"usage": EVIL, "source": source, "contexts": [{"text": EVIL, "source": source}]}
    section["terms"].append({"text": f"x{EVIL[:60]}", "status": "deprecated"})
    section["definition"]["source"] = source
    section["notes"] = [{"kind": "note", "text": EVIL, "source": source}]
    section["examples"] = [{"text": EVIL, "source": source}]
    made = desk.put(f"{CONCEPTS}/evil", body)
    assert made.status_code == 201, made.get_data(as_text=True)
    told = read(desk.web, f"/embed/ai-finance/evil?size={size}")
    found = tags(told)
    assert [each for tag, each in found if tag == "script"] == [{"src": asset_url("height.js"), "defer": None}]
    assert "img" not in {tag for tag, _ in found}
    assert not [name for _, each in found for name in each if name.startswith("on")]
    assert "{{7*7}}" in told
    assert desk.change(f"{CONCEPTS}/evil", EVIL * 2).status_code == 200
    changed = tags(read(desk.web, f"/embed/ai-finance/evil?size={size}&revision=1&mode=notify"))
    assert "img" not in {tag for tag, _ in changed}


@pytest.mark.parametrize(
    "query",
    ["language=<script>", "language=fr", "language=" + "x" * 5000, "size=huge", "revision=0", "revision=-1",
     "revision=1e9", "revision=99999999999999999999", "edition=../..", "colour=red", "language=ja&language=en",
     "%ff=1", "language=%00"],
)  # fmt: skip
def test_nonsense_is_a_bad_request_and_never_breaks_the_frame(web: FlaskClient, query: str) -> None:
    assert web.get(f"{EMBED}?{query}", headers=BROWSER).status_code in (400, 404, 414)
    problem(web.get(f"{EMBED}?{query}"), (400, 404, 414))


def test_sites_that_show_a_concept_are_counted_by_host_alone(app: Flask, place: Whereabouts) -> None:
    web = app.test_client()
    for referer in ("https://Bank.example/secret/page?token=1", "https://bank.example:8443/", "http://blog.example/"):
        assert web.get(EMBED, headers={"Referer": referer}).status_code == 200
    for unnamed in ("", "nonsense", "http://localhost/ja/x", "https://[", "data:,x", "https:///path"):
        web.get(EMBED, headers={"Referer": unnamed})
    web.get("/embed/ai-finance/nobody", headers={"Referer": "https://bank.example/"})
    glossaries(app).close()
    with Glossaries.open(place) as house:
        counted = [(each.host, each.count) for each in house["ai-finance"].embeds("hallucination")]
        assert counted == [("bank.example", 2), ("blog.example", 1)]
        assert house["ai-finance"].embeds("nobody") == []


def test_the_operator_may_have_no_counts(place: Whereabouts) -> None:
    assert from_env({"GLOSSARY_HOME": str(place.home), "GLOSSARY_EMBED_COUNTS": "off"}).embed_counts is False
    app = create_app(Config(where=place, secret_key="test", embed_counts=False))
    app.test_client().get(EMBED, headers={"Referer": "https://bank.example/"})
    glossaries(app).close()
    with Glossaries.open(place) as house:
        assert house["ai-finance"].embeds("hallucination") == []


def test_who_has_the_document_already_is_told_so(web: FlaskClient) -> None:
    first = web.get(EMBED, headers=BROWSER)
    again = web.get(EMBED, headers={**BROWSER, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Accept-Language" in first.headers["Vary"]
