"""oEmbed 1.0 as consumers know it: its statuses, its members, and nothing embedded that is not ours."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.error import HTTPError

import micawber
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from micawber.exceptions import ProviderHTTPException

from api.embedding.addresses import address_of
from tests.support import ROOT
from tests.web.support import CONCEPTS, EDITION, HALLUCINATION, Desk, concept_body, problem

PAGE = "http://localhost/ja/ai-finance/hallucination"
NODE = ROOT / "tests" / "node"
EVIL = "<script>alert(1)</script>\"'&]]>"


class _Iframe(HTMLParser):
    """The attributes of the one element of an embed."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))


def ask(web: FlaskClient, url: str, **parameters: Any) -> dict[str, Any]:
    response = web.get("/oembed", query_string={"url": url, **parameters})
    assert response.status_code == 200, response.get_data(as_text=True)
    told: dict[str, Any] = response.get_json()
    return told


def iframe(html: str) -> dict[str, str]:
    parser = _Iframe()
    parser.feed(html)
    assert [tag for tag, _ in parser.elements] == ["iframe"]
    return parser.elements[0][1]


def test_the_address_of_a_page_becomes_a_rich_embed(web: FlaskClient) -> None:
    response = web.get("/oembed", query_string={"url": PAGE})
    assert response.mimetype == "application/json"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    told = response.get_json()
    assert told == {
        "version": "1.0",
        "type": "rich",
        "title": "ハルシネーション / hallucination – 金融分野のAI用語集（日英対訳）",
        "author_name": "対訳（Taiyaku）編集者",
        "author_url": "http://localhost/ja/ai-finance/",
        "provider_name": "対訳 Taiyaku",
        "provider_url": "http://localhost/",
        "cache_age": 3600,
        "html": told["html"],
        "width": 600,
        "height": told["height"],
    }
    shown = iframe(told["html"])
    assert shown["src"] == "http://localhost/embed/ai-finance/hallucination?language=ja"
    assert (shown["width"], shown["height"]) == ("600", str(told["height"]))
    assert shown["title"] == told["title"]
    assert shown["sandbox"] == "allow-scripts allow-popups allow-popups-to-escape-sandbox"
    assert shown["loading"] == "lazy"
    assert web.get(shown["src"]).status_code == 200


def test_xml_says_the_same(web: FlaskClient) -> None:
    told = ask(web, PAGE)
    response = web.get("/oembed", query_string={"url": PAGE, "format": "xml"})
    assert response.content_type == "text/xml; charset=utf-8"
    root = etree.fromstring(response.data)
    assert root.tag == "oembed"
    assert {each.tag: each.text for each in root} == {name: str(value) for name, value in told.items()}
    assert response.data.startswith(b"<?xml version='1.0' encoding='utf-8' standalone='yes'?>")


@pytest.mark.parametrize(
    ("url", "src"),
    [
        ("http://localhost/en/ai-finance/hallucination", "?language=en"),
        ("http://localhost/ja/ai-finance/hallucination?utm_source=x#notes", "?language=ja"),
        ("http://localhost/id/ai-finance/hallucination", ""),
        ("http://localhost/id/ai-finance/hallucination?language=en", "?language=en"),
        ("http://localhost/id/ai-finance/hallucination.md", ""),
        ("https://LOCALHOST/id/ai-finance/%68allucination", ""),
        ("http://localhost:80/id/ai-finance/hallucination", ""),
        (f"http://localhost{HALLUCINATION}", ""),
        (f"http://localhost{HALLUCINATION}/revisions/1", "?revision=1"),
        (f"http://localhost{HALLUCINATION}?revision=1", "?revision=1"),
        (f"http://localhost{HALLUCINATION}?as_of=2025-07-01", "?revision=1"),
        (f"http://localhost{EDITION}/concepts/hallucination", "?edition=ai-forum-2025-06-18"),
        (f"{PAGE}?revision=1", "?language=ja&revision=1"),
        (
            "http://localhost/embed/ai-finance/hallucination?language=en&theme=dark&size=full&revision=1&mode=notify",
            "?language=en&theme=dark&size=full&revision=1&mode=notify",
        ),
    ],
)
def test_every_address_of_a_concept_is_understood_with_the_wording_it_fixes(
    web: FlaskClient, url: str, src: str
) -> None:
    shown = iframe(ask(web, url)["html"])["src"]
    assert shown == f"http://localhost/embed/ai-finance/hallucination{src}"
    assert web.get(shown).status_code == 200


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/ja/ai-finance/hallucination",
        "http://localhost.evil.example/ja/ai-finance/hallucination",
        "http://localhost@evil.example/ja/ai-finance/hallucination",
        "http://evil.example@localhost/ja/ai-finance/hallucination",
        "http://localhost:8080/ja/ai-finance/hallucination",
        "http://localhost:x/ja/ai-finance/hallucination",
        "http://[localhost/ja/ai-finance/hallucination",
        "//localhost/ja/ai-finance/hallucination",
        "/ja/ai-finance/hallucination",
        "javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "ftp://localhost/ja/ai-finance/hallucination",
        "http://169.254.169.254/latest/meta-data/",
        "http://localhost/",
        "http://localhost/ja/ai-finance",
        "http://localhost/ja/ai-finance/nobody",
        "http://localhost/ja/nowhere/hallucination",
        "http://localhost/fr/ai-finance/hallucination",
        "http://localhost/ja/ai-finance/../../etc/passwd",
        "http://localhost/ja/ai-finance/%2e%2e",
        "http://localhost/ja/ai-finance/%ff%fe",
        "http://localhost/ja/ai-finance/hallucination%00",
        "http://localhost/ja/ai-finance/hallucination/-/edit",
        "http://localhost/ja//hallucination",
        "http://localhost/embed/ai-finance/hallucination?theme=pink",
        "http://localhost/embed/ai-finance/hallucination?revision=99",
        "http://localhost/embed/ai-finance/hallucination?edition=nothing",
        "http://localhost/embed/ai-finance/hallucination?as_of=1999-01-01",
        "http://localhost/embed/ai-finance/hallucination?as_of=yesterday",
        "http://localhost/embed/ai-finance/hallucination?language=fr",
        "ｈｔｔｐ：／／localhost/ja/ai-finance/hallucination",
        "用語",
        " ",
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_is_not_ours_or_cannot_be_shown_is_404(lasting: Flask, url: str, form: str) -> None:
    web = lasting.test_client()
    problem(web.get("/oembed", query_string={"url": url, "format": form}), 404, "no-embed")


def test_a_retired_concept_has_no_embed_but_its_fixed_wordings_do(desk: Desk) -> None:
    desk.post(f"{HALLUCINATION}/retire", {"reason": "廃止"})
    problem(desk.web.get("/oembed", query_string={"url": PAGE}), 404, "no-embed")
    assert ask(desk.web, f"{PAGE}?revision=1")["type"] == "rich"


@pytest.mark.parametrize("form", ["exe", "JSON", "html", "json,xml", "", "jsonp", "<xml>"])
def test_another_format_is_not_implemented(web: FlaskClient, form: str) -> None:
    problem(web.get("/oembed", query_string={"url": PAGE, "format": form}), 501, "format-not-offered")


def test_without_an_address_nothing_can_be_said(web: FlaskClient) -> None:
    problem(web.get("/oembed"), 400, "invalid-query")
    problem(web.get(f"/oembed?url={PAGE}&url={PAGE}"), 400, "invalid-query")
    problem(web.get("/oembed", query_string={"url": f"http://localhost/{'x' * 3000}"}), 400, "invalid-query")
    problem(web.get("/oembed", query_string={"url": "x" * 100_000}), 414)


def test_parameters_of_other_kinds_are_passed_over_and_no_function_is_called(web: FlaskClient) -> None:
    response = web.get("/oembed", query_string={"url": PAGE, "dnt": 1, "callback": "alert", "omitscript": "true"})
    assert (response.status_code, response.mimetype) == (200, "application/json")
    assert b"alert" not in response.data


@pytest.mark.parametrize(("most", "width"), [(320, 320), (160, 160), (5000, 600), (2**31 - 1, 600)])
def test_it_is_never_larger_than_the_site_allows(web: FlaskClient, most: int, width: int) -> None:
    told = ask(web, PAGE, maxwidth=most)
    assert told["width"] == width
    low = ask(web, PAGE, maxwidth=most, maxheight=100)
    assert (low["width"], low["height"]) == (width, 100)
    assert iframe(low["html"])["height"] == "100"


def test_where_nothing_could_be_read_it_is_a_link(web: FlaskClient) -> None:
    for size in ({"maxwidth": 10}, {"maxheight": 20}, {"maxwidth": 1, "maxheight": 1}):
        told = ask(web, PAGE, **size)
        assert told["type"] == "link"
        assert not {"html", "width", "height"} & told.keys()


@pytest.mark.parametrize(
    "nonsense", ["-1", "0", "NaN", "1e9", "4294967296", "", "600px", "1.5", "%00", "<b>", "６００"]
)
def test_a_size_that_is_none_is_a_bad_request(web: FlaskClient, nonsense: str) -> None:
    for name in ("maxwidth", "maxheight"):
        problem(web.get("/oembed", query_string={"url": PAGE, name: nonsense}), 400, "invalid-query")


def test_markup_in_terms_stays_text_in_both_forms(desk: Desk) -> None:
    assert desk.put(f"{CONCEPTS}/evil", concept_body(EVIL, EVIL, EVIL)).status_code == 201
    url = "http://localhost/ja/ai-finance/evil"
    told = ask(desk.web, url)
    assert EVIL in told["title"]
    assert iframe(told["html"])["title"] == told["title"]
    assert "<script" not in told["html"]
    xml = desk.web.get("/oembed", query_string={"url": url, "format": "xml"})
    html = etree.fromstring(xml.data).findtext("html")
    assert html is not None
    assert iframe(html)["title"] == told["title"]


def test_the_document_names_its_oembed_addresses_json_first(web: FlaskClient) -> None:
    html = web.get("/embed/ai-finance/hallucination?language=en&revision=1").get_data(as_text=True)
    found = re.findall(r'<link rel="alternate" type="([^"]+)" href="([^"]+)" title="[^"]+">', html)
    assert [kind for kind, _ in found] == ["application/json+oembed", "text/xml+oembed"]
    for kind, address in found:
        response = web.get(unescape(address))
        assert response.status_code == 200
        assert response.mimetype == kind.removesuffix("+oembed")
        assert b"revision=1" in response.data


def test_micawber_accepts_it(served: tuple[str, int]) -> None:
    base = f"http://{served[0]}:{served[1]}"
    registry = micawber.ProviderRegistry()
    registry.register(rf"{re.escape(base)}/\S+", micawber.Provider(f"{base}/oembed"))
    url = f"{base}/ja/ai-finance/generative-ai"
    told = registry.request(url)
    assert (told["type"], told["version"]) == ("rich", "1.0")
    assert iframe(told["html"])["src"] == f"{base}/embed/ai-finance/generative-ai?language=ja"
    assert registry.request(url, maxwidth=400)["width"] == 400
    assert "<iframe" in micawber.parse_text(f"{url}\n", registry)
    with pytest.raises(ProviderHTTPException) as refused:
        registry.request(f"{base}/ja/ai-finance/nobody")
    assert "HTTP 404" in str(refused.value)
    assert isinstance(refused.value.__cause__, HTTPError)
    refused.value.__cause__.close()


@pytest.fixture(scope="module")
def node() -> str:
    found = shutil.which("node")
    if found is None:
        pytest.skip("no Node is installed here")
    if not (NODE / "node_modules").is_dir():
        pytest.skip("the consumer in tests/node is not installed (npm ci --prefix tests/node)")
    return found


DISCOVERED = [("/embed/ai-finance/llm?language=ja", "", 600), ("/ja/ai-finance/llm", "320", 320)]


@pytest.mark.parametrize(("path", "maxwidth", "width"), DISCOVERED)
def test_oembed_extractor_finds_it_by_discovery(
    node: str, served: tuple[str, int], path: str, maxwidth: str, width: int
) -> None:
    base = f"http://{served[0]}:{served[1]}"
    command = [node, "extract.mjs", base + path, *filter(None, [maxwidth])]
    ran = subprocess.run(command, cwd=NODE, capture_output=True, text=True, check=True)
    told = json.loads(ran.stdout)
    assert (told.get("type"), told.get("width")) == ("rich", width), told
    assert iframe(told["html"])["src"] == f"{base}/embed/ai-finance/llm?language=ja"


def test_a_service_below_a_path_knows_its_own_addresses() -> None:
    base = "https://host.example/glossary"
    found = address_of(f"{base}/ja/ai-finance/rag", base)
    assert found is not None
    assert (found.glossary, found.concept, found.wording) == ("ai-finance", "rag", {"language": "ja"})
    assert address_of("https://host.example/ja/ai-finance/rag", base) is None
    assert address_of("https://host.example/glossaryja/ai-finance/rag", base) is None
