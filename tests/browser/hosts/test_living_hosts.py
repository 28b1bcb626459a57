"""Hosts that change under the script: frameworks, editors, tabs, translators; what they write is what stands there."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.hosts.hosting import Site, Visit, page

Open = Callable[..., Visit]

SETTLED = """(async () => { const Ours = customElements.get('glossary-term');
  const before = document.body.innerHTML, rounds = Ours.spent.rounds;
  await new Promise((resolve) => setTimeout(resolve, 300));
  return document.body.innerHTML === before && Ours.spent.rounds === rounds; })()"""

RENDERED = """<script>addEventListener('load', () => {
  const root = document.getElementById('root'), rows = [];
  for (let i = 0; i < 10; i++) { const row = {li: document.createElement('li'), text: new Text(`行${i}のLLM`), i};
    row.li.append(row.text); root.append(row.li); rows.push(row); }
  let times = 0;
  const render = () => { times++;
    for (const row of rows) if ((row.i + times) % 3 === 0) row.text.nodeValue = `行${row.i}の生成AI、版${times}`;
    rows.reverse().forEach((row) => root.appendChild(row.li));
    const [moved, made] = rows; moved.li.removeChild(moved.text); moved.li.appendChild(moved.text);
    made.li.textContent = ''; made.text = new Text(`行${made.i}のRAG、版${times}`); made.li.appendChild(made.text);
    if (times < 25) return setTimeout(render, 40);
    globalThis[Symbol.for('wanted')] = rows.map((row) => row.li.textContent);
    root.dataset.done = ''; };
  setTimeout(render, 200); })</script>"""


def test_a_framework_that_renders_again_and_again(visit: Open) -> None:
    seen = visit(page("<ul id='root'></ul>", RENDERED), changes_text=True)
    seen.until("document.querySelector('[data-done]') !== null")
    seen.until(SETTLED)
    texts = seen.ask("[...document.querySelectorAll('li')].map((row) => row.textContent)")
    assert texts == seen.ask("globalThis[Symbol.for('wanted')]")
    assert all(text.count("行") == 1 for text in texts)


def test_articles_that_come_as_one_scrolls(visit: Open) -> None:
    more = """<script>addEventListener('load', () => { let number = 0;
      const more = () => { const article = document.createElement('article');
        article.innerHTML = `<h2>記事${++number}</h2><p>生成AIとLLM。またLLM。</p>`;
        document.querySelector('main').append(article);
        if (number < 30) setTimeout(more, 10); }; more(); })</script>"""
    seen = visit(page("<main></main>", more), changes_text=True)
    seen.until("document.querySelectorAll('glossary-term').length === 60")
    seen.until(SETTLED)
    assert seen.marks() == ["生成AI", "LLM"] * 30


def test_a_body_that_is_replaced_with_the_next_page(visit: Open, site: Site) -> None:
    tag = site.script('defer data-glossary-auto data-glossary-first="page"')
    seen = visit(page("<p>LLM</p>", root=""), script=tag, changes_text=True).read()
    for words, marks in (("<p>RAG</p>", ["RAG"]), ("<p>RAG</p><p>RAG</p><p>LLM</p>", ["RAG", "LLM"])):
        seen.ask(f"""(() => {{ const body = document.createElement('body'); body.innerHTML = '{words}';
          document.documentElement.replaceChild(body, document.body); }})()""")
        seen.until(f"document.querySelectorAll('glossary-term').length === {len(marks)}")
        assert seen.marks() == marks


def test_a_root_that_comes_later(visit: Open) -> None:
    seen = visit(page("<main data-glossary-auto><p>LLM</p></main>", root=""), changes_text=True).read()
    seen.ask("document.querySelector('main').outerHTML = '<main data-glossary-auto><p>RAG</p></main>', 0")
    seen.until("document.querySelector('glossary-term')?.textContent === 'RAG'")


def test_a_host_that_replaces_its_root_as_soon_as_it_holds_marks(visit: Open) -> None:
    fight = """<script>new MutationObserver(() => { if (document.querySelector('glossary-term'))
      document.querySelector('main').outerHTML = '<main data-glossary-auto><p>LLM</p></main>'; })
      .observe(document, {childList: true, subtree: true})</script>"""
    seen = visit(page("<main data-glossary-auto><p>LLM</p></main>", fight, root="")).read()
    seen.until(SETTLED)
    assert seen.rounds() < 40


def test_tabs_that_are_hidden_at_first(visit: Open) -> None:
    seen = visit(page("<div role='tabpanel'>LLM</div><div role='tabpanel' id='tab' hidden>RAG</div>")).read()
    assert seen.marks() == ["LLM"]
    seen.ask("document.getElementById('tab').hidden = false, 0")
    seen.until("document.querySelectorAll('glossary-term').length === 2")


def test_a_text_that_one_begins_to_edit(visit: Open) -> None:
    body = (
        """<div id='e'><p>前のLLMの後</p></div><button onclick="e.contentEditable = 'true'; e.focus()">編集</button>"""
    )
    seen = visit(page(body), changes_text=True).read()
    seen.page.locator("button").click()
    seen.until("document.getElementById('e').innerHTML === '<p>前のLLMの後</p>'")
    seen.page.keyboard.type("RAGと")
    seen.apart("new Promise((resolve) => setTimeout(resolve, 200))")
    assert seen.ask("document.getElementById('e').innerHTML") == "<p>RAGと前のLLMの後</p>"
    seen.ask("document.getElementById('e').contentEditable = 'false', 0")
    seen.until("document.querySelectorAll('glossary-term').length === 2")


def test_a_translation_that_is_taken_back(visit: Open) -> None:
    seen = visit(page("<p id='p'>前のLLMの後</p>")).read()
    seen.ask("""(() => { const p = document.getElementById('p'), before = [...p.childNodes];
      document.documentElement.className = 'translated-ltr';
      const font = document.createElement('font'); font.textContent = 'After LLM'; p.replaceChildren(font);
      globalThis[Symbol.for('before')] = before; })()""")
    seen.apart("new Promise((resolve) => setTimeout(resolve, 200))")
    assert seen.text().startswith("After LLM")
    seen.ask("""(() => { document.documentElement.className = '';
      document.getElementById('p').replaceChildren(...globalThis[Symbol.for('before')]); })()""")
    seen.until("document.getElementById('p').textContent === '前のLLMの後'")


def test_the_whole_shadow_root_of_a_component(visit: Open) -> None:
    component = """<script>customElements.define('my-card', class extends HTMLElement { connectedCallback() {
      this.attachShadow({mode: 'open'}).innerHTML = '<style>:host{display:flex}</style>RAG<p>LLM</p><slot></slot>'; } })
      </script>"""
    seen = visit(page("<my-card>生成AI</my-card>", component)).read()
    assert seen.marks() == []
    root = "document.querySelector('my-card').shadowRoot"
    seen.ask(f"customElements.get('glossary-term').annotate({root})")
    seen.until(f"[...{root}.querySelectorAll('glossary-term')].map((mark) => mark.textContent).join() === 'LLM'")
    seen.ask(f"{root}.querySelector('p').append('、生成AI'), 0")
    seen.until(f"{root}.querySelectorAll('glossary-term').length === 2")
    seen.page.keyboard.press("Tab")
    assert seen.page.locator("[popover]:popover-open").get_attribute("aria-label") == "LLM"
