"""Whatever stands in the texts of a glossary or is typed by a stranger, a page shows it and does nothing with it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest

from glossary import Edition
from tests.web.page_support import LANGUAGES, Page, answered, read
from tests.web.support import CONCEPTS, Desk, G, glossaries

EVIL = "\"'><img src=x onerror=alert(1)></script></title></style><svg onload=alert(1)>{{ 7*7 }}</td></dl><!--"
SOURCE = {"citation": EVIL, "locator": EVIL, "uri": "https://example.com/?a='&b=1", "status": "modified"}


def evil_section(reading: bool, **members: Any) -> dict[str, Any]:
    term = {"status": "preferred", "usage": EVIL, "source": SOURCE, "contexts": [{"text": EVIL, "source": SOURCE}]}
    return {
        "terms": [
            {**term, "text": f"危険{EVIL}", "readings": ["きけん"] if reading else []},
            {**term, "text": f"別{EVIL}", "status": "admitted"},
        ],
        "definition": {"text": f"{EVIL}\n{EVIL}", "source": SOURCE},
        "notes": [{"kind": "note", "text": EVIL, "source": SOURCE}, {"kind": "usage", "text": EVIL}],
        "examples": [{"text": EVIL}],
        "search_forms": [EVIL],
        **members,
    }


def evil_concept() -> dict[str, Any]:
    english = evil_section(False, text_status="provisional_translation", based_on={"language": "ja"})
    return {
        "languages": {"ja": evil_section(True, text_status="original"), "en": english},
        "relations": [{"type": "contrast", "target": "llm"}, {"type": "related", "target": "rag"}],
        "matches": [{"type": "exact", "uri": "https://example.com/?c=1&d=2"}, {"type": "close", "uri": "urn:x:b"}],
        "change_note": {"ja": EVIL, "en": EVIL},
    }


@pytest.fixture
def haunted(administration: Desk) -> Desk:
    """A glossary in which every text is an attack."""
    settings = administration.get(G)
    evil = dict.fromkeys(LANGUAGES, EVIL)
    settings |= {"title": evil, "publisher": evil, "attribution": evil, "licence": {"name": EVIL, "uri": None}}
    settings["subjects"] = [{**each, "title": evil} for each in settings["subjects"]]
    assert administration.put_again(G, settings).status_code == 200
    assert administration.put(f"{CONCEPTS}/evil", evil_concept()).status_code == 201
    changed = evil_concept()
    changed["languages"]["ja"]["definition"]["text"] = f"改めた{EVIL}"
    assert administration.put(f"{CONCEPTS}/evil", changed, 1).status_code == 200
    house = glossaries(administration.web.application)
    house["ai-finance"].publish(Edition(id="evil", title=evil, date="2199-01-01", cites=evil), house.house())
    return administration


ADDRESSES = [
    "",
    "evil",
    "evil?view=ja",
    "evil?revision=1",
    "evil?edition=evil",
    "-/search?q=危険",
    f"-/search?q={quote(EVIL)}",
    "-/browse",
    "-/browse?edition=evil",
    "-/compare",
    "-/compare?a=evil&b=llm",
    "-/timeline",
    "-/timeline?concept=evil",
    "-/changes",
    "-/changes?concept=evil&from=1&to=2",
    "-/changes?concept=evil&from=1&to=2&form=table",
    "-/editions",
    "-/editions/evil",
    "-/editions/evil/changes",
    "-/editions/evil/errata",
    "-/about",
]


def test_no_text_becomes_markup_on_any_page(haunted: Desk) -> None:
    for language in LANGUAGES:
        for rest in ("/", *(f"/ai-finance/{rest}" for rest in ADDRESSES)):
            html = read(haunted.web, f"/{language}{rest}")
            _is_ours(html, rest)


def _is_ours(html: str, where: str) -> None:
    page = Page(html)
    for tag, named in page.elements:
        assert not [name for name in named if name.startswith("on")], where
        assert tag != "b" or named.get("class", "") or "aria-current" in named or not named, where
        if tag in ("img", "script") and named.get("type") != "application/ld+json":
            assert named.get("src", "").startswith("/static/"), where
    assert sum(tag == "svg" for tag, _ in page.elements) <= 1, where
    assert all(
        link.startswith(("/", "#", "http://localhost/problems/", "https://example.com/")) for link in page.links
    ), where
    assert not [each for each in page.seen if "script" in each.inside and "<" in each.text], where
    assert "<!--" not in html, where
    assert "onerror=alert(1)>" not in html.replace("&gt;", "").replace("&lt;", ""), where


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "rest",
    [
        f"-/search?q={quote(EVIL)}",
        f"evil?as_of={quote(EVIL)}",
        f"evil?view={quote('<b>')}",
        f"-/compare?a={quote(EVIL)}&b=llm",
        f"-/browse?by={quote(EVIL)}",
        f"-/browse?heading={quote('<img>')}",
        f"{quote(EVIL, safe='')}",
        f"-/editions/{quote(EVIL, safe='')}",
    ],
)
def test_nothing_that_a_stranger_types_becomes_markup(haunted: Desk, language: str, rest: str) -> None:
    response = haunted.web.get(f"/{language}/ai-finance/{rest}", headers={"Accept": "text/html"})
    assert response.status_code in (200, 400, 404)
    _is_ours(response.get_data(as_text=True), rest)


def test_only_addresses_of_the_web_become_links(haunted: Desk) -> None:
    page = Page(answered(haunted.web, "/en/ai-finance/evil").get_data(as_text=True))
    outside = [named for tag, named in page.elements if named.get("href", "").startswith("https://example.com")]
    assert outside
    assert all("noreferrer" in named["rel"] for named in outside)
    assert "urn:x:b" in " ".join(each.text for each in page.seen)
    assert not [link for link in page.links if link.startswith("urn:")]
