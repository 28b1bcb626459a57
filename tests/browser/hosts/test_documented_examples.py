"""The examples of the document on embedding work as they are printed, with another address alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.request import urlopen

from tests.browser.hosts.hosting import Site, Visit
from tests.support import ROOT

DOCUMENT = (ROOT / "docs/embedding.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```html\n(.*?)```", DOCUMENT, re.DOTALL)
REQUESTS = re.findall(r"^curl '?http://127\.0\.0\.1:8000([^'\n]*)'?$", DOCUMENT, re.MULTILINE)
HOST = '<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>host</title></head><body>{body}</body></html>'
Open = Callable[..., Visit]


def _printed(example: str, site: Site) -> str:
    return HOST.format(body=example.replace("https://glossary.example", site.service).replace("…", ""))


def test_the_terms_of_a_page_are_marked_by_the_first_example(visit: Open, site: Site) -> None:
    seen = visit(_printed(EXAMPLES[0], site), script="", compares=False).read()
    assert seen.marks() == ["生成AI", "ハルシネーション"]


def test_one_term_is_a_link_that_shows_its_definition(visit: Open, site: Site) -> None:
    tag = EXAMPLES[0].partition("…")[0]
    seen = visit(_printed(tag + EXAMPLES[1], site), script="", compares=False)
    seen.until("document.querySelector('glossary-term a').hasAttribute('aria-expanded')")
    seen.page.keyboard.press("Tab")
    assert seen.page.locator("[popover]:popover-open").get_attribute("aria-label") == "RAG"
    assert seen.page.locator("glossary-term a").first.get_attribute("href") == f"{site.service}/id/ai-finance/rag"


def test_the_answer_of_the_forms_can_stand_in_the_page(visit: Open, site: Site) -> None:
    with urlopen(f"{site.service}{REQUESTS[1]}") as answer:
        told = answer.read().decode().replace("<", "\\u003c")
    example = EXAMPLES[0].replace("<main", EXAMPLES[2].replace("…", told) + "<main")
    seen = visit(_printed(example, site), script="", compares=False).read()
    assert seen.marks() == ["生成AI", "ハルシネーション"]
    assert [url for url, _ in seen.requests if "/forms" in url] == []


def test_every_documented_request_is_answered(site: Site) -> None:
    assert len(REQUESTS) == 4
    for each in REQUESTS:
        with urlopen(site.service + each) as answer:
            assert answer.status == 200


def test_every_documented_part_and_property_is_there() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "api/script/source").iterdir())
    properties = set(re.findall(r"`(--glossary-\w+)`", DOCUMENT))
    assert properties == set(re.findall(r"var\((--glossary-\w+)", source))
    assert set(re.findall(r"setting\(\w+(?:\.[^']*\))?, '(\w+)'\)", source)) | {"theme"} == set(
        re.findall(r"^\| `data-glossary-(\w+)`", DOCUMENT, re.MULTILINE)
    )
