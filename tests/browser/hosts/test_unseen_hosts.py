"""Pages as they are found in the wild: themes, tables of old, other languages, other layouts; each looked at too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect

from tests.browser.hosts.hosting import Site, Visit, page
from tests.browser.hosts.test_hostile_pages import MARKED, SAMPLE, TRUSTED

Open = Callable[..., Visit]
SHOWN = "[popover]:popover-open"
ROWS = "".join(f"<tr><td>{row}</td><td>生成AIの利用</td><td>RAG<br>LLM</td></tr>" for row in range(3000))
CITY = """<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS"><TITLE>市</TITLE>
$script$</HEAD><BODY BGCOLOR="#FFFFFF" DATA-GLOSSARY-AUTO><CENTER><TABLE WIDTH="750"><TR><TD>
<FONT SIZE="+2"><B>○○市　情報政策課</B></FONT><TR><TD><TABLE><TR><TD NOWRAP><A HREF="#">生成ＡＩ</A>
<BR><A HREF="#">お問合せ</A><TD><P>１．目的<BR>　本市では、生成ＡＩ（ＬＬＭ）を<BR>ﾊﾙｼﾈｰｼｮﾝへの対策を定める。
<P>２．定義<BR><FONT COLOR=red>プロンプト</FONT>とは<DL><DT>ＲＡＧ<DD>検索</DL><HR>プロンプトエンジニア
</TABLE></TABLE></CENTER></BODY></HTML>"""
BLOG = """<div class="site"><header><h1><a href="/">銀行のブログ</a></h1><nav><a href="#">生成AI</a></nav></header>
<article class="hentry"><h1>RAGとは</h1><div class="entry-content" data-glossary-auto><p>生成AIのRAG。</p>
<!-- wp:quote --><blockquote><p>LLMは<strong>ハルシネーション</strong>を起こす</p></blockquote>
<div class="is-layout-flex"><div><p>プロンプト</p></div></div>
<div class="is-layout-flex"><div class="wp-block-button"><a>LLM</a></div></div></div></article>
<section id="comments"><form><textarea>LLM</textarea></form></section></div>"""
BLOCKS = "<style>.is-layout-flex { display: flex; gap: .5em } .entry-content p::first-letter { font-size: 2em }</style>"


def _shown(seen: Visit, gallery: Path, name: str, mark: int = 0) -> FloatRect:
    """Where the popover of a mark is shown, kept as a picture to be looked at."""
    seen.page.locator("glossary-term").nth(mark).hover()
    shown = seen.page.locator(SHOWN)
    shown.wait_for()
    seen.page.screenshot(path=gallery / f"host-{name}.png")
    box = shown.bounding_box()
    assert box is not None
    return box


def _place(seen: Visit, mark: int = 0) -> FloatRect:
    box = seen.page.locator("glossary-term").nth(mark).bounding_box()
    assert box is not None
    return box


def test_a_citys_page_of_tables_in_shift_jis(visit: Open, gallery: Path) -> None:
    seen = visit(CITY.encode("shift_jis"), headers={"Content_Type": "text/html"}).read()
    assert seen.marks() == ["生成ＡＩ", "ＬＬＭ", "ﾊﾙｼﾈｰｼｮﾝ", "プロンプト", "ＲＡＧ"]
    _shown(seen, gallery, "city")


def test_a_blog_whose_system_adds_to_addresses(visit: Open, site: Site, gallery: Path) -> None:
    tag = f'<script src="{site.service}/embed/v1/glossary.js?ver=6.8.3" id="glossary-js" referrerpolicy="no-referrer" '
    seen = visit(page(BLOG, BLOCKS, root=""), script=f'{tag} defer data-glossary="ai-finance"></script>').read()
    assert seen.marks() == ["生成AI", "RAG", "LLM", "ハルシネーション", "プロンプト"]
    _shown(seen, gallery, "blog")


def test_texts_laid_out_as_boxes_stay_as_they_are(visit: Open) -> None:
    body = """<div style="display: flex; gap: 20px">use LLM here</div><div style="display: inline-grid">a RAG b</div>
      <div style="display: flex"><p>LLMと<b>RAG</b></p></div>"""
    assert visit(page(body)).read().marks() == ["LLM", "RAG"]


def test_a_page_that_is_zoomed_by_its_style(visit: Open, gallery: Path) -> None:
    seen = visit(page(f"<div style='height: 40px'></div>{SAMPLE}", "<style>body { zoom: 1.5 }</style>")).read()
    shown, term = _shown(seen, gallery, "zoom", 1), _place(seen, 1)
    assert abs(shown["x"] - term["x"]) < 2
    assert abs(shown["y"] - term["y"] - term["height"]) < 8


def test_vertical_text_has_it_at_its_side(visit: Open, gallery: Path) -> None:
    style = "<style>main { writing-mode: vertical-rl; height: 300px; line-height: 2; font-size: 18px }</style>"
    seen = visit(page(f"<main>{SAMPLE * 3}</main>", style)).read()
    shown, term = _shown(seen, gallery, "vertical"), _place(seen)
    assert abs(shown["y"] - term["y"]) < 2
    assert abs(shown["x"] - term["x"] - term["width"]) < 8


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_small_screen_in_light_and_dark(visit: Open, gallery: Path, scheme: str) -> None:
    style = "<style>:root { color-scheme: light dark }</style><meta name=viewport content='width=device-width'>"
    seen = visit(
        page(SAMPLE, style), context={"viewport": {"width": 320, "height": 568}, "color_scheme": scheme}
    ).read()
    shown = _shown(seen, gallery, f"small-{scheme}", 3)
    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= 320


def test_a_page_in_another_language_is_left_alone_without_a_word(visit: Open) -> None:
    seen = visit(page(SAMPLE, html='lang="zh-Hans"'))
    seen.until("performance.getEntriesByType('resource').some((each) => each.name.includes('/forms'))")
    assert seen.marks() == []


def test_each_part_of_a_page_in_its_own_language(visit: Open) -> None:
    body = """<main lang="ja" data-glossary-auto>LLMと生成AI、<glossary-term concept="rag">検索</glossary-term></main>
      <aside lang="en" data-glossary-auto>hallucinations of generative AI</aside>"""
    seen = visit(page(body, root="", html='lang="en"'))
    seen.until("customElements.get('glossary-term')?.spent.rounds >= 2")
    assert seen.marks() == ["LLM", "生成AI", "検索", "hallucinations", "generative AI"]
    seen.page.locator("glossary-term[concept=rag]").click()
    assert seen.page.locator(SHOWN).get_attribute("lang") == "ja"
    assert len([url for url, _ in seen.requests if "/forms" in url]) == 2


def test_xhtml_that_names_its_language_its_own_way(visit: Open, site: Site) -> None:
    html = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en"><head><title>x</title>$script$</head>'
        '<body data-glossary-auto=""><p>hallucinations</p></body></html>'
    )
    tag = site.script('defer="defer"').replace("crossorigin ", 'crossorigin="" ')
    seen = visit(html, script=tag, headers={"Content_Type": "application/xhtml+xml; charset=utf-8"}).read()
    assert seen.marks() == ["hallucinations"]


def test_a_policy_in_the_page_itself(visit: Open, site: Site) -> None:
    policy = f"default-src 'none'; script-src {site.service}; connect-src {site.service}; {TRUSTED}"
    seen = visit(page(SAMPLE, f'<meta http-equiv="Content-Security-Policy" content="{policy}">')).read()
    assert seen.marks() == MARKED


def test_a_worker_between_the_page_and_us(visit: Open, site: Site) -> None:
    worker = """addEventListener('activate', (event) => event.waitUntil(clients.claim()));
      addEventListener('fetch', (event) => event.respondWith(fetch(event.request)));"""
    site.put("/worker.js", worker, Content_Type="text/javascript")
    seen = visit(page(SAMPLE, "<script>navigator.serviceWorker.register('/worker.js')</script>"), compares=False)
    seen.until("navigator.serviceWorker.controller !== null")
    seen.page.reload()
    assert seen.read().marks() == MARKED


def test_frames_within_frames(visit: Open, site: Site) -> None:
    inner = page(SAMPLE).replace("$script$", site.script()).replace("&", "&amp;").replace('"', "&quot;")
    middle = f'<iframe width=380 height=280 srcdoc="{inner}"></iframe>'.replace("&", "&amp;").replace('"', "&quot;")
    seen = visit(page(f'<iframe width=400 height=300 srcdoc="{middle}"></iframe>'))
    deepest = seen.page.frame_locator("iframe").frame_locator("iframe")
    deepest.locator("glossary-term").first.hover()
    deepest.locator(SHOWN).wait_for()
    assert deepest.locator("glossary-term").all_inner_texts() == MARKED


def test_a_table_of_thousands_of_rows(visit: Open) -> None:
    seen = visit(page(f"<table><caption>プロンプト</caption>{ROWS}</table>")).read()
    assert seen.marks() == ["プロンプト", "生成AI", "RAG", "LLM"]


def test_a_hundred_kilobytes_in_one_paragraph_are_read_in_slices(visit: Open) -> None:
    seen = visit(page(f"<p>{'生成AIの出力は必ず確認すること。' * 2100}ＬＬＭ</p>")).read()
    assert seen.marks() == ["生成AI", "ＬＬＭ"]
    assert seen.ask(
        "customElements.get('glossary-term').spent.longest < customElements.get('glossary-term').spent.total"
    )


def test_readings_above_every_word_and_links_in_headings(visit: Open) -> None:
    body = """<p><ruby>生成<rt>せいせい</rt></ruby>AIと<ruby>機械学習<rt>きかいがくしゅう</rt></ruby></p>
      <h2><a href="#x">LLM</a>とRAG</h2><a href="#y"><div>プロンプト</div></a>"""
    assert visit(page(body)).read().marks() == ["機械学習", "RAG"]


def test_a_host_that_styles_our_names(visit: Open, gallery: Path) -> None:
    style = """<style>glossary-term { display: block !important; font-size: 0; visibility: hidden }
      [popover] { display: none !important; opacity: 0 } strong, p, a { all: unset !important; color: #fff !important }
      </style>"""
    seen = visit(page(SAMPLE, style)).read()
    seen.ask("document.querySelector('glossary-term').shadowRoot.querySelector('[part=term]').click()")
    shown = seen.page.locator(SHOWN)
    seen.page.screenshot(path=gallery / "host-styles.png")
    assert shown.evaluate("(shown) => [getComputedStyle(shown).visibility, getComputedStyle(shown).opacity]") == [
        "visible",
        "1",
    ]


def test_upper_case_shadows_and_small_capitals(visit: Open, gallery: Path) -> None:
    style = "<style>p { text-transform: uppercase; font-variant: small-caps; text-shadow: 0 0 3px red }</style>"
    seen = visit(page("<p>A rag is no RAG.</p>", style, html='lang="en"')).read()
    assert seen.marks() == ["RAG"]
    _shown(seen, gallery, "upper-case")
    looks = "(shown) => [getComputedStyle(shown).textShadow, getComputedStyle(shown).fontVariantCaps]"
    assert seen.page.locator(SHOWN).evaluate(looks) == ["none", "normal"]
