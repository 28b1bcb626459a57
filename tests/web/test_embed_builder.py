"""The page that makes the code for other sites: what it shows is what its code does."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient

from api.script.releases import newest
from tests.web.page_support import HTML, Page, read
from tests.web.support import CONCEPTS, Desk, concept_body

BUILDER = "/ja/ai-finance/-/embed?concept=hallucination"


def codes(web: FlaskClient, address: str) -> dict[str, str]:
    response = web.get(address, headers=HTML)
    assert response.status_code == 200
    found = re.findall(r'<code id="embed-(\w+)">(.*?)</code>', response.get_data(as_text=True), re.DOTALL)
    return {name: unescape(text) for name, text in found}


def src(code: str) -> str:
    return unescape(re.findall(r'src="([^"]+)"', code)[0])


def test_every_code_leads_to_what_it_promises(web: FlaskClient) -> None:
    told = codes(web, BUILDER)
    assert set(told) == {"iframe", "oembed", "link", "element", "auto", "script", "moving"}
    for each in (told["iframe"], told["script"], told["moving"]):
        assert web.get(src(each)).status_code == 200
    assert newest(1).integrity in told["script"]
    assert "integrity" not in told["moving"]
    assert web.get("/oembed", query_string={"url": told["oembed"]}).get_json()["type"] == "rich"
    assert told["element"] == (
        '<glossary-term concept="hallucination"><a href="http://localhost/id/ai-finance/hallucination" rel="glossary">'
        "ハルシネーション</a></glossary-term>"
    )
    assert told["link"] in told["element"]
    assert told["auto"].startswith('<div data-glossary-auto lang="ja">')


@pytest.mark.parametrize(
    ("asked", "query"),
    [
        ("", ""),
        ("&show=en&theme=dark&size=full", "language=en&theme=dark&size=full"),
        ("&show=both&theme=auto&size=standard&wording=latest&named=yes", ""),
        ("&wording=fixed", "revision=1"),
        ("&wording=notify", "revision=1&mode=notify"),
    ],
)
def test_the_result_is_the_document_of_the_code(web: FlaskClient, asked: str, query: str) -> None:
    html = web.get(BUILDER + asked, headers=HTML).get_data(as_text=True)
    shown = unescape(re.findall(r'<iframe[^>]* src="([^"]+)"', html)[0])
    assert urlsplit(shown).query == query
    assert src(codes(web, BUILDER + asked)["iframe"]) == shown


def test_a_site_that_will_not_be_counted_tells_nothing(web: FlaskClient) -> None:
    assert 'referrerpolicy="strict-origin"' in codes(web, BUILDER)["iframe"]
    assert 'referrerpolicy="no-referrer"' in codes(web, f"{BUILDER}&named=no")["iframe"]


def test_it_may_frame_our_own_documents_and_nothing_else(web: FlaskClient) -> None:
    policy = web.get(BUILDER, headers=HTML).headers["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy


def test_what_is_not_there_or_makes_no_sense_is_told(web: FlaskClient) -> None:
    assert web.get("/ja/ai-finance/-/embed?concept=nobody", headers=HTML).status_code == 404
    assert web.get(f"{BUILDER}&theme=pink", headers=HTML).status_code == 400
    assert web.get(f"{BUILDER}&show=fr", headers=HTML).status_code == 400


@pytest.mark.parametrize("term", ["ﾊﾙｼﾈｰｼｮﾝ", "幻覚", "げんかく", "Hallucinations", "hallucination"])
def test_a_term_in_either_language_a_reading_or_an_id_will_do(web: FlaskClient, term: str) -> None:
    address = f"/ja/ai-finance/-/embed?{urlencode({'term': term, 'theme': 'dark'})}"
    assert "/embed/ai-finance/hallucination?theme=dark" in codes(web, address)["iframe"]
    assert f'value="{term}"' in read(web, address)


def test_what_several_terms_are_called_is_chosen_from_a_list(desk: Desk) -> None:
    for concept in ("agent", "agent-2"):
        desk.put(f"{CONCEPTS}/{concept}", concept_body(f"代理{concept}", "定義。", "proxy"))
    address = "/en/ai-finance/-/embed?term=proxy&size=full"
    page = read(desk.web, address)
    assert codes(desk.web, address) == {}
    links = [each for each in Page(page).links if "term=proxy" in each and each.startswith("/en/")]
    assert sorted(each.partition("concept=")[2] for each in links if "concept=" in each) == ["agent", "agent-2"]
    chosen = next(each for each in links if each.endswith("concept=agent-2"))
    assert "/embed/ai-finance/agent-2?size=full" in codes(desk.web, chosen)["iframe"]
    other = chosen.replace("term=proxy", "term=RAG")
    assert "/embed/ai-finance/rag?" in codes(desk.web, other)["iframe"], "a new term counts more than an old choice"


def test_a_term_that_is_not_there_leads_to_the_search(web: FlaskClient) -> None:
    page = read(web, "/en/ai-finance/-/embed?term=no-such-thing")
    assert "No term is written or read like this: no-such-thing" in page
    assert "/en/ai-finance/-/search?q=no-such-thing" in Page(page).links
    assert 'value="no-such-thing"' in page


def test_markup_in_a_term_is_code_to_be_copied_and_never_runs(desk: Desk) -> None:
    evil = "<script>alert(1)</script>\"'"
    desk.put(f"{CONCEPTS}/evil", concept_body(evil, "定義。", evil))
    html = desk.web.get("/ja/ai-finance/-/embed?concept=evil", headers=HTML).get_data(as_text=True)
    assert "<script>alert" not in html
    told = codes(desk.web, "/ja/ai-finance/-/embed?concept=evil")
    assert not any("<script>alert" in each for each in told.values())
