"""The pages for readers: in every language, complete without scripts, strict, cached, and none without a way to it."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.page_support import HTML, LANGUAGES, Page, answered, pages, read
from tests.web.support import is_japanese

ALL = [address for language in LANGUAGES for address in pages(language)]
OTHER = {"ja": "en", "en": "ja"}
OURS = r"/static/[0-9a-f]{12}/[a-z.]+|/embed/[0-9.]+/glossary.js"


@pytest.fixture
def reader(lasting: Flask) -> FlaskClient:
    return lasting.test_client()


@pytest.mark.parametrize("address", ALL)
def test_a_page_is_whole_and_in_its_language(reader: FlaskClient, address: str) -> None:
    response = answered(reader, address)
    html, language = response.get_data(as_text=True), address[1:3]
    page = Page(html)
    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in html
    assert sum(tag == "h1" for tag, _ in page.elements) == 1
    assert sum(tag == "main" for tag, _ in page.elements) == 1
    assert len(page.ids) == len(set(page.ids))
    told = " ".join(each.text for each in page.seen)
    assert "Not an official FSA glossary." in told
    assert "金融庁の公式の用語集ではありません。" in told
    navigation = next(each.text for each in page.seen if each.inside[-1] == "a" and each.language == language)
    assert is_japanese(navigation) is (language == "ja")


@pytest.mark.parametrize("address", ALL)
def test_a_page_names_itself_and_its_like_in_the_other_language(reader: FlaskClient, address: str) -> None:
    language = address[1:3]
    links = [named for tag, named in Page(read(reader, address)).elements if tag == "link"]
    [canonical] = [each["href"] for each in links if each["rel"] == "canonical"]
    assert canonical.startswith(f"http://localhost/{language}/")
    assert "view=" not in canonical
    others = {each["hreflang"]: each["href"] for each in links if "hreflang" in each}
    assert set(others) - {"x-default"} == set(LANGUAGES)
    there = urlsplit(others[OTHER[language]])
    assert reader.get(f"{there.path}?{there.query}", headers=HTML).status_code == 200


@pytest.mark.parametrize("address", [*ALL, "/ja/ai-finance/nobody", "/api/docs", "/problems"])
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(reader: FlaskClient, address: str) -> None:
    response = reader.get(address, headers=HTML)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))
    assert "Set-Cookie" not in response.headers
    for tag, named in Page(response.get_data(as_text=True)).elements:
        assert tag not in ("style", "object"), address
        if tag == "iframe":  # the page that makes the code for embeds shows one of ours
            assert named.get("src", "").startswith("http://localhost/embed/"), address
            continue
        assert not [name for name in named if name == "style" or name.startswith("on")], (address, tag)
        loaded = named.get("src") or (named.get("href", "") if named.get("rel") in ("icon", "stylesheet") else "")
        assert not loaded or re.fullmatch(OURS, loaded), loaded


def test_every_link_leads_somewhere_and_every_page_has_a_link_to_it(lasting: Flask) -> None:
    web, adapter = lasting.test_client(), lasting.url_map.bind("localhost")
    waiting, seen, endpoints = ["/ja/"], set[str](), set[str]()
    while waiting:
        address = waiting.pop()
        place = urlsplit(address)
        endpoint, named = adapter.match(place.path)
        about = {name: named[name] for name in named if name != "concept"} | {"asked": _names(place.query)}
        if (mark := f"{endpoint} {sorted(about.items(), key=str)}") in seen:
            continue
        seen.add(mark)
        endpoints.add(endpoint)
        response = web.get(address, headers=HTML, buffered=True)
        assert response.status_code in (200, 303), address
        if response.mimetype == "text/html" and endpoint.startswith("pages."):
            page = Page(response.get_data(as_text=True))
            assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids), address
            waiting += [link for link in page.links if link.startswith("/")]
    written = {rule.endpoint for rule in lasting.url_map.iter_rules() if rule.endpoint.startswith("pages.")}
    # The report needs two editions, the comparison table a second revision; test_pages_history has both.
    # Who searches all glossaries comes from the first page where there are two.
    assert written - endpoints == {"pages.entrance", "pages.edition_changes", "pages.search_all"}


def _names(query: str) -> str:
    return ",".join(sorted(each.partition("=")[0] for each in query.split("&") if each))


@pytest.mark.parametrize(
    ("accepted", "where"),
    [("ja", "/ja/"), ("en-GB,en;q=0.9,ja;q=0.8", "/en/"), ("fr", "/ja/"), ("", "/ja/"), ("*", "/ja/")],
)
def test_the_entrance_leads_to_the_language_that_is_preferred(web: FlaskClient, accepted: str, where: str) -> None:
    response = web.get("/", headers={"Accept-Language": accepted})
    assert (response.status_code, response.headers["Location"]) == (302, f"http://localhost{where}")
    assert "Accept-Language" in response.headers["Vary"]


def test_a_page_is_kept_like_the_json_and_known_again(reader: FlaskClient) -> None:
    first = answered(reader, "/ja/ai-finance/llm")
    assert first.headers["Cache-Control"] == reader.get("/api/v1/glossaries/ai-finance").headers["Cache-Control"]
    tag = first.headers["ETag"]
    assert reader.get("/ja/ai-finance/llm", headers={**HTML, "If-None-Match": tag}).status_code == 304
    assert answered(reader, "/en/ai-finance/llm").headers["ETag"] != tag
    assert "Accept-Language" not in first.headers["Vary"]


def test_pages_travel_compressed_and_are_known_again_in_either_form(reader: FlaskClient) -> None:
    plain = answered(reader, "/ja/ai-finance/llm")
    small = reader.get("/ja/ai-finance/llm", headers={**HTML, "Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert len(small.data) < len(plain.data) / 2
    again = {**HTML, "If-None-Match": small.headers["ETag"]}
    assert reader.get("/ja/ai-finance/llm", headers=again).status_code == 304
    assert reader.get("/ja/ai-finance/llm", headers={**again, "Accept-Encoding": "gzip"}).status_code == 304


def test_what_pages_load_may_be_kept_for_ever_under_its_address_and_no_other(reader: FlaskClient) -> None:
    named = [each for _, each in Page(read(reader, "/ja/")).elements]
    loaded = {each.get("src") or each["href"] for each in named if "/static/" in str(each)}
    assert len(loaded) >= 4
    for address in loaded:
        assert "immutable" in reader.get(address).headers["Cache-Control"]
        elsewhere = re.sub(r"/static/[^/]+/", "/static/000000000000/", address)
        assert "immutable" not in reader.get(elsewhere).headers["Cache-Control"]
    assert reader.get("/favicon.ico").mimetype == "image/svg+xml"
    for wrong in ("/static/x/../application.py", "/static/x/nothing.css", "/static/x/.css", "/static/x/a%2Fb.css"):
        assert reader.get(wrong).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("rest", "status"),
    [
        ("ai-finance/nobody", 404),
        ("nowhere/", 404),
        ("nowhere/llm", 404),
        ("ai-finance/llm?revision=99", 404),
        ("ai-finance/llm?edition=none", 404),
        ("ai-finance/llm?as_of=2000-01-01", 404),
        ("ai-finance/-/editions/none", 404),
        ("ai-finance/-/nothing", 404),
        ("ai-finance/-/changes?concept=nobody", 404),
        ("ai-finance/-/timeline?concept=nobody", 404),
        ("ai-finance/llm?revision=0", 400),
        ("ai-finance/llm?revision=1&edition=x", 400),
        ("ai-finance/llm?revision=1&revision=2", 400),
        ("ai-finance/llm?as_of=yesterday", 400),
        ("ai-finance/llm?view=fr", 400),
        ("ai-finance/llm?calendar=julian", 400),
        ("ai-finance/llm?%ff=1", 400),
        ("ai-finance/-/browse?subject=nothing", 400),
        ("ai-finance/-/browse?by=fr", 400),
        ("ai-finance/-/browse?heading=%F0%9F%A6%81", 400),
        ("ai-finance/-/browse?cursor=forged", 400),
        ("ai-finance/-/search?q=" + "a" * 201, 400),
        ("ai-finance/-/search?q=AI&page=0", 400),
        ("ai-finance/-/search?q=AI&page=99999999999", 400),
        ("ai-finance/-/compare?a=llm&b=" + quote("無い用語"), 400),
        ("ai-finance/-/compare?a=llm&b=%00", 400),
        ("ai-finance/-/changes?concept=llm&from=1&to=9", 404),
        ("ai-finance/-/changes?form=pie", 400),
    ],
)
def test_what_cannot_be_shown_is_explained_on_a_page(
    reader: FlaskClient, language: str, rest: str, status: int
) -> None:
    response = answered(reader, f"/{language}/{rest}", status)
    page = Page(response.get_data(as_text=True))
    assert response.headers["Content-Language"] == language
    assert response.headers["Cache-Control"] == "no-store"
    heading = "".join(each.text for each in page.seen if "h1" in each.inside)
    assert is_japanese(heading) is (language == "ja")
    assert f"/{language}/" in page.links
    assert "Traceback" not in str(page.seen)


def test_programs_are_told_the_same_as_a_problem_document(reader: FlaskClient) -> None:
    for accepted in ({}, {"Accept": "*/*"}, {"Accept": "application/json"}):
        response = reader.get("/en/ai-finance/nobody", headers=accepted)
        assert (response.status_code, response.mimetype) == (404, "application/problem+json")
        assert response.headers["Content-Language"] == "en"


def test_parameters_of_strangers_are_passed_over_and_do_not_stick(reader: FlaskClient) -> None:
    html = read(reader, "/ja/ai-finance/llm?utm_source=mail&fbclid=x")
    assert "utm_source" not in html
    assert "fbclid" not in html


@pytest.mark.parametrize("path", ["/fr/", "/ja/AI/", "/ja/ai-finance/-", "/ja/ai-finance/-/", "/jaen/"])
def test_addresses_that_are_none_are_not_found(reader: FlaskClient, path: str) -> None:
    assert reader.get(path, headers=HTML).status_code == 404
