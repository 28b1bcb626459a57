"""The iframe in a real browser: it fits, it stays in its box, and it leaves nothing behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Frame, Page

from tests.support import ROOT, served

HOST = "http://host.example/page"
SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
GUIDE = (ROOT / "docs" / "oembed.md").read_text(encoding="utf-8")
LISTENER = GUIDE.split("```html\n<script>\n")[1].split("</script>")[0]
"""What the guide gives to hosts, as they would copy it."""
WATCH = "addEventListener('securitypolicyviolation', event => console.error('CSP: ' + event.violatedDirective))"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("embed")) as found:
        yield found


Opened = Callable[..., tuple[Page, Frame]]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Opened]:
    """A host's page around an embed, which must have nothing to complain of in the end."""
    context = browser.new_context(locale="ja")
    context.add_init_script(WATCH)
    context.set_default_timeout(8000)
    amiss: list[str] = []
    asked: set[str] = set()

    def host(path: str, sandbox: str | None = SANDBOX, width: int = 600, **headers: str) -> tuple[Page, Frame]:
        page = context.new_page()
        page.on("console", lambda message: amiss.append(message.text) if _is_amiss(message) else None)
        page.on("pageerror", lambda error: amiss.append(str(error)))
        page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
        box = "" if sandbox is None else f' sandbox="{sandbox}"'
        src = escape(address + path)
        body = (
            f'<!doctype html><title>host</title><link rel="icon" href="data:,"><script>{LISTENER}</script>'
            f'<iframe src="{src}" width="{width}" height="150" title="x"{box}></iframe>'
        )
        page.route(HOST, lambda route: route.fulfill(body=body, content_type="text/html", headers=_named(headers)))
        page.goto(HOST)
        frame = page.frames[1]
        frame.wait_for_load_state()
        return page, frame

    yield host
    assert context.cookies() == []
    context.close()
    assert amiss == []
    assert asked <= {urlsplit(address).netloc, "host.example"}


def _is_amiss(message: ConsoleMessage) -> bool:
    """Whether a message is a complaint; that a bare sandbox runs no script is what it is for."""
    return message.type == "error" and "'allow-scripts' permission is not set" not in message.text


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {"Content-Type": "text/html", **{name.replace("_", "-"): value for name, value in headers.items()}}


def fits(page: Page) -> None:
    """Wait until the iframe is as high as its document."""
    page.wait_for_function("document.querySelector('iframe').getAttribute('height') !== '150'")


WHOLE = """() => new Promise(done => {
  const root = document.documentElement;
  const look = () => root.scrollHeight <= innerHeight && root.scrollWidth <= innerWidth ? done() : setTimeout(look);
  look();
})"""


def whole(frame: Frame) -> None:
    """Wait until nothing of a frame must be scrolled to."""
    frame.evaluate(WHOLE)


@pytest.mark.parametrize("size", ["compact", "standard", "full"])
@pytest.mark.parametrize("width", [320, 600, 1200])
def test_the_frame_tells_its_height_and_the_guides_listener_fits_it(opened: Opened, size: str, width: int) -> None:
    page, frame = opened(f"/embed/ai-finance/hallucination?size={size}", width=width)
    fits(page)
    whole(frame)


def test_the_height_is_told_anew_when_the_frame_becomes_narrower(opened: Opened) -> None:
    page, frame = opened("/embed/ai-finance/hallucination")
    fits(page)
    wide = page.evaluate("document.querySelector('iframe').height")
    page.evaluate("document.querySelector('iframe').width = 320")
    page.wait_for_function("height => Number(document.querySelector('iframe').height) > Number(height)", arg=wide)
    whole(frame)


def test_an_error_is_a_document_of_its_own_height_too(opened: Opened, browser: Browser, address: str) -> None:
    page = browser.new_page(locale="en")
    answer = page.goto(f"{address}/embed/ai-finance/nobody")
    assert answer is not None
    assert answer.status == 404
    assert "There is no concept" in page.locator("main").inner_text()
    page.close()


def test_few_messages_are_sent_and_they_say_nothing_but_the_height(opened: Opened) -> None:
    page, _frame = opened("/embed/ai-finance/llm")
    fits(page)
    page.evaluate("window.heard = []; addEventListener('message', event => heard.push(event.data))")
    page.evaluate("document.querySelector('iframe').width = 500")
    page.wait_for_function("heard.length > 0")
    heard: list[dict[str, Any]] = page.evaluate("heard")
    assert len(heard) <= 3
    assert all(set(each) == {"type", "v", "height"} and each["v"] == 1 for each in heard)


def test_the_listener_takes_no_word_from_others(opened: Opened) -> None:
    page, _frame = opened("/embed/ai-finance/llm")
    fits(page)
    before = page.evaluate("document.querySelector('iframe').height")
    page.evaluate("for (const height of [9e9, -1, 'x', 100]) postMessage({type: 'glossary:height', v: 1, height}, '*')")
    page.evaluate("new Promise(done => setTimeout(done))")
    assert page.evaluate("document.querySelector('iframe').height") == before


def test_in_a_bare_sandbox_it_stays_as_high_as_it_was_and_can_be_scrolled(opened: Opened) -> None:
    page, frame = opened("/embed/ai-finance/hallucination?language=ja&theme=dark", sandbox="")
    assert page.evaluate("document.querySelector('iframe').getAttribute('height')") == "150"
    shot = page.locator("iframe").screenshot()
    assert len(shot) > 3000  # a text on a dark ground, not an empty box
    assert frame.locator("h1").inner_text() == "ハルシネーション"


def test_it_works_without_a_sandbox_and_under_isolation(opened: Opened) -> None:
    page, frame = opened("/embed/ai-finance/rag", sandbox=None)
    fits(page)
    whole(frame)
    isolated, framed = opened(
        "/embed/ai-finance/rag",
        Cross_Origin_Embedder_Policy="require-corp",
    )
    fits(isolated)
    whole(framed)


@pytest.mark.parametrize(
    ("theme", "system", "ground"),
    [
        ("light", "dark", "rgb(255, 255, 255)"),
        ("dark", "light", "rgb(26, 26, 26)"),
        ("auto", "dark", "rgb(26, 26, 26)"),
        ("auto", "light", "rgb(255, 255, 255)"),
    ],
)
def test_the_theme_is_the_hosts_choice_or_the_readers(
    browser: Browser, address: str, theme: str, system: Any, ground: str
) -> None:
    page = browser.new_page(color_scheme=system)
    page.goto(f"{address}/embed/ai-finance/llm?theme={theme}")
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == ground
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("query", ["size=full", "size=compact&language=ja", "size=standard&language=en"])
def test_axe_finds_nothing_amiss(browser: Browser, address: str, theme: str, query: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for concept in ("hallucination", "generative-ai", "llm"):
        page.goto(f"{address}/embed/ai-finance/{concept}?{query}&theme={theme}")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto(f"{address}/embed/ai-finance/nobody?theme={theme}")
    assert Axe().run(page).violations_count == 0
    page.close()


def test_the_first_height_of_oembed_shows_every_entry_of_the_seed_whole(browser: Browser, address: str) -> None:
    page = browser.new_page()
    concepts = [each["id"] for each in _read(f"{address}/api/v1/glossaries/ai-finance/concepts?limit=200")["items"]]
    assert len(concepts) == 59
    spare: list[float] = []
    for number, concept in enumerate(concepts):
        language, width = ("ja", "en")[number % 2], (600, 320)[number % 3 == 0]
        url = quote(f"{address}/{language}/ai-finance/{concept}", safe="")
        told = _read(f"{address}/oembed?url={url}&maxwidth={width}")
        page.set_viewport_size({"width": told["width"], "height": told["height"]})
        page.goto(f"{address}/embed/ai-finance/{concept}?language={language}")
        needed = page.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
        assert needed <= told["height"], concept
        spare.append(told["height"] / needed)
    assert sum(spare) / len(spare) < 1.35
    page.close()


def _read(address: str) -> Any:
    with urlopen(address) as response:
        return json.load(response)
