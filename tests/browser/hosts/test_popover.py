"""The popover: by hover, focus and touch, to be hovered and dismissed (WCAG 2.2, 1.4.13), and right when read aloud."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.hosts.hosting import Visit, page
from tests.support import ROOT

Open = Callable[..., Visit]
BODY = "<main><h1>手引</h1><p>はじめに<a href='#x'>目次</a>。生成AIとハルシネーション、そしてLLMについて。</p></main>"
SHOWN = "[popover]:popover-open"
GOLDEN = ROOT / "tests/golden/popover.aria.yaml"
WITHOUT_HINTS = """
{ const known = Object.getOwnPropertyDescriptor(HTMLElement.prototype, 'popover');
  Object.defineProperty(HTMLElement.prototype, 'popover', {...known, set(value) {
    known.set.call(this, value === 'hint' ? 'manual' : value); }}); }
"""
FOCUS = """(() => { let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return (at.getAttribute('part') ?? at.localName) + ' '
    + (at.getRootNode().host?.textContent ?? at.textContent); })()"""


def _opened(seen: Visit) -> str | None:
    shown = seen.page.locator(SHOWN)
    return shown.get_attribute("aria-label") if shown.count() else None


@pytest.mark.parametrize("before", ["", WITHOUT_HINTS], ids=["hints", "no hints"])
def test_the_keyboard_alone(visit: Open, before: str) -> None:
    seen = visit(page(BODY), before=before).read()
    steps = [
        ("Tab", "a 目次", None),
        ("Tab", "term 生成AI", "生成AI"),
        ("Tab", "link 生成AI", "生成AI"),
        ("Tab", "term ハルシネーション", "ハルシネーション"),
        ("Shift+Tab", "term 生成AI", "生成AI"),
        ("Escape", "term 生成AI", None),
        ("Enter", "term 生成AI", "生成AI"),
        ("Enter", "term 生成AI", None),
        ("Space", "term 生成AI", "生成AI"),
        ("Escape", "term 生成AI", None),
    ]
    for key, focus, shown in steps:
        seen.page.keyboard.press(key)
        assert (key, seen.ask(FOCUS), _opened(seen)) == (key, focus, shown)


def test_keys_that_come_fast(visit: Open) -> None:
    seen = visit(page(BODY)).read()
    seen.page.locator("[part=term]").first.focus()
    fast = """(() => { const root = document.querySelector('glossary-term').shadowRoot;
      const term = root.querySelector('[part=term]'), popover = () => root.querySelector('[popover]');
      const press = (key) => term.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, composed: true}));
      press('Enter'); popover().hidePopover(); press('Enter'); return popover().matches(':popover-open'); })()"""
    assert seen.ask(fast) is True


def test_the_pointer_opens_it_and_may_go_onto_it(visit: Open) -> None:
    seen = visit(page(BODY)).read()
    term, shown = seen.page.locator("glossary-term").first, seen.page.locator(SHOWN)
    term.hover()
    shown.wait_for()
    shown.hover()
    seen.apart("new Promise((resolve) => setTimeout(resolve, 600))")
    assert _opened(seen) == "生成AI"
    seen.page.mouse.move(1, 1)
    shown.wait_for(state="detached")
    term.hover()
    shown.wait_for()
    seen.page.keyboard.press("Escape")
    assert _opened(seen) is None


def test_a_pointer_that_passes_by_opens_nothing(visit: Open) -> None:
    seen = visit(page(BODY)).read()
    seen.page.locator("glossary-term").first.hover()
    seen.page.mouse.move(1, 1)
    seen.apart("new Promise((resolve) => setTimeout(resolve, 300))")
    assert _opened(seen) is None


@pytest.mark.parametrize("before", ["", WITHOUT_HINTS], ids=["hints", "no hints"])
def test_a_click_keeps_it_open_until_the_next_or_elsewhere(visit: Open, before: str) -> None:
    seen = visit(page(BODY), before=before).read()
    terms, shown = seen.page.locator("glossary-term"), seen.page.locator(SHOWN)
    terms.first.click()
    seen.page.mouse.move(1, 1)
    seen.apart("new Promise((resolve) => setTimeout(resolve, 500))")
    assert _opened(seen) == "生成AI"
    terms.first.click()
    shown.wait_for(state="detached")
    terms.first.click()
    terms.nth(1).click()
    assert _opened(seen) == "ハルシネーション"
    assert seen.page.locator("[aria-expanded=true]").count() == 1
    seen.page.mouse.click(5, 5)
    shown.wait_for(state="detached")


def test_a_link_of_the_host_stays_a_link(visit: Open) -> None:
    link = "<glossary-term concept='rag'><a href='#rag' rel='glossary'>検索</a></glossary-term>"
    seen = visit(
        page(
            f"<p>{link}と<glossary-term>LLM</glossary-term>と<glossary-term concept='no'>無</glossary-term></p>",
            root="",
        )
    )
    seen.until("document.querySelector('glossary-term a').hasAttribute('aria-expanded')")
    seen.page.keyboard.press("Tab")
    assert _opened(seen) == "RAG"
    seen.page.keyboard.press("Tab")
    assert seen.ask(FOCUS).startswith("link")
    seen.page.keyboard.press("Tab")
    assert _opened(seen) == "LLM"
    seen.page.locator("glossary-term a").first.click()
    assert seen.ask("location.hash") == "#rag"
    assert seen.page.locator("glossary-term[concept=no]").evaluate("(mark) => mark.shadowRoot") is None


def test_what_a_screen_reader_is_told(visit: Open) -> None:
    seen = visit(page(BODY)).read()
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Tab")
    told = seen.page.locator("body").aria_snapshot()
    address = seen.site.service
    assert told.replace(address, "https://glossary.example") == GOLDEN.read_text(encoding="utf-8").rstrip("\n")
    assert seen.page.locator(SHOWN).get_attribute("lang") == "ja"
    assert seen.page.locator("[title], [role=tooltip]").count() == 0


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("is_open", [True, False], ids=["open", "closed"])
def test_nothing_is_amiss_by_axe(visit: Open, language: str, scheme: str, is_open: bool) -> None:
    body = (
        BODY if language == "ja" else "<main><h1>Guide</h1><p><a href='#x'>Here</a> Generative AI and LLM.</p></main>"
    )
    style = (
        "<style>:root { color-scheme: light dark; background: light-dark(#fff, #000); color: light-dark(#000, #fff) }"
    )
    style += "a { color: light-dark(#00c, #ccf) }</style>"
    wanted: dict[str, Any] = {"color_scheme": scheme}
    seen = visit(page(body, style, html=f'lang="{language}"'), context=wanted).read()
    if is_open:
        seen.page.keyboard.press("Tab")
        seen.page.keyboard.press("Tab")
        ink, paper = seen.page.locator(SHOWN).evaluate(
            "(shown) => [getComputedStyle(shown).color, getComputedStyle(shown).backgroundColor]"
        )
        dark, light = "rgb(26, 26, 26)", {"rgb(255, 255, 255)", "rgb(242, 242, 242)"}
        assert (ink == dark, paper in light) == (scheme == "light", scheme == "light")
    found = Axe().run(seen.page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    seen.compares = False  # axe leaves its own name behind


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_host_chooses_light_or_dark(visit: Open, theme: str) -> None:
    seen = visit(page(BODY, root=f'data-glossary-auto data-glossary-theme="{theme}"')).read()
    seen.page.locator("glossary-term").first.click()
    paper = seen.page.locator(SHOWN).evaluate("(shown) => getComputedStyle(shown).backgroundColor")
    assert paper == {"light": "rgb(255, 255, 255)", "dark": "rgb(26, 26, 26)"}[theme]


def test_a_host_styles_it_by_parts_and_properties_alone(visit: Open) -> None:
    style = """<style>body { --glossary-background: rgb(1, 2, 3); --glossary-width: 200px; }
      glossary-term::part(name) { color: rgb(4, 5, 6) }</style>"""
    seen = visit(page(BODY, style)).read()
    seen.page.locator("glossary-term").first.click()
    shown = seen.page.locator(SHOWN)
    assert shown.evaluate("(shown) => getComputedStyle(shown).backgroundColor") == "rgb(1, 2, 3)"
    assert shown.evaluate("(shown) => shown.offsetWidth") == 200
    assert shown.locator("strong").evaluate("(name) => getComputedStyle(name).color") == "rgb(4, 5, 6)"


def test_it_follows_its_term_and_goes_with_it(visit: Open) -> None:
    seen = visit(page(f"<div style='height: 400px'></div>{BODY}<div style='height: 3000px'></div>")).read()
    seen.page.locator("glossary-term").first.click()
    shown = seen.page.locator(SHOWN)
    gap = """(() => { const mark = document.querySelector('glossary-term'), at = mark.getBoundingClientRect();
      const own = mark.shadowRoot.querySelector('[popover]').getBoundingClientRect();
      return Math.min(Math.abs(own.top - at.bottom), Math.abs(at.top - own.bottom)); })()"""
    assert seen.ask(gap) < 8
    seen.page.mouse.wheel(0, 300)
    seen.until("scrollY === 300")
    seen.until(f"{gap} < 8")
    seen.page.mouse.wheel(0, 2000)
    shown.wait_for(state="detached")


def test_a_long_term_in_a_narrow_column_breaks_like_text(visit: Open) -> None:
    seen = visit(page("<div style='width: 120px; font-size: 20px'>生成系の大規模言語モデル</div>")).read()
    assert seen.page.locator("glossary-term").evaluate("(mark) => mark.getClientRects().length") > 1


def test_a_definition_that_the_list_leaves_out_is_asked_for_when_it_is_opened(visit: Open, service: str) -> None:
    data = """<script type="application/json" data-glossary-forms>{"v":1,"glossary":"ai-finance","language":"ja",
      "attribution":"出典","labels":{"link":"用語集","undefined":"なし"},"concepts":[["llm","LLM"]],"forms":[["LLM",0,1]]}</script>"""
    seen = visit(page(BODY, data)).read()
    assert [url for url, _ in seen.requests if "/forms" in url] == []
    seen.page.locator("glossary-term").first.click()
    seen.page.locator(SHOWN, has_text="Large Language Model").wait_for()
    asked = [url for url, _ in seen.requests if "/forms" in url]
    assert asked == [f"{service}/api/v1/glossaries/ai-finance/forms/llm?language=ja"]
