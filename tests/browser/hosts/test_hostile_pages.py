"""The script on pages that make it hard: it marks what it should, breaks nothing and leaves no trace.

The numbers are those of the list of hostile pages in the research; each visit is compared with one without the script:
no error in the console, no new global name, no cookie, nothing stored, no policy violated, the text as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.request import urlopen

import pytest

from tests.browser.hosts.hosting import Site, Visit, page

Open = Callable[..., Visit]

SAMPLE = """<p>生成AIとLLM、RAGの例。fragmentやAIRではなくLLMである。</p>
<p>大規模言語モデルとﾊﾙｼﾈｰｼｮﾝ、プロンプトエンジニアリングとプロンプト。</p>"""
MARKED = ["生成AI", "LLM", "RAG", "ﾊﾙｼﾈｰｼｮﾝ", "プロンプト"]
TRUSTED = "require-trusted-types-for 'script'; trusted-types 'none'"


def test_1_a_plain_page(visit: Open) -> None:
    assert visit(page(SAMPLE)).read().marks() == MARKED


def test_1_an_english_page(visit: Open) -> None:
    body = "<p>PROMPTS for generative AI: a rag is no RAG, hallucinations and\n   large\n language models.</p>"
    seen = visit(page(body, html='lang="en-GB"')).read()
    assert seen.marks() == ["PROMPTS", "generative AI", "RAG", "hallucinations", "large\n language models"]


def _strict(site: Site) -> dict[str, str]:
    policy = (
        f"default-src 'none'; script-src {site.service}; connect-src {site.service}; img-src 'self'; style-src 'self'"
    )
    return {"Content_Security_Policy": f"{policy}; {TRUSTED}"}


def test_2_a_policy_that_names_our_origin_alone(visit: Open, site: Site) -> None:
    seen = visit(page(SAMPLE), headers=_strict(site)).read()
    assert seen.marks() == MARKED
    seen.page.keyboard.press("Tab")
    shown = seen.page.locator("[popover]:popover-open")
    assert "金融庁の公式の用語集ではありません。" in shown.inner_text()
    assert shown.evaluate("(shown) => getComputedStyle(shown).position") == "fixed"
    assert shown.evaluate("(shown) => getComputedStyle(shown).borderRadius") == "8px"


def test_3_a_policy_of_nonces(visit: Open, site: Site) -> None:
    policy = f"script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'; {TRUSTED}"
    tag = site.script('defer nonce="abc"')
    assert visit(page(SAMPLE), script=tag, headers={"Content_Security_Policy": policy}).read().marks() == MARKED


def test_4_a_policy_that_forbids_asking_us(visit: Open, site: Site) -> None:
    policy = f"default-src 'self'; script-src {site.service}"
    seen = visit(page(SAMPLE), headers={"Content_Security_Policy": policy}, errors=2, violations=("connect-src",))
    seen.until("window[Symbol.for('watch')].violations.length === 1")
    assert seen.marks() == []


def test_4_a_list_within_the_page_needs_no_asking(visit: Open, site: Site) -> None:
    policy = f"default-src 'self'; script-src {site.service}; {TRUSTED}"
    data = """<script type="application/json" data-glossary-forms>{"v": 1, "glossary": "ai-finance", "language": "ja",
      "attribution": "私の一覧", "labels": {"link": "用語集", "undefined": "なし"},
      "concepts": [["llm", "LLM", "定義"]],
      "forms": [["LLM", 0, 1]]}</script>"""
    seen = visit(page(SAMPLE, data), headers={"Content_Security_Policy": policy}).read()
    assert seen.marks() == ["LLM"]
    assert [url for url, _ in seen.requests if "/forms" in url] == []


def test_5_a_module_with_its_hash(visit: Open, site: Site) -> None:
    assert visit(page(SAMPLE), script=site.script('type="module"')).read().marks() == MARKED


def test_6_a_wrong_hash(visit: Open, site: Site) -> None:
    tag = site.script().replace(site.integrity, "sha384-" + "A" * 64)
    seen = visit(page(SAMPLE), script=tag, errors=1)
    seen.until("document.readyState === 'complete'")
    assert seen.marks() == []
    assert "integrity" in seen.errors[0]


def test_7_three_copies(visit: Open, site: Site) -> None:
    tags = site.script() + site.script("async") + site.script('type="module"')
    assert visit(page(SAMPLE), script=tags).read().marks() == MARKED


def test_8_polluted_prototypes(visit: Open) -> None:
    polluted = """<script>
      for (const name of ['signal', 'body', 'once', 'passive', 'capture', 'source', 'mode', 'headers',
          'method', 'flags'])
        Object.prototype[name] = 'polluted';
      Array.prototype.extra = () => {};
      for (const name of ['map', 'push', 'includes', 'forEach', 'filter', 'concat', 'slice', 'pop', 'indexOf'])
        Array.prototype[name] = () => { throw new Error(name); };
      Array.prototype[Symbol.iterator] = () => { throw new Error('iterator'); };
    </script>"""
    seen = visit(page(SAMPLE, polluted), compares=False)
    seen.until("customElements.get('glossary-term') && customElements.get('glossary-term').spent.rounds")
    assert seen.marks() == MARKED
    seen.page.keyboard.press("Tab")
    seen.until("document.querySelector('glossary-term').shadowRoot.querySelector('[popover]:popover-open') !== null")


def test_9_clobbered_names(visit: Open) -> None:
    clobbers = """<img name="currentScript" src="/i"><img name="body" src="/i"><img name="documentElement" src="/i">
      <form name="createElement"></form><form name="querySelectorAll"></form><form name="addEventListener"></form>
      <form name="readyState"></form><form name="createTextNode"></form><form id="customElements"></form>
      <form><input name="firstChild"><input name="nextSibling"><input name="parentNode"><input name="localName">
      <input name="attributes"><input name="getAttribute"><input name="hasAttribute"><input name="nodeType"></form>"""
    assert visit(page(clobbers + SAMPLE)).read().marks() == MARKED


def test_10_a_term_across_elements_hides_the_shorter_one(visit: Open) -> None:
    body = """<p>大規模<b>言語</b>モデル</p><p>大規模<a href='#x'>言語モデル</a></p>
      <p><b>大規模</b>言語モデル</p><p>言語モデル</p>"""
    assert visit(page(body)).read().marks() == ["言語モデル"]


def test_11_ruby_and_things_within_a_term(visit: Open) -> None:
    body = """<p><ruby>幻覚<rp>(</rp><rt>げんかく</rt><rp>)</rp></ruby>と生成&shy;AI、学習<wbr>済モデル。</p>
      <p>L<!-- -->LMとプロンプト</p>"""
    assert visit(page(body)).read().marks() == ["幻覚", "生成\u00adAI", "プロンプト"]


def test_12_what_is_left_alone(visit: Open) -> None:
    kinds = """<h1>LLM</h1><a href="#x">LLM</a><code>LLM</code><pre>LLM</pre><button>LLM</button><label>LLM</label>
      <details open><summary>LLM</summary></details><textarea>LLM</textarea><select><option>LLM</option></select>
      <svg><text>LLM</text></svg><math><mtext>LLM</mtext></math><my-element>LLM</my-element><noscript>LLM</noscript>
      <template>LLM</template><div hidden>LLM</div><p translate="no">LLM</p><p aria-hidden="true">LLM</p>
      <p data-glossary-skip>LLM</p><div role="button">LLM</div><div role="link">LLM</div><kbd>LLM</kbd><samp>LLM</samp>
      <form><p>LLM</p></form><p lang="en">LLM</p><p lang="zh-Hant">LLM</p><del>LLM</del><iframe srcdoc="LLM"></iframe>
      <dfn>LLM</dfn><script type="text/plain">LLM</script><style>LLM{}</style>"""
    assert visit(page(kinds)).read().marks() == []


@pytest.mark.parametrize("how", ['contenteditable="true"', 'contenteditable="plaintext-only"', "contenteditable"])
def test_13_editable_text(visit: Open, how: str) -> None:
    seen = visit(page(f"<div {how}><p>LLM</p><div data-glossary-auto>LLM</div></div>")).read()
    assert seen.marks() == []


def test_13_a_page_in_design_mode(visit: Open) -> None:
    seen = visit(page(SAMPLE + "<script>document.designMode = 'on'</script>"))
    seen.until("document.readyState === 'complete' && customElements.get('glossary-term') !== undefined")
    assert seen.marks() == []


def test_14_addresses_in_the_text(visit: Open) -> None:
    body = "<p>https://example.jp/LLM/RAG.html と info@LLM.example と www.RAG.example と #LLM と /docs/RAG</p>"
    assert visit(page(body)).read().marks() == ["LLM", "RAG"]


def test_15_characters_of_every_kind(visit: Open) -> None:
    body = """<p>プロンプト、ＬＬＭ、ｶﾞｲﾄﾞＲＡＧ、👨‍👩‍👧‍👦𠮷野家の生成AI、機械\u200b学習、幻\ufe0f覚、ﬁle と OCR。</p>"""
    marks = visit(page(body)).read().marks()
    assert marks == ["プロンプト", "ＬＬＭ", "ＲＡＧ", "生成AI", "機械\u200b学習", "幻\ufe0f覚", "OCR"]


def test_16_twenty_thousand_paragraphs(visit: Open) -> None:
    body = "".join(f"<p>第{number}段落。生成AIの出力を確認し、言語モデルを使う。</p>" for number in range(20_000))
    seen = visit(page(f"<main>{body}</main>")).read()
    assert seen.marks() == ["生成AI", "言語モデル"]
    assert seen.ask(
        "customElements.get('glossary-term').spent.longest * 4 < customElements.get('glossary-term').spent.total"
    )


def test_17_paragraphs_that_come_in_bursts(visit: Open) -> None:
    seen = visit(page("<main id='m'><p>はじめ</p></main>"), changes_text=True).read()
    add = "for (let i = 0; i < 40; i++) { const p = document.createElement('p'); p.textContent = '生成AIとLLM';"
    add += "document.getElementById('m').append(p); }"
    for burst in range(5):
        seen.ask(add)
        seen.read(burst + 2)
    assert seen.marks() == ["生成AI", "LLM"]


def test_18_a_text_that_the_host_rewrites(visit: Open) -> None:
    seen = visit(page("<p id='p'>前のLLMの後とRAG。</p>"), changes_text=True).read()
    seen.ask("globalThis[Symbol.for('t')] = document.getElementById('p').firstChild, 0")
    assert seen.marks() == ["LLM", "RAG"]
    seen.ask("globalThis[Symbol.for('t')].nodeValue = '今はプロンプトだけ。', 0")
    seen.until("document.getElementById('p').textContent === '今はプロンプトだけ。'")
    seen.until("document.querySelector('glossary-term')?.textContent === 'プロンプト'")
    assert seen.ask("globalThis[Symbol.for('t')].parentNode === document.getElementById('p')") is True


def test_19_a_text_that_the_host_removes_or_moves(visit: Open) -> None:
    seen = visit(page("<p id='a'>LLMの前</p><p id='b'>RAGの前</p><p id='c'></p>"), changes_text=True).read()
    assert seen.marks() == ["LLM", "RAG"]
    seen.ask("""(() => { const [a, b, c] = ['a', 'b', 'c'].map((id) => document.getElementById(id));
      a.removeChild(a.firstChild); c.append(b.firstChild); })()""")
    seen.until("document.getElementById('c').textContent === 'RAGの前'")
    seen.until("document.getElementById('a').textContent === '' && document.getElementById('b').textContent === ''")
    seen.until("document.querySelector('#c glossary-term')?.textContent === 'RAG'")


@pytest.mark.parametrize(
    "undo",
    [
        "document.querySelectorAll('glossary-term').forEach((mark) => mark.replaceWith(mark.textContent))",
        "const p = document.getElementById('p'); if (p?.querySelector('glossary-term')) p.textContent = p.textContent",
        "if (document.querySelector('glossary-term')) document.body.innerHTML = '<p id=p>LLMとRAG</p>'",
    ],
)
def test_20_a_host_that_undoes_everything(visit: Open, undo: str) -> None:
    observe = "observe(document, {childList: true, subtree: true})"
    fight = f"<script>new MutationObserver(() => {{ {undo} }}).{observe}</script>"
    seen = visit(page("<p id='p'>LLMとRAG</p>", fight)).read()
    seen.until(
        "(async () => { const Ours = customElements.get('glossary-term'), before = Ours.spent.rounds;"
        "await new Promise((resolve) => setTimeout(resolve, 300)); return Ours.spent.rounds === before; })()"
    )
    assert seen.rounds() < 40


def test_21_a_declared_shadow_root(visit: Open) -> None:
    body = """<div id="host"><template shadowrootmode="open">
      <p><glossary-term concept="rag">検索拡張生成</glossary-term></p>
      </template></div>"""
    seen = visit(page(body))
    inside = "document.getElementById('host').shadowRoot.querySelector('glossary-term').shadowRoot"
    seen.until(f"{inside}?.querySelector('[part=term]') != null")
    seen.page.keyboard.press("Tab")
    seen.until(f"{inside}.querySelector('[popover]:popover-open') !== null")
    assert seen.page.locator("[popover]").get_attribute("aria-label") == "RAG"


def test_22_shift_jis(visit: Open) -> None:
    html = page(SAMPLE).replace("utf-8", "shift_jis").encode("shift_jis")
    assert visit(html, headers={"Content_Type": "text/html; charset=shift_jis"}).read().marks() == MARKED


def test_22_quirks(visit: Open) -> None:
    assert visit(page(SAMPLE).replace("<!doctype html>", "")).read().marks() == MARKED


def test_22_xhtml(visit: Open, site: Site) -> None:
    html = (
        '<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><title>x</title>$script$</head>'
        f'<body data-glossary-auto="">{SAMPLE}</body></html>'
    )
    tag = site.script('defer="defer"').replace("crossorigin ", 'crossorigin="" ')
    seen = visit(html, script=tag, headers={"Content_Type": "application/xhtml+xml; charset=utf-8"}).read()
    assert seen.marks() == MARKED


def test_23_isolated_pages(visit: Open) -> None:
    headers = {"Cross_Origin_Opener_Policy": "same-origin", "Cross_Origin_Embedder_Policy": "require-corp"}
    seen = visit(page(SAMPLE), headers=headers).read()
    assert seen.ask("crossOriginIsolated") is True
    assert seen.marks() == MARKED


def test_24_a_sandboxed_page(visit: Open) -> None:
    seen = visit(page(SAMPLE), headers={"Content_Security_Policy": "sandbox allow-scripts"}).read()
    assert seen.ask("origin") == "null"
    assert seen.marks() == MARKED


STYLES = {
    "25 a host that unsets everything": "* { all: unset !important; display: none; transform: rotate(9deg) }",
    "28 vertical writing": "body { writing-mode: vertical-rl; text-transform: uppercase; letter-spacing: 1em }",
    "28 no selection": "* { user-select: none; pointer-events: auto; font-size: 3px; line-height: 0; color: red }",
}


@pytest.mark.parametrize("style", STYLES.values(), ids=list(STYLES))
def test_25_28_styles_of_the_host_do_not_reach_the_popover(visit: Open, style: str) -> None:
    seen = visit(page(SAMPLE, f"<style>{style}</style>")).read()
    assert seen.marks() == MARKED
    seen.ask("document.querySelector('glossary-term').shadowRoot.querySelector('[part=term]').click()")
    shown = seen.page.locator("[popover]:popover-open")
    looks: dict[str, Any] = shown.evaluate(
        """(shown) => { const style = getComputedStyle(shown), box = shown.getBoundingClientRect(); return {
          font: style.fontSize, mode: style.writingMode, spacing: style.letterSpacing, cased: style.textTransform,
          wide: box.width > 100, high: box.height > 50, inside: box.left >= 0 && box.right <= innerWidth,
          selected: style.userSelect}; }"""
    )
    assert looks == {
        "font": "16px", "mode": "horizontal-tb", "spacing": "normal", "cased": "none", "wide": True, "high": True,
        "inside": True, "selected": "text",
    }  # fmt: skip


def test_26_a_strange_base(visit: Open, site: Site) -> None:
    seen = visit(page(SAMPLE, '<base href="https://evil.example/">')).read()
    assert seen.marks() == MARKED
    seen.page.keyboard.press("Tab")
    href = seen.page.locator("[popover]:popover-open a").evaluate("(link) => link.href")
    assert href.startswith(f"{site.service}/id/ai-finance/generative-ai")


def test_27_a_page_from_right_to_left(visit: Open) -> None:
    seen = visit(page(f"<bdo dir=rtl>LLM</bdo>{SAMPLE}", html='lang="ja" dir="rtl"')).read()
    assert seen.marks() == ["LLM", "生成AI", "RAG", "ﾊﾙｼﾈｰｼｮﾝ", "プロンプト"]
    seen.page.keyboard.press("Tab")
    assert seen.page.locator("[popover]:popover-open").evaluate("(shown) => getComputedStyle(shown).direction") == "ltr"


def test_29_a_script_tag_that_is_removed(visit: Open, site: Site) -> None:
    tag = (
        site.script()
        + "<script>addEventListener('DOMContentLoaded', () => {"
        + " document.querySelector('[data-glossary]').remove(); })</script>"
    )
    assert visit(page(SAMPLE), script=tag).read().marks() == MARKED


def test_30_markup_in_a_definition_is_text(visit: Open) -> None:
    data = (
        '<script type="application/json" data-glossary-forms>{"v":1,"glossary":"ai-finance","language":"ja",'
        '"attribution":"<u>x</u>","labels":{"link":"<a>","undefined":""},"concepts":[["javascript:alert(1)","<i>LLM</i>",'
        '"\\u003cb>太字\\u003c/b>\\u003cscript>document.title=1\\u003c/script>",'
        '"\\u003cimg src=x onerror=alert(1)>",null]],'
        '"forms":[["LLM",0,1]]}</script>'
    )
    seen = visit(page(SAMPLE, data)).read()
    seen.page.keyboard.press("Tab")
    shown = seen.page.locator("[popover]:popover-open")
    assert "<script>document.title=1</script>" in shown.inner_text()
    assert shown.locator("b, script, img, u, i").count() == 0
    assert (
        shown.locator("a").get_attribute("href")
        == f"{seen.site.service}/id/ai-finance/javascript%3Aalert(1)?language=ja"
    )
    assert seen.page.title() == "host"


def test_31_a_term_in_a_modal_dialog(visit: Open) -> None:
    body = "<dialog id='d'><p>LLM</p></dialog><script>document.getElementById('d').showModal()</script>"
    seen = visit(page(body)).read()
    seen.page.locator("glossary-term [part=term]").click()
    assert seen.page.locator("[popover]:popover-open").is_visible()
    seen.page.keyboard.press("Escape")
    assert seen.page.locator("[popover]:popover-open").count() == 0
    assert seen.ask("document.getElementById('d').open") is True


def test_32_a_menu_of_the_host_stays_open(visit: Open) -> None:
    body = f"<div popover id='menu' style='inset:auto 0 0 auto'>メニュー</div>{SAMPLE}"
    seen = visit(page(body)).read()
    seen.ask("document.getElementById('menu').showPopover()")
    seen.page.locator("glossary-term").first.hover()
    seen.page.locator("glossary-term [popover]:popover-open").wait_for()
    assert seen.page.locator("#menu:popover-open").count() == 1


@pytest.mark.parametrize("meta", ["", '<meta name="viewport" content="width=device-width, initial-scale=1">'])
def test_33_touch_on_a_small_screen(visit: Open, meta: str) -> None:
    phone = {"viewport": {"width": 320, "height": 640}, "has_touch": True, "is_mobile": True}
    seen = visit(page(SAMPLE + "<p id='away' style='margin-top: 420px'>外</p>", meta), context=phone).read()
    shown = seen.page.locator("[popover]:popover-open")
    seen.page.locator("glossary-term").first.tap()
    shown.wait_for()
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= seen.ask("innerWidth")
    assert seen.ask("document.documentElement.scrollWidth <= innerWidth") is True
    seen.page.locator("#away").tap()
    shown.wait_for(state="detached")
    seen.page.locator("glossary-term").first.tap()
    shown.wait_for()
    seen.page.locator("glossary-term").first.tap()
    shown.wait_for(state="detached")


def test_34_libraries_of_old_that_replace_methods(visit: Open) -> None:
    old = """<script>
      Array.from = (list) => { throw new Error('Array.from'); };
      Element.prototype.remove = function (name) { this.parentNode.removeChild(this); return this; };
      Element.prototype.select = Element.prototype.update = Element.prototype.show = function () { throw new Error(); };
      Element.prototype.append = Element.prototype.replaceWith = function () { throw new Error(); };
      Node.prototype.cloneNode = function () { throw new Error(); };
      Array.prototype.toJSON = String.prototype.toJSON = function () { return '"x"'; };
      String.prototype.contains = String.prototype.strip = function () { throw new Error(); };
      Function.prototype.delay = function () { throw new Error(); };
      Object.defineProperty(Element.prototype, 'getElementsByClassName', {value() { throw new Error(); }});
      window.$ = (id) => document.getElementById(id);
      Function.prototype.bind = function () { throw new Error('bind'); };
    </script>"""
    assert visit(page(SAMPLE, old)).read().marks() == MARKED


@pytest.mark.parametrize("how", ["wrapped", "throwing"])
@pytest.mark.parametrize(
    "what", ["window.fetch", "window.Promise", "EventTarget.prototype.addEventListener", "window.MutationObserver"]
)
def test_35_a_host_that_wraps_or_forbids(visit: Open, what: str, how: str) -> None:
    wrapped = {
        "window.fetch": "(...given) => before(...given)",
        "window.Promise": "class extends before {}",
        "EventTarget.prototype.addEventListener": "function (...given) { return before.apply(this, given); }",
        "window.MutationObserver": "class extends before {}",
    }[what]
    replaced = wrapped if how == "wrapped" else "function () { throw new Error('forbidden'); }"
    host = f"<script>{{ const before = {what}; {what} = {replaced}; }}</script>"
    seen = visit(page(SAMPLE, host), compares=what != "window.Promise" or how == "wrapped")
    if how == "wrapped":
        assert seen.read().marks() == MARKED
    else:
        seen.apart("new Promise((resolve) => setTimeout(resolve, 300))")
        assert "".join(seen.text().split()).startswith("生成AIとLLM、RAGの例。")


@pytest.mark.parametrize(
    "host",
    [
        "customElements.define('glossary-term', class extends HTMLElement {})",
        "customElements.define = () => {}",
        "customElements.define = () => { throw new Error('no'); }",
    ],
)
def test_36_a_host_that_has_its_own_element_or_wants_none(visit: Open, host: str) -> None:
    seen = visit(page(SAMPLE, f"<script>{host}</script>"))
    seen.until("document.readyState === 'complete'")
    assert seen.marks() == []


def test_37_frozen_intrinsics(visit: Open) -> None:
    frozen = """<script>
      for (const each of [Object, Array, Function, String, RegExp, Map, Set, WeakMap, Promise, Error])
        { Object.freeze(each.prototype); Object.freeze(each); }
      Object.freeze(document);
    </script>"""
    assert visit(page(SAMPLE, frozen)).read().marks() == MARKED


def test_38_hydration_after_load(visit: Open) -> None:
    hydrated = """<script>addEventListener('load', () => {
      const text = document.getElementById('app').firstChild.firstChild;
      if (text.nodeValue !== 'LLMの数：0' || text.nextSibling) throw new Error('mismatch');
      setTimeout(() => { text.nodeValue = 'RAGの数：1'; }, 100); })</script>"""
    seen = visit(page("<div id='app'><p>LLMの数：0</p></div>", hydrated), changes_text=True).read()
    seen.until("document.getElementById('app').textContent === 'RAGの数：1'")
    seen.until("document.querySelector('glossary-term')?.textContent === 'RAG'")


def test_39_a_page_that_is_translated(visit: Open) -> None:
    seen = visit(page("<p id='p'>前のLLMの後</p>"), changes_text=True).read()
    seen.ask("""(() => {
      document.documentElement.className = 'translated-ltr';
      const texts = [], walker = document.createTreeWalker(document.getElementById('p'), 4);
      while (walker.nextNode()) texts.push(walker.currentNode);
      for (const text of texts) { const font = document.createElement('font');
        text.replaceWith(font); font.append(text); text.data = `[${text.data}]`; }
    })()""")
    seen.apart("new Promise((resolve) => setTimeout(resolve, 200))")
    assert seen.text().strip().startswith("[前の][LLM][の後]")


def test_40_a_script_that_comes_late(visit: Open, site: Site) -> None:
    seen = visit(page(SAMPLE), script="")
    seen.ask(f"""(() => {{ const script = document.createElement('script');
      script.src = '{site.service}/embed/v1/glossary.js';
      script.referrerPolicy = 'no-referrer';
      script.dataset.glossary = 'ai-finance'; document.head.append(script); }})()""")
    assert seen.read().marks() == MARKED


def test_40_a_document_that_is_opened_anew(visit: Open) -> None:
    seen = visit(page(SAMPLE), changes_text=True).read()
    seen.ask("document.open(); document.write('<p>LLM</p>'); document.close()")
    seen.apart("new Promise((resolve) => setTimeout(resolve, 200))")
    assert seen.text() == "LLM"


STRANGE = """{"v":1,"language":"ja","glossary":"ai-finance","__proto__":{"x":1},"labels":{},
  "concepts":[["llm","LLM"],null],"forms":[["",0],["生",0],null,"x",[],["LLM","__proto__"],["LLM","length"],["LLM",7],
  ["LLM",1],[0,0]]}"""
BAD = {
    "an error": ("{}", 500, 1),
    "a page": ("<!doctype html><p>maintenance", 200, 0),
    "nothing": ("", 200, 0),
    "null": ("null", 200, 0),
    "an empty list": ("{}", 200, 0),
    "strange rows": (STRANGE, 200, 0),
    "ten megabytes": ('{"v":1,"forms":[["LLM",0]],"concepts":[["llm","' + "あ" * 9_000_000 + '"]]}', 200, 0),
}  # fmt: skip


@pytest.mark.parametrize(("body", "status", "errors"), BAD.values(), ids=list(BAD))
def test_41_a_list_that_is_none(visit: Open, site: Site, body: str, status: int, errors: int) -> None:
    with urlopen(f"{site.service}/embed/v1/glossary.js") as answer:
        script = answer.read().decode()
    site.put("/embed/glossary.js", script, Content_Type="text/javascript; charset=utf-8")
    site.put("/api/v1/glossaries/bad/forms?language=ja", body, Content_Type="application/json", Status=str(status))
    tag = '<script src="/embed/glossary.js" defer data-glossary="bad"></script>'
    seen = visit(page(SAMPLE), script=tag, errors=errors)
    seen.apart("new Promise((resolve) => setTimeout(resolve, 300))")
    assert seen.marks() == []


def test_42_print_forced_colours_and_zoom(visit: Open) -> None:
    seen = visit(page(SAMPLE)).read()
    seen.page.keyboard.press("Tab")
    shown = seen.page.locator("[popover]:popover-open")
    seen.page.emulate_media(forced_colors="active")
    assert shown.evaluate("(shown) => getComputedStyle(shown).borderTopStyle") == "solid"
    seen.page.emulate_media(media="print", forced_colors="none")
    assert shown.is_hidden()
    assert (
        seen.page.locator("[part=term]").first.evaluate("(term) => getComputedStyle(term).textDecorationLine") == "none"
    )
    seen.page.emulate_media(media="screen")
    seen.page.set_viewport_size({"width": 320, "height": 256})
    box = shown.bounding_box()
    assert box is not None
    assert (box["x"] >= 0, box["y"] >= 0, box["x"] + box["width"] <= 320, box["y"] + box["height"] <= 256) == (
        True,
    ) * 4


def test_43_what_is_not_shown_yet(visit: Open) -> None:
    body = """<details><summary>詳細</summary><p>LLM</p></details><section style="content-visibility:auto">
      <p>RAG</p></section><section id="tab" style="display:none"><p>生成AI</p></section>"""
    seen = visit(page(body)).read()
    assert seen.marks() == ["LLM", "RAG", "生成AI"]
    seen.ask("document.getElementById('tab').style.display = 'block', 0")
    term = seen.page.locator("glossary-term", has_text="生成AI")
    term.hover()
    shown = seen.page.locator("[popover]:popover-open")
    shown.wait_for()
    at, box = term.bounding_box(), shown.bounding_box()
    assert at is not None
    assert box is not None
    assert abs(box["y"] - at["y"] - at["height"]) < 12


def test_44_another_document_and_back(visit: Open) -> None:
    seen = visit(page(f"<div id='moved'>{SAMPLE}</div>"), changes_text=True, compares=False).read()
    moved = """(() => { const frame = document.createElement('iframe'); document.body.append(frame);
      const part = document.getElementById('moved'); frame.contentDocument.body.append(part);
      const there = frame.contentDocument.querySelectorAll('glossary-term').length;
      document.body.append(part); frame.remove(); return there; })()"""
    assert seen.ask(moved) == len(MARKED)
    assert seen.marks() == MARKED
    seen.page.locator("glossary-term").first.hover()
    seen.page.locator("[popover]:popover-open").wait_for()


def test_44_back_from_another_page(visit: Open, site: Site) -> None:
    seen = visit(page(SAMPLE)).read()
    seen.page.goto(site.put("/elsewhere", "<!doctype html><title>x</title>"))
    seen.page.go_back()
    assert seen.read().marks() == MARKED


def test_45_the_text_is_what_it_was(visit: Open) -> None:
    seen = visit(page("<p id='p'>前の生成AIの後</p>")).read()
    chosen = seen.ask("""(() => { const range = document.createRange();
      range.selectNodeContents(document.getElementById('p'));
      getSelection().removeAllRanges(); getSelection().addRange(range); return String(getSelection()); })()""")
    assert chosen == "前の生成AIの後"
    seen.ask("getSelection().removeAllRanges()")
    assert [seen.ask(f"find('{words}', false, false, true)") for words in ("生成AI", "前の生成AIの後")] == [True, True]


def test_giving_back_leaves_the_same_nodes(visit: Open) -> None:
    seen = visit(page("<p id='p'>前のLLMとRAGの後</p><p id='q'>生成AI</p>")).read()
    seen.ask("globalThis[Symbol.for('p')] = document.getElementById('p').firstChild, 0")
    assert seen.marks() == ["LLM", "RAG", "生成AI"]
    seen.ask("customElements.get('glossary-term').destroy(document.body)")
    seen.apart("new Promise((resolve) => setTimeout(resolve, 200))")
    assert seen.marks() == []
    same = "(() => { const p = document.getElementById('p'); return p.childNodes.length === 1 && "
    assert seen.ask(same + "p.firstChild === globalThis[Symbol.for('p')]; })()") is True
    seen.ask("customElements.get('glossary-term').annotate(document.body)")
    seen.read(2)
    assert seen.marks() == ["LLM", "RAG", "生成AI"]


@pytest.mark.parametrize(
    ("first", "marks"),
    [("section", ["LLM", "LLM", "LLM", "LLM"]), ("page", ["LLM"]), ("all", ["LLM"] * 6)],
)
def test_how_often_a_term_is_marked(visit: Open, first: str, marks: list[str]) -> None:
    body = "<p>LLMとLLM</p><h2>章</h2><p>LLM</p><section><p>LLM</p><h3>節</h3><p>LLM</p></section><p>LLM</p>"
    assert visit(page(body, root=f'data-glossary-auto data-glossary-first="{first}"')).read().marks() == marks
