"""Being found: linked data by the rules of schema.org, sitemaps by those of sitemaps.org, and heads of pages."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from flask import Flask, render_template
from flask.testing import FlaskClient
from lxml import etree

from api.discovery import sitemaps
from api.discovery.head import Head, concept_head
from api.discovery.linked_data import defined_term, in_script
from glossary import translate
from tests.support import ROOT, draft
from tests.web.support import CONCEPTS, HALLUCINATION, Desk, concept_body, glossaries, problem

ID = "/id/ai-finance/hallucination"
BASE = "https://glossary.example"
GOLDEN = ROOT / "tests" / "golden"
EVIL = "</script><script>alert(1)</script><!--&\u2028\"'"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}link"

THING = {"@id", "@type", "name", "alternateName", "description", "disambiguatingDescription", "identifier", "image",
         "mainEntityOfPage", "sameAs", "subjectOf", "url", "additionalType", "potentialAction"}  # fmt: skip
CREATIVE = THING | {"inLanguage", "license", "publisher", "dateModified", "datePublished", "version", "isBasedOn"}
PROPERTIES = {
    "DefinedTerm": THING | {"termCode", "inDefinedTermSet"},
    "DefinedTermSet": CREATIVE | {"hasDefinedTerm"},
    "WebPage": CREATIVE | {"lastReviewed", "breadcrumb"},
    "Organization": THING | {"logo", "address"},
}
"""Which properties schema.org gives to a type (its own, those of Thing and, where it is one, of CreativeWork)."""
RANGES = {
    "inDefinedTermSet": {"DefinedTermSet"},
    "mainEntityOfPage": {"WebPage"},
    "publisher": {"Organization"},
    "hasDefinedTerm": {"DefinedTerm"},
}
TEXTS = {"name", "alternateName", "description"}


def faults(node: Any, where: str = "") -> list[str]:
    """What of a node schema.org does not know, or knows otherwise."""
    kind = node.get("@type", "none")
    wrong = [f"{where}.{name} of {kind}" for name in node if name not in PROPERTIES.get(kind, set()) | {"@context"}]
    for name, value in node.items():
        for each in value if isinstance(value, list) else [value]:
            wrong += _value_faults(name, each, f"{where}.{name}")
    return wrong


def _value_faults(name: str, value: Any, where: str) -> list[str]:
    if isinstance(value, dict) and "@value" in value:
        return [] if name in TEXTS and set(value) == {"@value", "@language"} else [where]
    if isinstance(value, dict):
        return ([] if value.get("@type") in RANGES.get(name, set()) else [f"{where} is a {value}"]) + faults(
            value, where
        )
    return [] if isinstance(value, str) and value else [f"{where} is {value!r}"]


def test_every_concept_of_the_seed_is_a_defined_term_of_schema_org(lasting: Flask) -> None:
    web, opened = lasting.test_client(), glossaries(lasting)["ai-finance"]
    for listed in opened.roll():
        response = web.get(f"/id/ai-finance/{listed.concept}.jsonld")
        assert response.mimetype == "application/ld+json"
        told = response.get_json(force=True)
        assert told["@context"] == "https://schema.org"
        assert told["@type"] == "DefinedTerm"
        assert faults(told) == []
        assert {each["@language"] for each in told["name"]} == {"ja", "en"}
        revision = opened.concept(listed.concept).revision
        assert faults(defined_term(revision, opened.settings(), BASE, "en")) == []


def test_what_is_said_of_a_concept_is_what_it_says(app: Flask) -> None:
    opened = glossaries(app)["ai-finance"]
    told = defined_term(opened.concept("hallucination").revision, opened.settings(), BASE, "en")
    told["mainEntityOfPage"].pop("dateModified")
    golden = json.loads((GOLDEN / "hallucination.jsonld").read_text(encoding="utf-8"))
    assert told == golden


def test_exact_matches_of_other_glossaries_are_the_same_thing(desk: Desk) -> None:
    body = concept_body("用語")
    body["matches"] = [
        {"type": "exact", "uri": "https://example.org/a"},
        {"type": "broad", "uri": "https://example.org/b"},
    ]
    desk.put(f"{CONCEPTS}/matched", body)
    told = desk.web.get("/id/ai-finance/matched.jsonld").get_json(force=True)
    assert told["sameAs"] == ["https://example.org/a"]
    assert told["name"] == {"@value": "用語", "@language": "ja"}


def test_a_permanent_name_leads_to_linked_data_where_that_is_wanted(web: FlaskClient) -> None:
    response = web.get(ID, headers={"Accept": "application/ld+json"})
    assert (response.status_code, response.headers["Location"]) == (303, f"http://localhost{ID}.jsonld")
    led = web.get(f"{ID}?language=ja", headers={"Accept": "application/ld+json, */*;q=0.1"}, follow_redirects=True)
    assert (led.status_code, led.mimetype) == (200, "application/ld+json")
    assert led.headers["ETag"] == '"1-jsonld-all"'


def test_who_is_not_there_has_no_linked_data(desk: Desk) -> None:
    problem(desk.web.get("/id/ai-finance/nobody.jsonld"), 404, "concept-not-found")
    desk.post(f"{HALLUCINATION}/retire", {"reason": "廃止"})
    problem(desk.web.get(f"{ID}.jsonld"), 410, "concept-retired")


def test_nothing_in_a_text_can_end_the_script_that_holds_it(desk: Desk, app: Flask) -> None:
    assert desk.put(f"{CONCEPTS}/evil", concept_body("悪意", EVIL, "evil")).status_code == 201
    opened = glossaries(app)["ai-finance"]
    told = str(in_script(defined_term(opened.concept("evil").revision, opened.settings(), BASE, "ja")))
    assert not set("<>&\u2028") & set(told)
    assert EVIL in json.dumps(json.loads(told), ensure_ascii=False).replace('\\"', '"')


class _Head(HTMLParser):
    """The metas, links and scripts of a head."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: list[tuple[str, str]] = []
        self.links: list[dict[str, str]] = []
        self.data: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a tag says."""
        named = {name: value or "" for name, value in attrs}
        self._inside = tag == "script"
        if tag == "meta" and "content" in named:
            self.metas.append((named.get("property") or named["name"], named["content"]))
        if tag == "link":
            self.links.append(named)

    def handle_endtag(self, tag: str) -> None:
        """Leave a script."""
        self._inside = self._inside and tag != "script"

    def handle_data(self, data: str) -> None:
        """Keep what stands inside a script."""
        if self._inside:
            self.data.append(data)


def rendered(app: Flask, head: Head) -> _Head:
    with app.test_request_context():
        html = render_template("embed/head.html", head=head)
    parser = _Head()
    parser.feed(html)
    return parser


@pytest.mark.parametrize(("language", "other"), [("ja", "en"), ("en", "ja")])
def test_the_page_of_a_concept_names_its_languages_its_embed_and_what_it_says(
    web: FlaskClient, language: str, other: str
) -> None:
    response = web.get(f"/{language}/ai-finance/hallucination")
    told = _Head()
    told.feed(response.get_data(as_text=True))
    metas = dict(told.metas)
    page = f"http://localhost/{language}/ai-finance/hallucination"
    assert metas["og:url"] == page
    assert metas["og:title"].startswith("ハルシネーション / " if language == "ja" else "hallucination / ")
    definition = web.get(HALLUCINATION).get_json()["languages"][language]["definition"]["text"]
    assert metas["og:description"] == metas["description"] == definition
    assert (metas["og:locale"][:2], metas["og:locale:alternate"][:2]) == (language, other)
    assert [each["href"] for each in told.links if each["rel"] == "canonical"] == [page]
    hreflangs = {each["hreflang"] for each in told.links if "hreflang" in each}
    assert hreflangs == {"ja", "en", "x-default"}
    found = [each for each in told.links if each.get("type", "").endswith("+oembed")]
    assert [each["type"] for each in found] == ["application/json+oembed", "text/xml+oembed"]
    assert all(web.get(each["href"]).status_code == 200 for each in found)
    data = json.loads("".join(told.data))
    assert faults(data) == []
    assert data["mainEntityOfPage"]["inLanguage"] == language
    assert f'<{page}>; rel="canonical"' in response.headers["Link"]
    assert 'type="application/json+oembed"' in response.headers["Link"]


def test_the_page_of_a_fixed_wording_embeds_that_wording(web: FlaskClient) -> None:
    told = _Head()
    told.feed(web.get("/ja/ai-finance/hallucination?revision=1").get_data(as_text=True))
    found = [each["href"] for each in told.links if each.get("type") == "application/json+oembed"]
    assert "revision=1" in web.get(found[0]).get_json()["html"]


def test_the_page_of_a_glossary_is_a_set_of_defined_terms(web: FlaskClient) -> None:
    told = _Head()
    told.feed(web.get("/en/ai-finance/").get_data(as_text=True))
    data = json.loads("".join(told.data))
    assert data["@type"] == "DefinedTermSet"
    assert faults(data) == []
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["url"] == dict(told.metas)["og:url"] == "http://localhost/en/ai-finance/"


def test_markup_in_a_head_stays_text(desk: Desk, app: Flask) -> None:
    desk.put(f"{CONCEPTS}/evil", concept_body('<b>"悪', EVIL, '"><script>alert(1)</script>'))
    opened = glossaries(app)["ai-finance"]
    told = rendered(app, concept_head(opened.concept("evil").revision, opened.settings(), "en", f"{BASE}/x", BASE))
    assert len(told.data) == 1
    assert dict(told.metas)["og:title"].startswith('"><script>alert(1)</script> / <b>')


def sitemap(web: FlaskClient, address: str) -> Any:
    response = web.get(address.removeprefix("http://localhost"))
    assert (response.status_code, response.mimetype) == (200, "application/xml")
    return etree.fromstring(response.data)


def test_the_sitemap_has_every_concept_in_every_language_with_the_others_beside_it(app: Flask) -> None:
    web = app.test_client()
    index = sitemap(web, "/sitemap.xml")
    assert index.tag == f"{SITEMAP}sitemapindex"
    places = [each.findtext(f"{SITEMAP}loc") for each in index]
    assert places == ["http://localhost/sitemap-ai-finance.xml"]
    root = sitemap(web, places[0])
    assert root.tag == f"{SITEMAP}urlset"
    assert {each.tag for each in root} == {f"{SITEMAP}url"}
    told = {each.findtext(f"{SITEMAP}loc"): each for each in root}
    concepts = [each.concept for each in glossaries(app)["ai-finance"].roll()]
    pages = {f"http://localhost/{tag}/ai-finance/{each}" for tag in ("ja", "en") for each in concepts}
    assert told.keys() == pages | {"http://localhost/ja/ai-finance/", "http://localhost/en/ai-finance/"}
    for place, url in told.items():
        assert len(place) < 2048
        alternates = {each.get("hreflang"): each.get("href") for each in url.findall(XHTML)}
        assert alternates.keys() == {"ja", "en", "x-default"}
        assert place in alternates.values()
        order = [each.tag for each in url]
        assert order[0] == f"{SITEMAP}loc"
        modified = url.findtext(f"{SITEMAP}lastmod")
        assert place not in pages or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified or "")


def test_a_large_glossary_has_several_sitemaps_none_too_long(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "PAGE", 25)
    monkeypatch.setattr(sitemaps, "_BATCH", 10)
    assert sitemaps.MOST_ADDRESSES >= 10_000 * 2 + 2
    web = app.test_client()
    places = [each.findtext(f"{SITEMAP}loc") or "" for each in sitemap(web, "/sitemap.xml")]
    assert len(places) == 3
    told = [each.findtext(f"{SITEMAP}loc") for place in places for each in sitemap(web, place)]
    assert len(told) == len(set(told)) == 2 * 59 + 2
    problem(web.get("/sitemap-ai-finance.xml?after=zzz"), 404, "not-found")
    problem(web.get("/sitemap-nowhere.xml"), 404, "glossary-not-found")
    problem(web.get("/sitemap-ai-finance.xml?after=../x"), 400, "invalid-query")


def test_a_retired_concept_leaves_the_sitemap(desk: Desk) -> None:
    first = desk.web.get("/sitemap-ai-finance.xml")
    assert desk.web.get("/sitemap-ai-finance.xml", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    desk.post(f"{HALLUCINATION}/retire", {"reason": "廃止"})
    after = desk.web.get("/sitemap-ai-finance.xml", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert b"hallucination" not in after.data


def test_robots_are_told_where_the_sitemap_is(web: FlaskClient) -> None:
    response = web.get("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    told = response.get_data(as_text=True)
    assert "Sitemap: http://localhost/sitemap.xml" in told.splitlines()
    assert "Disallow: /\n" not in told
    place = re.search(r"Sitemap: http://localhost(\S+)", told)
    assert place
    assert web.get(place.group(1)).status_code == 200


@pytest.mark.parametrize("language", ["ja", "en"])
def test_language_models_are_told_what_is_here_with_addresses_that_answer(web: FlaskClient, language: str) -> None:
    response = web.get("/llms.txt", headers={"Accept-Language": language})
    assert response.headers["Content-Language"] == language
    told = response.get_data(as_text=True)
    assert told.startswith("# 対訳 Taiyaku\n\n> ")
    assert translate(language, "Terms in Japanese and English, with every version of every definition.") in told
    addresses = re.findall(r"\]\(http://localhost([^)]+)\)", told)
    assert len(addresses) > 59
    for each in (*addresses[:6], addresses[-1]):
        assert web.get(each).status_code == 200


def test_markup_in_names_cannot_lead_language_models_elsewhere(desk: Desk) -> None:
    desk.put(f"{CONCEPTS}/evil", concept_body("[x](https://evil.example)"))
    assert r"\[x\](https://evil.example)" in desk.web.get("/llms.txt").get_data(as_text=True).replace(
        r"\(", "("
    ).replace(r"\)", ")")


@pytest.mark.parametrize("address", ["/sitemap.xml", "/sitemap-ai-finance.xml", "/robots.txt", "/llms.txt"])
def test_they_take_no_other_parameter_and_may_be_kept_for_an_hour(web: FlaskClient, address: str) -> None:
    assert web.get(address).headers["Cache-Control"] == "public, max-age=3600"
    problem(web.get(f"{address}?colour=red"), 400, "invalid-query")


def test_more_concepts_than_are_read_at_once_are_all_there(app: Flask) -> None:
    opened = glossaries(app)["ai-finance"]
    opened.load([draft(f"c{number:04}") for number in range(1200)], "p-editor")
    response = app.test_client().get("/sitemap-ai-finance.xml")
    assert response.get_data(as_text=True).count("<url>") == 2 * (1200 + 59) + 2
